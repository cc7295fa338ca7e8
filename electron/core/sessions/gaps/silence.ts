/** The Security log is silent for longer than it ever is at such an hour, while other logs of the computer go on: G5. */
import type { Boot, Gap } from '../../../contract/sessions'
import { formatFileTime } from '../../text/time'
import { clockText } from '../../text/duration'
import type { CaseRows } from '../records/case-rows'
import type { RecordRun } from '../records/record-runs'
import { lowerBound } from '../records/sorted'
import { band, SECURITY, type GapInput } from './band'
import { bootPlace } from './boot-search'

/** Shorter pauses are never looked at. */
const LEAST_MS = 30 * 60_000
/** A silence is this many times longer than all but one in a hundred pauses at its hour of the week. */
const TIMES = 20
/** Fewer pauses than this have no hundredth part; then those of all hours are asked, and if they are fewer too nothing is said. */
const ENOUGH = 100
/** A record this near to the ends of a pause is one of those that end it: a sleep, a resume. */
const EDGE_MS = 5 * 60_000
const HOUR_MS = 3_600_000
const HOURS = 168

interface Pause {
  /** Records of the table. */
  readonly before: number
  readonly after: number
}

export function silences(input: GapInput): Gap[] {
  const { rows, machine, logs } = input
  const runs = neighbours(rows, logs.get(SECURITY) ?? [])
  const parts = longPauses(rows, runs).flatMap((pause) =>
    awake(rows, pause, input).map(([from, to]) => ({ pause, from, to })),
  )
  if (parts.length === 0) return []
  const alive = signsOfLife(input)
  const noisy = parts.filter(({ from, to }) => hasSign(alive, from, to))
  if (noisy.length === 0) return []
  const usual = new UsualPauses(rows, runs)
  return noisy.flatMap(({ pause, from, to }) => {
    const longest = usual.longest(rows.recordMs(pause.before))
    if (longest === null || to - from <= Math.max(LEAST_MS, TIMES * longest)) return []
    const [start, end] = [exact(rows, from, pause), exact(rows, to, pause)]
    return [
      band(machine, 'G5', {
        from: start,
        to: end,
        text: `no Security record for ${clockText(end - start)} from ${formatFileTime(start)} while other logs go on; 99 of 100 pauses at this hour are shorter than ${clockText(BigInt(Math.ceil(longest / 1000)) * 10_000_000n)}`,
        evidence: [
          { record: pause.before, role: 'before' },
          { record: pause.after, role: 'after' },
        ],
      }),
    ]
  })
}

/** The time of the record that bounds a part, else of a boot or a sleep to the millisecond. */
function exact(rows: CaseRows, at: number, pause: Pause): bigint {
  for (const record of [pause.before, pause.after])
    if (rows.recordMs(record) === at) return rows.records.time[record] ?? 0n
  return BigInt(Math.round(at)) * 10_000n
}

/** The log without what copies of it say again: runs by record id, each behind the last record id of those before. */
function neighbours(rows: CaseRows, runs: readonly RecordRun[]): { first: number; end: number }[] {
  const sorted = runs.toSorted((a, b) => rows.recordId(a.first) - rows.recordId(b.first) || a.first - b.first)
  const found: { first: number; end: number }[] = []
  let reached = -1
  for (const { first, end } of sorted) {
    const from = first + Math.max(0, reached + 1 - rows.recordId(first))
    if (from >= end) continue
    found.push({ first: from, end })
    reached = rows.recordId(end - 1)
  }
  return found
}

/** Pauses of at least half an hour between records whose ids run on. Times of a run do not go back, so most of it is jumped over. */
function longPauses(rows: CaseRows, runs: readonly { first: number; end: number }[]): Pause[] {
  const found: Pause[] = []
  let before = -1
  for (const { first, end } of runs) {
    if (before >= 0 && rows.recordId(first) === rows.recordId(before) + 1) add(before, first)
    for (let at = first; at < end - 1;) {
      const next = lastWithin(rows, at, end, rows.recordMs(at) + LEAST_MS)
      if (next > at) at = next
      else add(at, ++at)
    }
    before = end - 1
  }
  return found

  function add(from: number, to: number): void {
    if (rows.recordMs(to) - rows.recordMs(from) > LEAST_MS) found.push({ before: from, after: to })
  }
}

/** Last record of [at, end) that is not later than a time. */
function lastWithin(rows: CaseRows, at: number, end: number, ms: number): number {
  let step = 1
  let low = at
  while (low + step < end && rows.recordMs(low + step) <= ms) {
    low += step
    step *= 2
  }
  let high = Math.min(low + step, end)
  while (high - low > 1) {
    const middle = (low + high) >>> 1
    if (rows.recordMs(middle) <= ms) low = middle
    else high = middle
  }
  return low
}

