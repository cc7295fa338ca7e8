import type { Box } from '../raster/scene'
import type { FailureSpot, Picture } from './picture'
import type { PlacedMark } from './place-marks'
import { barOfSpanAt, drawnBar, spanOfBar } from './span-bars'

/** What lies under the pointer in the lanes. */
export type Hit =
  | { readonly kind: 'mark'; readonly bar: number; readonly mark: PlacedMark }
  | { readonly kind: 'bar'; readonly bar: number }
  | { readonly kind: 'failure'; readonly spot: FailureSpot }

/** Half of a mark's hit area: marks are 14 px, what can be hit is 24. */
const MARK_REACH = 12
/** Bars may be 4 px wide and 6 px high; a pointer this near still means them. */
const BAR_REACH_X = 3
const BAR_REACH_Y = 9
/** The crosshair jumps to marks this near. */
export const SNAP_PX = 6

/** The mark, bar or failure at a point of the lanes area; marks before bars, and the nearest of each. */
export function hitTest(picture: Picture, x: number, y: number): Hit | null {
  const bar = barAt(picture, x, y)
  const mark = nearestMark(picture, x, y, MARK_REACH)
  // A mark beside the pointer must not take the click from the bar that the pointer is on.
  const ownBar = mark && bar >= 0 && mark.bar !== bar && Math.abs(mark.x - x) > mark.size / 2
  if (mark && mark.bar >= 0 && !ownBar) return { kind: 'mark', bar: mark.bar, mark }
  if (bar >= 0) return { kind: 'bar', bar }
  const spot = picture.failures.find(
    (failed) =>
      Math.abs(failed.y - y) <= BAR_REACH_Y && x >= failed.x0 - MARK_REACH && x <= failed.x1 + BAR_REACH_X,
  )
  return spot ? { kind: 'failure', spot } : null
}

function nearestMark(picture: Picture, x: number, y: number, reach: number): PlacedMark | null {
  let best: PlacedMark | null = null
  for (const mark of picture.marks) {
    if (Math.abs(mark.y - y) > BAR_REACH_Y || Math.abs(mark.x - x) > reach) continue
    if (!best || Math.abs(mark.x - x) <= Math.abs(best.x - x)) best = mark
  }
  return best
}

function barAt(picture: Picture, x: number, y: number): number {
  const { bars } = picture.scene
  let found = -1
  let distance = Infinity
  for (let i = 0; i < bars.count; i++) {
    const middle = (bars.top[i] ?? 0) + (bars.height[i] ?? 0) / 2
    if (Math.abs(middle - y) > BAR_REACH_Y) continue
    const off = Math.max((bars.x0[i] ?? 0) - x, x - (bars.x1[i] ?? 0), 0)
    if (off > BAR_REACH_X || off > distance) continue
    // Of equals the later one: it is drawn on top.
    found = i
    distance = off
  }
  return found < 0 ? -1 : barOfSpanAt(picture, found, x)
}

/** The mark that the crosshair jumps to: nearest within SNAP_PX in the row under the pointer. */
export function snapMark(picture: Picture, x: number, y: number): PlacedMark | null {
  return nearestMark(picture, x, y, SNAP_PX)
}

/** Where a bar is drawn, mark beside it included; null when it is not in the picture. */
export function barBox(picture: Picture, bar: number): Box | null {
  const span = bar < 0 ? -1 : spanOfBar(picture, bar)
  if (span < 0) return null
  const { bars } = picture.scene
  const mark = picture.marks.find((placed) => placed.bar === bar)
  const { x0, x1 } = drawnBar(picture, span, bar)
  return {
    x0,
    x1: Math.max(x1, mark ? mark.x + mark.size / 2 : x1),
    top: bars.top[span] ?? 0,
    height: bars.height[span] ?? 0,
  }
}
