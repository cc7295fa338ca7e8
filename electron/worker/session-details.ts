import { EVIDENCE_LIMIT, type EvidenceItem, type SessionDetails, type SessionRow } from '../contract/engine'
import type { SourceId } from '../contract/ids'
import type { EvidenceLink, Logon, Reconstruction, Session } from '../contract/sessions'
import type { EventTable } from '../core/columns/event-table'
import { eventTitle } from '../core/events/event-titles'
import { orNull, unixMs } from '../core/query/unix-ms'
import { EvidenceNotes } from './evidence-notes'

/** What is known of a source by its name. */
export interface SourceFacts {
  readonly id: SourceId
  readonly sha256: string | null
  /** Size and modification time are as they were when it was read. */
  readonly unchanged: boolean
}

/** Everything the detail pane shows of one session. `source` tells of the logs that its evidence lies in. */
export class SessionDetailsBuilder {
  private readonly notes: EvidenceNotes

  constructor(
    private readonly table: EventTable,
    private readonly found: Reconstruction,
  ) {
    this.notes = new EvidenceNotes(table)
  }

  /** Paths of the logs that a session's evidence lies in. */
  paths(session: Session): string[] {
    const { records, sources } = this.table
    const used = new Set(session.evidence.map(({ record }) => records.source[record] ?? 0))
    return [...used].sort((a, b) => a - b).map((source) => sources[source] ?? '')
  }

  details(session: Session, row: SessionRow, source: (path: string) => SourceFacts | null): SessionDetails {
    const logons = session.logons.flatMap((index) => this.found.logons[index] ?? [])
    return {
      row,
      logonIds: logons.map((logon) => '0x' + logon.logonId.toString(16)),
      sessionId: session.sessionId,
      startMethod: session.start.method,
      endMethod: session.end.method,
      start: { earliest: session.start.earliest, best: session.start.best, latest: session.start.latest },
      end: { earliest: session.end.earliest, best: session.end.best, latest: session.end.latest },
      auth: authText(logons),
      wallMs: session.wallMs,
      useMs: session.useMs,
      useIsUpperBound: session.useIsUpperBound,
      states: session.states.map(({ state, from, to }) => ({
        state,
        fromMs: unixMs(from),
        toMs: orNull(unixMs(to)),
      })),
      connections: session.connections.map(({ from, to, ip, client, sessionName }) => ({
        fromMs: unixMs(from),
        toMs: orNull(unixMs(to)),
        ip,
        client,
        sessionName,
      })),
      explanation: session.explanation,
      evidence: session.evidence.slice(0, EVIDENCE_LIMIT).map((link) => this.item(link, source)),
      evidenceTotal: session.evidence.length,
      files: this.paths(session).map((path) => {
        const facts = source(path)
        return { path, sha256: facts?.sha256 ?? '', verified: facts?.sha256 != null && facts.unchanged }
      }),
    }
  }

  private item({ record, role }: EvidenceLink, source: (path: string) => SourceFacts | null): EvidenceItem {
    const { records, sources, strings } = this.table
    const path = sources[records.source[record] ?? 0] ?? ''
    const channel = strings[records.channel[record] ?? 0] ?? ''
    const eventId = records.eventId[record] ?? 0
    return {
      source: source(path)?.id ?? ('' as SourceId),
      path,
      offset: records.offset[record] ?? 0,
      channel,
      recordId: String(records.recordId[record] ?? ''),
      time: records.time[record] ?? 0n,
      eventId,
      title: eventTitle(strings[records.provider[record] ?? 0] ?? '', channel, eventId),
      role,
      note: this.notes.of(record),
    }
  }
}

/** `User32, Negotiate (NTLM V2)` of the logon that opened the session. */
function authText(logons: readonly Logon[]): string {
  const first = logons.find(({ auth }) => auth.package ?? auth.process)
  if (!first) return ''
  const names = [first.auth.process?.trim(), first.auth.package].filter(Boolean).join(', ')
  return first.auth.lm ? `${names} (${first.auth.lm})` : names
}
