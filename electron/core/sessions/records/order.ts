/** Write order of every machine's session-relevant records, copies dropped (sessions.md 5 and 10.1). */
import type { Disputes } from './disputes'
import { KIND } from './kind-index'
import type { CaseRows } from './case-rows'
import { LogRows } from './log-rows'
import type { MachineSet } from '../machines/describe-machines'
import { isCollected, type RecordRun } from './record-runs'
import { lowerBound } from './sorted'
import { weakOrder } from './weak-order'

/** Session-relevant rows of one machine by log, each in write order. */
export interface MachineRows {
  readonly security: LogRows
  readonly system: LogRows
  /** LocalSessionManager and RemoteConnectionManager. */
  readonly remote: LogRows
}

/** Family rows [from, to) of one run: in write order already. */
interface RowRange {
  readonly from: number
  readonly to: number
}
interface Stream {
  readonly machine: number
  readonly log: keyof MachineRows
  /** Its records have no ids, or those of a collector: copies are told by what they say. */
  readonly isWeak: boolean
  readonly ranges: RowRange[]
}

/** A step back in time beyond this across missing record ids means two generations of one log; within running ids it is a clock. */
const GENERATION_STEP_MS = 24 * 3_600_000

/** So many records of one id are compared with the next; a hostile file could give one id to all of them. */
const MAX_SAME_ID_LOOKS = 64

/**
 * A record is the same in two files when machine, channel, record id, time and event id agree; the copy in the first
 * source (sources are sorted by path) is kept. What sources tell otherwise is noted in `disputes`.
 */
export function orderRows(
  rows: CaseRows,
  set: MachineSet,
  runs: readonly RecordRun[],
  disputes: Disputes,
): MachineRows[] {
  const logs = set.machines.map((): Record<keyof MachineRows, Int32Array[]> => ({
    security: [],
    system: [],
    remote: [],
  }))
  for (const stream of collectStreams(rows, set, runs)) {
    const log = logs[stream.machine]?.[stream.log]
    if (log === undefined) continue
    const rowsOf = stream.isWeak
      ? weakOrder(rows, expand(stream.ranges), log)
      : writeOrder(rows, stream.ranges, disputes)
    if (rowsOf.length > 0) log.push(rowsOf)
  }
  return logs.map((log) => ({
    security: new LogRows(rows, mergeByTime(rows, log.security)),
    system: new LogRows(rows, mergeByTime(rows, log.system)),
    remote: new LogRows(rows, mergeByTime(rows, log.remote)),
  }))
}

function collectStreams(rows: CaseRows, set: MachineSet, runs: readonly RecordRun[]): Stream[] {
  const { record } = rows.family
  const { length } = rows.family
  const streams = new Map<string, Stream>()
  let from = 0
  for (const run of runs) {
    // Runs may leave records out.
    if (from < length && (record[from] ?? 0) < run.first) from = lowerBound(record, run.first)
    if (from < length && (record[from] ?? 0) < run.end) {
      const to = run.end > (record[length - 1] ?? 0) ? length : lowerBound(record, run.end)
      const machine = set.ofComputer.get(run.computer) ?? 0
      const channel = rows.fold(run.channel)
      const isWeak = rows.recordId(run.first) === 0 || isCollected(rows, run)
      const key = isWeak ? `${machine} ${channel} weak` : `${machine} ${channel}`
      let stream = streams.get(key)
      if (stream === undefined) {
        stream = { machine, log: logOf(rows.kind(from), channel), isWeak, ranges: [] }
        streams.set(key, stream)
      }
      stream.ranges.push({ from, to })
      from = to
    }
  }
  // What has no ids of the log's own comes behind what has.
  return [...streams.entries()]
    .sort(([a, { isWeak: x }], [b, { isWeak: y }]) => Number(x) - Number(y) || (a < b ? -1 : 1))
    .map(([, stream]) => stream)
}

function logOf(kind: number, channel: string): keyof MachineRows {
  if (kind === KIND['clock-change']) return channel === 'system' ? 'system' : 'security'
  if (kind <= KIND.activity) return 'security'
  return kind <= KIND['sleep-interval'] ? 'system' : 'remote'
}

