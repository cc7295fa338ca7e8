import { AgGridReact } from 'ag-grid-react'
import type { CellContextMenuEvent, GridApi, IDatasource, ModelUpdatedEvent } from 'ag-grid-community'
import { useCallback, useEffect, useMemo, useState } from 'react'
import type { EventFilter, EventRow, EventsReply } from '../../electron/contract/events'
import { fileTimeToUnixMs } from '../../electron/core/text/time'
import { engine } from '../state/engine-client'
import { useRowHeight } from '../state/row-height'
import { useStore } from '../state/store'
import type { Value } from '../state/value-actions'
import { useZoneOf } from '../state/use-zone-of'
import { strings } from '../strings'
import { inOrder, useColumnOrder } from '../ui/column-order'
import { useColumnWidths, withWidths } from '../ui/column-widths'
import { copyRow } from '../ui/copy-row'
import { GRID_BASE, GridBox, gridNonce, nameGrid } from '../ui/data-grid'
import type { GridCursor } from '../ui/grid-cursor'
import { type EventGridContext, eventColumns } from './event-columns'
import { useWantedPlace } from './use-wanted-place'

type Api = GridApi<EventRow>

const ROW_CLASSES = {
  'row-damage': ({ data }: { data: EventRow | undefined }) => data != null && data.damage !== null,
}

/** The answer that the grid's rows are asked of. */
interface Shown {
  reply: EventsReply | null
}

function show(shown: Shown, reply: EventsReply | null): void {
  shown.reply = reply
}

/** Every record that the filter keeps, in order of time, asked for page by page. */
export function EventsGrid({ reply, answered }: Omit<EventRowsProps, 'rowHeight'>) {
  const rowHeight = useRowHeight()
  return <EventRows key={rowHeight} reply={reply} answered={answered} rowHeight={rowHeight} />
}

interface EventRowsProps {
  readonly reply: EventsReply | null
  /** The filter that it answers. */
  readonly answered: EventFilter | null
  readonly rowHeight: number
}

function EventRows({ reply, answered, rowHeight }: EventRowsProps) {
  const [api, setApi] = useState<Api | null>(null)
  const zoneOf = useZoneOf()
  const chosen = useStore((state) => state.chosenEvent)
  const digits = useStore((state) => state.preferences.fullDigits)
  const context = useMemo<EventGridContext>(() => ({ zoneOf, digits }), [zoneOf, digits])
  const [shown] = useState<Shown>(() => ({ reply: null }))
  const [nonce] = useState(gridNonce)
  // Afterwards the grid tells the order itself.
  const [descending] = useState(() => useStore.getState().eventsDescending)
  const [widths, resized] = useColumnWidths<EventRow>('events')
  const [order, moved] = useColumnOrder<EventRow>('events')
  const columns = useMemo(
    () => inOrder(withWidths(eventColumns(digits, descending), widths), order),
    [digits, descending, widths, order],
  )
  const source = useMemo(() => eventSource(shown), [shown])

  useEffect(() => {
    show(shown, reply)
    if (api === null || reply === null) return
    api.setRowCount(reply.rows, true)
    api.refreshInfiniteCache()
  }, [api, reply, shown])
  useEffect(() => api?.refreshCells({ force: true }), [api, context])
  useWantedPlace(api, reply, answered)
  useEffect(() => {
    if (api === null) return
    const mark = (): void => markChosen(api, chosen)
    mark()
    api.addEventListener('modelUpdated', mark)
    return () => {
      if (!api.isDestroyed()) api.removeEventListener('modelUpdated', mark)
    }
  }, [api, chosen])
  const cursorMoved = useCallback(
    ({ row: index, column }: GridCursor) => {
      if (api === null) return
      chooseFocused(api)
      const row = api.getDisplayedRowAtIndex(index)?.data
      useStore.getState().setCursorValue(row === undefined ? null : cellValue(row, column))
    },
    [api],
  )
  // The end of a long list is focused before its rows are there.
  const updated = useCallback((event: ModelUpdatedEvent<EventRow>) => {
    if (document.activeElement?.closest('[data-pane="events"] .ag-row') != null) chooseFocused(event.api)
  }, [])

  return (
    <GridBox pane="events" api={api} firstColumn="time" onCursor={cursorMoved}>
      <AgGridReact<EventRow>
        {...GRID_BASE}
        rowHeight={rowHeight}
        {...nonce}
        datasource={source}
        columnDefs={columns}
        context={context}
        getRowId={({ data }) => rowKey(data)}
        rowClassRules={ROW_CLASSES}
        onGridReady={(event) => {
          nameGrid('events', strings.events.title)
          setApi(event.api)
        }}
        onSortChanged={({ api: grid }) => {
          const sort = grid.getColumnState().find(({ colId }) => colId === 'time')?.sort
          useStore.getState().setEventsDescending(sort === 'desc')
        }}
        onColumnResized={resized}
        onColumnMoved={moved}
        onCellKeyDown={copyRow}
        onCellContextMenu={openMenu}
        onModelUpdated={updated}
      />
    </GridBox>
  )
}

