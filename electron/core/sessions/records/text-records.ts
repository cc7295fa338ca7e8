/** Records that text tells of a log which is in the case itself and says otherwise: they are shown, and no session is made of them (sessions.md 10.1, 10.4). */
import type { MachineSet } from '../machines/describe-machines'
import type { CaseRows } from './case-rows'
import { differingField } from './record-content'
import { isCollected, type RecordRun } from './record-runs'
import { lowerBound } from './sorted'

/** Copies of a log that overlap in one place and are looked through for a record. */
const MAX_OVERLAPS = 32
/** Records of one moment that are compared with one of an export without ids. */
const MAX_SAME_TIME = 64

/** In place of the record of a log: the log has the same, at its own finer time. */
export const TOLD_ALREADY = -1

/** By record of an export: a record of the log that contradicts it, or TOLD_ALREADY. Both are rows of the record table. */
export type Contradicted = ReadonlyMap<number, number>

const NONE: Contradicted = new Map()

/** Stretches of one log whose record ids run on; nothing was written between two records of one. */
interface LogRuns {
  /** By first record id, and those ids. */
  readonly byId: readonly RecordRun[]
  readonly ids: Float64Array
  /** By first time (ms), and those times. */
  readonly byTime: readonly RecordRun[]
  readonly times: Float64Array
}

/**
 * What the logs of the case contradict of exports as text: a record whose id the log gives to another record at that time or, at
 * another time, to the same one; and a record of a time at which the log's ids run on without it.
 */
export function contradictedText(rows: CaseRows, set: MachineSet, runs: readonly RecordRun[]): Contradicted {
  if (rows.table.textFrom === undefined) return NONE
  const logs = new Map<string, RecordRun[]>()
  const keyOf = (run: RecordRun): string =>
    `${set.ofComputer.get(run.computer) ?? 0} ${rows.fold(run.channel)}`
  for (const run of runs) {
    if (rows.isText(run.first) || rows.recordId(run.first) === 0 || isCollected(rows, run)) continue
    const log = logs.get(keyOf(run))
    if (log === undefined) logs.set(keyOf(run), [run])
    else log.push(run)
  }
  const found = new Map<number, number>()
  const indexed = new Map<string, LogRuns>()
  for (const run of runs) {
    const log = logs.get(keyOf(run))
    if (log === undefined || !rows.isText(run.first)) continue
    const index = indexed.get(keyOf(run)) ?? indexOf(rows, log)
    indexed.set(keyOf(run), index)
    for (let record = run.first; record < run.end; record++) {
      const other = contradicting(rows, index, record)
      if (other !== null) found.set(record, other)
    }
  }
  return found
}

/** The runs without these records, in the same order. */
export function runsWithout(
  rows: CaseRows,
  runs: readonly RecordRun[],
  left: Contradicted,
): readonly RecordRun[] {
  if (left.size === 0) return runs
  return runs.flatMap((run) => {
    if (!rows.isText(run.first)) return [run]
    const kept: RecordRun[] = []
    for (let at = run.first; at < run.end; at++) {
      if (left.has(at)) continue
      const last = kept.at(-1)
      if (last?.end === at) kept[kept.length - 1] = { ...last, end: at + 1 }
      else kept.push({ ...run, first: at, end: at + 1 })
    }
    return kept
  })
}

function indexOf(rows: CaseRows, runs: readonly RecordRun[]): LogRuns {
  const idOf = ({ first }: RecordRun): number => rows.recordId(first)
  const msOf = ({ first }: RecordRun): number => rows.recordMs(first)
  const byId = runs.toSorted((a, b) => idOf(a) - idOf(b) || a.first - b.first)
  const byTime = runs.toSorted((a, b) => msOf(a) - msOf(b) || a.first - b.first)
  return { byId, ids: Float64Array.from(byId, idOf), byTime, times: Float64Array.from(byTime, msOf) }
}