function writeOrder(rows: CaseRows, ranges: readonly RowRange[], disputes: Disputes): Int32Array {
  const sorted = ranges.toSorted(
    (a, b) => rows.idOfRecord(a.from) - rows.idOfRecord(b.from) || a.from - b.from,
  )
  let copies = false
  let generations = false
  for (let i = 1; i < sorted.length; i++) {
    const [before, next] = [(sorted[i - 1]?.to ?? 1) - 1, sorted[i]?.from ?? 0]
    const step = rows.idOfRecord(next) - rows.idOfRecord(before)
    copies ||= step <= 0
    generations ||= step > 1 && rows.ms(next) < rows.ms(before) - GENERATION_STEP_MS
  }
  if (!copies && !generations) return expand(sorted)
  const every = Array.from(expand(sorted)).sort(
    (a, b) => rows.idOfRecord(a) - rows.idOfRecord(b) || compareTime(rows, a, b) || a - b,
  )
  const isAnew = disputes.compare(every)
  const unique = dropCopies(rows, every)
  const split = isAnew || goesBack(rows, unique)
  return Int32Array.from(
    split
      ? unique.sort((a, b) => compareTime(rows, a, b) || rows.idOfRecord(a) - rows.idOfRecord(b) || a - b)
      : unique,
  )
}

function expand(ranges: readonly RowRange[]): Int32Array {
  const out = new Int32Array(ranges.reduce((sum, { from, to }) => sum + to - from, 0))
  let at = 0
  for (const { from, to } of ranges) for (let row = from; row < to; row++) out[at++] = row
  return out
}

function compareTime(rows: CaseRows, a: number, b: number): number {
  const difference = rows.ms(a) - rows.ms(b)
  if (Math.abs(difference) > 1) return difference
  const [first, second] = [rows.time(a), rows.time(b)]
  return first < second ? -1 : first > second ? 1 : 0
}

function dropCopies(rows: CaseRows, sorted: readonly number[]): number[] {
  const kept: number[] = []
  for (const row of sorted) {
    let copy = false
    for (let i = kept.length - 1; i >= 0; i--) {
      const other = kept[i] ?? 0
      if (rows.idOfRecord(other) !== rows.idOfRecord(row) || kept.length - i > MAX_SAME_ID_LOOKS) break
      if (!rows.isSameMoment(rows.family.record[other]!, rows.family.record[row]!)) {
        // Only what a timeline retells can lie behind a record of another time.
        if (rows.table.weakSources === undefined) break
      } else if (rows.eventId(other) === rows.eventId(row)) {
        copy = true
        // A timeline's coarser time sorts before the log's own, which counts.
        if (row < other) kept[i] = row
        break
      }
    }
    if (!copy) kept.push(row)
  }
  return kept
}

/** The ids of later years before those of earlier ones: a log that was deleted starts again at record id 1. */
function goesBack(rows: CaseRows, unique: readonly number[]): boolean {
  for (let i = 1; i < unique.length; i++) {
    const [before, row] = [unique[i - 1] ?? 0, unique[i] ?? 0]
    const step = rows.idOfRecord(row) - rows.idOfRecord(before)
    if (step > 1 && rows.ms(row) < rows.ms(before) - GENERATION_STEP_MS) return true
  }
  return false
}

/** Usually one stream. Several (a log and its forwarded copy) are interleaved by time, each keeping its own order where times tie. */
function mergeByTime(rows: CaseRows, streams: readonly Int32Array[]): Int32Array {
  const first = streams[0]
  if (first === undefined) return new Int32Array(0)
  if (streams.length === 1) return first
  const all = streams.flatMap((stream) => Array.from(stream))
  const place = new Map(all.map((row, i) => [row, i]))
  return Int32Array.from(
    all.sort((a, b) => compareTime(rows, a, b) || (place.get(a) ?? 0) - (place.get(b) ?? 0)),
  )
}
