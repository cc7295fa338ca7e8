/** Picking several rows: Shift and Ctrl with click, Shift with arrows, Ctrl+A; Ctrl+C copies them as TSV. */
import type { CellFocusedEvent, GridApi } from 'ag-grid-community'
import { type RefObject, useCallback, useEffect, useRef } from 'react'
import type { SessionRow } from '../../electron/contract/engine'
import { COPY_ROWS } from '../commands'
import { engine } from '../state/engine-client'
import { useStore } from '../state/store'
import { pickedRows, togglePick } from '../state/value-slice'
import { zoneOf } from '../state/view-slice'
import { cellValue } from './cell-value'
import { rowsAsTsv } from './copy-rows'
import { isOfResult } from './row-source'

interface Held {
  readonly shift: boolean
  readonly ctrl: boolean
  /** The button that opens the menu. */
  readonly menu: boolean
}

/** @returns what to call when a cell takes the focus */
export function useRowPicks(
  box: RefObject<HTMLElement | null>,
  api: GridApi<SessionRow> | null,
): (event: CellFocusedEvent<SessionRow>) => void {
  const held = useRef<Held>({ shift: false, ctrl: false, menu: false })
  const anchor = useRef(0)

  useEffect(() => {
    const element = box.current
    if (element === null || api === null) return
    const press = (event: PointerEvent): void => {
      held.current = { shift: event.shiftKey, ctrl: event.ctrlKey || event.metaKey, menu: event.button === 2 }
    }
    const key = (event: KeyboardEvent): void => {
      held.current = { shift: event.shiftKey, ctrl: false, menu: false }
      if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return
      if (event.code === 'KeyC' && window.getSelection()?.toString() === '') void copyPicked()
      else if (event.code === 'KeyA') pickAll()
      else return
      event.preventDefault()
      event.stopPropagation()
    }
    const copy = (): void => void copyPicked()
    element.addEventListener('pointerdown', press, true)
    element.addEventListener('keydown', key, true)
    document.addEventListener(COPY_ROWS, copy)
    return () => {
      element.removeEventListener('pointerdown', press, true)
      element.removeEventListener('keydown', key, true)
      document.removeEventListener(COPY_ROWS, copy)
    }
  }, [box, api])

  return useCallback((event) => {
    const row = event.rowIndex
    const { result, setPicks, setCursorValue } = useStore.getState()
    if (row === null || result === null) return
    const data = event.api.getDisplayedRowAtIndex(row)?.data
    const column = typeof event.column === 'object' ? event.column?.getColId() : undefined
    setCursorValue(data === undefined || column === undefined ? null : cellValue(data, column))
    const { shift, ctrl, menu } = held.current
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
  }, [])
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
