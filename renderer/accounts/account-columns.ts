/** Columns of the accounts (ux.md 9). */
import type { ColDef, ITooltipParams, ValueFormatterParams } from 'ag-grid-community'
import type { AccountRow } from '../../electron/contract/events'
import { visibleName } from '../../electron/core/text/visible-text'
import { fullTimeText, isoDayText, timeText } from '../state/zone-format'
import { CLASS_NAMES } from '../strings'
import { accountName } from '../ui/account-name'
import { countText } from '../ui/numbers'
import { withWidths } from '../ui/column-widths'
import type { Widths } from '../ui/remembered-widths'
import type { AccountColumn, AccountSort } from './sort-accounts'

export interface AccountGridContext {
  readonly zone: string
}

type Column = ColDef<AccountRow> & { readonly colId: AccountColumn }

const text = (read: (row: AccountRow) => string, title = read) => ({
  valueGetter: ({ data }: { data: AccountRow | undefined }) => (data === undefined ? '' : read(data)),
  tooltip: ({ data }: ITooltipParams<AccountRow>) => (data === undefined ? '' : title(data)),
})

/** `S-1-5-21-2871…-1107`: the end tells accounts of one domain apart, so the middle gives way; the tooltip has all. */
function shortSid(sid: string): string {
  return sid.replace(/^(S-1-5-21-\d{4})\d*-\d+-\d+-(\d+)$/, '$1\u2026-$2')
}

const timed = (read: (row: AccountRow) => number | null) => ({
  valueGetter: ({ data }: { data: AccountRow | undefined }) => data,
  valueFormatter: ({ data, context }: ValueFormatterParams<AccountRow>) => {
    const timeMs = data === undefined ? null : read(data)
    const { zone } = context as AccountGridContext
    return timeMs === null ? '' : `${isoDayText(zone, timeMs)} ${timeText(zone, timeMs)}`
  },
  tooltip: ({ data, context }: ITooltipParams<AccountRow>) => {
    const timeMs = data === undefined ? null : read(data)
    return timeMs === null ? '' : fullTimeText((context as AccountGridContext).zone, timeMs)
  },
})

export function isAccountColumn(name: string): name is AccountColumn {
  return ACCOUNT_COLUMNS.some(({ colId }) => colId === name)
}

/** The columns with the widths that they were given, one marked that the rows are in order of. */
export function accountColumns({ column, descending }: AccountSort, widths: Widths): Column[] {
  return withWidths(ACCOUNT_COLUMNS, widths).map((one) =>
    one.colId === column ? { ...one, initialSort: descending ? 'desc' : 'asc' } : one,
  )
}

const NUMBER = { cellClass: 'cell-number', headerClass: 'head-number' } as const

const ACCOUNT_COLUMNS: readonly Column[] = [
  {
    colId: 'account',
    headerName: 'Account',
    width: 130,
    minWidth: 120,
    flex: 2,
    cellClass: 'cell-account',
    headerClass: 'head-account',
    ...text(accountName),
  },
  { colId: 'domain', headerName: 'Domain', width: 100, ...text(({ domain }) => visibleName(domain)) },
  {
    colId: 'sid',
    headerName: 'SID',
    width: 180,
    minWidth: 180,
    flex: 1,
    cellClass: 'cell-quiet',
    ...text(
      ({ sid }) => shortSid(visibleName(sid ?? '')),
      ({ sid }) => visibleName(sid ?? ''),
    ),
  },
  { colId: 'class', headerName: 'Class', width: 112, ...text((row) => CLASS_NAMES[row.class]) },
  { colId: 'firstMs', headerName: 'First seen', width: 140, ...timed(({ firstMs }) => firstMs) },
  { colId: 'lastMs', headerName: 'Last seen', width: 140, ...timed(({ lastMs }) => lastMs) },
  {
    colId: 'sessions',
    headerName: 'Sessions',
    width: 74,
    ...NUMBER,
    ...text(({ sessions }) => countText(sessions)),
  },
  {
    colId: 'failures',
    headerName: 'Failures',
    width: 70,
    ...NUMBER,
    ...text(({ failures }) => countText(failures)),
  },
]
