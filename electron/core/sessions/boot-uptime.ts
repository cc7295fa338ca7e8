/** Starts that no record shows, by the uptime that EventLog 6013 names once a day (sessions.md 4.2, B6). */
import type { FileTime } from '../../contract/ids'
import { TICKS_PER_SECOND } from '../text/time'
import { BOOT_WINDOW_MS, type BootMarker } from './boot-markers'
import type { CaseRows } from './case-rows'
import { readStep } from './clock-steps'
import type { Gaps } from './gaps/record-holes'
import { KIND } from './kind-index'
import type { LogRows } from './log-rows'
import type { MachineRows } from './order'
import { lowerBound } from './sorted'

/** How such a start was found. */
export const BY_UPTIME = 'uptime-6013'
/** A computer that ran for longer is not believed. */
const MAX_UPTIME_SECONDS = 20n * 366n * 86_400n
/** Clocks are put right by so much unseen, and drift by so much more the longer the computer runs. */
const SLACK_TICKS = 300n * TICKS_PER_SECOND
const DRIFT_SHARE = 10_000n
/** A hostile log could name any number of uptimes. */
const MAX_STARTS = 1000

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
  const known = [...security, ...system]
  const steps = [
    ...logs.system.rowsOf([KIND['clock-change']]),
    ...logs.security.rowsOf([KIND['clock-change']]),
  ]
  const changes = steps.flatMap((row) => {
    const step = readStep(rows, row)
    const ticks = step === null ? 0n : step.ticks < 0n ? -step.ticks : step.ticks
    return ticks < SLACK_TICKS ? [] : [rows.time(row)]
  })
  const added: BootMarker[] = []
  let last: Told | null = null
  for (const row of logs.system.rowsOf([KIND.uptime])) {
    const told = readUptime(rows, row)
    if (told === null || added.length >= MAX_STARTS) continue
    if (last !== null && apart(told.start, last.start) <= told.slack) continue
    last = told
    const from = Number(told.start - told.slack) / 10_000
    const isKnown = known.some(({ ms }) => ms >= from - BOOT_WINDOW_MS && ms <= rows.ms(row))
    const isMoved = changes.some((time) => time >= told.start - told.slack && time <= rows.time(row))
    if (isKnown || isMoved || isShown(rows, logs, security, system, holes, told.start)) continue
    added.push(markerOf(rows, logs.system, told))
  }
  return added.length === 0 ? [...system] : [...system, ...added].sort((a, b) => a.ms - b.ms)
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

/** Whether a log that shows starts has records before and after the time, so that it would have shown this one. */
function isShown(
  rows: CaseRows,
  logs: MachineRows,
  security: readonly BootMarker[],
  system: readonly BootMarker[],
  holes: Gaps,
  start: FileTime,
): boolean {
  const ms = Number(start) / 10_000
  const spans = ({ rows: own }: LogRows): boolean => {
    const [first, last] = [own[0], own.at(-1)]
    return first !== undefined && last !== undefined && rows.ms(first) < ms && rows.ms(last) > ms
  }
  if (system.length > 0 && spans(logs.system)) return true
  if (!security.some(({ best }) => best !== null) || holes.isFiltered || !spans(logs.security)) return false
  return !holes.all.some(({ from, to }) => from <= start && to >= start)
}

function markerOf(rows: CaseRows, log: LogRows, { row, start, slack }: Told): BootMarker {
  const ms = Number(start) / 10_000
  const times = Array.from(log.rows, (one) => rows.ms(one))
  return {
    log: 'system',
    position: lowerBound(times, ms),
    ms,
    sinceMs: Number(start - slack) / 10_000,
    best: null,
    earliest: start - slack,
    latest: start + slack,
    signs: [{ row, role: 'uptime' }],
    method: BY_UPTIME,
  }
}

function apart(a: bigint, b: bigint): bigint {
  return a > b ? a - b : b - a
}
