/** What went on inside a desktop session: locked, screen saver, disconnected, from where (sessions.md 8). */
import type { FileTime } from '../../../contract/ids'
import type { Connection, SessionState, StateSpan } from '../../../contract/sessions'
import { endingWith, links, startingWith } from './state-evidence'

export type StateAction = 'lock' | 'unlock' | 'saver-on' | 'saver-off' | 'disconnect' | 'reconnect'

/** One record that changes or confirms a state. */
export interface StateEvent {
  readonly time: FileTime
  readonly row: number
  /** Row of the record table. */
  readonly record: number
  readonly recordId: number
  readonly action: StateAction
  /** Of records telling the same change the lowest wins, the others only attach. */
  readonly priority: number
  readonly ip: string | null
  readonly client: string | null
  readonly sessionName: string | null
}

/** A connection as states show it; connection-facts adds the rest. */
export type BareConnection = Pick<Connection, 'from' | 'to' | 'ip' | 'client' | 'sessionName'>

export interface SessionFrame {
  readonly from: FileTime
  /** null: not known, the last state stays open. */
  readonly to: FileTime | null
  readonly first: Pick<Connection, 'ip' | 'client' | 'sessionName'>
  readonly asleep: readonly ToldSpan[]
  /** Records that its start and its end are taken from. */
  readonly proof: { readonly from: readonly number[]; readonly to: readonly number[] }
}

/** A stretch of time and the records of the table that tell of it. */
export interface ToldSpan {
  readonly from: FileTime
  readonly to: FileTime
  readonly records: readonly number[]
}

/** All records of one change. */
interface Change extends StateEvent {
  readonly records: readonly number[]
}

export interface SessionCourse {
  readonly states: StateSpan[]
  readonly connections: BareConnection[]
  readonly endsDisconnected: boolean
  /** Ticks in states other than active, within the frame. */
  readonly awayTicks: bigint
}

/** Records of one change lie within five seconds. */
const SAME_CHANGE = 50_000_000n
/** LSM writes the last disconnect up to this long after the logoff. */
const CLOSING = 100_000_000n

export function followCourse(frame: SessionFrame, events: readonly StateEvent[]): SessionCourse {
  const sorted = events.toSorted(byTime)
  const inside = sorted.filter(
    (event) => event.time >= frame.from && (frame.to === null || event.time <= frame.to),
  )
  const changes = mergeChanges(inside)
  const walk = walkStates(frame, changes)
  const states = withSleep(walk.states, frame)
  const closing = sorted.findLast(
    ({ action, time }) =>
      action === 'disconnect' && frame.to !== null && time > frame.to && time - frame.to <= CLOSING,
  )
  return {
    states,
    connections: connectionsOf(frame, changes, closing?.time ?? frame.to),
    endsDisconnected: walk.last === 'disconnected',
    awayTicks: states.reduce(
      (sum, span) => (span.state === 'active' || span.to === null ? sum : sum + (span.to - span.from)),
      0n,
    ),
  }
}

function byTime(a: StateEvent, b: StateEvent): number {
  if (a.time !== b.time) return a.time < b.time ? -1 : 1
  return a.priority - b.priority || a.recordId - b.recordId || a.row - b.row
}

/** One event per change: the time of the strongest record, the details of all. */
function mergeChanges(sorted: readonly StateEvent[]): Change[] {
  interface Told {
    event: StateEvent
    readonly first: FileTime
    readonly records: number[]
  }
  const merged: Told[] = []
  const open = new Map<StateAction, Told>()
  for (const event of sorted) {
    const current = open.get(event.action)
    if (current === undefined || event.time - current.first > SAME_CHANGE) {
      const started = { event, first: event.time, records: [event.record] }
      open.set(event.action, started)
      merged.push(started)
    } else {
      current.event = strongest(current.event, event)
      current.records.push(event.record)
    }
  }
  return merged.map(({ event, records }) => ({ ...event, records })).sort(byTime)
}

function strongest(a: StateEvent, b: StateEvent): StateEvent {
  const [strong, weak] = b.priority < a.priority ? [b, a] : [a, b]
  return {
    ...strong,
    ip: strong.ip ?? weak.ip,
    client: strong.client ?? weak.client,
    sessionName: strong.sessionName ?? weak.sessionName,
  }
}

function walkStates(
  frame: SessionFrame,
  changes: readonly Change[],
): { states: StateSpan[]; last: SessionState } {
  const states: StateSpan[] = []
  let [locked, saver, away] = [false, false, false]
  let state: SessionState = 'active'
  let since = frame.from
  let begun = frame.proof.from
  const push = (to: FileTime | null, ended: readonly number[]): void => {
    states.push({ state, from: since, to, evidence: [...links(begun, 'from'), ...links(ended, 'to')] })
  }
  for (const { action, time, records } of changes) {
    if (action === 'disconnect') away = true
    else if (action === 'lock') locked = true
    else if (action === 'saver-on') saver = true
    else if (action === 'saver-off') saver = false
    // Who reconnects or unlocks is back at the desktop.
    else [locked, saver, away] = [false, false, false]
    const next: SessionState = away ? 'disconnected' : locked ? 'locked' : saver ? 'screen-saver' : 'active'
    if (next === state) continue
    if (time > since) push(time, records)
    since = time
    begun = records
    state = next
  }
  if (frame.to === null || frame.to > since || states.length === 0) {
    push(frame.to, frame.proof.to)
  }
  return { states, last: state }
}

function withSleep(states: readonly StateSpan[], frame: SessionFrame): StateSpan[] {
  if (frame.asleep.length === 0) return [...states]
  const out: StateSpan[] = []
  for (const span of states) {
    let { from, evidence } = span
    for (const sleep of frame.asleep) {
      if (sleep.to <= from || (span.to !== null && sleep.from >= span.to)) continue
      const start = sleep.from > from ? sleep.from : from
      const end = span.to !== null && sleep.to > span.to ? span.to : sleep.to
      if (start > from) out.push({ ...span, from, to: start, evidence: endingWith(evidence, sleep.records) })
      out.push({ state: 'asleep', from: start, to: end, evidence: links(sleep.records, 'span') })
      from = end
      evidence = startingWith(evidence, sleep.records)
    }
    if (span.to === null || span.to > from) out.push({ ...span, from, evidence })
  }
  return out
}

function connectionsOf(
  frame: SessionFrame,
  changes: readonly StateEvent[],
  closed: FileTime | null,
): BareConnection[] {
  const connections: BareConnection[] = []
  let current: BareConnection | null = { from: frame.from, to: null, ...frame.first }
  for (const change of changes) {
    if (change.action === 'disconnect' && current !== null) {
      connections.push({
        from: current.from,
        to: change.time,
        ip: current.ip ?? change.ip,
        client: current.client ?? change.client,
        sessionName: current.sessionName ?? change.sessionName,
      })
      current = null
    } else if (change.action === 'reconnect') {
      // A second connection without a disconnect in evidence takes the session over.
      if (current !== null) connections.push({ ...current, to: change.time })
      current = {
        from: change.time,
        to: null,
        ip: change.ip,
        client: change.client,
        sessionName: change.sessionName,
      }
    }
  }
  if (current !== null) connections.push({ ...current, to: closed })
  return connections
}
