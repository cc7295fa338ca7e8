import { BAR_FLAGS } from '../../contract/engine-constants'
import {
  CONFIDENCES,
  END_REASONS,
  LOGON_CLASSES,
  SESSION_STATES,
  type Reconstruction,
  type Session,
} from '../../contract/sessions'
import { durationMs } from '../text/duration'
import { groupAccounts, type Accounts } from './accounts'
import { LogonIndex } from './logon-index'
import { sortedByNumber } from './radix-sort'
import { SessionSources, sourcesOf } from './session-sources'
import { timeBlocks, type TimeBlocks } from './time-blocks'
import { unixMs } from './unix-ms'

export const NO_TYPE = 255
export const NO_CONFIDENCE = 255
/** Bit of the logon-type mask for "no logon type known"; types themselves are 0..13. */
export const UNKNOWN_TYPE_BIT = 31

/** What filters, sorting and drawing need of each session, by its index in the reconstruction. Times are Unix milliseconds. */
export interface SessionColumns {
  readonly count: number
  readonly accounts: Accounts
  /** Index into `Reconstruction.machines`. */
  readonly machine: Uint32Array
  /** Index into `sources.texts`. */
  readonly source: Uint32Array
  readonly sources: SessionSources
  /** Index into LOGON_CLASSES. */
  readonly class: Uint8Array
  /** The first logon type; NO_TYPE if none is known. */
  readonly type: Uint8Array
  /** Bit n: a logon of type n belongs to the session. */
  readonly types: Uint32Array
  /** Index into END_REASONS. */
  readonly endReason: Uint8Array
  readonly confidence: Uint8Array
  /** 1: a session at the console. */
  readonly atConsole: Uint8Array
  /** BAR_FLAGS that a session has in every window. */
  readonly flags: Uint8Array
  readonly eventCount: Uint32Array
  /** Where the bar begins: best start, else the first sign of life. */
  readonly start: Float64Array
  /** Where the bar ends: best end, else the end of evidence (open) or the last sign of life. Never before `start`. */
  readonly end: Float64Array
  readonly endEarliest: Float64Array
  readonly endLatest: Float64Array
  /** Where all that is drawn of it ends: the bar, and the doubt behind it. */
  readonly drawnTo: Float64Array
  readonly timeBlocks: TimeBlocks
  /** NaN if nothing can be said. */
  readonly duration: Float64Array
  /** Burst count, else 1. */
  readonly weight: Uint32Array
  /** States other than active: those of session i are stateFrom[stateFirst[i]] up to stateFirst[i + 1]. */
  readonly stateFirst: Uint32Array
  readonly state: Uint8Array
  readonly stateFrom: Float64Array
  readonly stateTo: Float64Array
  /** Sessions by start, ties by index: the order in which everything else is stable. */
  readonly byStart: Uint32Array
  readonly logons: LogonIndex
  /** What the case file says of sessions, in words; those without are not in it. */
  readonly tags: Map<number, readonly string[]>
}

