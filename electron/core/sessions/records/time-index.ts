/** Rows sorted by time, for looking up what happened around a moment. */
import type { CaseRows } from './case-rows'
import { compareRows } from '../session-facts'
import { lowerBound } from './sorted'

/** A hostile log could put every record into one moment; more neighbours than this say nothing about any one of them. */
const MAX_NEIGHBOURS = 512

export class TimeIndex {
  readonly rows: readonly number[]
  private readonly times: Float64Array

  constructor(rows: CaseRows, members: readonly number[]) {
    this.rows = [...members].sort((a, b) => compareRows(rows, a, b))
    this.times = Float64Array.from(this.rows, (row) => rows.ms(row))
  }

  /** Rows with from <= time <= to (ms since 1601), the first 512 of them. */
  between(from: number, to: number): readonly number[] {
    const first = lowerBound(this.times, from)
    const limit = Math.min(this.times.length, first + MAX_NEIGHBOURS)
    let end = first
    while (end < limit && (this.times[end] ?? 0) <= to) end++
    return this.rows.slice(first, end)
  }
}