/** Parts of a pause in which the computer ran and did not sleep, in ms. */
function awake(rows: CaseRows, { before, after }: Pause, { boots, asleep }: GapInput): [number, number][] {
  const [from, to] = [rows.recordMs(before), rows.recordMs(after)]
  const ran: [number, number][] = []
  for (let i = Math.max(0, bootPlace(boots, rows.records.time[before] ?? 0n)); i < boots.length; i++) {
    const { start, lastRecord } = boots[i] as Boot
    if (startMs(start) >= to) break
    ran.push([Math.max(from, startMs(start)), Math.min(to, ms(lastRecord))])
  }
  return ran.flatMap((part) => without(part, asleep)).filter(([a, b]) => b - a > LEAST_MS)
}

const ms = (time: bigint): number => Number(time / 10_000n)
const startMs = ({ latest }: Boot['start']): number =>
  latest === null ? Number.NEGATIVE_INFINITY : ms(latest)

function without([from, to]: [number, number], asleep: GapInput['asleep']): [number, number][] {
  const parts: [number, number][] = []
  let start = from
  for (let i = firstEndingAfter(asleep, from); i < asleep.length; i++) {
    const { from: a, to: b } = { from: ms(asleep[i]?.from ?? 0n), to: ms(asleep[i]?.to ?? 0n) }
    if (a >= to) break
    if (a > start) parts.push([start, a])
    start = b
  }
  if (start < to) parts.push([start, to])
  return parts
}

/** Sleeps are in order of time without overlap. */
function firstEndingAfter(asleep: GapInput['asleep'], from: number): number {
  let [low, high] = [0, asleep.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if (ms(asleep[middle]?.to ?? 0n) <= from) low = middle + 1
    else high = middle
  }
  return low
}

/** Times of the other logs, at most one in five minutes of each run. */
function signsOfLife({ rows, logs, otherLogs }: GapInput): Float64Array {
  const times: number[] = []
  const others = [...logs].flatMap(([name, runs]) => (name === SECURITY ? [] : runs))
  for (const { first, end } of [...others, ...otherLogs]) {
    for (let at = first; at < end;) {
      times.push(rows.recordMs(at))
      at = Math.max(at + 1, lastWithin(rows, at, end, rows.recordMs(at) + EDGE_MS))
    }
  }
  return Float64Array.from(times).sort()
}

function hasSign(alive: Float64Array, from: number, to: number): boolean {
  const sign = alive[lowerBound(alive, from + EDGE_MS)]
  return sign !== undefined && sign <= to - EDGE_MS
}

/** How long pauses of the log are, by hour of the week. */
class UsualPauses {
  /** Pauses by hour and length: four steps for each doubling of the milliseconds; the row behind the last hour is of all hours. */
  private readonly counts = new Uint32Array((HOURS + 1) * BINS)

  constructor(rows: CaseRows, runs: readonly { first: number; end: number }[]) {
    for (const { first, end } of runs) {
      let before = rows.recordMs(first)
      for (let record = first + 1; record < end; record++) {
        const at = rows.recordMs(record)
        const bin = binOf(at - before)
        this.counts[hourOf(before) * BINS + bin]!++
        this.counts[HOURS * BINS + bin]!++
        before = at
      }
    }
  }

  /** What 99 of 100 pauses that begin in the hour of a time do not reach, in ms; null if too few are known. */
  longest(at: number): number | null {
    return this.percentile(hourOf(at)) ?? this.percentile(HOURS)
  }

  private percentile(row: number): number | null {
    const own = this.counts.subarray(row * BINS, (row + 1) * BINS)
    const total = own.reduce((sum, count) => sum + count, 0)
    if (total < ENOUGH) return null
    let seen = 0
    for (let bin = 0; bin < BINS; bin++) {
      seen += own[bin] ?? 0
      if (seen >= total * 0.99) return upperEdge(bin)
    }
    return null
  }
}

const BINS = 128
const hourOf = (at: number): number => Math.floor(at / HOUR_MS) % HOURS

function binOf(pause: number): number {
  const whole = Math.min(Math.floor(pause), 0x7fffffff)
  if (whole < 4) return whole
  const power = 31 - Math.clz32(whole)
  return (power << 2) | ((whole >>> (power - 2)) & 3)
}

function upperEdge(bin: number): number {
  if (bin < 4) return bin + 1
  return ((bin & 3) + 5) * 2 ** ((bin >> 2) - 2)
}
