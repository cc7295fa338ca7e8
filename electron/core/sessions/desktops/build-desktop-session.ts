/** From a session draft to the session as it is shown: states, connections, times, evidence, sentences. */
import type { FileTime } from '../../../contract/ids'
import type { Connection, EvidenceLink, Session, SessionKind } from '../../../contract/sessions'
import { EVENT_KINDS } from '../../events/event-kinds'
import type { BootContext } from '../boots/boot-context'
import type { AccountName, FailureIndex } from '../case-context'
import { isLocalAddress } from '../records/case-rows'
import { withConnectionFacts } from './connection-facts'
import { movedBy, stepText, type ClockStep } from '../clock/steps'
import { desktopFlags, desktopSentences, failureSentences } from './desktop-sentences'
import { endOfDesktop, openDesktop, stepsOfSession } from './desktop-course'
import { beganAtConsole } from './desktops'
import type { FoundEnd } from '../ends/end-at-row'
import { SECURITY } from '../gaps/band'
import { marksOf, type GapMarks } from '../gaps/marked-gaps'
import { hashId } from '../hash-id'
import { classify } from '../logons/logon-class'
import type { LogonDraft } from '../logons/logon-drafts'
import type { SessionDraft } from './session-book'
import { markSuspect, markWithoutEvidence } from './state-doubts'
import { overallConfidence, sortEvidence } from '../session-facts'
import type { ToldSpan } from './session-states'

export interface BuildShared {
  readonly names: ReadonlyMap<number, AccountName>
  readonly failures: FailureIndex
  readonly indexOf: ReadonlyMap<LogonDraft, number>
  /** What is doubtful in the machine's logs. */
  readonly marks: GapMarks
}

export interface BuiltSession {
  readonly session: Session
  /** End that the owning logons inherit. */
  readonly end: FoundEnd
}

export function buildDesktopSession(
  context: BootContext,
  shared: BuildShared,
  draft: SessionDraft,
): BuiltSession {
  const { rows } = context
  const opening = openDesktop(context, draft)
  const { start, from, first } = opening
  const end = endOfDesktop(context, draft, opening)
  const to = end.end.best !== null && end.end.best > from ? end.end.best : end.end.best === null ? null : from
  const name = nameOf(context, shared, draft)
  const owners = draft.unit?.logons ?? []
  const elevated = owners.length > 1 ? owners.find((logon) => logon.adminRow >= 0) : undefined
  const setForward = end.movedTicks ?? 0n
  const recordedEnd = end.end.best === null ? null : end.end.best - setForward
  const steps = stepsOfSession(context, draft, recordedEnd)
  const moved = movedBy(steps) + setForward
  const ended = end.evidence.map(({ record }) => record)
  const course = opening.follow(to, steps, setForward, ended)
  const connections = withConnectionFacts(context, draft, course.connections)
  const flags = desktopFlags(context, draft)
  const failed = shared.failures.before(context.machine, name.account, { ip: first.ip }, from)
  const wall =
    start.start.best === null || end.end.best === null
      ? null
      : moved === 0n
        ? to! - from
        : notNegative(end.end.best - from - moved)
  const session: Session = {
    id: sessionId(context, draft, start.row),
    kind: kindOf(context, draft, connections),
    machine: context.machine,
    boot: context.bootIndex,
    sessionId: draft.desktop?.sessionId ?? numberFromMarks(context, draft),
    ...name,
    class:
      draft.unit?.primary.class ??
      classify({ luid: -1, logonType: null, sid: name.sid, account: name.account }),
    logonTypes: typesOf(draft),
    start: start.start,
    end: end.end,
    recorded: setForward === 0n ? null : { start: null, end: recordedEnd },
    states: markWithoutEvidence(
      markSuspect(course.states, steps, (row) => rows.recordOf(row), setForward === 0n ? null : to),
      unseen(context, shared, from, to),
    ),
    connections,
    wallMs: wall === null ? null : Number(wall) / 10_000,
    useMs: wall === null ? null : Number(notNegative(wall - course.awayTicks)) / 10_000,
    useIsUpperBound: !context.locksAudited,
    adminCapable: owners.some((logon) => logon.adminRow >= 0),
    elevationUsed: elevated !== undefined && (elevated.processRow >= 0 || elevated.clearedRow >= 0),
    flags,
    burst: null,
    failures: failed.count,
    gaps: marksOf(context.gaps, shared.marks, { earliestStart: start.start.earliest, from, to }),
    confidence: overallConfidence(start.start, end.end),
    explanation: [
      ...start.explanation,
      ...failureSentences(context, failed),
      ...desktopSentences(context, draft, flags, end),
      ...steps.slice(0, MAX_STEP_SENTENCES).map((step) => stepSentence(context, step)),
      ...end.explain(),
      ...useSentences(wall, course.awayTicks),
    ],
    logons: [...owners, ...draft.helpers.map(({ logon }) => logon)].map(
      (logon) => shared.indexOf.get(logon) ?? -1,
    ),
    evidence: sortEvidence(rows, [
      ...evidenceOf(context, draft, end),
      ...steps.map(({ row }) => rows.link(row, 'clock-change')),
    ]),
  }
  return { session, end }
}

/** More clock changes than this are told by their number only in the evidence. */
const MAX_STEP_SENTENCES = 8

/** The formula rests on records that a person can do without. */
function useSentences(wall: bigint | null, awayTicks: bigint): string[] {
  return wall === null || awayTicks <= 0n
    ? []
    : [
        'Use time is wall time without what was locked, under a screen saver, disconnected or asleep: it does not hold against a person who wants to hide.',
      ]
}

