import { AgGridReact } from 'ag-grid-react'
import type {
  CellContextMenuEvent,
  CellKeyDownEvent,
  FullWidthCellKeyDownEvent,
  ColumnMovedEvent,
  ColumnResizedEvent,
  GridApi,
  GridReadyEvent,
  ModelUpdatedEvent,
  SortChangedEvent,
} from 'ag-grid-community'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { SessionRow } from '../../electron/contract/engine'
import { engine } from '../state/engine-client'
import { useRowHeight } from '../state/row-height'
import { isSortColumn } from '../state/filter-slice'
import { useStore } from '../state/store'
import { spansYears } from '../state/result-slice'
import { useZoneOf } from '../state/use-zone-of'
import { strings } from '../strings'
import { countText } from '../ui/numbers'
import { inOrder, movedOrder } from '../ui/column-order'
import { pulledWidths } from '../ui/column-widths'
import { GRID_BASE, GridBox, gridNonce, nameGrid, SCROLLBAR_WIDTH } from '../ui/data-grid'
import type { GridCursor } from '../ui/grid-cursor'
import { focusPane } from '../ui/panes'
import type { GridContext } from './columns'
import { cellValue } from './cell-value'
import { dressColumns, fitColumns } from './fit-columns'
import { BLOCK_ROWS, isOfResult, rowSource } from './row-source'
import { useRowPicks } from './use-row-picks'
import { useHoveredRow, useResultInGrid, useSelectionInGrid } from './use-grid-state'

type Api = GridApi<SessionRow>

/** The full text alternative of the timeline: same sessions, same order, same selection. */
export function SessionsGrid() {
  const rowHeight = useRowHeight()
  return <SessionRows key={rowHeight} rowHeight={rowHeight} />
}

function SessionRows({ rowHeight }: { readonly rowHeight: number }) {
  const [api, setApi] = useState<Api | null>(null)
  const zoneOf = useZoneOf()
  const withYear = useStore(spansYears)
  const [room, setRoom] = useState<number | null>(null)
  const digits = useStore((state) => state.preferences.fullDigits)
  const hidden = useStore((state) => state.hiddenColumns)
  const widths = useStore((state) => state.columnWidths)
  const sort = useStore((state) => state.sort)
  const order = useStore((state) => state.columnOrder)
  const columns = useMemo(
    () => inOrder(dressColumns(fitColumns(room, withYear, digits, hidden), widths, sort), order),
    [room, withYear, digits, hidden, widths, sort, order],
  )
  useEffect(
    () => useStore.getState().noteShownColumns(columns.filter(({ hide }) => hide !== true).length),
    [columns],
  )
  const [nonce] = useState(gridNonce)
  const source = useMemo(() => rowSource(engine, useStore), [])
  const context = useMemo<GridContext>(() => ({ zoneOf, withYear, digits }), [zoneOf, withYear, digits])

  const pane = useRef<HTMLDivElement>(null)
  useResultInGrid(api, pane)
  const isOwnFocus = useSelectionInGrid(api)
  useHoveredRow(api)
  useEffect(() => api?.refreshCells({ force: true }), [api, context])
  const ready = useCallback((event: GridReadyEvent<SessionRow>) => {
    nameGrid('grid', strings.sessions)
    setApi(event.api)
  }, [])
  const waiting = useRef(false)
  const pick = useRowPicks(pane, api)
  const cursorMoved = useCallback(
    (cursor: GridCursor) => {
      pick(cursor)
      if (api !== null && !isOwnFocus(cursor.row)) waiting.current = !selectFocused(api)
    },
    [api, isOwnFocus, pick],
  )
  // The end of a long list is focused before its rows are there.
  const updated = useCallback((event: ModelUpdatedEvent<SessionRow>) => {
    if (waiting.current) waiting.current = !selectFocused(event.api)
  }, [])

  return (
    <GridBox pane="grid" api={api} firstColumn="account" box={pane} onCursor={cursorMoved}>
      <AgGridReact<SessionRow>
        {...GRID_BASE}
        rowHeight={rowHeight}
        {...nonce}
        datasource={source}
        cacheBlockSize={BLOCK_ROWS}
        columnDefs={columns}
        defaultColDef={DEFAULT_COLUMN}
        context={context}
        getRowId={rowId}
        rowSelection={ROW_SELECTION}
        onGridReady={ready}
        onGridSizeChanged={({ clientWidth }) => setRoom(clientWidth - SCROLLBAR_WIDTH)}
        onSortChanged={sortChanged}
        onColumnResized={resized}
        onColumnMoved={moved}
        onModelUpdated={updated}
        onCellKeyDown={openDetails}
        onCellContextMenu={openValueMenu}
        onCellMouseOver={(event) => hover(event.data)}
        onCellMouseOut={() => hover(undefined)}
      />
      <NoRows />
    </GridBox>
  )
}

const DEFAULT_COLUMN = { ...GRID_BASE.defaultColDef, sortable: true }
const ROW_SELECTION = {
  mode: 'multiRow',
  headerCheckbox: false,
  checkboxes: false,
  enableClickSelection: false,
} as const

const rowId = ({ data }: { data: SessionRow }): string => data.id

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

function resized(event: ColumnResizedEvent<SessionRow>): void {
  const pulled = pulledWidths(event)
  if (pulled !== null) useStore.getState().setColumnWidths(pulled)
}

function moved(event: ColumnMovedEvent<SessionRow>): void {
  const order = movedOrder(event)
  if (order !== null) useStore.getState().setColumnOrder(order)
}

/** The cursor carries the selection with it; false while the row under it is not there. */
function selectFocused(api: Api): boolean {
  const index = api.getFocusedCell()?.rowIndex
  const row = index === undefined ? undefined : api.getDisplayedRowAtIndex(index)?.data
  if (row === undefined) return false
  if (row.id !== useStore.getState().selection?.id) void selectRow(row)
  return true
}

/** By its id where the row is of an older result: sessions have other indexes by now. */
async function selectRow(row: SessionRow): Promise<void> {
  const { result, select } = useStore.getState()
  if (isOfResult(row, result?.resultId)) {
    select({ session: row.session, id: row.id })
    return
  }
  const { session } = await engine.call({ call: 'find', id: row.id })
  if (session >= 0) select({ session, id: row.id })
}

function hover(row: SessionRow | undefined): void {
  const { result, setHover } = useStore.getState()
  setHover({ session: row !== undefined && isOfResult(row, result?.resultId) ? row.session : null })
}

function openValueMenu({ data, column, event }: CellContextMenuEvent<SessionRow>): void {
  if (data !== undefined) void selectRow(data)
  const value = data === undefined ? null : cellValue(data, column.getColId())
  if (value === null || !(event instanceof MouseEvent)) return
  event.preventDefault()
  useStore.getState().openValueMenu({ value, ofSession: true, x: event.clientX, y: event.clientY })
}

/** Enter: on to what is known about the row. */
function openDetails({ event }: CellKeyDownEvent<SessionRow> | FullWidthCellKeyDownEvent<SessionRow>): void {
  if (!(event instanceof KeyboardEvent) || event.key !== 'Enter') return
  useStore.getState().showSidePane('details')
  focusPane('details')
}

/** As many as the contract lets through. */
const MOST_SORTS = 4

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
