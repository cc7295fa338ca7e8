/** Sessions without a desktop: service, batch and child logons, and bursts of network logons. */
import type { FileTime } from '../../../contract/ids'
import type { End, EvidenceLink, Logon, Session, SessionKind, Start } from '../../../contract/sessions'
import type { BootContext } from '../boots/boot-context'
import type { BuildShared } from './build-desktop-session'
import type { BurstDraft } from '../logons/bursts'
import type { LogonUnit } from './desktop-units'
import { marksOf } from '../gaps/marked-gaps'
import { hashId } from '../hash-id'
import { seenRow, type LogonDraft } from '../logons/logon-drafts'
import { burstSentences } from '../logons/burst-sentences'
import { NO_CONNECTION_FACTS } from './connection-facts'
import { failureSentences } from './desktop-sentences'
import { unitedFlags } from '../logons/logon-flags'
import { overallConfidence, sortEvidence } from '../session-facts'
import type { BuiltLogon } from '../logons/build-logon'

/** A logon (or pair) that is a session of its own. */
export function buildSingleSession(
  context: BootContext,
  shared: BuildShared,
  unit: LogonUnit,
  logonOf: (logon: LogonDraft) => BuiltLogon,
): Session {
  const { primary } = unit
  const { logon, explain } = logonOf(primary)
  const { start, end, source } = logon
  const from = start.best ?? start.latest ?? 0n
  const wall = wallMs(start, end)
  const members = unit.logons.map((member) => logonOf(member).logon)
  const failed = shared.failures.before(context.machine, logon.account, source, from)
  return {
    id: hashId(
      'session',
      context.machineKey,
      logon.logonId.toString(16),
      '',
      logon.sid ?? '',
      String(context.rows.recordedRowTime(seenRow(primary))),
    ),
    kind: kindOf(primary),
    machine: context.machine,
    boot: context.bootIndex,
    sessionId: null,
    sid: logon.sid,
    account: logon.account,
    domain: logon.domain,
    class: primary.class,
    logonTypes: typesOf(unit.logons),
    start,
    end,
    recorded: null,
    states: NONE,
    connections:
      source.ip === null
        ? NONE
        : [
            {
              from,
              to: end.best,
              ip: source.ip,
              client: source.workstation,
              sessionName: null,
              ...NO_CONNECTION_FACTS,
            },
          ],
    wallMs: wall,
    useMs: wall,
    useIsUpperBound: false,
    adminCapable: unit.logons.some((member) => member.adminRow >= 0),
    elevationUsed: false,
    flags: unitedFlags(members.map(({ flags }) => flags)),
    burst: null,
    failures: failed.count,
    gaps: gapsOf(context, shared, start, end),
    confidence: overallConfidence(start, end),
    explanation: [...failureSentences(context, failed), ...explain()],
    logons: unit.logons.map((member) => shared.indexOf.get(member) ?? -1),
    evidence: evidenceOf(context, members),
  }
}

/** Logons of one account from one place, seen without a long pause. */
export function buildBurst(
  context: BootContext,
  shared: BuildShared,
  burst: BurstDraft,
  logonOf: (logon: LogonDraft) => BuiltLogon,
): Session {
  const members = burst.logons.map((logon) => logonOf(logon).logon)
  const first = members[0]
  const lead = burst.logons[0]
  if (first === undefined || lead === undefined) throw new Error('a burst has at least one logon')
  const { start } = first
  const last = latestEnd(members)
  const from = start.best ?? start.latest ?? 0n
  const { ip, workstation } = first.source
  const typed = lead.logonType !== null
  const failed = shared.failures.before(context.machine, first.account, first.source, from)
  return {
    id: hashId(
      'burst',
      context.machineKey,
      lead.logonId.toString(16),
      first.sid ?? first.account ?? '',
      String(context.rows.recordedRowTime(seenRow(lead))),
    ),
    kind: typed ? 'network' : 'other',
    machine: context.machine,
    boot: context.bootIndex,
    sessionId: null,
    sid: first.sid,
    account: first.account,
    domain: first.domain,
    class: burst.class,
    logonTypes: typesOf(burst.logons),
    start,
    end: last,
    recorded: null,
    states: NONE,
    connections:
      ip === null && workstation === null
        ? NONE
        : [{ from, to: last.best, ip, client: workstation, sessionName: null, ...NO_CONNECTION_FACTS }],
    wallMs: wallMs(start, last),
    useMs: null,
    useIsUpperBound: false,
    adminCapable: burst.logons.some((logon) => logon.adminRow >= 0),
    elevationUsed: false,
    flags: unitedFlags(members.map(({ flags }) => flags)),
    burst: { count: members.length, maxConcurrent: maxConcurrent(members) },
    failures: failed.count,
    gaps: gapsOf(context, shared, start, last),
    confidence: overallConfidence(start, last),
    explanation: [
      burstSentence(members.length, typed),
      ...failureSentences(context, failed),
      ...burstSentences(context, burst),
    ],
    logons: burst.logons.map((logon) => shared.indexOf.get(logon) ?? -1),
    evidence: evidenceOf(context, members),
  }
}

/** Shared by the many sessions without states or connections. */
const NONE: readonly never[] = []

/** What is doubtful in the logs between the ends of a session that has no desktop. */
export function gapsOf(
  { gaps }: BootContext,
  { marks }: BuildShared,
  start: Start,
  end: End,
): readonly string[] {
  const from = start.best ?? start.latest ?? 0n
  return marksOf(gaps, marks, { earliestStart: start.earliest, from, to: end.best })
}

function burstSentence(count: number, typed: boolean): string {
  const what = typed ? 'Network logons' : 'Logon IDs without a logon record in evidence'
  return `${what} of one account from one source without a pause of 10 minutes: ${count}. The span is observed activity, not a session.`
}

function wallMs(start: Start, end: End): number | null {
  return start.best !== null && end.best !== null ? Number(end.best - start.best) / 10_000 : null
}

function typesOf(logons: readonly LogonDraft[]): number[] {
  return [...new Set(logons.map((logon) => logon.logonType))]
    .filter((type) => type !== null)
    .sort((a, b) => a - b)
}

function evidenceOf(context: BootContext, members: readonly Logon[]): readonly EvidenceLink[] {
  const only = members[0]
  return members.length === 1 && only !== undefined
    ? only.evidence
    : sortEvidence(
        context.rows,
        members.flatMap((logon) => logon.evidence),
      )
}

function kindOf(logon: LogonDraft): SessionKind {
  return logon.class === 'service' || logon.class === 'batch' ? logon.class : 'other'
}

/** The end that comes last; an open one comes after all. */
function latestEnd(logons: readonly Logon[]): End {
  let latest: End | undefined
  for (const { end } of logons) if (latest === undefined || endsLater(end, latest)) latest = end
  if (latest === undefined) throw new Error('a burst has at least one logon')
  return latest
}

function endsLater(a: End, b: End): boolean {
  if (a.best === null || b.best === null) {
    if (a.best !== null || b.best !== null) return a.best === null
    return (a.earliest ?? 0n) > (b.earliest ?? 0n)
  }
  return a.best > b.best
}

function maxConcurrent(logons: readonly Logon[]): number {
  if (logons.length === 1) return 1
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
