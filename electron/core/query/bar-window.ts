import type { BarsReply } from '../../contract/engine'
import { BAR_FLAGS } from '../../contract/engine-constants'
import { END_REASONS, type EndReason, type Session } from '../../contract/sessions'
import type { BarRoom } from './bar-room'
import { MAX_STACK_ROWS, type LaneLayout } from './lane-layout'
import { MergedBars } from './merged-bars'
import type { SessionColumns } from './session-columns'

export interface Window {
  readonly laneFrom: number
  /** Not included. */
  readonly laneTo: number
  readonly fromMs: number
  readonly toMs: number
  readonly widthPx: number
}

/** End marks that may never hide behind others in one pixel: each keeps a bar of its own (ux 6). */
const RARE: readonly (readonly EndReason[])[] = [
  ['user-logoff', 'admin-logoff'],
  ['crash', 'replaced', 'idle-or-limit'],
]
const TIERS = RARE.length + 1
const TIER_OF_REASON = Uint8Array.from(END_REASONS, (reason) => {
  const tier = RARE.findIndex((reasons) => reasons.includes(reason))
  return tier < 0 ? RARE.length : tier
})
/** Ends that more evidence can still move: pending while logs are being read. */
const CAN_CHANGE: ReadonlySet<EndReason> = new Set([
  'open-at-end',
  'disconnected-at-end',
  'reboot-inferred',
  'crash',
  'unknown',
])

/** Whether a session's end may change with what is still to be read. */
export function isPending({ end }: Session, partial: boolean): boolean {
  return partial && CAN_CHANGE.has(end.reason)
}

/**
 * The bars that touch a window: at most a few a pixel and row, whatever the number of sessions. Bars shorter than a
 * pixel that begin in the same one become one bar with their count, one for each tier of rarity of the end mark.
 * @param bars where they are gathered; nothing of it is in the answer
 */
export function barsInWindow(
  columns: SessionColumns,
  layout: LaneLayout,
  window: Window,
  partial: boolean,
  bars: BarRoom,
): Omit<BarsReply, 'resultId'> {
  bars.clear()
  const merged = new MergedBars(2 * TIERS)
  const laneTo = Math.min(window.laneTo, layout.lanes.length)
  const pixel = Math.max((window.toMs - window.fromMs) / window.widthPx, Number.MIN_VALUE)
  for (let lane = window.laneFrom; lane < laneTo; lane++) {
    for (let row = 0; row < MAX_STACK_ROWS; row++)
      addRow(bars, merged, columns, layout, window, pixel, lane, row)
  }
  return reply(bars, columns, layout, window, pixel, laneTo, partial)
}

function addRow(
  bars: BarRoom,
  merged: MergedBars,
  columns: SessionColumns,
  layout: LaneLayout,
  { fromMs, toMs }: Window,
  pixel: number,
  lane: number,
  row: number,
): void {
  const last = layout.rowFirst[lane * MAX_STACK_ROWS + row + 1]!
  let column = NaN
  for (
    let at = firstReaching(layout.reach, layout.rowFirst[lane * MAX_STACK_ROWS + row]!, last, fromMs);
    at < last;
    at++
  ) {
    const start = layout.start[at]!
    if (start > toMs) break
    const to = layout.drawnTo[at]!
    if (to < fromMs) continue
    const session = layout.session[at]!
    // What began left of the window begins in its pixel -1.
    const columnHere = Math.max(-1, Math.floor((start - fromMs) / pixel))
    if (columnHere !== column) {
      flush(bars, merged, columns, layout, lane, row)
      column = columnHere
    }
    // Only the last row, which takes what found no place, can have two wide bars in a pixel: the longer one is drawn.
    const isWide = to - start >= pixel
    const tier = TIER_OF_REASON[columns.endReason[session]!]!
    merged.add(isWide ? TIERS + tier : tier, at, layout.end[at]!, columns.weight[session]!, isWide)
  }
  flush(bars, merged, columns, layout, lane, row)
}

function flush(
  bars: BarRoom,
  merged: MergedBars,
  columns: SessionColumns,
  layout: LaneLayout,
  lane: number,
  row: number,
): void {
  merged.sort()
  for (let i = 0; i < merged.used; i++) {
    const slot = merged.slots[i]!
    const position = merged.position[slot]!
    const session = layout.session[position]!
    bars.add(
      session,
      lane,
      row,
      columns.start[session]!,
      merged.end[slot]!,
      merged.weight[slot]!,
      layout.overflow[position]!,
    )
  }
  merged.clear()
}

/** First position in [from, to) whose row reaches `ms`. */
function firstReaching(reach: Float64Array, from: number, to: number, ms: number): number {
  let low = from
  let high = to
  while (low < high) {
    const middle = (low + high) >>> 1
    if (reach[middle]! < ms) low = middle + 1
    else high = middle
  }
  return low
}

