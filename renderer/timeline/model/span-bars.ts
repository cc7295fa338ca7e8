/** Bars of a picture, one by one: those of a run of ticks are one span of its scene. */
import { BAR_KIND } from '../raster/scene'
import type { Picture } from './picture'
import { TICK_PX } from './placed-bar'
import { pixelOf } from './time-window'

/** Where a bar is filled, CSS px. */
export interface DrawnBar {
  readonly bar: number
  readonly span: number
  readonly x0: number
  readonly x1: number
}

/** The span of a bar, -1 when it is not in the picture. */
export function spanOfBar({ spanBars: { first, last } }: Picture, bar: number): number {
  // Spans are in the order of their bars.
  let [low, high] = [0, first.length - 1]
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if (first[middle]! <= bar) low = middle
    else high = middle - 1
  }
  return low <= high && first[low]! <= bar && last[low]! >= bar ? low : -1
}

/** One bar of a span. */
export function drawnBar({ scene: { bars }, spanBars }: Picture, span: number, bar: number): DrawnBar {
  if (bars.kind[span] !== BAR_KIND.ticks) return { bar, span, x0: bars.x0[span]!, x1: bars.x1[span]! }
  const x0 = pixelOf(spanBars.window, spanBars.width, spanBars.startMs[bar]!)
  return { bar, span, x0, x1: x0 + TICK_PX }
}

/** The bar of a span that is seen at `x`, else the nearest: of ticks the last that begins before. */
export function barOfSpanAt({ spanBars }: Picture, span: number, x: number): number {
  const { startMs, window, width } = spanBars
  let [low, high] = [spanBars.first[span]!, spanBars.last[span]!]
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if (pixelOf(window, width, startMs[middle]!) <= x) low = middle
    else high = middle - 1
  }
  return low
}

/** The bars for which `wanted` gives something, and what it gives. */
export function findBars<T>(
  picture: Picture,
  wanted: (bar: number) => T | undefined,
): readonly (readonly [DrawnBar, T])[] {
  const { first, last } = picture.spanBars
  const found: (readonly [DrawnBar, T])[] = []
  for (let span = 0; span < first.length; span++) {
    for (let bar = first[span]!; bar <= last[span]!; bar++) {
      const what = wanted(bar)
      if (what !== undefined) found.push([drawnBar(picture, span, bar), what])
    }
  }
  return found
}

/** How many bars are drawn. */
export function countBars({ spanBars: { first, last } }: Picture): number {
  let count = 0
  for (let span = 0; span < first.length; span++) count += last[span]! - first[span]! + 1
  return count
}