function stepSentence({ rows }: BootContext, { row, ticks, effect }: ClockStep): string {
  if (effect === 'standstill')
    return `The clock caught up ${stepText(ticks)} (${rows.cite(row)}): the virtual machine had been stopped for so long, which counts as asleep.`
  return effect === 'step'
    ? `The clock moved ${stepText(ticks)} inside the session (${rows.cite(row)}): wall time is counted without it.`
    : `The clock moved ${stepText(ticks)} in this time (${rows.cite(row)}); whether before or after its start no record tells: wall time is as recorded.`
}

function notNegative(ticks: bigint): bigint {
  return ticks < 0n ? 0n : ticks
}

function nameOf(
  context: BootContext,
  shared: BuildShared,
  draft: SessionDraft,
): { sid: string | null; account: string | null; domain: string | null } {
  const { rows } = context
  const logon = draft.unit?.primary ?? draft.helpers[0]?.logon
  const sid = rows.text(draft.sid)
  if (logon !== undefined && logon.account !== 0) {
    return { sid, account: rows.text(logon.account), domain: rows.text(logon.domain) }
  }
  const user = draft.desktop === null ? null : rows.text(draft.desktop.user)
  if (user !== null) {
    const slash = user.lastIndexOf('\\')
    return { sid, account: user.slice(slash + 1), domain: slash > 0 ? user.slice(0, slash) : null }
  }
  return { sid, ...(shared.names.get(draft.sid) ?? { account: null, domain: null }) }
}

function kindOf(context: BootContext, draft: SessionDraft, connections: readonly Connection[]): SessionKind {
  const { rows } = context
  const type = draft.unit?.primary.logonType ?? null
  if (type === 10 || type === 12) return 'rdp'
  if (type === 2 || type === 11) return 'console'
  const console = draft.desktop === null ? null : beganAtConsole(rows, draft.desktop)
  if (console !== null) return console ? 'console' : 'rdp'
  const first = connections[0]
  if (first?.sessionName != null) return /^rdp/i.test(first.sessionName) ? 'rdp' : 'console'
  const helper = draft.helpers.find(({ role }) => role !== 'nla')
  if (draft.unit === null && draft.desktop === null && helper !== undefined) {
    return helper.role === 'reconnect' ? 'rdp' : 'console'
  }
  const local = (draft.unit?.logons ?? []).some((logon) =>
    logon.marks.some((row) => isLocalAddress(rows.text(rows.family.ip[row] ?? 0))),
  )
  return local ? 'console' : 'other'
}

function numberFromMarks(context: BootContext, draft: SessionDraft): number | null {
  const { rows } = context
  for (const logon of draft.unit?.logons ?? []) {
    for (const row of logon.marks) {
      const number = rows.number(rows.family.sessionId, row)
      if (number !== null) return number
    }
  }
  return null
}

/** The owner's type first, then those of its helpers. */
function typesOf(draft: SessionDraft): number[] {
  const own = (draft.unit?.logons ?? []).map((logon) => logon.logonType)
  const others = draft.helpers.map(({ logon }) => logon.logonType).sort((a, b) => (a ?? 0) - (b ?? 0))
  return [...new Set([...own, ...others])].filter((type) => type !== null)
}

/** Stretches that the Security log has no records of: missing ids, a stopped log service, silence, what a clear took. */
function unseen(
  context: BootContext,
  shared: BuildShared,
  from: FileTime,
  to: FileTime | null,
): readonly ToldSpan[] {
  const silent = shared.marks.gaps.filter(({ kind }) => kind === 'G4' || kind === 'G5')
  const bands = [...silent, ...shared.marks.clears].filter(
    ({ channel }) => channel.toLowerCase() === SECURITY,
  )
  const known = bands.flatMap((band) =>
    band.from === null || band.to === null
      ? []
      : [{ from: band.from, to: band.to, records: band.evidence.map(({ record }) => record) }],
  )
  const holes = context.gaps.within(from, to).listed
  return [...holes.map((hole) => ({ ...hole, records: [hole.before, hole.after] })), ...known]
}

function evidenceOf(context: BootContext, draft: SessionDraft, end: FoundEnd): EvidenceLink[] {
  const { rows } = context
  return [
    ...(draft.unit?.logons ?? []).flatMap((logon) => logon.evidence()),
    ...(draft.desktop?.rows ?? []).map((row) => rows.link(row, EVENT_KINDS[rows.kind(row)] ?? 'activity')),
    ...(draft.linkRow < 0 ? [] : [rows.link(draft.linkRow, 'session-number')]),
    ...draft.authenticated.map((row) => rows.link(row, 'network-authenticated')),
    ...draft.transport.map((row) => rows.link(row, EVENT_KINDS[rows.kind(row)] ?? 'activity')),
    ...draft.helpers.flatMap(({ logon, role }) =>
      logon.evidence().map(({ record, role: own }) => ({ record, role: `${role}:${own}` })),
    ),
    ...end.evidence,
  ]
}

function sessionId(context: BootContext, draft: SessionDraft, startRow: number): string {
  const luid = draft.unit === null ? '' : draft.unit.primary.logonId.toString(16)
  const sid = context.rows.text(draft.sid) ?? draft.name
  return hashId(
    'session',
    context.machineKey,
    luid,
    String(draft.desktop?.sessionId ?? ''),
    sid,
    String(context.rows.recordedRowTime(startRow)),
  )
}
