/** Times that contradict the order of writing: G6 by record ids, G7 by logon IDs. */
import type { Gap } from '../../../contract/sessions'
import { formatFileTime } from '../../text/time'
import type { CaseRows } from '../records/case-rows'
import { stepsOfLog, type ClockStep } from '../clock/steps'
import { KIND } from '../records/kind-index'
import type { RecordRun } from '../records/record-runs'
import { lowerBound } from '../records/sorted'
import { band, channelOf, ofLog, SECURITY, type GapInput } from './band'
import { DISORDER_MS, DISORDER_TICKS } from '../records/disorder'

/** A clock change this many records away explains a step back in time. */
const CLOCK_NEAR = 5

/** Time goes back between neighbouring record ids although no clock change lies near. */
export function reversals({ rows, machine, security, system, logs }: GapInput): Gap[] {
  const runs = logs.get(SECURITY) ?? []
  const changes = ascending(
    security.rowsOf([KIND['clock-change']]).map((row) => rows.family.record[row] ?? 0),
  )
  const told = stepsOfLog(rows, system, 0, system.rows.length)
  const gaps: Gap[] = []
  const seen = new Set<number>()
  let before: RecordRun | null = null
  for (const run of runs) {
    const last = before === null ? -1 : before.end - 1
    if (
      before !== null &&
      before.source === run.source &&
      rows.recordId(run.first) === rows.recordId(last) + 1 &&
      rows.recordMs(run.first) < rows.recordMs(last) - DISORDER_MS &&
      !seen.has(rows.recordId(run.first)) &&
      !isNear(changes, run.first) &&
      !told.some((step) => spans(step, rows.records.time[run.first] ?? 0n, rows.records.time[last] ?? 0n))
    ) {
      seen.add(rows.recordId(run.first))
      gaps.push(reversal(rows, machine, channelOf(rows, runs), last, run.first))
    }
    before = run
  }
  return gaps
}

/** Whether the System log tells of a step back from behind the later time to before the earlier one. */
function spans({ before, after, effect }: ClockStep, earlier: bigint, later: bigint): boolean {
  return effect === 'step' && after <= earlier + DISORDER_TICKS && before >= later - DISORDER_TICKS
}

const ascending = (numbers: readonly number[]): number[] => numbers.toSorted((a, b) => a - b)

/** Whether one of the ascending numbers lies near the range. */
function isNear(changes: readonly number[], from: number, to = from): boolean {
  const next = changes[lowerBound(changes, from - CLOCK_NEAR)]
  return next !== undefined && next <= to + CLOCK_NEAR
}

function reversal(rows: CaseRows, machine: number, channel: string, last: number, first: number): Gap {
  const [from, to] = [rows.records.time[first] ?? 0n, rows.records.time[last] ?? 0n]
  return band(machine, 'G6', {
    channel,
    from,
    to,
    idFrom: BigInt(rows.recordId(last)),
    idTo: BigInt(rows.recordId(first)),
    text: `time${ofLog(channel)} goes back from ${formatFileTime(to)} to ${formatFileTime(from)} without a clock change`,
    evidence: [
      { record: last, role: 'before' },
      { record: first, role: 'after' },
    ],
  })
}

/** More than one in so many logons out of order, and the logon IDs of the boot are none to go by. */
const MANY = 20

/**
 * Logon IDs are given out in order, so a logon with a higher one cannot have begun earlier. Where many of a boot do, one
 * gap says that its logon IDs tell nothing of the order.
 */
export function orderConflicts(input: GapInput): Gap[] {
  const { rows, machine, security, boots, clocks } = input
  const steps = ascending(security.rowsOf([KIND['clock-change']]).map((row) => rows.idOfRecord(row)))
  return clocks.flatMap((clock, i): Gap[] => {
    const { known, conflicts } = clock.conflicts()
    const real = conflicts.filter(({ low, high }) => !isExplained(rows, steps, low, high))
    if (real.length === 0) return []
    const evidence = (pairs: typeof real): Gap['evidence'] =>
      pairs.flatMap(({ low, high }) => [rows.link(low, 'lower-id'), rows.link(high, 'higher-id')])
    if (real.length * MANY > known) {
      const boot = boots[i]
      return [
        band(machine, 'G7', {
          from: boot?.start.latest ?? null,
          to: boot?.lastRecord ?? null,
          text: `logon IDs of ${boot?.id ?? 'a boot'} do not follow the time: ${real.length} of ${known} began before one with a lower number`,
          evidence: evidence(real.slice(0, 1)),
        }),
      ]
    }
    return real.map((pair) => {
      const [from, to] = [rows.time(pair.high), rows.time(pair.low)]
      return band(machine, 'G7', {
        from,
        to,
        text: `${idText(rows, pair.high)} began ${formatFileTime(from)}, but the lower ${idText(rows, pair.low)} ${formatFileTime(to)}: one of the times is wrong`,
        evidence: evidence([pair]),
      })
    })
  })
}

/** A change of the clock between two records moves their times against each other. */
function isExplained(rows: CaseRows, steps: readonly number[], a: number, b: number): boolean {
  const [x, y] = [rows.idOfRecord(a), rows.idOfRecord(b)]
  return isNear(steps, Math.min(x, y), Math.max(x, y))
}

function idText({ family }: CaseRows, row: number): string {
  return `logon 0x${(family.targetLogonId[row] ?? 0n).toString(16)}`
}
