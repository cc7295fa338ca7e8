/** Write order of every machine's session-relevant records, copies dropped (sessions.md 5 and 10.1). */
import { KIND } from './kind-index'
import type { CaseRows } from './case-rows'
import type { MachineSet } from './machines'

/** Family rows of one machine by log, each in write order. */
export interface MachineRows {
  readonly security: Int32Array
  readonly system: Int32Array
  /** LocalSessionManager and RemoteConnectionManager. */
  readonly remote: Int32Array
}

type LogName = keyof MachineRows
interface Stream {
  readonly machine: number
  readonly log: LogName
  readonly rows: number[]
}

/** A step back in time beyond this across missing record ids means two generations of one log; within running ids it is a clock. */
const GENERATION_STEP_MS = 24 * 3_600_000

/**
 * A record is the same in two files when machine, channel, record id, time and event id agree; the copy in the first
 * source (sources are sorted by path) is kept.
 */
export function orderRows(rows: CaseRows, set: MachineSet): MachineRows[] {
  const streams = collectStreams(rows, set)
  const logs = set.machines.map((): Record<LogName, number[][]> => ({ security: [], system: [], remote: [] }))
  for (const stream of streams) logs[stream.machine]?.[stream.log].push(writeOrder(rows, stream.rows))
  return logs.map((log) => ({
    security: mergeByTime(rows, log.security),
    system: mergeByTime(rows, log.system),
    remote: mergeByTime(rows, log.remote),
  }))
}

function collectStreams(rows: CaseRows, set: MachineSet): Stream[] {
  const { family, records } = rows
  const channelIds = rows.table.strings.length
  const byKey = new Map<number, Stream>()
  const byContent = new Map<string, Stream>()
  for (let row = 0; row < family.length; row++) {
    const record = family.record[row] ?? 0
    const channel = records.channel[record] ?? 0
    const computer = records.computer[record] ?? 0
    const key = computer * channelIds + channel
    let stream = byKey.get(key)
    if (stream === undefined) {
      const machine = set.ofComputer.get(computer) ?? 0
      const content = `${machine} ${rows.fold(channel)}`
      stream = byContent.get(content)
      if (stream === undefined) {
        stream = { machine, log: logOf(rows.kind(row), rows.fold(channel)), rows: [] }
        byContent.set(content, stream)
      }
      byKey.set(key, stream)
    }
    stream.rows.push(row)
  }
  return [...byContent.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, stream]) => stream)
}

function logOf(kind: number, channel: string): LogName {
  if (kind === KIND['clock-change']) return channel === 'system' ? 'system' : 'security'
  if (kind <= KIND.activity) return 'security'
  return kind <= KIND['sleep-interval'] ? 'system' : 'remote'
}

function writeOrder(rows: CaseRows, stream: number[]): number[] {
  const inOrder = stream.every(
    (row, i) => i === 0 || rows.idOfRecord(stream[i - 1] ?? 0) < rows.idOfRecord(row),
  )
  if (!inOrder) {
    stream.sort((a, b) => rows.idOfRecord(a) - rows.idOfRecord(b) || compareTime(rows, a, b) || a - b)
  }
  const unique = inOrder ? stream : dropCopies(rows, stream)
  return hasTwoGenerations(rows, unique) ? unique.sort((a, b) => compareTime(rows, a, b) || a - b) : unique
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
      if (rows.idOfRecord(other) !== rows.idOfRecord(row) || rows.time(other) !== rows.time(row)) break
      if (rows.eventId(other) === rows.eventId(row)) {
        copy = true
        break
      }
    }
    if (!copy) kept.push(row)
  }
  return kept
}

/** A deleted log starts again at record id 1: the same id twice, or the ids of later years before those of earlier ones. */
function hasTwoGenerations(rows: CaseRows, unique: readonly number[]): boolean {
  for (let i = 1; i < unique.length; i++) {
    const [before, row] = [unique[i - 1] ?? 0, unique[i] ?? 0]
    if (rows.idOfRecord(before) === rows.idOfRecord(row)) return true
    const adjacent = rows.idOfRecord(row) === rows.idOfRecord(before) + 1
    if (!adjacent && rows.ms(row) < rows.ms(before) - GENERATION_STEP_MS) return true
  }
  return false
}

/** Usually one stream. Several (a log and its forwarded copy) are interleaved by time, each keeping its own order where times tie. */
function mergeByTime(rows: CaseRows, streams: readonly number[][]): Int32Array {
  const first = streams[0]
  if (first === undefined) return new Int32Array(0)
  if (streams.length === 1) return Int32Array.from(first)
  const all = streams.flat()
  const place = new Map(all.map((row, i) => [row, i]))
  return Int32Array.from(
    all.sort((a, b) => compareTime(rows, a, b) || (place.get(a) ?? 0) - (place.get(b) ?? 0)),
  )
}
