/** Feeds the grid's blocks from the engine: always from the result on screen. */
import type { StoreApi } from 'zustand'
import type { IDatasource, IGetRowsParams } from 'ag-grid-community'
import type { SessionRow } from '../../electron/contract/engine'
import { FIRST_ROWS } from '../../electron/contract/engine-constants'
import { type EngineClient, EngineRefusal } from '../state/engine-client'
import type { AppState } from '../state/store'

/** The result that rows on screen came with; those of an older one stay while newer ones are on their way, or held back. */
const RESULT_OF = new WeakMap<SessionRow, number>()

/** Whether the session of a row is known by this index in the result on screen, and the row by its place. */
export function isOfResult(row: SessionRow, resultId: number | undefined): boolean {
  return RESULT_OF.get(row) === resultId
}

/** Rows of a block: the first one comes with the result. */
export const BLOCK_ROWS = FIRST_ROWS

/**
 * One data source for the life of the grid: a new result refreshes the blocks in place, so old rows stay until the new
 * ones are there.
 */
export function rowSource(
  engine: Pick<EngineClient, 'call'>,
  store: Pick<StoreApi<AppState>, 'getState' | 'setState'>,
): IDatasource {
  const state = store.getState

  return {
    getRows: (request: IGetRowsParams) => {
      const { result } = state()
      if (result === null || request.startRow >= result.matched) {
        request.successCallback([], result?.matched ?? 0)
        return
      }
      const { resultId, matched } = result
      const give = (rows: readonly SessionRow[]): void => {
        for (const row of rows) RESULT_OF.set(row, resultId)
        request.successCallback([...rows], matched)
      }
      const to = Math.min(request.endRow, matched)
      if (to <= result.rows.length) {
        give(result.rows.slice(request.startRow, to))
        return
      }
      engine.call({ call: 'rows', resultId, from: request.startRow, to }).then(
        (reply) => {
          // A newer result has taken over: its refresh fills this block.
          if (state().result?.resultId === resultId) give(reply.rows)
          else request.failCallback()
        },
        (error: unknown) => {
          request.failCallback()
          // A refusal while the next result is under way means only that this one is out of date.
          const isCurrent = state().result?.resultId === resultId && !state().loading
          if (isCurrent && error instanceof EngineRefusal) store.setState({ queryProblem: error.message })
        },
      )
    },
  }
}