function reply(
  bars: BarRoom,
  columns: SessionColumns,
  layout: LaneLayout,
  window: Window,
  pixel: number,
  laneTo: number,
  partial: boolean,
): Omit<BarsReply, 'resultId'> {
  const { count } = bars
  const session = bars.session.slice(0, count)
  const flags = new Uint8Array(count)
  for (let i = 0; i < count; i++) flags[i] = flagsOf(columns, session[i]!, bars.overflow[i] === 1, partial)
  return {
    count,
    session,
    lane: bars.lane.slice(0, count),
    stackRow: bars.row.slice(0, count),
    startMs: bars.start.slice(0, count),
    endMs: bars.end.slice(0, count),
    endEarliestMs: gathered(columns.endEarliest, session, new Float64Array(count)),
    endLatestMs: gathered(columns.endLatest, session, new Float64Array(count)),
    logonType: gathered(columns.type, session, new Uint8Array(count)),
    endReason: gathered(columns.endReason, session, new Uint8Array(count)),
    flags,
    weight: bars.weight.slice(0, count),
    ...labelsOf(columns, session),
    states: statesOf(session, columns, window, pixel),
    failures: failuresOf(layout, window, pixel, laneTo),
  }
}

function gathered<T extends Float64Array | Uint8Array>(column: T, sessions: Uint32Array, into: T): T {
  for (let i = 0; i < sessions.length; i++) into[i] = column[sessions[i]!]!
  return into
}

function flagsOf(
  { flags, endReason }: SessionColumns,
  session: number,
  overflow: boolean,
  partial: boolean,
): number {
  const pending = partial && CAN_CHANGE.has(END_REASONS[endReason[session]!]!)
  return flags[session]! | (pending ? BAR_FLAGS.pending : 0) | (overflow ? BAR_FLAGS.overflow : 0)
}

const CACHED_INTERACTIVE = 11
const CACHED = -1

function labelsOf(
  { source, sources, atConsole, type }: SessionColumns,
  sessions: Uint32Array,
): Pick<BarsReply, 'label' | 'labels'> {
  const places = new Map<number, number>()
  const label = sessions.map((session) => {
    const cached = atConsole[session] === 1 && type[session] === CACHED_INTERACTIVE
    const key = cached ? CACHED : source[session]!
    const known = places.get(key)
    if (known !== undefined) return known
    places.set(key, places.size)
    return places.size - 1
  })
  return {
    label,
    labels: Array.from(places.keys(), (key) => (key === CACHED ? 'cached' : sources.texts[key]!)),
  }
}

/** Spans narrower than a pixel are left out; they come back when one zooms in. */
function statesOf(
  sessions: Uint32Array,
  columns: SessionColumns,
  { fromMs, toMs }: Window,
  pixel: number,
): BarsReply['states'] {
  const { stateFirst, stateFrom, stateTo } = columns
  const isShown = (at: number): boolean => {
    const start = stateFrom[at]!
    const end = stateTo[at]!
    return end >= fromMs && start <= toMs && end - start >= pixel
  }
  let count = 0
  for (const session of sessions)
    for (let at = stateFirst[session]!; at < stateFirst[session + 1]!; at++) if (isShown(at)) count++
  const states = {
    bar: new Uint32Array(count),
    state: new Uint8Array(count),
    fromMs: new Float64Array(count),
    toMs: new Float64Array(count),
  }
  let next = 0
  sessions.forEach((session, bar) => {
    for (let at = stateFirst[session]!; at < stateFirst[session + 1]!; at++) {
      if (!isShown(at)) continue
      states.bar[next] = bar
      states.state[next] = columns.state[at]!
      states.fromMs[next] = stateFrom[at]!
      states.toMs[next] = stateTo[at]!
      next++
    }
  })
  return states
}

/** Failed logons of the shown lanes, those of one pixel counted together at the time of the first. */
function failuresOf(
  { failureFirst, failureTime }: LaneLayout,
  { laneFrom, fromMs, toMs }: Window,
  pixel: number,
  laneTo: number,
): BarsReply['failures'] {
  const lanes: number[] = []
  const times: number[] = []
  const counts: number[] = []
  for (let lane = laneFrom; lane < laneTo; lane++) {
    let lastPixel = NaN
    const end = failureFirst[lane + 1]!
    for (let i = firstReaching(failureTime, failureFirst[lane]!, end, fromMs); i < end; i++) {
      const time = failureTime[i]!
      if (time > toMs) break
      const column = Math.floor((time - fromMs) / pixel)
      if (column === lastPixel) counts[counts.length - 1]!++
      else {
        lanes.push(lane)
        times.push(time)
        counts.push(1)
        lastPixel = column
      }
    }
  }
  return { lane: Uint32Array.from(lanes), timeMs: Float64Array.from(times), count: Uint32Array.from(counts) }
}
