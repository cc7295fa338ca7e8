/** Starts that no record shows, by the uptime that EventLog 6013 names once a day (sessions.md 4.2, B6). */
import type { FileTime } from '../../../contract/ids'
import { TICKS_PER_SECOND } from '../../text/time'
import { BOOT_WINDOW_MS, type BootMarker } from './boot-markers'
import type { CaseRows } from '../records/case-rows'
import { readStep } from '../clock/steps'
import type { Gaps } from '../gaps/record-holes'
import { KIND } from '../records/kind-index'
import type { LogRows } from '../records/log-rows'
import type { MachineRows } from '../records/order'
import { lowerBound } from '../records/sorted'

/** How such a start was found. */
export const BY_UPTIME = 'uptime-6013'
/** A computer that ran for longer is not believed. */
const MAX_UPTIME_SECONDS = 20n * 366n * 86_400n
/** Clocks are put right by so much unseen, and drift by so much more the longer the computer runs. */
const SLACK_TICKS = 300n * TICKS_PER_SECOND
const DRIFT_SHARE = 10_000n
/** Windows names one a day; a hostile log could name any number. */
const MAX_TOLD = 10_000

interface Told {
  readonly row: number
  readonly start: FileTime
  readonly slack: bigint
}

/**
 * Adds the starts that follow from uptimes to those that the System log shows, in order of time. Only where no log would
 * have shown one, no known start contradicts it, and no clock was changed since.
 */
export function withUptimes(
  rows: CaseRows,
  logs: MachineRows,
  security: readonly BootMarker[],
  system: readonly BootMarker[],
  holes: Gaps,
): BootMarker[] {
  const uptimes = logs.system.rowsOf([KIND.uptime]).slice(0, MAX_TOLD)
  if (uptimes.length === 0) return [...system]
  const starts = sorted([...security, ...system].map(({ ms }) => ms))
  const changes = sorted([...clockChanges(rows, logs.system), ...clockChanges(rows, logs.security)])
  const isShown = [
    system.length > 0 ? coverOf(rows, logs.system, null) : NEVER,
    security.some(({ best }) => best !== null) && !holes.isFiltered
      ? coverOf(rows, logs.security, holes)
      : NEVER,
  ]
  const times = Float64Array.from(logs.system.rows, (row) => rows.ms(row))
  const added: BootMarker[] = []
  let last: Told | null = null
  for (const row of uptimes) {
    const told = readUptime(rows, row)
    if (told === null || (last !== null && apart(told.start, last.start) <= told.slack)) continue
    last = told
    const from = Number(told.start - told.slack) / 10_000
    const isKnown = anyWithin(starts, from - BOOT_WINDOW_MS, rows.ms(row))
    const isMoved = anyWithin(changes, from, rows.ms(row))
    const ms = Number(told.start) / 10_000
    if (isKnown || isMoved || isShown.some((shows) => shows(ms))) continue
    added.push(markerOf(told, ms, lowerBound(times, ms)))
  }
  return added.length === 0 ? [...system] : [...system, ...added].sort((a, b) => a.ms - b.ms)
}

/** Moments at which the clock was put far enough to be taken for a start. */
function clockChanges(rows: CaseRows, log: LogRows): number[] {
  return log.rowsOf([KIND['clock-change']]).flatMap((row) => {
    const ticks = readStep(rows, row)?.ticks ?? 0n
    return ticks < SLACK_TICKS && ticks > -SLACK_TICKS ? [] : [rows.ms(row)]
  })
}

function readUptime(rows: CaseRows, row: number): Told | null {
  const text = rows.text(rows.family.text2[row] ?? 0) ?? ''
  if (!/^\d{1,12}$/.test(text)) return null
  const seconds = BigInt(text)
  const ticks = seconds * TICKS_PER_SECOND
  const time = rows.time(row)
  if (seconds > MAX_UPTIME_SECONDS || ticks >= time) return null
  return { row, start: time - ticks, slack: SLACK_TICKS + ticks / DRIFT_SHARE }
}

const NEVER = (): boolean => false

/** Whether a log that shows starts has records before and after a time, and none missing there: it would have shown a start. */
function coverOf(rows: CaseRows, { rows: own }: LogRows, holes: Gaps | null): (ms: number) => boolean {
  const [first, last] = [own[0], own.at(-1)]
  if (first === undefined || last === undefined) return NEVER
  const gaps = holes?.all ?? []
  const begins = gaps.map(({ from }) => Number(from) / 10_000)
  return (ms) => {
    const hole = gaps[lowerBound(begins, ms) - 1]
    const isMissing = hole !== undefined && Number(hole.to) / 10_000 >= ms
    return rows.ms(first) < ms && rows.ms(last) > ms && !isMissing
  }
}

function markerOf({ row, start, slack }: Told, ms: number, position: number): BootMarker {
  return {
    log: 'system',
    position,
    ms,
    sinceMs: Number(start - slack) / 10_000,
    best: null,
    earliest: start - slack,
    latest: start + slack,
    signs: [{ row, role: 'uptime' }],
    method: BY_UPTIME,
  }
}

function sorted(times: readonly number[]): number[] {
  return times.toSorted((a, b) => a - b)
}

function anyWithin(times: readonly number[], from: number, to: number): boolean {
  return (times[lowerBound(times, from)] ?? Number.POSITIVE_INFINITY) <= to
}

function apart(a: bigint, b: bigint): bigint {
  return a > b ? a - b : b - a
}
