/** Sessions without a desktop: service, batch and child logons, and bursts of network logons. */
import type { FileTime } from '../../contract/ids'
import type { End, Session, SessionKind } from '../../contract/sessions'
import type { BootContext } from './boot-context'
import type { BuildShared } from './build-desktop-session'
import type { BurstDraft } from './bursts'
import type { LogonUnit } from './desktop-units'
import { hashId } from './hash-id'
import type { LogonDraft } from './logon-drafts'
import { overallConfidence, sortEvidence } from './session-facts'
import type { BuiltLogon } from './build-logon'

/** A logon (or pair) that is a session of its own. */
export function buildSingleSession(
  context: BootContext,
  shared: BuildShared,
  unit: LogonUnit,
  logonOf: (logon: LogonDraft) => BuiltLogon,
): Session {
  const { rows } = context
  const { primary } = unit
  const { logon, explanation } = logonOf(primary)
  const { start, end } = logon
  const from = start.best ?? start.latest ?? 0n
  const wall = start.best !== null && end.best !== null ? Number(end.best - start.best) / 10_000 : null
  const connection = {
    from,
    to: end.best,
    ip: logon.source.ip,
    client: logon.source.workstation,
    sessionName: null,
  }
  return {
    ...commonFacts(context, shared, unit.logons),
    id: hashId('session', context.machineKey, logon.logonId.toString(16), '', logon.sid ?? '', String(from)),
    kind: kindOf(primary),
    sessionId: null,
    sid: logon.sid,
    account: logon.account,
    domain: logon.domain,
    class: primary.class,
    start,
    end,
    states: [{ state: 'active', from, to: end.best }],
    connections: logon.source.ip === null ? [] : [connection],
    wallMs: wall,
    useMs: wall,
    burst: null,
    failures: shared.failures.before(context.machine, logon.account, logon.source.ip, from),
    confidence: overallConfidence(start.confidence, end.confidence),
    explanation,
    evidence: sortEvidence(
      rows,
      unit.logons.flatMap((member) => logonOf(member).logon.evidence),
    ),
  }
}

/** Logons of one account from one place, seen without a long pause. */
export function buildBurst(
  context: BootContext,
  shared: BuildShared,
  burst: BurstDraft,
  logonOf: (logon: LogonDraft) => BuiltLogon,
): Session {
  const { rows } = context
  const members = burst.logons.map((logon) => logonOf(logon).logon)
  const first = members[0]
  const lead = burst.logons[0]
  if (first === undefined || lead === undefined) throw new Error('a burst has at least one logon')
  const { start } = first
  const last = latestEnd(members.map((logon) => logon.end))
  const from = start.best ?? start.latest ?? 0n
  const { ip, workstation } = first.source
  const typed = lead.logonType !== null
  return {
    ...commonFacts(context, shared, burst.logons),
    id: hashId(
      'burst',
      context.machineKey,
      lead.logonId.toString(16),
      first.sid ?? first.account ?? '',
      String(from),
    ),
    kind: typed ? 'network' : 'other',
    sessionId: null,
    sid: first.sid,
    account: first.account,
    domain: first.domain,
    class: burst.class,
    start,
    end: last,
    states: [{ state: 'active', from, to: last.best }],
    connections:
      ip === null && workstation === null
        ? []
        : [{ from, to: last.best, ip, client: workstation, sessionName: null }],
    wallMs: start.best !== null && last.best !== null ? Number(last.best - start.best) / 10_000 : null,
    useMs: null,
    burst: { count: members.length, maxConcurrent: maxConcurrent(members) },
    failures: shared.failures.before(context.machine, first.account, ip, from),
    confidence: overallConfidence(start.confidence, last.confidence),
    explanation: [
      typed
        ? `${members.length} network logons from one source without a pause of 10 minutes; the span is observed activity.`
        : `${members.length} logon IDs whose logon record is not in evidence; the span is observed activity.`,
    ],
    evidence: sortEvidence(
      rows,
      members.flatMap((logon) => logon.evidence),
    ),
  }
}

function commonFacts(
  context: BootContext,
  shared: BuildShared,
  logons: readonly LogonDraft[],
): Pick<
  Session,
  'machine' | 'boot' | 'logonTypes' | 'logons' | 'adminCapable' | 'elevationUsed' | 'useIsUpperBound' | 'gaps'
> {
  return {
    machine: context.machine,
    boot: context.bootIndex,
    logonTypes: [...new Set(logons.map((logon) => logon.logonType))]
      .filter((type) => type !== null)
      .sort((a, b) => a - b),
    logons: logons.map((logon) => shared.indexOf.get(logon) ?? -1),
    adminCapable: logons.some((logon) => logon.adminRow >= 0),
    elevationUsed: false,
    useIsUpperBound: false,
    gaps: [],
  }
}

function kindOf(logon: LogonDraft): SessionKind {
  return logon.class === 'service' || logon.class === 'batch' ? logon.class : 'other'
}

/** The end that comes last; an open one comes after all. */
function latestEnd(ends: readonly End[]): End {
  const [first, ...others] = ends
  if (first === undefined) throw new Error('a burst has at least one logon')
  return others.reduce((latest, end) => (endsLater(end, latest) ? end : latest), first)
}

function endsLater(a: End, b: End): boolean {
  if (a.best === null || b.best === null) {
    if (a.best !== null || b.best !== null) return a.best === null
    return (a.earliest ?? 0n) > (b.earliest ?? 0n)
  }
  return a.best > b.best
}

function maxConcurrent(logons: readonly BuiltLogon['logon'][]): number {
  const steps: { time: FileTime; step: number }[] = []
  for (const { start, end } of logons) {
    const from = start.best ?? start.latest ?? 0n
    steps.push({ time: from, step: 1 })
    if (end.best !== null) steps.push({ time: end.best > from ? end.best : from, step: -1 })
  }
  // A logon that ends in the tick another begins does not overlap it, but one of no length counts.
  steps.sort((a, b) => (a.time === b.time ? b.step - a.step : a.time < b.time ? -1 : 1))
  let now = 0
  let most = 0
  for (const { step } of steps) {
    now += step
    most = Math.max(most, now)
  }
  return most
}
