import { AgGridReact } from 'ag-grid-react'
import type { CellContextMenuEvent, GridApi, IDatasource } from 'ag-grid-community'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { AccountRow } from '../../electron/contract/events'
import { useRowHeight } from '../state/row-height'
import { useStore } from '../state/store'
import type { Value } from '../state/value-actions'
import { zoneName } from '../state/view-slice'
import { strings } from '../strings'
import { inOrder, useColumnOrder } from '../ui/column-order'
import { useColumnWidths } from '../ui/column-widths'
import { copyRow } from '../ui/copy-row'
import { GRID_BASE, GridBox, gridNonce, nameGrid } from '../ui/data-grid'
import { type AccountGridContext, accountColumns } from './account-columns'
import type { GridCursor } from '../ui/grid-cursor'
import { showSessionsOf } from './show-sessions-of'
import type { AccountColumn, AccountSort } from './sort-accounts'

type Api = GridApi<AccountRow>

interface AccountsGridProps {
  readonly rows: readonly AccountRow[]
  readonly sort: AccountSort
  readonly onSort: (sort: AccountSort) => void
}

const DEFAULT_COLUMN = { ...GRID_BASE.defaultColDef, sortable: true }

/** One row an account; a double click, or Enter, shows its sessions. */
export function AccountsGrid(props: AccountsGridProps) {
  const rowHeight = useRowHeight()
  return <AccountRows key={rowHeight} {...props} rowHeight={rowHeight} />
}

function AccountRows({ rows, sort, onSort, rowHeight }: AccountsGridProps & { readonly rowHeight: number }) {
  const [api, setApi] = useState<Api | null>(null)
  const [nonce] = useState(gridNonce)
  // Afterwards the grid tells the order itself.
  const [first] = useState(sort)
  const [widths, resized] = useColumnWidths<AccountRow>('accounts')
  const [order, moved] = useColumnOrder<AccountRow>('accounts')
  const columns = useMemo(() => inOrder(accountColumns(first, widths), order), [first, widths, order])
  const zone = useStore(zoneName)
  const context = useMemo<AccountGridContext>(() => ({ zone }), [zone])
  const shown = useRef(rows)
  const source = useMemo<IDatasource>(() => {
    return {
      getRows: ({ startRow, endRow, successCallback }) =>
        successCallback(shown.current.slice(startRow, endRow), shown.current.length),
    }
  }, [])
  useEffect(() => {
    shown.current = rows
    if (api === null) return
    api.setRowCount(rows.length, true)
    api.refreshInfiniteCache()
  }, [api, rows])
  useEffect(() => api?.refreshCells({ force: true }), [api, context])
  const cursorMoved = useCallback(
    ({ row: index, column }: GridCursor) => {
      const row = api?.getDisplayedRowAtIndex(index)
      row?.setSelected(true, true, 'api')
      const { chooseAccount, setCursorValue } = useStore.getState()
      if (row?.data !== undefined) chooseAccount(row.data)
      setCursorValue(row?.data === undefined ? null : cellValue(row.data, column))
    },
    [api],
  )
  return (
    <GridBox pane="accounts" api={api} firstColumn="account" onCursor={cursorMoved}>
      <AgGridReact<AccountRow>
        {...GRID_BASE}
        rowHeight={rowHeight}
        {...nonce}
        datasource={source}
        columnDefs={columns}
        defaultColDef={DEFAULT_COLUMN}
        context={context}
        getRowId={({ data }) => `${data.sid ?? ''} ${data.value}`}
        onGridReady={(event) => {
          nameGrid('accounts', strings.accounts.title)
          setApi(event.api)
        }}
        onSortChanged={({ api: grid }) => onSort(sortOf(grid))}
        onColumnResized={resized}
        onColumnMoved={moved}
        onCellContextMenu={openMenu}
        onRowDoubleClicked={({ data }) => {
          if (data !== undefined) showSessionsOf(data)
        }}
        onCellKeyDown={(pressed) => {
          const { data, event } = pressed
          if (copyRow(pressed)) return
          if (event instanceof KeyboardEvent && event.key === 'Enter' && data !== undefined)
            showSessionsOf(data)
        }}
      />
      {rows.length === 0 ? <p className="no-rows">{strings.accounts.none}</p> : null}
    </GridBox>
  )
}

function sortOf(api: Api): AccountSort {
  const column = api.getColumnState().find(({ sort }) => sort === 'asc' || sort === 'desc')
  return { column: (column?.colId ?? 'account') as AccountColumn, descending: column?.sort === 'desc' }
}

function cellValue(row: AccountRow, column: string): Value | null {
  const time = (timeMs: number | null): Value | null => (timeMs === null ? null : { kind: 'time', timeMs })
  if (column === 'sid') return row.sid === null ? null : { kind: 'sid', value: row.sid }
  if (column === 'firstMs') return time(row.firstMs)
  if (column === 'lastMs') return time(row.lastMs)
  return { kind: 'account', value: row.value }
}

function openMenu({ data, column, event }: CellContextMenuEvent<AccountRow>): void {
  if (data === undefined || !(event instanceof MouseEvent)) return
  const value = cellValue(data, column.getColId())
  if (value === null) return
  event.preventDefault()
  useStore.getState().openValueMenu({ value, ofSession: false, x: event.clientX, y: event.clientY })
}
