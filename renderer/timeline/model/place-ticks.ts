import { BAR_FLAGS } from '../../../electron/contract/engine-constants'
import { BAR_KIND } from '../raster/scene'
import type { IndexedBars } from './bar-index'
import { BAR_STYLES, barHeight, styleIndex } from './bar-style'
import { endOf, MARK_PX } from './end-marks'
import { rowMiddle } from './lane-layout'
import type { PictureRoom } from './picture-room'
import { CROWDED_PX } from './place-marks'
import { type BarView, SHORT_BAR_PX, TICK_MARK_PX, TICK_PX } from './placed-bar'
import { spanOf } from './time-window'

const NETWORK = BAR_STYLES.indexOf('network')
/** What keeps a short bar from being a tick with its mark and nothing else. */
const SPECIAL = BAR_FLAGS.overflow | BAR_FLAGS.startUnknown | BAR_FLAGS.incomplete | BAR_FLAGS.pending

/**
 * Places bars of one row from `first` on as long as they are a tick with its mark and nothing else: short, beginning in view, with all of it known. Where
 * there are tens of thousands nearly all are, so what the next one can be compared with is kept at hand.
 * @param alone is told the bars whose mark is drawn for them alone; @returns the first bar that is not placed
 */
export function placeTicks(
  view: BarView,
  { reply }: IndexedBars,
  room: PictureRoom,
  first: number,
  alone: (bar: number) => void,
): number {
  const { startMs, endMs, endEarliestMs, endLatestMs, flags, logonType, endReason, weight, lane, stackRow } =
    reply
  const { to, width } = view
  const { fromMs } = view.window
  const spanMs = spanOf(view.window)
  const shortMs = (SHORT_BAR_PX * spanMs) / Math.max(1, width)
  const [inLane, inRow] = [lane[first]!, stackRow[first]!]
  const y = (view.layout.tops[inLane] ?? 0) - view.scrollTop + rowMiddle(inRow)
  // The span that the next tick may make longer, and the mark that may hide its mark.
  let spanStyle = -1
  let spanHeight = -1
  let spanX1 = -Infinity
  let markX = -Infinity
  let markRank = -1
  let hidden = 0
  let bar = first
  for (; bar < to; bar++) {
    const start = startMs[bar]!
    const isTick =
      endMs[bar]! - start < shortMs &&
      start >= fromMs &&
      (flags[bar]! & SPECIAL) === 0 &&
      endEarliestMs[bar] === endLatestMs[bar]
    if (!isTick || lane[bar] !== inLane || stackRow[bar] !== inRow) break
    const x0 = ((start - fromMs) / spanMs) * width
    const x = x0 + TICK_MARK_PX
    if (x > width + MARK_PX) break
    const type = logonType[bar]!
    const style = styleIndex(type)
    const height = barHeight(type)
    if (style !== spanStyle || height !== spanHeight || x0 > spanX1) {
      if (spanStyle >= 0) room.extend(bar - 1, spanX1)
      room.addBar(bar, x0, x0 + TICK_PX, y, height, style, BAR_KIND.ticks)
      spanStyle = style
      spanHeight = height
    }
    spanX1 = x0 + TICK_PX
    const { symbol, size, rank } = endOf(endReason[bar])
    const count = style === NETWORK ? 1 : weight[bar]!
    if (rank <= markRank && Math.abs(x - markX) < CROWDED_PX) {
      hidden += count
      continue
    }
    room.marks.hide(hidden)
    hidden = 0
    if (!room.marks.add(x, y, size, symbol, rank, bar, endMs[bar]!, count)) alone(bar)
    const last = room.marks.last()
    markX = last?.x ?? x
    markRank = last?.rank ?? rank
  }
  if (spanStyle >= 0) room.extend(bar - 1, spanX1)
  room.marks.hide(hidden)
  return bar
}
