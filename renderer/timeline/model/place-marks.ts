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
  /** The first `count` of them are in use: what served a frame before serves again. */
  private readonly placed: Growing[] = []
  private count = 0

  clear(): void {
    this.count = 0
  }

  /** The mark that the next one may touch. */
  last(): PlacedMark | undefined {
    return this.count === 0 ? undefined : this.placed[this.count - 1]
  }

  /** Counts ends whose marks the last one hides. */
  hide(count: number): void {
    if (count > 0) this.placed[this.count - 1]!.count += count
  }

  /** True when the mark is drawn as one with others, which are counted beside it. */
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
    const last = this.count === 0 ? undefined : this.placed[this.count - 1]
    if (last?.y !== y || Math.abs(x - last.x) >= CROWDED_PX) {
      const next = this.placed[this.count]
      if (next) {
        put(next, x, size, symbol, rank, bar, timeMs)
        next.y = y
        next.count = count
      } else this.placed.push({ x, y, size, symbol, rank, bar, timeMs, count, countShown: false })
      this.count++
      return count > 1
    }
    last.count += count
    if (rank > last.rank) put(last, x, size, symbol, rank, bar, timeMs)
    return true
  }

  /** In drawing order: the rarest last, so that nothing covers it. They are as they are until the placer is cleared. */
  take(): readonly PlacedMark[] {
    const byRank = new Map<number, PlacedMark[]>()
    for (let index = 0; index < this.count; index++) {
      const mark = this.placed[index]!
      mark.countShown = mark.count > 1 && this.countFits(mark, index)
      const equals = byRank.get(mark.rank)
      if (equals) equals.push(mark)
      else byRank.set(mark.rank, [mark])
    }
    const marks: PlacedMark[] = []
    for (const rank of [...byRank.keys()].sort((a, b) => a - b))
      for (const mark of byRank.get(rank)!) marks.push(mark)
    return marks
  }

  private countFits(mark: PlacedMark, index: number): boolean {
    const next = index + 1 < this.count ? this.placed[index + 1] : undefined
    return next?.y !== mark.y || next.x - mark.x >= countEnd(mark) + NEXT_MARK_PX
  }
}

function put(
  mark: Growing,
  x: number,
  size: number,
  symbol: MarkName,
  rank: number,
  bar: number,
  timeMs: number,
): void {
  mark.x = x
  mark.size = size
  mark.symbol = symbol
  mark.rank = rank
  mark.bar = bar
  mark.timeMs = timeMs
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
