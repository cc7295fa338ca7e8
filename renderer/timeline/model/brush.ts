import type { TimeWindow } from './time-window'
import { clampWindow, pixelOf, spanOf, timeAt } from './time-window'

/** What a press on the overview takes hold of. */
export type BrushGrip = 'new' | 'start' | 'end' | 'move'

/** Handles are drawn 6 px wide; this much can be hit, centred on the edge. */
export const HANDLE_HIT_PX = 24
/** A brush thinner than this leaves no middle to drag between its handles. */
const LEAST_MIDDLE_PX = 8

/**
 * What lies under `x` in an overview of `width` px. Handles give way to the middle of a narrow brush, and a brush over
 * everything, which cannot be moved, to a new one.
 */
export function gripAt(x: number, x0: number, x1: number, width: number): BrushGrip {
  const half = HANDLE_HIT_PX / 2
  const inside = Math.min(half, Math.max(0, (x1 - x0 - LEAST_MIDDLE_PX) / 2))
  if (x >= x0 - half && x <= x0 + inside) return 'start'
  if (x >= x1 - inside && x <= x1 + half) return 'end'
  const whole = x0 <= 1 && x1 >= width - 1
  return x > x0 && x < x1 && !whole ? 'move' : 'new'
}

/** The window while a grip is dragged from `fromX` to `toX` on an overview of `whole`, `width` px wide. */
export function dragBrush(
  grip: BrushGrip,
  before: TimeWindow,
  whole: TimeWindow,
  extent: TimeWindow,
  width: number,
  fromX: number,
  toX: number,
): TimeWindow {
  const inside = (x: number): number => timeAt(whole, width, Math.min(Math.max(x, 0), width))
  const span = spanOf(before)
  switch (grip) {
    case 'move': {
      const by = ((toX - fromX) / width) * spanOf(whole)
      return clampWindow({ fromMs: before.fromMs + by, toMs: before.fromMs + by + span }, extent)
    }
    case 'start':
      return ordered(inside(pixelOf(whole, width, before.fromMs) + toX - fromX), before.toMs, extent)
    case 'end':
      return ordered(before.fromMs, inside(pixelOf(whole, width, before.toMs) + toX - fromX), extent)
    case 'new':
      return ordered(inside(fromX), inside(toX), extent)
  }
}

function ordered(oneMs: number, otherMs: number, extent: TimeWindow): TimeWindow {
  return clampWindow({ fromMs: Math.min(oneMs, otherMs), toMs: Math.max(oneMs, otherMs) }, extent)
}

/** A press without a drag beside the brush brings the window there. */
export function centreBrush(
  before: TimeWindow,
  whole: TimeWindow,
  extent: TimeWindow,
  width: number,
  x: number,
): TimeWindow {
  const half = spanOf(before) / 2
  const centre = timeAt(whole, width, x)
  return clampWindow({ fromMs: centre - half, toMs: centre + half }, extent)
}
