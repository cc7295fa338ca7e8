import type { MarkName } from '../../theme/marks'

/** A mark that wants to be drawn. */
export interface MarkWish {
  readonly x: number
  /** Middle of its row. */
  readonly y: number
  readonly size: number
  readonly symbol: MarkName
  readonly rank: number
  /** Index of the bar it closes, -1 for none. */
  readonly bar: number
  readonly timeMs: number
  /** Sessions it stands for: more than one where the engine merged a pixel. */
  readonly count: number
}
/** A mark that is drawn; `count` includes the ones it hides. */
export interface PlacedMark extends MarkWish {
  /** Whether the next mark of the row leaves room for the count. */
  readonly countShown: boolean
}

/** From the middle of a mark to the far end of its count, by digits. */
const COUNT_START_PX = 9
const DIGIT_PX = 7
const NEXT_MARK_PX = 9

/** Marks of one row closer than this are drawn as one, CSS px. */
export const CROWDED_PX = 8

/**
 * Takes the wishes of one stacked row after the other, each in order of time, and keeps the rarer of any two that
 * would touch. Bounded by pixels: what comes out is at most one mark per CROWDED_PX of each row.
 */
export class MarkPlacer {
  private readonly placed: { -readonly [K in keyof MarkWish]: MarkWish[K] }[] = []

  add(wish: MarkWish): void {
    const last = this.placed.at(-1)
    if (last?.y !== wish.y || Math.abs(wish.x - last.x) >= CROWDED_PX) {
      this.placed.push({ ...wish })
      return
    }
    const count = last.count + wish.count
    if (wish.rank > last.rank) Object.assign(last, wish)
    last.count = count
  }

  /** In drawing order: the rarest last, so that nothing covers it. */
  take(): readonly PlacedMark[] {
    return this.placed
      .map((mark, index) => ({ ...mark, countShown: mark.count > 1 && this.countFits(mark, index) }))
      .sort((a, b) => a.rank - b.rank)
  }

  private countFits(mark: MarkWish, index: number): boolean {
    const next = this.placed[index + 1]
    const needed = COUNT_START_PX + DIGIT_PX * String(mark.count).length + NEXT_MARK_PX
    return next?.y !== mark.y || next.x - mark.x >= needed
  }
}
