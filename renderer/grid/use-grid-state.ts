/** Keeps the grid in step with the store: rows, selection, hover. */
import type { GridApi } from 'ag-grid-community'
import { type RefObject, useEffect, useRef } from 'react'
import type { SessionRow } from '../../electron/contract/engine'
import { engine } from '../state/engine-client'
import { type AppState, useStore } from '../state/store'
import { pickedRows } from '../state/value-slice'

type Api = GridApi<SessionRow>

/** A new result: the number of rows first, then the blocks in view, which keep their rows until the new ones are there. */
export function useResultInGrid(api: Api | null): void {
  const resultId = useStore((state) => state.result?.resultId)
  useEffect(() => {
    if (api === null || resultId === undefined) return
    const { result } = useStore.getState()
    if (result === null) return
    api.setRowCount(result.matched, true)
    api.refreshInfiniteCache()
  }, [api, resultId])
}

/**
 * Marks the selected row and scrolls to it without animation. While it moves the focus itself, the ref is true, so that
 * the grid's own report of that focus is not taken for a choice.
 */
export function useSelectionInGrid(api: Api | null): RefObject<boolean> {
  const moving = useRef(false)
  const shown = useRef<ShownSelection | null>(null)
  const selection = useStore((state) => state.selection)
  const picks = useStore((state) => state.picks)
  const resultId = useStore((state) => state.result?.resultId)

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
    const same = before?.api === api && before.id === selection.id
    // Logs that are still being read bring the same selection in ever new results: they must not scroll.
    if (same && before.generation !== generation) return
    // Rows of the result on screen are looked at only while they are its own: a new result arrives before its rows.
    if (before?.api === api && before.resultId === resultId && focusedSession(api) === selection.session)
      return
    let stale = false
    engine.call({ call: 'positions', resultId, sessions: [selection.session] }).then(
      ({ rows: [row = -1] }) => {
        if (stale || row < 0) return
        api.ensureIndexVisible(row)
        moving.current = true
        // Focus must not jump here from the timeline: only where the grid has it already.
        if (document.activeElement?.closest('[data-pane="grid"]') !== null)
          api.setFocusedCell(row, api.getFocusedCell()?.column ?? 'account')
        moving.current = false
      },
      () => undefined,
    )
    return () => {
      stale = true
    }
  }, [api, selection, resultId])

  return moving
}

/** The selection that the grid was last brought to. */
interface ShownSelection {
  readonly api: Api
  readonly id: string
  readonly resultId: number
  readonly generation: number
}

function focusedSession(api: Api): number | undefined {
  const row = api.getFocusedCell()?.rowIndex
  return row === undefined ? undefined : api.getDisplayedRowAtIndex(row)?.data?.session
}

function markSelected(api: Api, state: AppState): void {
  const session = state.selection?.session
  const rows = pickedRows(state)
  api.forEachNode((node) => {
    const at = node.rowIndex
    const picked = at !== null && rows.some(({ from, to }) => from <= at && at <= to)
    const selected = picked || (session !== undefined && node.data?.session === session)
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
