import type { MarkName } from '../../theme/marks'
import type { IndexedBars } from './bar-index'
import type { Picture } from './picture'
import { findBars } from './span-bars'

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
  picture: Picture,
  bars: IndexedBars | null,
  symbols: ReadonlyMap<number, MarkName>,
): readonly TagSpot[] {
  if (bars === null || symbols.size === 0) return []
  const { top, height } = picture.scene.bars
  return findBars(picture, (bar) => symbols.get(bars.reply.session[bar] ?? -1)).map(
    ([{ span, x0 }, symbol]) => {
      return { x: Math.max(LEFT, x0 - BEFORE), y: top[span]! + height[span]! / 2, symbol }
    },
  )
}
