import type {
  Boot,
  End,
  EvidenceLink,
  Interval,
  Logon,
  Reconstruction,
  RecordedTimes,
  Session,
  Start,
} from '../../contract/sessions'
import { wideTimeText as time } from '../bytes/filetime'
import type { EventTable } from '../columns/event-table'
import type { RecordCopies } from '../sessions/records/record-copies'

/** What the indexes in logons and sessions stand for; sessions alone name logons. */
export interface CaseNames extends Pick<Reconstruction, 'machines' | 'boots'> {
  readonly logonIds?: readonly string[]
  /** Which records stand in several sources; left out, none do. */
  readonly copies?: RecordCopies | null
}

/** Logons and sessions as the objects that the command line prints (cli: logons, sessions). Times are text, unknown values null. */
export class CaseObjects {
  constructor(
    private readonly table: EventTable,
    private readonly found: CaseNames,
  ) {}

  logon(logon: Logon): Record<string, unknown> {
    return {
      id: logon.id,
      machine: this.machineName(logon.machine),
      boot: this.bootId(logon.boot),
      logonId: hexId(logon.logonId),
      linkedLogonId: logon.linkedLogonId === null ? null : hexId(logon.linkedLogonId),
      parentLogonId: logon.parentLogonId === null ? null : hexId(logon.parentLogonId),
      sid: logon.sid,
      account: logon.account,
      domain: logon.domain,
      logonType: logon.logonType,
      class: logon.class,
      start: start(logon.start),
      end: end(logon.end),
      recorded: recorded(logon.recorded),
      tokenReleased: time(logon.tokenReleased),
      source: logon.source,
      auth: logon.auth,
      logonGuid: logon.logonGuid,
      flags: logon.flags,
      evidence: logon.evidence.map((link) => this.evidence(link)),
    }
  }

  session(session: Session): Record<string, unknown> {
    return {
      ...this.sessionHead(session),
      evidence: session.evidence.map((link) => this.evidence(link)),
    }
  }

  /** All of a session but its evidence, which comes last. */
  sessionHead(session: Session): Record<string, unknown> {
    return {
      id: session.id,
      kind: session.kind,
      machine: this.machineName(session.machine),
      boot: this.bootId(session.boot),
      sessionId: session.sessionId,
      sid: session.sid,
      account: session.account,
      domain: session.domain,
      class: session.class,
      logonTypes: session.logonTypes,
      start: start(session.start),
      end: end(session.end),
      recorded: recorded(session.recorded),
      states: session.states.map((span) => ({
        state: span.state,
        from: time(span.from),
        to: time(span.to),
        evidence: span.evidence.map((link) => this.evidence(link)),
      })),
      connections: session.connections.map((c) => ({
        from: time(c.from),
        to: time(c.to),
        ip: c.ip,
        client: c.client,
        sessionName: c.sessionName,
        activityId: c.activityId,
        auth: c.auth,
        timeZone: c.timeZone,
      })),
      wallMs: session.wallMs,
      useMs: session.useMs,
      useIsUpperBound: session.useIsUpperBound,
      adminCapable: session.adminCapable,
      elevationUsed: session.elevationUsed,
      flags: session.flags,
      bursts: session.burst,
      count: session.burst?.count ?? null,
      maxConcurrent: session.burst?.maxConcurrent ?? null,
      failures: session.failures,
      gaps: session.gaps,
      confidence: session.confidence,
      explanation: session.explanation,
      logons: session.logons.map((index) => this.found.logonIds?.[index] ?? null),
    }
  }

  private machineName(machine: number): string | null {
    return this.found.machines[machine]?.name ?? null
  }

  private bootId(boot: number): string | null {
    const found: Boot | undefined = this.found.boots[boot]
    return found?.id ?? null
  }

  /** Said only where it is so: hardly any record stands in two sources. */
  private otherPlaces(record: number): { alsoIn?: string[]; disputedBy?: string[] } {
    const { copies } = this.found
    if (!copies) return {}
    const [alsoIn, disputedBy] = [copies.sourcesOf(record), copies.disputedBy(record)]
    return { ...(alsoIn.length > 0 && { alsoIn }), ...(disputedBy.length > 0 && { disputedBy }) }
  }

  private evidence({ record, role }: EvidenceLink): Record<string, unknown> {
    const { records, sources, strings } = this.table
    return {
      source: sources[records.source[record] ?? 0] ?? null,
      channel: strings[records.channel[record] ?? 0] || null,
      recordId: String(records.recordId[record] ?? ''),
      eventId: records.eventId[record] ?? null,
      role,
      time: time(records.time[record] ?? null),
      ...this.otherPlaces(record),
    }
  }
}

function start(value: Start): Record<string, unknown> {
  return { ...interval(value), method: value.method, confidence: value.confidence }
}

function end(value: End): Record<string, unknown> {
  const { reason, method, confidence, by } = value
  return { reason, ...interval(value), method, confidence, by }
}

/** Times as the log has them, where clock corrections moved them. */
function recorded(value: RecordedTimes | null): Record<string, unknown> | null {
  return value === null ? null : { start: time(value.start), end: time(value.end) }
}

function interval(value: Interval): Record<string, unknown> {
  return { earliest: time(value.earliest), best: time(value.best), latest: time(value.latest) }
}

function hexId(id: bigint): string {
  return '0x' + id.toString(16)
}
