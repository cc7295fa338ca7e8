/** Changes of the clock as 4616 and Kernel-General 1 tell them, and how much of a span they are (sessions.md 5.5). */
import type { FileTime } from '../../../contract/ids'
import { CLOCK_OF_DAY_END } from '../../events/clock-of-day'
import { clockText } from '../../text/duration'
import type { CaseRows } from '../records/case-rows'
import { readOldStep } from './old-steps'
import { KIND } from '../records/kind-index'
import type { LogRows } from '../records/log-rows'

export interface ClockStep {
  readonly row: number
  /** New time minus previous time, in ticks. */
  readonly ticks: bigint
  /** What the clock showed before and after, as recorded. */
  readonly before: FileTime
  readonly after: FileTime
  /** Where it lies among the record ids of each log; NaN where that log does not show it. */
  readonly at: { readonly security: number; readonly system: number }
  /**
   * Only a `step` changes lengths. `unplaced`: records could lie on either side of it. `standstill`: a virtual machine that
   * was stopped for a while caught up, so the time did pass.
   */
  readonly effect: 'step' | 'unplaced' | 'standstill'
}

/** Smaller steps are the time service's daily work. */
const MIN_TICKS = 20_000_000n
/** A hostile log could change the clock with every record. */
const MAX_STEPS = 256
/** 4616 and Kernel-General 1 of one change are written this near to each other. */
const SAME_STEP_TICKS = 50_000_000n

/** The step that a clock change tells; null if it is small or does not say by how much. */
export function readStep(rows: CaseRows, row: number): ClockStep | null {
  const told = rows.family.fileTime1[row] ?? 0n
  const next = rows.family.fileTime2[row] ?? 0n
  if (told === 0n || next === 0n) return null
  const old = told < CLOCK_OF_DAY_END || next < CLOCK_OF_DAY_END
  const ticks = old ? readOldStep(rows, row, told, next) : next - told
  if (ticks === null || (ticks < MIN_TICKS && ticks > -MIN_TICKS)) return null
  // Version 0 tells local time; its own record is written right after the change.
  const after = old ? rows.time(row) : next
  return { row, ticks, before: after - ticks, after, at: NOWHERE, effect: 'step' }
}

const NOWHERE = { security: Number.NaN, system: Number.NaN }

/** Steps that a log tells within [from, to) of its places, in write order. */
export function stepsOfLog(rows: CaseRows, log: LogRows, from: number, to: number): ClockStep[] {
  const steps: ClockStep[] = []
  for (const place of log.placesOf([KIND['clock-change']], from, to)) {
    const step = readStep(rows, log.rows[place] ?? 0)
    if (step !== null && steps.push(step) === MAX_STEPS) break
  }
  return steps
}

/** Whether two records tell of one change of the clock. */
export function isSameStep(a: ClockStep, b: ClockStep): boolean {
  return near(a.ticks, b.ticks) && near(a.after, b.after)
}

function near(a: bigint, b: bigint): boolean {
  const apart = a - b
  return apart <= SAME_STEP_TICKS && apart >= -SAME_STEP_TICKS
}

/**
 * Steps between two records of one log by write order, which no clock can change. Without a last record: those until a
 * time.
 */
export function stepsBetween(
  rows: CaseRows,
  steps: readonly ClockStep[],
  first: number,
  last: number,
  until: bigint,
  log: keyof ClockStep['at'] = 'security',
): readonly ClockStep[] {
  if (steps.length === 0 || first < 0) return []
  const from = rows.idOfRecord(first)
  return steps.filter(({ row, at }) => {
    const id = at[log]
    return id > from && (last >= 0 ? id < rows.idOfRecord(last) : rows.time(row) <= until)
  })
}

/** Net ticks by which the steps moved the clock. */
export function movedBy(steps: readonly ClockStep[]): bigint {
  return steps.reduce((sum, { ticks, effect }) => (effect === 'step' ? sum + ticks : sum), 0n)
}

/** `-2:00:00` or `+0:10:00`. */
export function stepText(ticks: bigint): string {
  return ticks < 0n ? `-${clockText(-ticks)}` : `+${clockText(ticks)}`
}
