/** From a session draft to the session as it is shown: states, connections, times, evidence, sentences. */
import type { FileTime } from '../../contract/ids'
import type { Connection, EvidenceLink, Session, SessionKind } from '../../contract/sessions'
import { EVENT_KINDS } from '../events/event-kinds'
import { formatFileTime } from '../text/time'
import type { BootContext } from './boot-context'
import type { AccountName, FailureIndex } from './case-context'
import { isLocalAddress } from './case-rows'
import { earliest } from './desktop-units'
import { beganAtConsole } from './desktops'
import { desktopEnd, endRowsOf, type FoundEnd } from './ends'
import { hashId } from './hash-id'
import { KIND } from './kind-index'
import { classify } from './logon-class'
import type { LogonDraft } from './logon-drafts'
import type { SessionDraft } from './session-book'
import { followCourse, type SessionCourse, type StateAction, type StateEvent } from './session-states'
import { sessionStart, type FoundStart } from './starts'
import { overallConfidence, sortEvidence } from './session-facts'

export interface BuildShared {
  readonly names: ReadonlyMap<number, AccountName>
  readonly failures: FailureIndex
  readonly indexOf: ReadonlyMap<LogonDraft, number>
  /** Times of the machine's Security log clears. */
  readonly cleared: readonly FileTime[]
}

export interface BuiltSession {
  readonly session: Session
  /** End that the owning logons inherit. */
  readonly end: FoundEnd
}

const MARK_ACTIONS: Readonly<Record<number, StateAction>> = {
  [KIND.locked]: 'lock',
  [KIND.unlocked]: 'unlock',
  [KIND['saver-on']]: 'saver-on',
  [KIND['saver-off']]: 'saver-off',
  [KIND.disconnected]: 'disconnect',
  [KIND.reconnected]: 'reconnect',
  [KIND['lsm-disconnect']]: 'disconnect',
  [KIND['lsm-reconnect']]: 'reconnect',
}
/** LSM 40 reasons that mean a disconnect (sessions.md 8). */
const DISCONNECT_REASONS: ReadonlySet<number> = new Set([0, 1, 3, 5, 11])
const PRIORITY = { security: 0, lsm: 1, reason: 2, helper: 3 } as const

export function buildDesktopSession(
  context: BootContext,
  shared: BuildShared,
  draft: SessionDraft,
): BuiltSession {
  const { rows } = context
  const start = startOf(context, draft)
  const events = stateEvents(context, draft)
  const from = start.start.best ?? start.start.latest ?? 0n
  const first = firstConnection(context, draft)
  const course = (to: FileTime | null): SessionCourse =>
    followCourse({ from, to, first, asleep: context.asleep }, events)
  const lastSign = lastSignOf(context, draft)
  const end = desktopEnd(rows, {
    ...endRowsOf(draft.unit),
    desktop: draft.desktop,
    boot: context.end,
    gaps: context.gaps,
    lastSign,
    disconnected: () => course(null).endsDisconnected,
  })
  const to = end.end.best !== null && end.end.best > from ? end.end.best : end.end.best === null ? null : from
  const { states, connections, awayTicks } = course(to)
  const name = nameOf(context, shared, draft)
  const owners = draft.unit?.logons ?? []
  const elevated = owners.length > 1 ? owners.find((logon) => logon.adminRow >= 0) : undefined
  const wall = start.start.best !== null && end.end.best !== null ? to! - from : null
  const session: Session = {
    id: sessionId(context, draft, from),
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
    states,
    connections,
    wallMs: wall === null ? null : Number(wall) / 10_000,
    useMs: wall === null ? null : Number(wall - awayTicks) / 10_000,
    useIsUpperBound: !context.locksAudited,
    adminCapable: owners.some((logon) => logon.adminRow >= 0),
    elevationUsed: elevated !== undefined && (elevated.processRow >= 0 || elevated.clearedRow >= 0),
    burst: null,
    failures: shared.failures.before(context.machine, name.account, first.ip, from),
    gaps: gapsIn(context, shared, start.start.earliest, from, to),
    confidence: overallConfidence(start.start.confidence, end.end.confidence),
    explanation: [...start.explanation, ...draftSentences(context, draft, end), ...end.explain()],
    logons: [...owners, ...draft.helpers.map(({ logon }) => logon)].map(
      (logon) => shared.indexOf.get(logon) ?? -1,
    ),
    evidence: sortEvidence(rows, evidenceOf(context, draft, end)),
  }
  return { session, end }
}

