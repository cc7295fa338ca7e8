/** Clock changes inside a boot, and how much of a span between two records they are (sessions.md 5.5). */
import { clockText } from '../text/duration'
import type { CaseRows } from './case-rows'
import { KIND } from './kind-index'
import type { LogRows } from './log-rows'

export interface ClockStep {
  readonly row: number
  /** New time minus previous time, in ticks. */
  readonly ticks: bigint
}

/** Smaller steps are the time service's daily work. */
const MIN_TICKS = 20_000_000n
/** A hostile log could change the clock with every record. */
const MAX_STEPS = 256

/** Steps of the Security log (4616) within [from, to), in write order. */
export function clockSteps(rows: CaseRows, security: LogRows, from: number, to: number): ClockStep[] {
  const steps: ClockStep[] = []
  for (const place of security.placesOf([KIND['clock-change']], from, to)) {
    const row = security.rows[place] ?? 0
    const before = rows.family.fileTime1[row] ?? 0n
    const after = rows.family.fileTime2[row] ?? 0n
    const ticks = after - before
    if (before === 0n || after === 0n || (ticks < MIN_TICKS && ticks > -MIN_TICKS)) continue
    if (steps.push({ row, ticks }) === MAX_STEPS) break
  }
  return steps
}

/**
 * Steps between two records of the Security log by write order, which no clock can change. Without a last record: those
 * until a time.
 */
export function stepsBetween(
  rows: CaseRows,
  steps: readonly ClockStep[],
  first: number,
  last: number,
  until: bigint,
): readonly ClockStep[] {
  if (steps.length === 0 || first < 0) return []
  const from = rows.idOfRecord(first)
  return steps.filter(({ row }) => {
    const id = rows.idOfRecord(row)
    return id > from && (last >= 0 ? id < rows.idOfRecord(last) : rows.time(row) <= until)
  })
}

/** `-2:00:00` or `+0:10:00`. */
export function stepText(ticks: bigint): string {
  return ticks < 0n ? `-${clockText(-ticks)}` : `+${clockText(ticks)}`
}