/** A damaged place has these of the record beside it. */
const PLACE_VALUES: ReadonlySet<string> = new Set(['computer', 'channel'])

function cellValue(row: EventRow, column: string): Value | null {
  if (row.damage !== null && !PLACE_VALUES.has(column)) return null
  if (column === 'time') return { kind: 'time', timeMs: fileTimeToUnixMs(row.time) }
  if (column === 'account') return row.account === '' ? null : { kind: 'account', value: row.account }
  if (column === 'computer') return row.computer === '' ? null : { kind: 'computer', value: row.computer }
  if (column === 'channel') return row.channel === '' ? null : { kind: 'channel', value: row.channel }
  if (column === 'eventId' || column === 'title') return { kind: 'eventId', value: String(row.eventId) }
  return null
}

function openMenu({ data, column, event }: CellContextMenuEvent<EventRow>): void {
  const value = data === undefined ? null : cellValue(data, column.getColId())
  if (value === null || !(event instanceof MouseEvent)) return
  event.preventDefault()
  useStore.getState().openValueMenu({ value, ofSession: false, x: event.clientX, y: event.clientY })
}

const rowKey = ({ source, offset, recovered, damage }: EventRow): string =>
  `${source} ${offset} ${recovered ? 1 : 0} ${damage === null ? '' : `${damage.state} ${damage.to} ${damage.what}`}`

function markChosen(api: Api, chosen: EventRow | null): void {
  // What the grid tells of its model can come when it has been replaced.
  if (api.isDestroyed()) return
  const key = chosen === null ? '' : rowKey(chosen)
  api.forEachNode((node) => {
    const selected = node.data !== undefined && rowKey(node.data) === key
    if (node.isSelected() !== selected && node.data !== undefined) node.setSelected(selected, false, 'api')
  })
}

/** The cursor carries the choice with it. */
function chooseFocused(api: Api): void {
  const index = api.getFocusedCell()?.rowIndex
  const row = index === undefined ? undefined : api.getDisplayedRowAtIndex(index)?.data
  const { chosenEvent, chooseEvent } = useStore.getState()
  if (row !== undefined && (chosenEvent === null || rowKey(row) !== rowKey(chosenEvent))) chooseEvent(row)
}

/** One data source for the life of the grid: rows are always those of the answer on screen. */
function eventSource(shown: Shown): IDatasource {
  return {
    getRows: (request) => {
      const { reply } = shown
      if (reply === null || request.startRow >= reply.rows) {
        request.successCallback([], reply?.rows ?? 0)
        return
      }
      const { resultId, rows: count } = reply
      const to = Math.min(request.endRow, count)
      engine.call({ call: 'eventRows', resultId, from: request.startRow, to }).then(
        ({ rows }) => {
          if (shown.reply?.resultId === resultId) request.successCallback([...rows], count)
          else request.failCallback()
        },
        () => request.failCallback(),
      )
    },
  }
}