function contradicting(rows: CaseRows, log: LogRuns, record: number): number | null {
  const id = rows.recordId(record)
  const holders = id === 0 ? [] : holdersOf(log, id)
  if (holders.length > 0) {
    if (holders.some(({ at }) => isSameRecord(rows, at, record))) return null
    return (
      holders.find(({ run, at }) => isWithin(rows, run, record) || isRetelling(rows, at, record))?.at ?? null
    )
  }
  // Milliseconds are rounded; the exact times decide.
  const until = lowerBound(log.times, rows.recordMs(record) + 0.01)
  let silent: number | null = null
  for (let i = Math.max(0, until - MAX_OVERLAPS); i < until; i++) {
    const run = log.byTime[i]!
    const next = firstFrom(rows, run, record)
    const there = id === 0 ? sameAround(rows, run, next, record) : []
    if (there.length === 0 && !isWithin(rows, run, record)) continue
    if (there.some((at) => saysTheSame(rows, at, record))) return rows.isRetold(record) ? TOLD_ALREADY : null
    silent ??= there[0] ?? next
  }
  return silent
}

/** Records of the log that have this id. */
function holdersOf({ byId, ids }: LogRuns, id: number): { readonly run: RecordRun; readonly at: number }[] {
  const until = lowerBound(ids, id + 1)
  const found: { readonly run: RecordRun; readonly at: number }[] = []
  for (let i = Math.max(0, until - MAX_OVERLAPS); i < until; i++) {
    const run = byId[i]!
    const at = run.first + (id - ids[i]!)
    if (at < run.end) found.push({ run, at })
  }
  return found
}

function isSameRecord(rows: CaseRows, a: number, b: number): boolean {
  return rows.records.eventId[a] === rows.records.eventId[b] && rows.isSameMoment(a, b)
}

/** Times within a run do not go back. */
function isWithin({ records: { time } }: CaseRows, run: RecordRun, record: number): boolean {
  return time[run.first]! < time[record]! && time[record]! < time[run.end - 1]!
}

/** First record of a run that is not before another one. */
function firstFrom({ records: { time } }: CaseRows, run: RecordRun, record: number): number {
  let [low, high] = [run.first, run.end]
  while (low < high) {
    const middle = (low + high) >>> 1
    if (time[middle]! < time[record]!) low = middle + 1
    else high = middle
  }
  return low
}

/** Records of the run of that number and moment, around a place. */
function sameAround(rows: CaseRows, run: RecordRun, place: number, record: number): number[] {
  const found: number[] = []
  const look = (at: number): boolean => {
    if (!rows.isSameMoment(at, record)) return false
    if (isSameRecord(rows, at, record)) found.push(at)
    return true
  }
  for (let at = place; at < run.end && at - place < MAX_SAME_TIME && look(at);) at++
  for (let at = place - 1; at >= run.first && place - at < MAX_SAME_TIME && look(at);) at--
  return found
}

/** A timeline rewords and leaves out; an export says what the log says, or was changed. */
function saysTheSame(rows: CaseRows, a: number, b: number): boolean {
  if (rows.isRetold(b)) return true
  const { family } = rows
  const [x, y] = [lowerBound(family.record, a), lowerBound(family.record, b)]
  if (family.record[x] !== a || family.record[y] !== b) return true
  return differingField(family, x, y) === null
}

/** The same record told with another time, as a timeline in local time of a zone that was not asked for: what it is about is the same. */
function isRetelling(rows: CaseRows, a: number, b: number): boolean {
  if (rows.records.eventId[a] !== rows.records.eventId[b]) return false
  const { family } = rows
  const [x, y] = [lowerBound(family.record, a), lowerBound(family.record, b)]
  if (family.record[x] !== a || family.record[y] !== b) return true
  const agree = (p: number | bigint, q: number | bigint): boolean =>
    p === q || Number(p) === 0 || Number(q) === 0
  return (
    agree(family.targetLogonId[x]!, family.targetLogonId[y]!) &&
    agree(family.subjectLogonId[x]!, family.subjectLogonId[y]!) &&
    agree(family.targetSid[x]!, family.targetSid[y]!) &&
    agree(family.sessionId[x]!, family.sessionId[y]!)
  )
}