function startOf(context: BootContext, draft: SessionDraft): FoundStart {
  const { rows } = context
  if (draft.unit !== null || draft.desktop !== null) {
    const found = sessionStart(context, draft.unit, draft.desktop)
    const unlocked = draft.helpers.map(({ logon }) => logon.startRow).filter((row) => row >= 0)
    const latest = found.start.latest
    const earlier = unlocked.filter(
      (row) => found.start.best === null && latest !== null && rows.time(row) < latest,
    )
    const first = earlier[0]
    if (first === undefined) return found
    // An unlock before the first sign of life shows that the session was there already.
    const seen = earlier.reduce((a, b) => (rows.time(b) < rows.time(a) ? b : a), first)
    const low = found.start.earliest
    return {
      start: {
        ...found.start,
        latest: rows.time(seen),
        earliest: low !== null && low <= rows.time(seen) ? low : null,
      },
      explanation: [...found.explanation, `It was open before: unlocked by ${rows.cite(seen)}.`],
    }
  }
  const seen = earliest(
    rows,
    draft.helpers.map(({ logon }) => logon.firstRow),
  )
  const booted = context.start.best ?? context.start.earliest
  return {
    start: {
      earliest: booted,
      best: null,
      latest: rows.time(seen),
      method: 'first-seen',
      confidence: 'medium',
    },
    explanation: [`The start is not in evidence; an unlock (${rows.cite(seen)}) shows the session was open.`],
  }
}

function stateEvents(context: BootContext, draft: SessionDraft): StateEvent[] {
  const { rows } = context
  const { family } = rows
  const event = (row: number, action: StateAction, priority: number): StateEvent => {
    const client = rows.text(family.clientName[row] ?? 0)
    return {
      time: rows.time(row),
      row,
      action,
      priority,
      ip: rows.address(family.ip[row] ?? 0),
      client: client === 'Unknown' ? null : client,
      sessionName: rows.text(family.sessionName[row] ?? 0),
    }
  }
  const events: StateEvent[] = []
  for (const logon of draft.unit?.logons ?? []) {
    for (const row of logon.marks) {
      const action = MARK_ACTIONS[rows.kind(row)]
      if (action !== undefined) events.push(event(row, action, PRIORITY.security))
    }
  }
  for (const row of draft.desktop?.connectionRows ?? []) {
    const action = MARK_ACTIONS[rows.kind(row)]
    if (action !== undefined) events.push(event(row, action, PRIORITY.lsm))
  }
  for (const row of draft.desktop?.reasonRows ?? []) {
    const isReason = rows.kind(row) === KIND['lsm-reason']
    if (isReason && DISCONNECT_REASONS.has(family.reason[row] ?? -1)) {
      events.push(event(row, 'disconnect', PRIORITY.reason))
    }
  }
  for (const { logon, role } of draft.helpers) {
    if (role === 'nla' || logon.startRow < 0) continue
    const action = role === 'reconnect' ? 'reconnect' : 'unlock'
    const helper = event(logon.startRow, action, PRIORITY.helper)
    events.push(helper)
  }
  return events
}

function firstConnection(
  context: BootContext,
  draft: SessionDraft,
): Pick<Connection, 'ip' | 'client' | 'sessionName'> {
  const { rows } = context
  const start = draft.unit?.startRow ?? -1
  const lsm = draft.desktop?.lsmLogonRow ?? -1
  const ip =
    (start < 0 ? null : rows.address(rows.family.ip[start] ?? 0)) ??
    (lsm < 0 ? null : rows.address(rows.family.ip[lsm] ?? 0))
  return { ip, client: null, sessionName: null }
}

