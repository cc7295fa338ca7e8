/** Picking several rows: Shift and Ctrl with click, Shift with arrows, Ctrl+A; Ctrl+C copies them as TSV. */
import type { GridApi } from 'ag-grid-community'
import { type RefObject, useCallback, useEffect, useRef } from 'react'
import type { SessionRow } from '../../electron/contract/engine'
import { COPY_ROWS } from '../commands'
import { engine } from '../state/engine-client'
import { useStore } from '../state/store'
import { pickedRows, togglePick } from '../state/value-slice'
import { zoneOf } from '../state/view-slice'
import type { GridCursor } from '../ui/grid-cursor'
import { cellValue } from './cell-value'
import { rowsAsTsv } from './copy-rows'
import { isOfResult } from './row-source'

/** @returns what to call when the cursor moves */
export function useRowPicks(
  box: RefObject<HTMLElement | null>,
  api: GridApi<SessionRow> | null,
): (cursor: GridCursor) => void {
  const anchor = useRef(0)

  useEffect(() => {
    const element = box.current
    if (element === null || api === null) return
    const key = (event: KeyboardEvent): void => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return
      if (event.code === 'KeyC' && window.getSelection()?.toString() === '') void copyPicked()
      else if (event.code === 'KeyA') pickAll()
      else return
      event.preventDefault()
      event.stopPropagation()
    }
    const copy = (): void => void copyPicked()
    element.addEventListener('keydown', key, true)
    document.addEventListener(COPY_ROWS, copy)
    return () => {
      element.removeEventListener('keydown', key, true)
      document.removeEventListener(COPY_ROWS, copy)
    }
  }, [box, api])

  return useCallback(
    ({ row, column, shift, ctrl, menu }) => {
      const { result, setPicks, setCursorValue } = useStore.getState()
      if (result === null) return
      const data = api?.getDisplayedRowAtIndex(row)?.data
      setCursorValue(data === undefined ? null : cellValue(data, column))
      // Places of rows mean nothing in a result that they are not of; the selection, which goes by the session, stands alone.
      if (data !== undefined && !isOfResult(data, result.resultId)) {
        setPicks(result.resultId, [])
        return
      }
      const before = pickedRows(useStore.getState())
      // The menu of picked rows is about all of them.
      if (menu && before.some(({ from, to }) => from <= row && row <= to)) return
      if (shift) {
        const [from, to] = [Math.min(anchor.current, row), Math.max(anchor.current, row)]
        setPicks(result.resultId, [{ from, to }])
        return
      }
      anchor.current = row
      setPicks(result.resultId, ctrl ? togglePick(before, row) : [{ from: row, to: row }])
    },
    [api],
  )
}

function pickAll(): void {
  const { result, setPicks } = useStore.getState()
  if (result !== null && result.matched > 0) setPicks(result.resultId, [{ from: 0, to: result.matched - 1 }])
}

async function copyPicked(): Promise<void> {
  const state = useStore.getState()
  const rows = pickedRows(state)
  if (state.result === null || rows.length === 0) return
  try {
    await window.sojourn.copyText(
      await rowsAsTsv(
        engine,
        state.result.resultId,
        rows,
        (computer) => zoneOf(state, computer),
        state.annotations,
      ),
    )
  } catch (error) {
    useStore.setState({ queryProblem: error instanceof Error ? error.message : String(error) })
  }
}
