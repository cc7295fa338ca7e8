/** Columns of the sessions grid (ux.md 7): least widths at 12 px, extra room for Account, Source and End reason. */
import type { ColDef, ITooltipParams, ValueFormatterParams } from 'ag-grid-community'
import type { SORT_COLUMNS } from '../../electron/contract/engine-constants'
import type { SessionRow } from '../../electron/contract/engine'
import { endReasonWord } from '../../electron/core/text/end-reasons'
import { logonTypeName } from '../../electron/core/text/logon-types'
import { visibleName } from '../../electron/core/text/visible-text'
import type { Facet } from '../state/filter-slice'
import { useStore } from '../state/store'
import { annotationText } from '../ui/tag-marks'
import { accountName } from '../ui/account-name'
import { hostName } from '../ui/host-name'
import { countText } from '../ui/numbers'
import { AccountCell, ConfidenceCell, DurationCell, EndCell, TagCell, TypeCell } from './cells'
import { HeaderLabel } from './header'
import { endText, intervalTitle, spelled, startText } from './row-text'

export type SortColumn = (typeof SORT_COLUMNS)[number]

/** What columns need to know beside the row. */
export interface GridContext {
  /** By computer. */
  readonly zoneOf: (computer: string) => string
  /** The evidence spans more than one calendar year. */
  readonly withYear: boolean
  /** Times with seven digits. */
  readonly digits: boolean
}

export type Column = ColDef<SessionRow> & { readonly colId: SortColumn | 'tags' }

const text = (read: (row: SessionRow) => string, title = read) => ({
  valueGetter: ({ data }: { data: SessionRow | undefined }) => (data === undefined ? '' : read(data)),
  tooltip: ({ data }: ITooltipParams<SessionRow>) => (data === undefined ? '' : title(data)),
})

/** Cells that read several fields are drawn anew whenever the row is. */
const wholeRow = ({ data }: { data: SessionRow | undefined }) => data

const zoneOfRow = ({ computer }: SessionRow, context: unknown): string =>
  (context as GridContext).zoneOf(computer)

const timed = (
  read: (row: SessionRow, zone: string, context: GridContext) => string,
  title: (row: SessionRow, zone: string) => string,
) => ({
  valueGetter: wholeRow,
  valueFormatter: ({ data, context }: ValueFormatterParams<SessionRow>) =>
    data === undefined ? '' : read(data, zoneOfRow(data, context), context as GridContext),
  tooltip: ({ data, context }: ITooltipParams<SessionRow>) =>
    data === undefined ? '' : title(data, zoneOfRow(data, context)),
})

const facet = (name: Facet) => ({
  headerComponentParams: { innerHeaderComponent: HeaderLabel, innerHeaderComponentParams: { facet: name } },
})

export const COLUMNS: readonly Column[] = [
  {
    colId: 'account',
    headerName: 'Account',
    width: 99,
    minWidth: 99,
    flex: 3,
    cellClass: 'cell-account',
    cellRenderer: AccountCell,
    headerClass: 'head-account',
    ...text(accountName),
    ...facet('account'),
  },
  {
    colId: 'domain',
    headerName: 'Domain',
    width: 73,
    cellClass: 'cell-quiet',
    ...text((row) => visibleName(row.domain)),
  },
  {
    colId: 'computer',
    headerName: 'Computer',
    width: 84,
    cellClass: 'cell-quiet',
    ...text(
      (row) => hostName(row.computer),
      (row) => visibleName(row.computer),
    ),
    ...facet('computer'),
  },
  {
    colId: 'type',
    headerName: 'Logon type',
    width: 116,
    cellRenderer: TypeCell,
    valueGetter: wholeRow,
    tooltip: ({ data }) => (data === undefined ? '' : typeTitle(data)),
    ...facet('type'),
  },
  {
    colId: 'source',
    headerName: 'Source',
    width: 88,
    minWidth: 88,
    flex: 2,
    cellClass: 'cell-quiet',
    ...text((row) => visibleName(row.source)),
  },
  {
    colId: 'start',
    headerName: 'Start',
    width: 116,
    ...timed(
      (row, zone, { withYear, digits }) => startText(row, zone, withYear, digits),
      (row, zone) => intervalTitle(row.start, zone),
    ),
  },
  {
    colId: 'end',
    headerName: 'End',
    width: 110,
    ...timed((row, zone, { digits }) => endText(row, zone, digits), endTitle),
  },
  {
    colId: 'duration',
    headerName: 'Duration',
    width: 84,
    cellRenderer: DurationCell,
    cellClass: 'cell-number',
    headerClass: 'head-number',
    valueGetter: wholeRow,
    tooltip: ({ data }) => (data === undefined || data.pending ? '' : spelled(data.durationText)),
  },
  {
    colId: 'endReason',
    headerName: 'End reason',
    width: 114,
    minWidth: 114,
    flex: 2,
    cellRenderer: EndCell,
    valueGetter: wholeRow,
    tooltip: ({ data }) =>
      data === undefined
        ? ''
        : data.pending
          ? 'May change until all files are read'
          : endReasonWord(data.endReason),
    ...facet('end'),
  },
  {
    colId: 'confidence',
    headerName: 'Confidence',
    width: 76,
    cellRenderer: ConfidenceCell,
    cellClass: 'cell-quiet',
    valueGetter: wholeRow,
  },
  {
    colId: 'events',
    headerName: 'Events',
    width: 54,
    cellClass: 'cell-number',
    headerClass: 'head-number',
    ...text((row) => (row.pending ? '' : countText(row.eventCount))),
  },
  {
    colId: 'tags',
    headerName: 'Tags',
    width: 66,
    sortable: false,
    cellRenderer: TagCell,
    valueGetter: wholeRow,
    tooltip: ({ data }) => {
      const said = useStore.getState().annotations.get(data?.id ?? '')
      return said === undefined ? '' : annotationText(said)
    },
  },
]

function typeTitle(row: SessionRow): string {
  const { logonType, burstCount } = row
  const name = logonType === null ? 'Logon type not recorded' : `${logonTypeName(logonType)} (${logonType})`
  const burst = burstCount === null ? '' : `, ${countText(burstCount)} logons shown as one`
  const token = row.elevationUsed ? ', elevated token used' : row.adminCapable ? ', admin-capable' : ''
  return name + burst + token
}

function endTitle(row: SessionRow, zone: string): string {
  if (row.pending) return 'May change until all files are read'
  if (row.endReason === 'open-at-end') return 'Still open when the evidence ends'
  if (row.endReason === 'disconnected-at-end') return 'Disconnected, not logged off, when the evidence ends'
  return intervalTitle(row.end, zone)
}
