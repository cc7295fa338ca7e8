import type { GridApi } from 'ag-grid-community'
import { type ReactNode, type RefObject, useEffect, useRef } from 'react'
import { followCursor, type GridCursor } from './grid-cursor'
import { GRID_THEME } from './grid-modules'
import { ENTER_PANE } from './panes'
import './data-grid.css'

/** As theme/base.css draws it. */
export const SCROLLBAR_WIDTH = 10

/** What all grids of the window have in common. */
export const GRID_BASE = {
  theme: GRID_THEME,
  rowModelType: 'infinite',
  cacheBlockSize: 100,
  maxBlocksInCache: 20,
  // Rows above and below those in view. All of them are made in one task when a grid opens.
  rowBuffer: 4,
  defaultColDef: {
    cellDataType: false,
    resizable: true,
    sortable: false,
    suppressHeaderMenuButton: true,
    minWidth: 44,
    cellClassRules: { 'is-loading': ({ data }: { data: unknown }) => data === undefined },
  },
  rowSelection: { mode: 'singleRow', checkboxes: false, enableClickSelection: false },
  suppressDragLeaveHidesColumns: true,
  enableBrowserTooltips: true,
  animateRows: false,
  scrollbarWidth: SCROLLBAR_WIDTH,
  alwaysShowVerticalScroll: true,
  suppressNoRowsOverlay: true,
} as const

/** The nonce that the page was served with; the grid puts it on its style elements. */
export function gridNonce(): { readonly styleNonce?: string } {
  const nonce = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? ''
  return nonce === '' ? {} : { styleNonce: nonce }
}

/** The grid has no option for its name. */
export function nameGrid(pane: string, name: string): void {
  const box = `[data-pane="${pane}"]`
  const root = document.querySelector(`${box} [role="grid"], ${box} [role="treegrid"]`)
  root?.setAttribute('aria-label', name)
}

interface GridBoxProps<T> {
  readonly pane: string
  readonly api: GridApi<T> | null
  /** Takes the focus in the row that F6 leads to. */
  readonly firstColumn: string
  /** Hears where its cursor goes; the same function at every drawing. */
  readonly onCursor: (cursor: GridCursor) => void
  /** Set to the pane. */
  readonly box?: RefObject<HTMLDivElement | null>
  readonly children: ReactNode
}

/** The pane around a grid: F6 leads to the row under the cursor, not to the first heading. */
export function GridBox<T>({ pane, api, firstColumn, onCursor, box: outer, children }: GridBoxProps<T>) {
  const own = useRef<HTMLDivElement>(null)
  const box = outer ?? own
  useEffect(() => {
    const element = box.current
    if (element === null || api === null) return
    const enter = (event: Event): void => {
      if (api.getDisplayedRowCount() === 0) return
      const index = api.getFocusedCell()?.rowIndex ?? api.getFirstDisplayedRowIndex()
      api.ensureIndexVisible(index)
      api.setFocusedCell(index, firstColumn)
      event.preventDefault()
    }
    element.addEventListener(ENTER_PANE, enter)
    return () => element.removeEventListener(ENTER_PANE, enter)
  }, [api, box, firstColumn])
  useEffect(() => {
    const element = box.current
    return element === null || api === null ? undefined : followCursor(element, api, onCursor)
  }, [api, box, onCursor])
  return (
    <div ref={box} className="data-grid" data-pane={pane}>
      {children}
    </div>
  )
}
