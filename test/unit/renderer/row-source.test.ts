import type { IGetRowsParams } from 'ag-grid-community'
import { expect, it, vi } from 'vitest'
import type { QueryReply, SessionRow } from '../../../electron/contract/engine'
import { FIRST_ROWS } from '../../../electron/contract/engine-constants'
import type { EngineClient } from '../../../renderer/state/engine-client'
import { rowSource } from '../../../renderer/grid/row-source'
import { useStore } from '../../../renderer/state/store'

const rowsOf = (from: number, to: number): SessionRow[] =>
  Array.from({ length: to - from }, (_, i) => ({ session: from + i }) as SessionRow)

/** Asks for a block of a result that has so many rows. */
async function block(matched: number, startRow: number) {
  const call = vi.fn(({ from, to }: { from: number; to: number }) =>
    Promise.resolve({ rows: rowsOf(from, to) }),
  )
  const result = {
    resultId: 1,
    matched,
    rows: rowsOf(0, Math.min(matched, FIRST_ROWS)),
  } as unknown as QueryReply
  useStore.setState({ ...useStore.getInitialState(), result }, true)
  const successCallback = vi.fn()
  const request = { startRow, endRow: startRow + FIRST_ROWS, successCallback, failCallback: vi.fn() }
  const source = rowSource({ call } as unknown as Pick<EngineClient, 'call'>, useStore)
  source.getRows(request as unknown as IGetRowsParams)
  await Promise.resolve()
  const [rows] = successCallback.mock.calls[0] as [SessionRow[]]
  return { asked: call.mock.calls.length, sessions: rows.map(({ session }) => session) }
}

it('the first block comes with the result, others are asked for', async () => {
  expect(await block(3, 0)).toEqual({ asked: 0, sessions: [0, 1, 2] })
  expect(await block(FIRST_ROWS, 0)).toMatchObject({ asked: 0 })
  const { asked, sessions } = await block(FIRST_ROWS + 2, FIRST_ROWS)
  expect(asked).toBe(1)
  expect(sessions).toEqual([FIRST_ROWS, FIRST_ROWS + 1])
})
