/** The columns that every table of sessions is exported with. */
import type { EvidenceLink, Session } from '../../../contract/sessions'
import { wideTimeText as time } from '../../bytes/filetime'
import { sourceText } from '../../query/session-sources'
import { durationText } from '../../text/duration'
import { endReasonWord } from '../../text/end-reasons'
import { logonTypeName } from '../../text/logon-types'
import type { ExportCase } from './export-case'

/** Durations are milliseconds and parts of them. */
export type ExportValue = string | number | boolean | null
export type ExportType = 'text' | 'integer' | 'real' | 'boolean'

export interface ExportColumn {
  readonly name: string
  readonly type: ExportType
  readonly value: (session: Session) => ExportValue
}

/** A burst may rest on thousands of records; the JSON Lines name them all. */
const MAX_LISTED = 100

export function exportColumns(from: ExportCase): readonly ExportColumn[] {
  const { found, said } = from
  const text = (name: string, value: (session: Session) => string | null): ExportColumn => ({
    name,
    type: 'text',
    value,
  })
  const integer = (name: string, value: (session: Session) => number | null): ExportColumn => ({
    name,
    type: 'integer',
    value,
  })
  const real = (name: string, value: (session: Session) => number | null): ExportColumn => ({
    name,
    type: 'real',
    value,
  })
  const yesNo = (name: string, value: (session: Session) => boolean): ExportColumn => ({
    name,
    type: 'boolean',
    value,
  })
  return [
    text('account', ({ account }) => account),
    text('domain', ({ domain }) => domain),
    text('sid', ({ sid }) => sid),
    text('class', (session) => session.class),
    text('computer', ({ machine }) => found.machines[machine]?.name ?? null),
    text('kind', ({ kind }) => kind),
    integer('logon_type', ({ logonTypes }) => logonTypes[0] ?? null),
    text('logon_type_name', ({ logonTypes: [type] }) => (type === undefined ? null : logonTypeName(type))),
    text('source', (session) => sourceText(session, found.logons) || null),
    text('start', ({ start }) => time(start.best)),
    text('start_earliest', ({ start }) => time(start.earliest)),
    text('start_latest', ({ start }) => time(start.latest)),
    text('start_method', ({ start }) => start.method),
    text('end', ({ end }) => time(end.best)),
    text('end_earliest', ({ end }) => time(end.earliest)),
    text('end_latest', ({ end }) => time(end.latest)),
    text('end_reason', ({ end }) => end.reason),
    text('end_reason_text', ({ end }) => endReasonWord(end.reason)),
    text('end_method', ({ end }) => end.method),
    text('end_confidence', ({ end }) => end.confidence),
    text('duration', (session) => durationText(session)),
    real('wall_ms', ({ wallMs }) => wallMs),
    real('use_ms', ({ useMs }) => useMs),
    yesNo('use_is_upper_bound', ({ useIsUpperBound }) => useIsUpperBound),
    text('confidence', ({ confidence }) => confidence),
    yesNo('admin_capable', ({ adminCapable }) => adminCapable),
    yesNo('elevation_used', ({ elevationUsed }) => elevationUsed),
    integer('failures_before', ({ failures }) => failures),
    integer('burst_count', ({ burst }) => burst?.count ?? null),
    integer('burst_max_concurrent', ({ burst }) => burst?.maxConcurrent ?? null),
    integer('session_number', ({ sessionId }) => sessionId),
    text('boot', ({ boot }) => found.boots[boot]?.id ?? null),
    text('logon_ids', ({ logons }) => logonIds(from, logons)),
    text('evidence_gaps', ({ gaps }) => gaps.join('; ') || null),
    text('explanation', ({ explanation }) => explanation.join(' ') || null),
    integer('events', ({ evidence }) => evidence.length),
    text('evidence', ({ evidence }) => evidenceText(from, evidence)),
    text('tags', ({ id }) => said.get(id)?.tags.join(', ') || null),
    yesNo('bookmark', ({ id }) => said.get(id)?.bookmark ?? false),
    text('note', ({ id }) => said.get(id)?.note || null),
    text('verdict', ({ id }) => said.get(id)?.verdict?.word ?? null),
    text('verdict_reason', ({ id }) => said.get(id)?.verdict?.reason || null),
    text('id', ({ id }) => id),
  ]
}

function logonIds({ found }: ExportCase, logons: readonly number[]): string | null {
  const ids = logons
    .slice(0, MAX_LISTED)
    .map((index) => `0x${found.logons[index]?.logonId.toString(16) ?? ''}`)
  return listText(ids, logons.length)
}

/** One record as `file#record id (event id role)`. */
function evidenceText({ table }: ExportCase, links: readonly EvidenceLink[]): string | null {
  const { records, sources } = table
  const texts = links
    .slice(0, MAX_LISTED)
    .map(
      ({ record, role }) =>
        `${sources[records.source[record]!] ?? ''}#${records.recordId[record]} (${records.eventId[record]} ${role})`,
    )
  return listText(texts, links.length)
}

function listText(listed: readonly string[], count: number): string | null {
  if (count === 0) return null
  return listed.join('; ') + (count > listed.length ? `; and ${count - listed.length} more` : '')
}