export function buildSessionColumns(found: Reconstruction): SessionColumns {
  const { sessions, coverage } = found
  const count = sessions.length
  const lastOf = new Float64Array(found.machines.length).fill(NaN)
  for (const { machine, last } of coverage) lastOf[machine] = unixMs(last)

  const sources = new SessionSources()
  const stateTotal = sessions.reduce((sum, { states }) => sum + states.filter(isAbsence).length, 0)
  const columns = {
    count,
    accounts: groupAccounts(sessions),
    machine: new Uint32Array(count),
    source: new Uint32Array(count),
    class: new Uint8Array(count),
    type: new Uint8Array(count),
    types: new Uint32Array(count),
    endReason: new Uint8Array(count),
    confidence: new Uint8Array(count),
    atConsole: new Uint8Array(count),
    flags: new Uint8Array(count),
    eventCount: new Uint32Array(count),
    start: new Float64Array(count),
    end: new Float64Array(count),
    endEarliest: new Float64Array(count),
    endLatest: new Float64Array(count),
    drawnTo: new Float64Array(count),
    duration: new Float64Array(count),
    weight: new Uint32Array(count),
    stateFirst: new Uint32Array(count + 1),
    state: new Uint8Array(stateTotal),
    stateFrom: new Float64Array(stateTotal),
    stateTo: new Float64Array(stateTotal),
  }
  let stateCount = 0
  for (let i = 0; i < count; i++) {
    const session = sessions[i]!
    columns.machine[i] = session.machine
    columns.source[i] = sources.add(sourcesOf(session, found.logons))
    columns.class[i] = LOGON_CLASSES.indexOf(session.class)
    columns.type[i] = session.logonTypes[0] ?? NO_TYPE
    columns.types[i] = typeMask(session.logonTypes)
    columns.endReason[i] = END_REASONS.indexOf(session.end.reason)
    columns.confidence[i] =
      session.confidence === null ? NO_CONFIDENCE : CONFIDENCES.indexOf(session.confidence)
    columns.atConsole[i] = session.kind === 'console' ? 1 : 0
    columns.flags[i] = flagsOf(session)
    columns.eventCount[i] = session.evidence.length
    const start = startOf(session)
    columns.start[i] = start
    columns.end[i] = endOf(session, start, lastOf[session.machine] ?? NaN)
    columns.endEarliest[i] = unixMs(session.end.earliest)
    columns.endLatest[i] = unixMs(session.end.latest)
    columns.drawnTo[i] = columns.endLatest[i]! > columns.end[i]! ? columns.endLatest[i]! : columns.end[i]!
    columns.duration[i] = durationMs(session) ?? NaN
    columns.weight[i] = session.burst?.count ?? 1
    for (const { state, from, to } of session.states.filter(isAbsence)) {
      columns.state[stateCount] = SESSION_STATES.indexOf(state)
      columns.stateFrom[stateCount] = unixMs(from)
      columns.stateTo[stateCount] = to === null ? columns.end[i]! : unixMs(to)
      stateCount++
    }
    columns.stateFirst[i + 1] = stateCount
  }
  return {
    ...columns,
    sources,
    byStart: sortedByNumber(columns.start),
    timeBlocks: timeBlocks(columns.start, columns.drawnTo),
    logons: new LogonIndex(found),
    tags: new Map(),
  }
}

function flagsOf({ start, adminCapable, elevationUsed, gaps }: Session): number {
  return (
    (start.best === null ? BAR_FLAGS.startUnknown : 0) |
    (adminCapable ? BAR_FLAGS.adminCapable : 0) |
    (elevationUsed ? BAR_FLAGS.elevationUsed : 0) |
    (gaps.length > 0 ? BAR_FLAGS.incomplete : 0)
  )
}

function startOf({ start, end }: Session): number {
  return firstKnown(start.best, start.latest, start.earliest, end.earliest, end.best, end.latest)
}

function endOf({ end }: Session, start: number, lastRecord: number): number {
  const open = end.reason === 'open-at-end' || end.reason === 'disconnected-at-end'
  const best = end.best !== null ? unixMs(end.best) : open ? lastRecord : firstKnown(end.earliest, end.latest)
  // NaN compares false: without any end the bar is a point.
  return best >= start ? best : start
}

function firstKnown(...times: readonly (bigint | null)[]): number {
  const known = times.find((time) => time !== null)
  return known === undefined ? 0 : unixMs(known)
}

function isAbsence({ state }: Session['states'][number]): boolean {
  return state !== 'active'
}

function typeMask(types: readonly number[]): number {
  if (types.length === 0) return 1 << UNKNOWN_TYPE_BIT
  return types.reduce((mask, type) => mask | (1 << (type < UNKNOWN_TYPE_BIT ? type : UNKNOWN_TYPE_BIT)), 0)
}
