import { BAR_KIND } from '../raster/scene'
import type { IndexedBars } from './bar-index'
import { BAR_STYLES } from './bar-style'
import { endOf, MARK_PX } from './end-marks'
import { rowMiddle } from './lane-layout'
import type { PictureRoom } from './picture-room'
import { CROWDED_PX } from './place-marks'
import { type BarView, SHORT_BAR_PX, TICK_MARK_PX, TICK_PX } from './placed-bar'
import { fillOf, tickHeight, tickRank, tickStyle } from './tick-look'
import { spanOf } from './time-window'

const NETWORK = BAR_STYLES.indexOf('network')

/**
 * Places bars of one row from `first` on as long as they are a tick with its mark and nothing else: short, beginning in view, with all of it known. Where
 * there are tens of thousands nearly all are, so what the next one can be compared with is kept at hand.
 * @param alone is told the bars whose mark is drawn for them alone; @returns the first bar that is not placed
 */
export function placeTicks(
  view: BarView,
  { reply, rowEnd, tickLook }: IndexedBars,
  room: PictureRoom,
  first: number,
  alone: (bar: number) => void,
): number {
  const { startMs, endMs, endReason, weight } = reply
  const { width } = view
  const { fromMs } = view.window
  const spanMs = spanOf(view.window)
  const shortMs = (SHORT_BAR_PX * spanMs) / Math.max(1, width)
  const y = (view.layout.tops[reply.lane[first]!] ?? 0) - view.scrollTop + rowMiddle(reply.stackRow[first]!)
  const end = Math.min(view.to, rowEnd[first]!)
  // The span that the next tick may make longer, and the mark that may hide its mark.
  let spanFill = -1
  let spanX1 = -Infinity
  let markX = -Infinity
  let markRank = -1
  let hidden = 0
  let bar = first
  for (; bar < end; bar++) {
    const start = startMs[bar]!
    const look = tickLook[bar]!
    if (look < 0 || endMs[bar]! - start >= shortMs || start < fromMs) break
    const x0 = ((start - fromMs) / spanMs) * width
    const x = x0 + TICK_MARK_PX
    if (x > width + MARK_PX) break
    const fill = fillOf(look)
    if (fill !== spanFill || x0 > spanX1) {
      if (spanFill >= 0) room.extend(bar - 1, spanX1)
      room.addBar(bar, x0, x0 + TICK_PX, y, tickHeight(look), tickStyle(look), BAR_KIND.ticks)
      spanFill = fill
    }
    spanX1 = x0 + TICK_PX
    const rank = tickRank(look)
    const count = tickStyle(look) === NETWORK ? 1 : weight[bar]!
    if (rank <= markRank && Math.abs(x - markX) < CROWDED_PX) {
      hidden += count
      continue
    }
    room.marks.hide(hidden)
    hidden = 0
    const { symbol, size } = endOf(endReason[bar])
    if (!room.marks.add(x, y, size, symbol, rank, bar, endMs[bar]!, count)) alone(bar)
    const last = room.marks.last()
    markX = last?.x ?? x
    markRank = last?.rank ?? rank
  }
  if (spanFill >= 0) room.extend(bar - 1, spanX1)
  room.marks.hide(hidden)
  return bar
}
