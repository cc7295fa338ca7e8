import type { MarkName } from '../../theme/marks'
import type { IndexedBars } from './bar-index'
import type { Picture } from './picture'

/** The mark of what the case says about a session: before its bar, since the end is taken and labels begin inside. */
export interface TagSpot {
  readonly x: number
  readonly y: number
  readonly symbol: MarkName
}

/** Half a mark, so that those of bars which began left of the view are still whole. */
export const TAG_SIZE = 12
const LEFT = TAG_SIZE / 2 + 1
/** Clear of the outline of a selected bar. */
const BEFORE = 11

/** Spots of the bars in the picture. @param symbols mark of each session by its present index */
export function placeTags(
  { scene, barOfSpan }: Picture,
  bars: IndexedBars | null,
  symbols: ReadonlyMap<number, MarkName>,
): readonly TagSpot[] {
  if (bars === null || symbols.size === 0) return []
  const spots: TagSpot[] = []
  barOfSpan.forEach((bar, span) => {
    const symbol = symbols.get(bars.reply.session[bar] ?? -1)
    if (symbol === undefined) return
    const x = Math.max(LEFT, (scene.bars.x0[span] ?? 0) - BEFORE)
    const y = (scene.bars.top[span] ?? 0) + (scene.bars.height[span] ?? 0) / 2
    spots.push({ x, y, symbol })
  })
  return spots
}
