/** Keeps the grid in step with the store: rows, selection, hover. */
import type { GridApi } from 'ag-grid-community'
import { type RefObject, useCallback, useEffect, useRef } from 'react'
import type { Filter, SessionRow, Sort } from '../../electron/contract/engine'
import { engine } from '../state/engine-client'
import { type AppState, useStore } from '../state/store'
import { pickedRows } from '../state/value-slice'
import { isOfResult } from './row-source'

type Api = GridApi<SessionRow>

/**
 * A new result: the number of rows first, then the blocks in view, which keep their rows until the new ones are there.
 * Where only more was read, rows that the pointer is on stay as they are until it leaves them, or they are scrolled.
 */
export function useResultInGrid(api: Api | null, box: RefObject<HTMLElement | null>): void {
  const resultId = useStore((state) => state.result?.resultId)
  const shown = useRef<ShownResult | null>(null)
  useEffect(() => {
    if (api === null || resultId === undefined) return
    const { result, filter, sort } = useStore.getState()
    if (result === null) return
    const before = shown.current
    const show = (): void => {
      stop()
      shown.current = { api, filter, sort, eventCount: result.eventCount }
      useStore.setState({ rowsHeld: false })
      api.setRowCount(result.matched, true)
      api.refreshInfiniteCache()
    }
    const element = box.current
    const stop = (): void => {
      element?.removeEventListener('pointerleave', show)
      element?.removeEventListener('keydown', show, true)
      if (!api.isDestroyed()) api.removeEventListener('bodyScroll', show)
    }
    const isSameQuestion = before?.api === api && before.filter === filter && before.sort === sort
    // What a person changed (computers taken for one, a clock) is to be seen at once.
    const isMoreRead = isSameQuestion && before.eventCount !== result.eventCount
    const hasRows = api.getDisplayedRowAtIndex(0)?.data !== undefined
    if (!isMoreRead || !hasRows || element?.matches(':hover') !== true) show()
    else {
      useStore.setState({ rowsHeld: true })
      element.addEventListener('pointerleave', show)
      element.addEventListener('keydown', show, true)
      api.addEventListener('bodyScroll', show)
    }
    return stop
  }, [api, resultId, box])
}

/**
 * Marks the selected row and scrolls to it without animation.
 * @returns whether a report of the grid that a row took the focus, which comes later, is of a focus that was moved here,
 * and no choice
 */
export function useSelectionInGrid(api: Api | null): (row: number) => boolean {
  const moving = useRef<number | null>(null)
  const chosen = useRef<{ readonly id: string; readonly resultId: number } | null>(null)
  const shown = useRef<ShownSelection | null>(null)
  const selection = useStore((state) => state.selection)
  const picks = useStore((state) => state.picks)
  const resultId = useStore((state) => state.result?.resultId)
  const held = useStore((state) => state.rowsHeld)

  useEffect(() => {
    if (api === null) return
    const mark = (): void => markSelected(api, useStore.getState())
    mark()
    api.addEventListener('modelUpdated', mark)
    return () => {
      if (!api.isDestroyed()) api.removeEventListener('modelUpdated', mark)
    }
  }, [api, selection, picks])

  useEffect(() => {
    if (api === null || selection === null || resultId === undefined) return
    const before = shown.current
    const { generation } = useStore.getState()
    shown.current = { api, id: selection.id, resultId, generation }
    if (held) return
    // What was chosen here needs no finding, and keys may have taken the focus rows ahead of it.
    const isChosen = chosen.current?.id === selection.id && chosen.current.resultId === resultId
    chosen.current = null
    if (isChosen || focusedId(api, resultId) === selection.id) return
    const isSame = before?.api === api && before.id === selection.id
    // Logs that are still being read bring the same selection in ever new results: they must not scroll.
    const scrolls = !isSame || (before.resultId !== resultId && before.generation === generation)
    let stale = false
    const focusedThen = api.getFocusedCell()?.rowIndex
    engine.call({ call: 'positions', resultId, sessions: [selection.session] }).then(
      ({ rows: [row = -1] }) => {
        if (stale || row < 0) return
        if (scrolls) api.ensureIndexVisible(row)
        else if (row < api.getFirstDisplayedRowIndex() || row > api.getLastDisplayedRowIndex()) return
        // Focus must not jump here from the timeline: only where the grid has it already.
        if (document.activeElement?.closest('[data-pane="grid"]') === null) return
        const focused = api.getFocusedCell()
        // Keys went on while the engine answered: the focus is ahead of this selection.
        if (focused?.rowIndex !== focusedThen) return
        if (focused?.rowIndex !== row) moving.current = row
        api.setFocusedCell(row, focused?.column ?? 'account')
      },
      () => undefined,
    )
    return () => {
      stale = true
    }
  }, [api, selection, resultId, held])

  return useCallback(
    (row) => {
      const isOwn = moving.current === row
      moving.current = null
      const { result, selection } = useStore.getState()
      const id = api?.getDisplayedRowAtIndex(row)?.data?.id
      if (!isOwn && result !== null && id !== undefined && id !== selection?.id)
        chosen.current = { id, resultId: result.resultId }
      return isOwn
    },
    [api],
  )
}

/** The result that the grid shows: what was asked, and of how many records. */
interface ShownResult {
  readonly api: Api
  readonly filter: Filter
  readonly sort: Sort
  readonly eventCount: number
}

/** The selection that the grid was last brought to. */
interface ShownSelection {
  readonly api: Api
  readonly id: string
  readonly resultId: number
  readonly generation: number
}

/** Undefined where the row under the cursor is still one of another result. */
function focusedId(api: Api, resultId: number): string | undefined {
  const index = api.getFocusedCell()?.rowIndex
  const row = index === undefined ? undefined : api.getDisplayedRowAtIndex(index)?.data
  return row !== undefined && isOfResult(row, resultId) ? row.id : undefined
}

function markSelected(api: Api, state: AppState): void {
  // What the grid tells of its model can come when it has been replaced.
  if (api.isDestroyed()) return
  const id = state.selection?.id
  const rows = pickedRows(state)
  api.forEachNode((node) => {
    const at = node.rowIndex
    const picked = at !== null && rows.some(({ from, to }) => from <= at && at <= to)
    const selected = picked || (id !== undefined && node.data?.id === id)
    if (node.isSelected() !== selected && node.data !== undefined) node.setSelected(selected, false, 'api')
  })
}

const HOVER_CLASS = 'is-hovered'

/** A bar under the pointer lights up its row. */
export function useHoveredRow(api: Api | null): void {
  const session = useStore((state) => state.hover.session)
  useEffect(() => {
    if (api === null || session === null) return
    const node = api.getRenderedNodes().find((candidate) => candidate.data?.session === session)
    if (node?.id === undefined) return
    const rows = document.querySelectorAll(`[data-pane="grid"] [row-id="${CSS.escape(node.id)}"]`)
    for (const row of rows) row.classList.add(HOVER_CLASS)
    return () => {
      for (const row of rows) row.classList.remove(HOVER_CLASS)
    }
  }, [api, session])
}
