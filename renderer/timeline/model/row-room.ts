import { type MeasureText, sourceOffset } from './label'
import type { BarLabel, LaneText } from './picture'
import { type PlacedMark, reachOf } from './place-marks'

/** Halo of a mark, ring of a text. */
const AIR_PX = 2

/** What the rows of the lanes hold already, so that no number is written over or under another thing. */
export class RowRoom {
  private readonly rows: ReadonlyMap<number, number[]>

  /** @param rows middles of the rows that will be asked about, px */
  constructor(
    rows: Iterable<number>,
    private readonly measure: MeasureText,
  ) {
    this.rows = new Map(Array.from(rows, (y) => [Math.round(y), []]))
  }

  take(y: number, x0: number, x1: number): void {
    this.rows.get(Math.round(y))?.push(x0 - AIR_PX, x1 + AIR_PX)
  }

  /** Whether nothing lies in x0..x1; rows that were not announced are never free. */
  isFree(y: number, x0: number, x1: number): boolean {
    const taken = this.rows.get(Math.round(y))
    if (taken === undefined) return false
    for (let i = 0; i < taken.length; i += 2) if (taken[i]! < x1 && taken[i + 1]! > x0) return false
    return true
  }

  /** Takes what is drawn of bars: marks with their counts, labels, texts. */
  takeDrawn(marks: readonly PlacedMark[], labels: readonly BarLabel[], texts: readonly LaneText[]): void {
    if (this.rows.size === 0) return
    for (const mark of marks) this.take(mark.y, mark.x - mark.size / 2, mark.x + reachOf(mark))
    for (const { x, y, label } of labels) {
      if (label === null || !this.rows.has(Math.round(y))) continue
      const source = label.source === '' ? 0 : this.measure(label.source, false)
      const wide = source === 0 ? this.measure(label.number, true) : sourceOffset(label.number, this.measure)
      this.take(y, x, x + wide + source)
    }
    for (const text of texts) this.takeText(text)
  }

  takeText({ x, y, text, align }: LaneText): void {
    if (!this.rows.has(Math.round(y))) return
    const wide = this.measure(text, false)
    this.take(y, align === 'left' ? x : x - wide, align === 'left' ? x + wide : x)
  }
}
