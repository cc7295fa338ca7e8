import { AgGridReact } from 'ag-grid-react'
import type {
  CellFocusedEvent,
  CellKeyDownEvent,
  FullWidthCellKeyDownEvent,
  GridApi,
  GridReadyEvent,
  ModelUpdatedEvent,
  SortChangedEvent,
} from 'ag-grid-community'
import { type RefObject, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { SessionRow } from '../../electron/contract/engine'
import { SORT_COLUMNS } from '../../electron/contract/engine-constants'
import { engine } from '../state/engine-client'
import { useStore } from '../state/store'
import { spansYears } from '../state/result-slice'
import { zoneName } from '../state/view-slice'
import { strings } from '../strings'
import { countText } from '../ui/numbers'
import { ENTER_PANE, focusPane } from '../ui/panes'
import type { GridContext, SortColumn } from './columns'
import { fitColumns } from './fit-columns'
import { GRID_THEME } from './modules'
import { BLOCK_ROWS, rowSource } from './row-source'
import { useHoveredRow, useResultInGrid, useSelectionInGrid } from './use-grid-state'
import './sessions-grid.css'

type Api = GridApi<SessionRow>

/** The full text alternative of the timeline: same sessions, same order, same selection. */
export function SessionsGrid() {
  const [api, setApi] = useState<Api | null>(null)
  const zone = useStore(zoneName)
  const withYear = useStore(spansYears)
  const [room, setRoom] = useState<number | null>(null)
  const columns = useMemo(() => fitColumns(room, withYear), [room, withYear])
  const [nonce] = useState(readNonce)
  const source = useMemo(() => rowSource(engine, useStore), [])
  const context = useMemo<GridContext>(() => ({ zone, withYear }), [zone, withYear])

  useResultInGrid(api)
  const moving = useSelectionInGrid(api)
  useHoveredRow(api)
  useEffect(() => api?.refreshCells({ force: true }), [api, context])
  const ready = useCallback((event: GridReadyEvent<SessionRow>) => {
    nameGrid()
    setApi(event.api)
  }, [])
  const focused = useCallback(
    (event: CellFocusedEvent<SessionRow>) => {
      if (event.rowIndex !== null && !moving.current) selectFocused(event.api)
    },
    [moving],
  )
  // The end of a long list is focused before its rows are there.
  const updated = useCallback((event: ModelUpdatedEvent<SessionRow>) => {
    if (document.activeElement?.closest('[data-grid] .ag-row') != null) selectFocused(event.api)
  }, [])
  const pane = useRef<HTMLDivElement>(null)
  usePaneFocus(pane, api)

  return (
    <div ref={pane} className="sessions-grid" data-pane="grid" data-grid>
      <AgGridReact<SessionRow>
        theme={GRID_THEME}
        {...(nonce === '' ? {} : { styleNonce: nonce })}
        rowModelType="infinite"
        datasource={source}
        cacheBlockSize={BLOCK_ROWS}
        maxBlocksInCache={20}
        columnDefs={columns}
        defaultColDef={DEFAULT_COLUMN}
        context={context}
        getRowId={rowId}
        rowSelection={ROW_SELECTION}
        suppressDragLeaveHidesColumns
        suppressMovableColumns
        enableBrowserTooltips
        animateRows={false}
        scrollbarWidth={SCROLLBAR_WIDTH}
        alwaysShowVerticalScroll
        suppressNoRowsOverlay
        onGridReady={ready}
        onGridSizeChanged={({ clientWidth }) => setRoom(clientWidth - SCROLLBAR_WIDTH)}
        onSortChanged={sortChanged}
        onCellFocused={focused}
        onModelUpdated={updated}
        onCellKeyDown={openDetails}
        onCellMouseOver={(event) => useStore.getState().setHover({ session: event.data?.session ?? null })}
        onCellMouseOut={() => useStore.getState().setHover({ session: null })}
      />
      <NoRows />
    </div>
  )
}

/** As theme/base.css draws it. */
const SCROLLBAR_WIDTH = 10
const DEFAULT_COLUMN = {
  cellDataType: false as const,
  resizable: true,
  sortable: true,
  suppressHeaderMenuButton: true,
  minWidth: 44,
  cellClassRules: { 'is-loading': ({ data }: { data: SessionRow | undefined }) => data === undefined },
}
const ROW_SELECTION = { mode: 'singleRow', checkboxes: false, enableClickSelection: false } as const

const rowId = ({ data }: { data: SessionRow }): string => data.id

/** The nonce that the page was served with; the grid puts it on its style elements. */
function readNonce(): string {
  return document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? ''
}

/** The grid has no option for its name. */
function nameGrid(): void {
  const root = document.querySelector('[data-grid] [role="grid"], [data-grid] [role="treegrid"]')
  root?.setAttribute('aria-label', strings.sessions)
}

function sortChanged(event: SortChangedEvent<SessionRow>): void {
  const sorted = event.api
    .getColumnState()
    .filter((column) => column.sort === 'asc' || column.sort === 'desc')
    .toSorted((one, other) => (one.sortIndex ?? 0) - (other.sortIndex ?? 0))
    .flatMap(({ colId, sort }) =>
      isSortColumn(colId) ? [{ column: colId, descending: sort === 'desc' }] : [],
    )
  useStore.getState().setSort(sorted.slice(0, MOST_SORTS))
}

/** The cursor carries the selection with it. */
function selectFocused(api: Api): void {
  const index = api.getFocusedCell()?.rowIndex
  const row = index === undefined ? undefined : api.getDisplayedRowAtIndex(index)?.data
  if (row === undefined || row.session === useStore.getState().selection?.session) return
  useStore.getState().select({ session: row.session, id: row.id })
}

/** F6 leads to the row under the cursor, not to the first heading. */
function usePaneFocus(pane: RefObject<HTMLDivElement | null>, api: Api | null): void {
  useEffect(() => {
    const box = pane.current
    if (box === null || api === null) return
    const enter = (event: Event): void => {
      if (api.getDisplayedRowCount() === 0) return
      const index = api.getFocusedCell()?.rowIndex ?? api.getFirstDisplayedRowIndex()
      api.ensureIndexVisible(index)
      api.setFocusedCell(index, 'account')
      event.preventDefault()
    }
    box.addEventListener(ENTER_PANE, enter)
    return () => box.removeEventListener(ENTER_PANE, enter)
  }, [pane, api])
}

/** Enter: on to what is known about the row. */
function openDetails({ event }: CellKeyDownEvent<SessionRow> | FullWidthCellKeyDownEvent<SessionRow>): void {
  if (!(event instanceof KeyboardEvent) || event.key !== 'Enter') return
  useStore.getState().showSidePane('details')
  focusPane('details')
}

/** As many as the contract lets through. */
const MOST_SORTS = 4

function isSortColumn(name: string): name is SortColumn {
  return (SORT_COLUMNS as readonly string[]).includes(name)
}

function NoRows() {
  const empty = useStore((state) => state.result?.matched === 0)
  const unfiltered = useStore((state) => {
    if (state.result === null) return 0
    const hidden = Object.values(state.result.hidden).reduce((sum, count) => sum + count, 0)
    return state.result.total - hidden
  })
  if (!empty) return null
  return (
    <p className="no-rows">{`No rows. ${countText(unfiltered)} sessions are in the case before filtering.`}</p>
  )
}
