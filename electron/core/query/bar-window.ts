import type { BarsReply } from '../../contract/engine'
import { BAR_FLAGS } from '../../contract/engine-constants'
import { END_REASONS, type EndReason, type Session } from '../../contract/sessions'
import { MAX_STACK_ROWS, type LaneLayout } from './lane-layout'
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
 */
export function barsInWindow(
  columns: SessionColumns,
  layout: LaneLayout,
  window: Window,
  partial: boolean,
): Omit<BarsReply, 'resultId'> {
  const bars = new BarList()
  const laneTo = Math.min(window.laneTo, layout.lanes.length)
  const pixel = Math.max((window.toMs - window.fromMs) / window.widthPx, Number.MIN_VALUE)
  for (let lane = window.laneFrom; lane < laneTo; lane++) {
    for (let row = 0; row < MAX_STACK_ROWS; row++) addRow(bars, columns, layout, window, pixel, lane, row)
  }
  return reply(bars, columns, layout, window, pixel, laneTo, partial)
}

class BarList {
  readonly session: number[] = []
  readonly lane: number[] = []
  readonly row: number[] = []
  readonly start: number[] = []
  readonly end: number[] = []
  readonly weight: number[] = []
  readonly overflow: number[] = []

  add(
    session: number,
    lane: number,
    row: number,
    start: number,
    end: number,
    weight: number,
    overflow: number,
  ): void {
    this.session.push(session)
    this.lane.push(lane)
    this.row.push(row)
    this.start.push(start)
    this.end.push(end)
    this.weight.push(weight)
    this.overflow.push(overflow)
  }
}

/** Sessions of one pixel and tier of rarity that become one bar. */
interface Merged {
  position: number
  end: number
  weight: number
}

function addRow(
  bars: BarList,
  columns: SessionColumns,
  layout: LaneLayout,
  { fromMs, toMs }: Window,
  pixel: number,
  lane: number,
  row: number,
): void {
  const last = layout.rowFirst[lane * MAX_STACK_ROWS + row + 1]!
  // What began left of the window begins in its pixel -1.
  const columnOf = (start: number): number => Math.max(-1, Math.floor((start - fromMs) / pixel))
  const small: (Merged | undefined)[] = Array.from({ length: TIERS })
  const wide: (Merged | undefined)[] = Array.from({ length: TIERS })
  let column = NaN
  const flush = (): void => {
    const merged = [...small, ...wide].filter((one) => one !== undefined)
    for (const { position, end, weight } of merged.sort((a, b) => a.position - b.position)) {
      const session = layout.session[position]!
      bars.add(session, lane, row, columns.start[session]!, end, weight, layout.overflow[position]!)
    }
    small.fill(undefined)
    wide.fill(undefined)
  }
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
    if (columnOf(start) !== column) {
      flush()
      column = columnOf(start)
    }
    // Only the last row, which takes what found no place, can have two wide bars in a pixel: the longer one is drawn.
    const slots = to - start < pixel ? small : wide
    const tier = TIER_OF_REASON[columns.endReason[session]!]!
    const end = layout.end[at]!
    const weight = columns.weight[session]!
    const other = slots[tier]
    if (!other) slots[tier] = { position: at, end, weight }
    else {
      other.weight += weight
      if (slots === wide && end > other.end) other.position = at
      other.end = Math.max(other.end, end)
    }
  }
  flush()
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
  bars: BarList,
  columns: SessionColumns,
  layout: LaneLayout,
  window: Window,
  pixel: number,
  laneTo: number,
  partial: boolean,
): Omit<BarsReply, 'resultId'> {
  const session = Uint32Array.from(bars.session)
  return {
    count: session.length,
    session,
    lane: Uint32Array.from(bars.lane),
    stackRow: Uint8Array.from(bars.row),
    startMs: Float64Array.from(bars.start),
    endMs: Float64Array.from(bars.end),
    endEarliestMs: Float64Array.from(session, (s) => columns.endEarliest[s]!),
    endLatestMs: Float64Array.from(session, (s) => columns.endLatest[s]!),
    logonType: Uint8Array.from(session, (s) => columns.type[s]!),
    endReason: Uint8Array.from(session, (s) => columns.endReason[s]!),
    flags: Uint8Array.from(session, (s, i) => flagsOf(columns, s, bars.overflow[i] === 1, partial)),
    weight: Uint32Array.from(bars.weight),
    ...labelsOf(columns, session),
    states: statesOf(bars, columns, window, pixel),
    failures: failuresOf(layout, window, pixel, laneTo),
  }
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
  bars: BarList,
  columns: SessionColumns,
  { fromMs, toMs }: Window,
  pixel: number,
): BarsReply['states'] {
  const bar: number[] = []
  const state: number[] = []
  const from: number[] = []
  const to: number[] = []
  bars.session.forEach((session, i) => {
    for (let at = columns.stateFirst[session]!; at < columns.stateFirst[session + 1]!; at++) {
      const start = columns.stateFrom[at]!
      const end = columns.stateTo[at]!
      if (end < fromMs || start > toMs || end - start < pixel) continue
      bar.push(i)
      state.push(columns.state[at]!)
      from.push(start)
      to.push(end)
    }
  })
  return {
    bar: Uint32Array.from(bar),
    state: Uint8Array.from(state),
    fromMs: Float64Array.from(from),
    toMs: Float64Array.from(to),
  }
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
