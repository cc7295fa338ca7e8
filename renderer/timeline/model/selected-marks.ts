/** What is drawn of the selected session alone: the way it was opened, and the single logons of a burst. */
import type { BurstLogon, ChainArrow, Lane } from '../../../electron/contract/engine'
import type { IndexedBars } from './bar-index'
import { barOfSession } from './bar-index'
import { barHeight, UNKNOWN_TYPE } from './bar-style'
import type { LaneLayout } from './lane-layout'
import { rowMiddle } from './lane-layout'
import type { TimeWindow } from './time-window'
import { pixelOf } from './time-window'

/** An arrow between two lanes, from y0 to its head at y1, CSS px from the top left of the lanes. */
export interface PlacedArrow {
  readonly x: number
  readonly y0: number
  readonly y1: number
}
/** One logon of an opened burst: a tick in its bar. */
export interface BurstTick {
  readonly x: number
  readonly top: number
  readonly height: number
}

export interface SelectedView {
  readonly lanes: readonly Lane[]
  readonly layout: LaneLayout
  readonly bars: IndexedBars | null
  readonly window: TimeWindow
  readonly width: number
  readonly scrollTop: number
}

/** Steps of a chain whose time is in view; a step to a session without a lane in this result is left out. */
export function placeArrows(view: SelectedView, chain: readonly ChainArrow[]): readonly PlacedArrow[] {
  return chain.flatMap(({ from, to, timeMs }) => {
    const x = pixelOf(view.window, view.width, timeMs)
    if (!(x >= 0 && x <= view.width)) return []
    const [source, target] = [rowOf(view, from), rowOf(view, to)]
    if (source === null || target === null || source.y === target.y) return []
    const down = target.y > source.y ? 1 : -1
    return [{ x, y0: source.y + (down * source.height) / 2, y1: target.y - (down * target.height) / 2 }]
  })
}

/** Middle and height of a session's row. Of a session merged into another bar only the lane is known: its first row. */
function rowOf(
  { lanes, layout, bars, scrollTop }: SelectedView,
  end: ChainArrow['from'],
): { readonly y: number; readonly height: number } | null {
  const bar = barOfSession(bars, end.session)
  const lane =
    bars && bar >= 0
      ? (bars.reply.lane[bar] ?? -1)
      : lanes.findIndex(({ account, computer }) => account === end.account && computer === end.computer)
  if (lane < 0) return null
  const row = bars && bar >= 0 ? (bars.reply.stackRow[bar] ?? 0) : 0
  const type = bars && bar >= 0 ? (bars.reply.logonType[bar] ?? UNKNOWN_TYPE) : UNKNOWN_TYPE
  return { y: (layout.tops[lane] ?? 0) - scrollTop + rowMiddle(row), height: barHeight(type) }
}

/** Starts of the single logons of a burst, one a pixel; none where they would fill the bar, until zoom parts them. */
export function placeBurst(
  view: SelectedView,
  session: number,
  burst: readonly BurstLogon[],
): readonly BurstTick[] {
  const bar = barOfSession(view.bars, session)
  if (!view.bars || bar < 0 || burst.length === 0) return []
  const { reply } = view.bars
  const height = barHeight(reply.logonType[bar] ?? UNKNOWN_TYPE)
  const middle =
    (view.layout.tops[reply.lane[bar] ?? 0] ?? 0) - view.scrollTop + rowMiddle(reply.stackRow[bar] ?? 0)
  const columns = new Set<number>()
  for (const { fromMs } of burst) {
    const x = fromMs === null ? -1 : Math.round(pixelOf(view.window, view.width, fromMs))
    if (x >= 0 && x <= view.width) columns.add(x)
  }
  const [first, last] = [Math.min(...columns), Math.max(...columns)]
  if (columns.size > 1 && (last - first) / (columns.size - 1) < LEAST_STEP_PX) return []
  return [...columns].map((x) => ({
    x,
    top: middle - height / 2 - TICK_OVER_PX,
    height: height + 2 * TICK_OVER_PX,
  }))
}

/** Ticks stand out of the bar, so that they are no pattern of a state. */
const TICK_OVER_PX = 2
/** Ticks closer than this on average are a wall. */
const LEAST_STEP_PX = 4
