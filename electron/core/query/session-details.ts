import { EVIDENCE_LIMIT, PLACE_LIMIT, STATE_RECORD_LIMIT } from '../../contract/engine-constants'
import type { EvidenceItem, NamedRecord, SessionDetails, SessionRow } from '../../contract/engine'
import type { SourceId, UnixMs } from '../../contract/ids'
import type { EvidenceLink, Logon, Reconstruction } from '../../contract/sessions'
import { NO_NUMBER, type EventTable } from '../columns/event-table'
import { eventTitle } from '../events/event-titles'
import type { RecordCopies } from '../sessions/records/record-copies'
import { failureWords } from '../text/code-words'
import { isOpenEnd } from '../text/end-reasons'
import { burstLogons, sessionLinks } from './session-links'
import { unixMs } from './unix-ms'

/** What is known of a source of the table. */
export interface SourceFacts {
  readonly id: SourceId
  readonly sha256: string | null
  /** Read whole, hashed, and not changed since. */
  readonly verified: boolean
}

/** Everything the details pane shows of one session; each fact with its records. `factsOf` gets paths of the table; `copies` are the table's. */
export function sessionDetails(
  table: EventTable,
  found: Reconstruction,
  row: SessionRow,
  factsOf: (path: string) => SourceFacts,
  copies: RecordCopies | null,
): SessionDetails {
  const session = found.sessions[row.session]!
  const logons = session.logons.flatMap((index) => found.logons[index] ?? [])
  const sources = [...new Set(session.evidence.map(({ record }) => table.records.source[record]!))]
  const { start, end } = session
  return {
    row,
    logonIds: logons.map(({ logonId }) => '0x' + logonId.toString(16)),
    sessionId: session.sessionId,
    startMethod: start.method,
    endMethod: end.method,
    start: { earliest: start.earliest, best: start.best, latest: start.latest },
    end: { earliest: end.earliest, best: end.best, latest: end.latest },
    recorded: session.recorded ?? { start: null, end: null },
    auth: authText(logons),
    flags: session.flags,
    endedBy: end.by,
    knownToMs: isOpenEnd(end.reason) ? lastRecordOf(found, session.machine) : null,
    wallMs: session.wallMs,
    useMs: session.useMs,
    useIsUpperBound: session.useIsUpperBound,
    states: session.states.map(({ state, from, to, evidence }) => {
      const records = [...new Set(evidence.map(({ record }) => record))].slice(0, STATE_RECORD_LIMIT)
      return {
        state,
        fromMs: unixMs(from),
        toMs: to === null ? null : unixMs(to),
        records: records.map((record) => namedRecord(table, record, factsOf)),
      }
    }),
    connections: session.connections.map(({ from, to, ip, client, sessionName, auth, timeZone }) => {
      return {
        fromMs: unixMs(from),
        toMs: to === null ? null : unixMs(to),
        ip,
        client,
        sessionName,
        auth,
        timeZone,
      }
    }),
    explanation: session.explanation,
    gaps: [...session.gaps, ...disputes(table, session.evidence, copies)],
    ...sessionLinks(found, row.session),
    burst: burstLogons(found, session),
    evidence: session.evidence
      .slice(0, EVIDENCE_LIMIT)
      .map((link) => evidenceItem(table, link, factsOf, copies)),
    evidenceTotal: session.evidence.length,
    files: sources
      .map((source) => table.sources[source]!)
      .sort()
      .map((path) => ({ path, sha256: factsOf(path).sha256 ?? '', verified: factsOf(path).verified })),
  }
}

function lastRecordOf({ coverage }: Reconstruction, machine: number): UnixMs | null {
  const covered = coverage.find((known) => known.machine === machine)
  return covered === undefined ? null : unixMs(covered.last)
}

/** For example `User32, Negotiate (NTLM V2)`; of the first logon that says. */
function authText(logons: readonly Logon[]): string {
  const known = logons.find(({ auth }) => auth.process ?? auth.package)
  if (!known) return ''
  const { process, package: method, lm } = known.auth
  return [process?.trim(), lm === null ? method : `${method ?? ''} (${lm})`.trim()].filter(Boolean).join(', ')
}

/** Records of the session of which another source says otherwise. */
function disputes(
  { records }: EventTable,
  evidence: readonly EvidenceLink[],
  copies: RecordCopies | null,
): string[] {
  if (copies === null) return []
  const said = evidence.slice(0, EVIDENCE_LIMIT).flatMap(({ record }) => {
    const sources = copies.disputedBy(record)
    const name = `record ${records.recordId[record]!} (${records.eventId[record]!})`
    return sources.length === 0 ? [] : [`${name} reads otherwise in ${sources.join(', ')}`]
  })
  return [...new Set(said)].slice(0, PLACE_LIMIT)
}

function namedRecord(
  { records, sources }: EventTable,
  record: number,
  factsOf: (path: string) => SourceFacts,
): NamedRecord {
  return {
    source: factsOf(sources[records.source[record]!]!).id,
    offset: records.offset[record]!,
    recordId: String(records.recordId[record]!),
    eventId: records.eventId[record]!,
  }
}

function evidenceItem(
  table: EventTable,
  { record, role }: EvidenceLink,
  factsOf: (path: string) => SourceFacts,
  copies: RecordCopies | null,
): EvidenceItem {
  const { records, strings, sources } = table
  const path = sources[records.source[record]!]!
  const channel = strings[records.channel[record]!] ?? ''
  const eventId = records.eventId[record]!
  return {
    source: factsOf(path).id,
    path,
    offset: records.offset[record]!,
    channel,
    recordId: String(records.recordId[record]!),
    time: records.time[record]!,
    eventId,
    title: eventTitle(strings[records.provider[record]!] ?? '', channel, eventId) || `Event ${eventId}`,
    role,
    recovered: records.recovered?.[record] === 1,
    note: note(table, record),
    alsoIn: copies?.sourcesOf(record).slice(0, PLACE_LIMIT) ?? [],
  }
}

/** What tells this record from its neighbours: logon type, session, where from, whom it names besides. */
function note(table: EventTable, record: number): string {
  const { family, strings } = table
  const at = familyRow(family.record, record)
  if (at < 0) return ''
  const text = (id: number): string => strings[id] ?? ''
  const target = text(family.targetUser[at]!)
  const subject = text(family.subjectUser[at]!)
  const parts = [
    family.logonType[at] === NO_NUMBER ? '' : `type ${family.logonType[at]}`,
    text(family.ip[at]!) || text(family.workstation[at]!) || text(family.clientName[at]!),
    text(family.sessionName[at]!),
    text(family.targetServer[at]!) && `to ${text(family.targetServer[at]!)}`,
    target !== '' && subject !== '' && subject !== target ? `by ${subject}` : '',
    statusText(text(family.status[at]!), text(family.subStatus[at]!)),
  ]
  return parts.filter(Boolean).join(', ')
}

/** The one that says more, and in words; success says nothing. */
function statusText(status: string, detail: string): string {
  const code = /^0x0*$/.test(detail) || detail === '' ? status : detail
  const words = failureWords(code)
  return words === null ? code : `${code}: ${words}`
}

function familyRow(records: Uint32Array, record: number): number {
  let low = 0
  let high = records.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (records[middle]! < record) low = middle + 1
    else high = middle
  }
  return records[low] === record ? low : -1
}
