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
/** A mark that is drawn. */
export interface PlacedMark extends MarkWish {
  /** Includes the marks that it hides. */
  count: number
  /** Whether the next mark of the row leaves room for the count. */
  countShown: boolean
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
  private readonly placed: PlacedMark[] = []

  /** Whether the last mark hides one that is no rarer; it is counted then. Most are: only for the others is a wish worth making. */
  hides(x: number, y: number, rank: number, count: number): boolean {
    const last = this.placed.at(-1)
    if (last === undefined || !touches(last, x, y) || rank > last.rank) return false
    last.count += count
    return true
  }

  add(wish: MarkWish): void {
    const { x, y, rank, count } = wish
    if (this.hides(x, y, rank, count)) return
    const last = this.placed.at(-1)
    const hidden = last !== undefined && touches(last, x, y) ? last.count : 0
    if (hidden > 0) this.placed.pop()
    this.placed.push({ ...wish, count: hidden + count, countShown: false })
  }

  /** Whether a mark at this place is drawn as one with others, which are counted beside it. */
  isCrowd(x: number, y: number): boolean {
    const last = this.placed.at(-1)
    return last !== undefined && last.count > 1 && touches(last, x, y)
  }

  /** In drawing order: the rarest last, so that nothing covers it. */
  take(): readonly PlacedMark[] {
    const byRank = new Map<number, PlacedMark[]>()
    for (const [index, mark] of this.placed.entries()) {
      mark.countShown = mark.count > 1 && this.countFits(mark, index)
      const equals = byRank.get(mark.rank)
      if (equals) equals.push(mark)
      else byRank.set(mark.rank, [mark])
    }
    return [...byRank].sort(([a], [b]) => a - b).flatMap(([, marks]) => marks)
  }

  private countFits(mark: MarkWish, index: number): boolean {
    const next = this.placed[index + 1]
    return next?.y !== mark.y || next.x - mark.x >= countEnd(mark) + NEXT_MARK_PX
  }
}

function countEnd({ count }: MarkWish): number {
  return COUNT_START_PX + DIGIT_PX * String(count).length
}

/** From the middle of a mark to the right end of what is drawn of it, px. */
export function reachOf(mark: PlacedMark): number {
  return mark.countShown ? countEnd(mark) : mark.size / 2
}

/** Whether a mark at this place would touch the placed one. */
function touches(placed: PlacedMark, x: number, y: number): boolean {
  return placed.y === y && Math.abs(x - placed.x) < CROWDED_PX
}