/** Latest record of the session's logon IDs, its number or its unlocks. */
function lastSignOf(context: BootContext, draft: SessionDraft): FileTime {
  const { rows } = context
  const signs = [
    ...(draft.unit?.logons ?? []).map((logon) => logon.lastRow),
    ...(draft.desktop?.rows.slice(-1) ?? []),
    ...draft.helpers.filter(({ role }) => role !== 'nla').map(({ logon }) => logon.lastRow),
  ]
  return signs.reduce((last, row) => (rows.time(row) > last ? rows.time(row) : last), 0n)
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

function gapsIn(
  context: BootContext,
  shared: BuildShared,
  earliestStart: FileTime | null,
  from: FileTime,
  to: FileTime | null,
): string[] {
  const cleared = shared.cleared
    .filter((time) => (earliestStart === null || time >= earliestStart) && (to === null || time <= to))
    .map((time) => `G2 log cleared ${formatFileTime(time)}`)
  const missing = context.gaps
    .within(from, to)
    .map((gap) => `G1 ${gap.missing} records missing after ${formatFileTime(gap.from)}`)
  return [...cleared, ...missing]
}

function draftSentences(context: BootContext, draft: SessionDraft, end: FoundEnd): string[] {
  const { rows } = context
  const sentences: string[] = []
  const pair = draft.unit?.logons[1]
  if (pair !== undefined) {
    sentences.push(
      pair.pairIsInferred
        ? 'Two neighbouring logon IDs of the account are taken for one elevated and filtered pair; no record links them.'
        : 'Two logon IDs name each other as elevated and filtered half of one logon.',
    )
  }
  if (draft.unit !== null && draft.desktop !== null && draft.linkMethod !== null) {
    const link = draft.desktop.rows[0] ?? 0
    sentences.push(
      `Session number ${draft.desktop.sessionId} joined by ${draft.linkMethod} (${rows.cite(link)}).`,
    )
  }
  const count = (role: string): number => draft.helpers.filter((helper) => helper.role === role).length
  const nla = count('nla')
  if (nla > 0)
    sentences.push(`Network logons before a Remote Desktop connection, taken for its pre-logon: ${nla}.`)
  if (count('unlock') > 0) sentences.push(`Unlock logons taken into this session: ${count('unlock')}.`)
  const reconnects = count('reconnect')
  if (reconnects > 0) sentences.push(`Logons that only reconnected this session: ${reconnects}.`)
  if (!context.locksAudited) {
    const unlocked = draft.helpers.find(({ role, logon }) => role === 'unlock' && logon.startRow >= 0)
    if (unlocked !== undefined) {
      sentences.push(`It was locked before ${rows.cite(unlocked.logon.startRow)}; since when is unknown.`)
    }
    if (end.end.best !== null)
      sentences.push('Lock and disconnect are not audited: use time is an upper bound.')
  }
  return sentences
}

function evidenceOf(context: BootContext, draft: SessionDraft, end: FoundEnd): EvidenceLink[] {
  const { rows } = context
  return [
    ...(draft.unit?.logons ?? []).flatMap((logon) => logon.evidence),
    ...(draft.desktop?.rows ?? []).map((row) => rows.link(row, EVENT_KINDS[rows.kind(row)] ?? 'activity')),
    ...draft.authenticated.map((row) => rows.link(row, 'network-authenticated')),
    ...draft.helpers.flatMap(({ logon, role }) =>
      logon.evidence.map(({ record, role: own }) => ({ record, role: `${role}:${own}` })),
    ),
    ...end.evidence,
  ]
}

function sessionId(context: BootContext, draft: SessionDraft, from: FileTime): string {
  const luid = draft.unit === null ? '' : draft.unit.primary.logonId.toString(16)
  const sid = context.rows.text(draft.sid) ?? draft.name
  return hashId(
    'session',
    context.machineKey,
    luid,
    String(draft.desktop?.sessionId ?? ''),
    sid,
    String(from),
  )
}
