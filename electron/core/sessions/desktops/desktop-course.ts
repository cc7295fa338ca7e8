/** What a desktop session began with, what its records say went on in it, and how it ended (sessions.md 8, 9). */
import type { FileTime } from '../../../contract/ids'
import type { Connection } from '../../../contract/sessions'
import type { BootContext } from '../boots/boot-context'
import { shownOnLine, spansWithoutSteps, withoutSteps } from '../clock/line'
import { movedBy, stepsBetween, type ClockStep } from '../clock/steps'
import { earliest } from './desktop-units'
import { desktopStartRow } from './desktops'
import { endDoubts } from './end-doubts'
import { visibleText } from '../../text/visible-text'
import type { FoundEnd } from '../ends/end-at-row'
import { desktopEnd, notBeforeStart, notBeforeSteps } from '../ends/ends'
import { KIND } from '../records/kind-index'
import { isOnlyReleased } from '../logons/logon-drafts'
import type { SessionDraft } from './session-book'
import { followCourse, type SessionCourse, type StateAction, type StateEvent } from './session-states'
import { sessionStart, type FoundStart } from '../logons/starts'
import type { EndWitness } from '../ends/told-ends'

export interface OpenDesktop {
  readonly start: FoundStart
  /** Best time of the start, else the latest possible one. */
  readonly from: FileTime
  /** Where the first connection came from. */
  readonly first: Pick<Connection, 'ip' | 'client' | 'sessionName'>
  /**
   * States and connections up to an end; null: to the end of evidence. `steps`: changes of the clock inside; `ended`:
   * records of the table that tell the end.
   */
  readonly follow: (
    to: FileTime | null,
    steps?: readonly ClockStep[],
    endMovedTicks?: bigint,
    ended?: readonly number[],
  ) => SessionCourse
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
const PRIORITY = { security: 0, lsm: 1, reason: 2, helper: 3, transport: 4 } as const
/** What the transport tells this near to a record of the session itself is that same change, or an old connection's end. */
const TRANSPORT_NEAR_MS = 15_000

export function openDesktop(context: BootContext, draft: SessionDraft): OpenDesktop {
  const start = startOf(context, draft)
  const from = start.start.best ?? start.start.latest ?? 0n
  const first = firstConnection(context, draft)
  const events = stateEvents(context, draft)
  const follow = (
    to: FileTime | null,
    steps: readonly ClockStep[] = [],
    endMovedTicks = 0n,
    ended: readonly number[] = [],
  ): SessionCourse => {
    const { rows, asleep } = context
    const proof = { from: start.row < 0 ? [] : [rows.recordOf(start.row)], to: ended }
    const frame = { from, to, first, asleep, proof }
    const shown = followCourse(frame, shownOnLine(rows, steps, events, endMovedTicks))
    if (steps.length === 0 || to === null) return shown
    // How long each state lasted is counted without the steps; a step can be larger than the session is long.
    const counted = to - movedBy(steps) - endMovedTicks
    const { awayTicks } = followCourse(
      {
        ...frame,
        to: counted > from ? counted : from,
        asleep: spansWithoutSteps(steps, asleep),
      },
      withoutSteps(rows, steps, events),
    )
    return { ...shown, awayTicks }
  }
  return { start, from, first, follow }
}

/** End of the session and of the logons that own it. `opening` spares opening it again where nothing tells the end. */
export function endOfDesktop(
  context: BootContext,
  draft: SessionDraft,
  opening: OpenDesktop | null = null,
): FoundEnd {
  const { unit } = draft
  const { rows } = context
  const lastSign = (): number => lastSignOf(context, draft)
  const found = desktopEnd(rows, {
    userLogoffRow: unit?.userLogoffRow ?? -1,
    logoffRow: unit?.logoffRow ?? -1,
    logonType: unit?.primary.logonType ?? null,
    desktop: draft.desktop,
    witness: witnessOf(context, draft),
    boot: context.end,
    gaps: context.gaps,
    outages: context.outages,
    securityUntil: context.securityUntil,
    startsShownSince: context.startsShownSince,
    unaudited: context.unaudited,
    ...(unit !== null && draft.desktop === null && isOnlyReleased(rows, unit.logons)
      ? { releasedSince: sessionStart(context, unit, null).start.earliest }
      : {}),
    ...endDoubts(context, draft, lastSign),
    lastSign,
    disconnected: () => (opening ?? openDesktop(context, draft)).follow(null).endsDisconnected,
  })
  const begun =
    unit !== null && unit.startRow >= 0
      ? unit.startRow
      : draft.desktop === null
        ? -1
        : desktopStartRow(rows, draft.desktop)
  const start = begun < 0 ? null : rows.time(begun)
  const moved = movedBy(stepsOfSession(context, draft, found.end.best))
  return notBeforeStart(notBeforeSteps(found, start, moved), start)
}

function witnessOf({ rows, endingTools, otherRows }: BootContext, { unit }: SessionDraft): EndWitness {
  const own = new Set((unit?.logons ?? []).map(({ luid }) => luid))
  return {
    toolBefore: (row) => endingTools.before(rows.ms(row)),
    starter: (tool) => endingTools.starter(tool),
    isOwn: (tool) => own.has(rows.subjectLuid(tool)),
    userOf: (sessionId, row) => {
      const known = otherRows.filter(
        (one) =>
          rows.family.sessionId[one] === sessionId &&
          rows.family.targetUser[one] !== 0 &&
          rows.kind(one) >= KIND['lsm-logon'] &&
          rows.kind(one) <= KIND['lsm-reconnect'] &&
          rows.ms(one) <= rows.ms(row),
      )
      const last = known.reduce((a, b) => (a < 0 || rows.ms(b) >= rows.ms(a) ? b : a), -1)
      const user = last < 0 ? null : rows.text(rows.family.targetUser[last] ?? 0)
      return user === null ? null : visibleText(user)
    },
  }
}

/**
 * Clock changes after the 4624 of a session's logons and before their 4647 or 4634, else before its end as recorded; of
 * a session that only Winlogon tells, between its 7001 and 7002.
 */
export function stepsOfSession(
  context: BootContext,
  { unit, desktop }: SessionDraft,
  recordedEnd: FileTime | null,
): readonly ClockStep[] {
  const { rows, clockSteps } = context
  if (clockSteps.length === 0 || recordedEnd === null) return []
  if (unit !== null) {
    const last = unit.userLogoffRow >= 0 ? unit.userLogoffRow : unit.logoffRow
    return stepsBetween(rows, clockSteps, unit.startRow, last, recordedEnd)
  }
  if (desktop === null) return []
  const { desktopLogonRow, desktopLogoffRow } = desktop
  return stepsBetween(rows, clockSteps, desktopLogonRow, desktopLogoffRow, recordedEnd, 'system')
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
      row: seen,
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
    row: seen,
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
      record: rows.recordOf(row),
      recordId: rows.idOfRecord(row),
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
  events.push(
    ...transportCloses(context, draft, events).map((row) => event(row, 'disconnect', PRIORITY.transport)),
  )
  for (const { logon, role } of draft.helpers) {
    if (role === 'nla' || logon.startRow < 0) continue
    const action = role === 'reconnect' ? 'reconnect' : 'unlock'
    const helper = event(logon.startRow, action, PRIORITY.helper)
    events.push(helper)
  }
  return events
}

/** RdpCoreTS 102 and 103 where neither LSM nor Security tells of the disconnect or of a new connection. */
function transportCloses(
  { rows }: BootContext,
  { transport }: SessionDraft,
  events: readonly StateEvent[],
): number[] {
  const told = events.filter(({ action }) => action === 'disconnect' || action === 'reconnect')
  return transport.filter((row) => {
    const kind = rows.kind(row)
    if (kind !== KIND['rdp-closed'] && kind !== KIND['rdp-close-reason']) return false
    return !told.some((event) => Math.abs(rows.ms(event.row) - rows.ms(row)) <= TRANSPORT_NEAR_MS)
  })
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
function lastSignOf(context: BootContext, draft: SessionDraft): number {
  const { rows } = context
  const signs = [
    ...(draft.unit?.logons ?? []).map((logon) => logon.lastRow),
    ...(draft.desktop?.rows.slice(-1) ?? []),
    ...draft.helpers.filter(({ isSure }) => isSure).map(({ logon }) => logon.lastRow),
  ]
  return signs.reduce((last, row) => (rows.time(row) > rows.time(last) ? row : last), signs[0] ?? 0)
}
