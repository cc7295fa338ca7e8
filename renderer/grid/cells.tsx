/** Cells that show more than text. */
import type { ICellRendererParams } from 'ag-grid-community'
import type { SessionRow } from '../../electron/contract/engine'
import { endReasonWord } from '../../electron/core/text/end-reasons'
import { useStore } from '../state/store'
import { endMark } from '../theme/end-mark'
import { typeStyle } from '../theme/logon-type-style'
import { Mark } from '../theme/mark'
import { ConfidenceMeter } from '../ui/confidence'
import { countText } from '../ui/numbers'
import { AnnotationMarks, FirstMark } from '../ui/tag-marks'
import { TypeSwatch } from '../ui/type-swatch'
import { shortDuration } from './row-text'

type CellProps = ICellRendererParams<SessionRow>

export function TypeCell({ data }: CellProps) {
  if (data === undefined) return null
  const { logonType, burstCount } = data
  return (
    <span className="cell-row">
      <TypeSwatch logonType={logonType} />
      {logonType === null ? null : <b>{logonType}</b>}
      <span className="clip">{typeStyle(logonType).name}</span>
      {burstCount === null ? null : <span className="dim">{`\u00d7${countText(burstCount)}`}</span>}
      <Shield row={data} />
    </span>
  )
}

function Shield({ row }: { readonly row: SessionRow }) {
  if (row.elevationUsed)
    return <Mark name="m-elevated" size={12} className="shield" label="elevated token used" />
  if (row.adminCapable)
    return <Mark name="m-admin-capable" size={12} className="shield" label="admin-capable" />
  return null
}

export function EndCell({ data }: CellProps) {
  if (data === undefined) return null
  return (
    <span className="cell-row">
      <Mark name={data.pending ? 'm-pending' : endMark(data.endReason)} />
      <span className="clip">{data.pending ? 'Pending' : endReasonWord(data.endReason)}</span>
    </span>
  )
}

export function ConfidenceCell({ data }: CellProps) {
  if (data === undefined || data.pending) return null
  return <ConfidenceMeter confidence={data.confidence} />
}

/** The account; and what the case says, where the column for that has given way. */
export function AccountCell({ value, data, api }: ICellRendererParams<SessionRow, string>) {
  const annotation = useStore((state) => state.annotations.get(data?.id ?? ''))
  if (annotation === undefined || api.getColumn('tags')?.isVisible() === true) return value
  return (
    <span className="cell-row cell-marked">
      <span className="clip">{value}</span>
      <FirstMark annotation={annotation} />
    </span>
  )
}

/** What the case says about the session. */
export function TagCell({ data }: CellProps) {
  const annotation = useStore((state) => state.annotations.get(data?.id ?? ''))
  return annotation === undefined ? null : <AnnotationMarks annotation={annotation} />
}

const SEEN = 'seen '

export function DurationCell({ data }: CellProps) {
  if (data === undefined || data.pending) return null
  const text = shortDuration(data.durationText)
  if (!text.startsWith(SEEN)) return text
  return (
    <>
      <small className="dim">{SEEN}</small>
      {text.slice(SEEN.length)}
    </>
  )
}
