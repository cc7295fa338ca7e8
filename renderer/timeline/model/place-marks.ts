import type { MarkName } from '../../theme/marks'

/** The mark of one or more ends, as it is drawn. */
export interface PlacedMark {
  readonly x: number
  /** Middle of its row. */
  readonly y: number
  readonly size: number
  readonly symbol: MarkName
  readonly rank: number
  /** Index of the bar it closes, -1 for none. */
  readonly bar: number
  readonly timeMs: number
  /** Sessions it stands for: those of marks that it hides, and of ends that the engine merged. */
  readonly count: number
  /** Whether the next mark of the row leaves room for the count. */
  readonly countShown: boolean
}

type Growing = { -readonly [K in keyof PlacedMark]: PlacedMark[K] }

/** From the middle of a mark to the far end of its count, by digits. */
const COUNT_START_PX = 9
const DIGIT_PX = 7
const NEXT_MARK_PX = 9

/** Marks of one row closer than this are drawn as one, CSS px. */
export const CROWDED_PX = 8

/**
 * Takes the marks of one stacked row after the other, each in order of time, and keeps the rarer of any two that
 * would touch. Bounded by pixels: what comes out is at most one mark per CROWDED_PX of each row.
 */
export class MarkPlacer {
  private readonly placed: Growing[] = []

  /**
   * Most marks are hidden by the one before: an object is made only for those that are not. True when the mark is drawn as one with others, which are
   * counted beside it.
   */
  add(
    x: number,
    y: number,
    size: number,
    symbol: MarkName,
    rank: number,
    bar: number,
    timeMs: number,
    count: number,
  ): boolean {
    const last = this.placed[this.placed.length - 1]
    if (last?.y !== y || Math.abs(x - last.x) >= CROWDED_PX) {
      this.placed.push({ x, y, size, symbol, rank, bar, timeMs, count, countShown: false })
      return count > 1
    }
    last.count += count
    if (rank <= last.rank) return true
    last.x = x
    last.size = size
    last.symbol = symbol
    last.rank = rank
    last.bar = bar
    last.timeMs = timeMs
    return true
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

  private countFits(mark: PlacedMark, index: number): boolean {
    const next = this.placed[index + 1]
    return next?.y !== mark.y || next.x - mark.x >= countEnd(mark) + NEXT_MARK_PX
  }
}

function countEnd({ count }: PlacedMark): number {
  let digits = 1
  for (let least = 10; count >= least; least *= 10) digits++
  return COUNT_START_PX + DIGIT_PX * digits
}

/** From the middle of a mark to the right end of what is drawn of it, px. */
export function reachOf(mark: PlacedMark): number {
  return mark.countShown ? countEnd(mark) : mark.size / 2
}
