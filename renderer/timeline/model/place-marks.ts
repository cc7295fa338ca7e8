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

/** Ranks go up by halves from 0. */
const MOST_RANKS = 64
const placeOf = (rank: number): number => rank * 2

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
  /** How many marks come before those of a rank. */
  private readonly places = new Uint32Array(MOST_RANKS + 1)

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
    // Counted first: lists that grow, one for each rank, were a third of the memory that a picture asks for.
    const next = this.places.fill(0)
    for (let index = 0; index < this.count; index++) {
      const mark = this.placed[index]!
      mark.countShown = mark.count > 1 && this.countFits(mark, index)
      next[placeOf(mark.rank) + 1]! += 1
    }
    for (let place = 1; place < next.length; place++) next[place]! += next[place - 1]!
    const marks = new Array<PlacedMark>(this.count)
    for (let index = 0; index < this.count; index++) {
      const mark = this.placed[index]!
      marks[next[placeOf(mark.rank)]!++] = mark
    }
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
