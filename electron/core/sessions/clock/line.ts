/**
 * Where what happened in a session stands when the clock was changed inside it: in the order of the log, on a line on
 * which time never goes back (sessions.md 5.1, 5.6).
 */
import type { CaseRows } from '../records/case-rows'
import type { ClockStep } from './steps'
import type { StateEvent } from '../desktops/session-states'

/** Records of one moment lie this near. */
const SLACK_TICKS = 20_000_000n

/**
 * Events as they are shown.
 * @param endMovedTicks what the end was put forward by as steps had it before the start: what follows the steps goes with it
 */
export function shownOnLine(
  rows: CaseRows,
  steps: readonly ClockStep[],
  events: readonly StateEvent[],
  endMovedTicks: bigint,
): readonly StateEvent[] {
  if (steps.length === 0) return events
  let reached = 0n
  return inWriteOrder(rows, events).map((event) => {
    const passed = steps.filter((step) => step.effect !== 'standstill' && isAfter(rows, event, step))
    const back = passed.reduce((sum, { ticks }) => sum - ticks, 0n)
    if (endMovedTicks > 0n) reached = later(reached, event.time + (back > 0n ? back : 0n))
    else {
      const latest = passed.reduce((sum, { before, after }) => later(sum, before > after ? before : 0n), 0n)
      reached = later(reached, later(event.time, latest))
    }
    return { ...event, time: reached }
  })
}

/** Events without the changes of the clock: for counting how long each state lasted. */
export function withoutSteps(
  rows: CaseRows,
  steps: readonly ClockStep[],
  events: readonly StateEvent[],
): readonly StateEvent[] {
  if (steps.length === 0) return events
  return events.map((event) => {
    const passed = steps.filter((step) => step.effect === 'step' && isAfter(rows, event, step))
    return { ...event, time: passed.reduce((time, { ticks }) => time - ticks, event.time) }
  })
}

/** Stretches of the machine without the changes of the clock, by their own times. */
export function spansWithoutSteps<T extends { readonly from: bigint; readonly to: bigint }>(
  steps: readonly ClockStep[],
  spans: readonly T[],
): readonly T[] {
  if (steps.length === 0) return spans
  const moved = (time: bigint): bigint =>
    steps
      .filter(({ effect }) => effect === 'step')
      .reduce((sum, { ticks, before, after }) => (time >= later(before, after) ? sum - ticks : sum), time)
  return spans
    .map((span) => ({ ...span, from: moved(span.from), to: moved(span.to) }))
    .filter(({ from, to }) => to > from)
}

/** By record id in the Security log; other logs have none in common with it, so by time. */
function isAfter(rows: CaseRows, { row, time }: StateEvent, { at, before, after }: ClockStep): boolean {
  if (isSecurity(rows, row)) return rows.idOfRecord(row) > at.security
  return time > (before > after ? before : before + SLACK_TICKS)
}

function isSecurity(rows: CaseRows, row: number): boolean {
  return rows.fold(rows.records.channel[rows.family.record[row] ?? 0] ?? 0) === 'security'
}

/** Security records by their ids, the others among them by time. */
function inWriteOrder(rows: CaseRows, events: readonly StateEvent[]): StateEvent[] {
  const security = events
    .filter(({ row }) => isSecurity(rows, row))
    .sort((a, b) => a.recordId - b.recordId || a.row - b.row)
  const others = events
    .filter(({ row }) => !isSecurity(rows, row))
    .sort((a, b) => (a.time < b.time ? -1 : a.time > b.time ? 1 : a.priority - b.priority || a.row - b.row))
  const merged: StateEvent[] = []
  let next = 0
  for (const event of security) {
    for (let other = others[next]; other !== undefined && other.time < event.time; other = others[++next])
      merged.push(other)
    merged.push(event)
  }
  return [...merged, ...others.slice(next)]
}

function later(a: bigint, b: bigint): bigint {
  return a > b ? a : b
}
