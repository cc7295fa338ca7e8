/** Columns of the event browser (ux.md 9). */
import type { ColDef, ITooltipParams, ValueFormatterParams } from 'ag-grid-community'
import type { EventRow } from '../../electron/contract/events'
import { fileTimeToUnixMs } from '../../electron/core/text/time'
import { visibleName } from '../../electron/core/text/visible-text'
import { fileTimeText, fullFileTimeText, isoDayText, timeText } from '../state/zone-format'
import { strings } from '../strings'
import { hostName } from '../ui/host-name'
import { damageTitle } from './damage-text'

export interface EventGridContext {
  /** By computer. */
  readonly zoneOf: (computer: string) => string
  /** Times with seven digits. */
  readonly digits: boolean
}

type Column = ColDef<EventRow> & { readonly colId: string }

const text = (read: (row: EventRow) => string, title = read) => ({
  valueGetter: ({ data }: { data: EventRow | undefined }) => (data === undefined ? '' : read(data)),
  tooltip: ({ data }: ITooltipParams<EventRow>) => (data === undefined ? '' : title(data)),
})

/** `2024-03-12 15:06:07`: an event list spans days, so the day is always there. */
export function eventTimeText(row: EventRow, { zoneOf, digits }: EventGridContext): string {
  if (row.damage !== null) return ''
  const zone = zoneOf(row.computer)
  if (digits) return fileTimeText(zone, row.time)
  const timeMs = fileTimeToUnixMs(row.time)
  return `${isoDayText(zone, timeMs)} ${timeText(zone, timeMs)}`.trim()
}

/** The catalogue's title; what it does not know is named by its provider. Of a recovered record how it was found, and its doubt. */
export function eventTitleText({ title, provider, recovered, method, damage }: EventRow): string {
  if (damage !== null) return damageTitle(damage)
  const name = title === '' ? visibleName(provider) : title
  if (method !== '') return `${name} (recovered: ${method})`
  return recovered ? `${name} (recovered)` : name
}

export function accountText({ account, domain }: EventRow): string {
  if (account === '') return ''
  return domain === '' ? visibleName(account) : `${visibleName(domain)}\\${visibleName(account)}`
}

/** Wide enough for `.1234567` as well. */
const DIGITS_TIME_WIDTH = 204

/** The columns, the time with room for its digits where they are shown, and with the order that the list is in. */
export function eventColumns(digits: boolean, descending: boolean): Column[] {
  return EVENT_COLUMNS.map((column) =>
    column.colId === 'time'
      ? {
          ...column,
          ...(digits ? { width: DIGITS_TIME_WIDTH } : {}),
          initialSort: descending ? 'desc' : 'asc',
        }
      : column,
  )
}

const EVENT_COLUMNS: readonly Column[] = [
  {
    colId: 'time',
    headerName: 'Time',
    width: 152,
    sortable: true,
    sortingOrder: ['asc', 'desc'],
    cellClass: 'cell-account',
    headerClass: 'head-account',
    valueGetter: ({ data }) => data,
    valueFormatter: ({ data, context }: ValueFormatterParams<EventRow>) =>
      data === undefined ? '' : eventTimeText(data, context as EventGridContext),
    tooltip: ({ data, context }: ITooltipParams<EventRow>) =>
      data === undefined
        ? ''
        : data.damage !== null
          ? strings.events.placeTime
          : fullFileTimeText((context as EventGridContext).zoneOf(data.computer), data.time),
  },
  {
    colId: 'recordId',
    headerName: 'Record',
    width: 92,
    cellClass: 'cell-number',
    headerClass: 'head-number',
    ...text((row) => row.recordId),
  },
  {
    colId: 'eventId',
    headerName: 'Event',
    width: 58,
    cellClass: 'cell-number cell-strong',
    headerClass: 'head-number',
    ...text((row) => (row.damage === null ? String(row.eventId) : '')),
  },
  { colId: 'title', headerName: 'Title', width: 200, minWidth: 160, flex: 6, ...text(eventTitleText) },
  {
    colId: 'account',
    headerName: 'Account',
    width: 130,
    minWidth: 110,
    flex: 1,
    ...text((row) => visibleName(row.account), accountText),
  },
  {
    colId: 'computer',
    headerName: 'Computer',
    width: 100,
    ...text(
      (row) => hostName(row.computer),
      (row) => visibleName(row.computer),
    ),
  },
  {
    colId: 'channel',
    headerName: 'Channel',
    width: 150,
    minWidth: 100,
    flex: 1,
    cellClass: 'cell-quiet',
    ...text((row) => visibleName(row.channel)),
  },
  {
    colId: 'provider',
    headerName: 'Provider',
    width: 150,
    minWidth: 100,
    flex: 1,
    cellClass: 'cell-quiet',
    ...text((row) => visibleName(row.provider)),
  },
]
