import type { BarsReply } from '../../../electron/contract/engine'
import { barHeight, styleIndex, UNKNOWN_TYPE } from './bar-style'
import { MARK_PX } from './end-marks'
import { rowMiddle } from './lane-layout'
import type { PictureInput } from './picture'
import { pixelOf } from './time-window'

/** Bars shorter than this become a start tick with their mark beside it, CSS px. */
export const SHORT_BAR_PX = 14
export const TICK_PX = 4
/** From the beginning of a tick to the middle of its mark. */
export const TICK_MARK_PX = TICK_PX + 1 + MARK_PX / 2

/** What is seen, and which bars of it. */
export type BarView = PictureInput & BarRange

/** Bars of the lanes in view: from..to, the latter not included. */
export interface BarRange {
  readonly from: number
  readonly to: number
}

/** @param first lane in view; @param last included */
export function barsOfLanes(reply: BarsReply | undefined, first: number, last: number): BarRange {
  return reply ? { from: firstBarOf(reply, first), to: firstBarOf(reply, last + 1) } : { from: 0, to: 0 }
}

/** First bar of a lane or of a later one; bars are sorted by lane. */
function firstBarOf({ count, lane }: BarsReply, wanted: number): number {
  let [low, high] = [0, count]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((lane[middle] ?? 0) < wanted) low = middle + 1
    else high = middle
  }
  return low
}

/** One bar in CSS px. There is one of it for all bars: tens of thousands a frame would be a collection of garbage every few frames. */
export class PlacedBar {
  bar = -1
  x0 = 0
  /** Best end. */
  x1 = 0
  /** Drawn as a tick, with its mark beside it. */
  short = false
  /** Where the fill ends: after the tick for short bars. */
  drawnX1 = 0
  y = 0
  style = 0
  height = 0
  flags = 0
  /** First visible solid stretch: what states leave to label and mark. */
  solidX0 = 0
  solidX1 = 0
  /** Start of the last disconnected span; NaN without one. */
  disconnectedX = NaN

  constructor(
    private readonly view: BarView,
    private readonly reply: BarsReply,
  ) {}

  set(bar: number, startMs: number, endMs: number): void {
    const { view, reply } = this
    const { window, width } = view
    const lane = reply.lane[bar] ?? 0
    const type = reply.logonType[bar] ?? UNKNOWN_TYPE
    this.bar = bar
    this.x0 = pixelOf(window, width, startMs)
    this.x1 = Math.max(this.x0, pixelOf(window, width, endMs))
    this.short = this.x1 - this.x0 < SHORT_BAR_PX
    this.drawnX1 = this.short ? this.x0 + TICK_PX : this.x1
    this.y = (view.layout.tops[lane] ?? 0) - view.scrollTop + rowMiddle(reply.stackRow[bar] ?? 0)
    this.style = styleIndex(type)
    this.height = barHeight(type)
    this.flags = reply.flags[bar] ?? 0
  }
}
