import type { SpanBuilder } from '../raster/span-list'
import type { IndexedBars } from './bar-index'
import type { MeasureText } from './label'
import type { FailureSpot, LaneText, SideMark } from './picture'
import type { RowRoom } from './row-room'

/** Failed logons within this many px of each other belong to one spot. */
const TOGETHER_PX = 24
/** More failures than this are a burst: ticks on a base line instead of a cross. */
const MOST_CROSSED = 5
const CROSS_PX = 9
/** Between cross, count and ticks. */
const BESIDE_PX = 4
/** Heights of ticks, CSS px: next to nothing, and the most of the spot. */
const LEAST_TICK = 4
const MOST_TICK = 12
/** Ticks are this far apart, so that they read as ticks and not as a block. */
const TICK_STEP = 2
/** Base line of a burst below the middle of the row. */
const BASE_BELOW_MIDDLE = 6

interface Spot extends FailureSpot {
  x1: number
  toMs: number
  count: number
  readonly ticks: { readonly x: number; count: number }[]
  /** Count of the largest tick. */
  most: number
}

/** Gathers failed logons into the spots that they are drawn as, by lane and time. */
export function gatherFailures(
  bars: IndexedBars,
  x: (timeMs: number) => number,
  laneMiddle: (lane: number) => number | null,
  width: number,
): readonly Spot[] {
  const { failures } = bars.reply
  const spots: Spot[] = []
  for (const i of bars.failureOrder) {
    const lane = failures.lane[i] ?? 0
    const timeMs = failures.timeMs[i] ?? 0
    const at = x(timeMs)
    const y = laneMiddle(lane)
    if (y === null || at < -TOGETHER_PX || at > width + TOGETHER_PX) continue
    const count = failures.count[i] ?? 1
    const open = spots.at(-1)
    if (open?.lane === lane && at - open.x1 <= TOGETHER_PX) {
      open.x1 = at
      open.toMs = timeMs
      open.count += count
      addTick(open, at, count)
    } else {
      const spot = { lane, x0: at, x1: at, y, count, fromMs: timeMs, toMs: timeMs, ticks: [], most: 0 }
      addTick(spot, at, count)
      spots.push(spot)
    }
  }
  return spots
}

/**
 * Places failed logons: crosses where they are few, ticks on a base line where they are many. Their count stands at
 * the left, at the right where something else is in the way there, and is left to the tooltip where neither is free.
 * @param room what bars have taken already; @param spans gets ticks and base lines
 */
export function placeFailures(
  spots: readonly Spot[],
  room: RowRoom,
  measure: MeasureText,
  width: number,
  spans: SpanBuilder,
): {
  readonly texts: readonly LaneText[]
  readonly crosses: readonly SideMark[]
} {
  const texts: LaneText[] = []
  const crosses: SideMark[] = []
  for (const spot of spots) {
    const { x0, x1, y, count } = spot
    const burst = count > MOST_CROSSED
    if (burst) {
      for (const tick of spot.ticks) {
        const height = LEAST_TICK + Math.round((MOST_TICK - LEAST_TICK) * Math.sqrt(tick.count / spot.most))
        spans.add(tick.x, tick.x + 1, y + BASE_BELOW_MIDDLE - height, height, 0, 0)
      }
      spans.add(x0, x1 + 1, y + BASE_BELOW_MIDDLE, 1, 0, 1)
    }
    // The cross ends at the time itself: the logon that follows usually starts there and would cover it.
    const right = burst ? x0 - BESIDE_PX : x1 + 1
    const text = count > 1 ? placeCount(spot, burst, room, measure, width) : null
    if (text) {
      texts.push(text)
      room.takeText(text)
    }
    const leftOfText = burst && text?.align === 'right'
    const crossRight = leftOfText ? right - measure(text.text, false) - BESIDE_PX : right
    crosses.push({ x: crossRight - CROSS_PX / 2, y, size: CROSS_PX, symbol: 'm-fail' })
    room.take(y, crossRight - CROSS_PX, Math.max(x1 + 1, right))
  }
  return { texts, crosses }
}

/** The count where it is whole and meets nothing; null where there is no such place. */
function placeCount(
  { x0, x1, y, count }: Spot,
  burst: boolean,
  room: RowRoom,
  measure: MeasureText,
  width: number,
): LaneText | null {
  const text = String(count)
  const wide = measure(text, false)
  const crossRoom = CROSS_PX + BESIDE_PX
  // The cross of a burst stands before the count, that of few failures after it.
  const right = burst ? x0 - BESIDE_PX : x1 + 1 - crossRoom
  const left = burst ? right - wide - crossRoom : right - wide
  if (left >= 0 && right <= width && room.isFree(y, left, right))
    return { x: right, y, text, tone: 'fail', align: 'right' }
  const after = x1 + 1 + BESIDE_PX
  if (after < 0 || after + wide > width || !room.isFree(y, after, after + wide)) return null
  return { x: after, y, text, tone: 'fail', align: 'left' }
}

function addTick(spot: Spot, x: number, count: number): void {
  const place = Math.floor(x / TICK_STEP) * TICK_STEP
  const last = spot.ticks.at(-1)
  const tick = last?.x === place ? last : { x: place, count: 0 }
  if (tick !== last) spot.ticks.push(tick)
  tick.count += count
  spot.most = Math.max(spot.most, tick.count)
}
