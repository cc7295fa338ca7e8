/**
 * Early-boot clock errors (sessions.md 5.4, 5.5): a clock that ran in local time until the time service put it right. The
 * records between the start and that step are moved by it; no others are.
 */
import type { ClockCorrection } from '../../../contract/sessions'
import type { CaseRows } from '../records/case-rows'
import { isEnvironmentStep } from './signers'
import { isSameStep, readStep, type ClockStep } from './steps'
import { KIND } from '../records/kind-index'
import type { LogRows } from '../records/log-rows'
import type { MachineSet } from '../machines/describe-machines'
import type { MachineRows } from '../records/order'
import type { RecordRun } from '../records/record-runs'
import { witnessed } from './witnesses'

/** A later step than this after the start is not that of the early boot. */
const WITHIN_MS = 30 * 60_000
/** A smaller error is drift: nobody knows since when. Clocks in local time are off by a quarter of an hour at least. */
const MIN_ERROR_TICKS = 5n * 60n * 10_000_000n
/** Signs of a start that many session-relevant records before the step, at most. */
const LOOK_BACK_ROWS = 512
/** Records just before the step may be stamped this much past its old time. */
const SLACK_MS = 2000
const TICKS_PER_MS = 10_000
const SLACK_TICKS = BigInt(SLACK_MS * TICKS_PER_MS)
const WITHIN_TICKS = BigInt(WITHIN_MS * TICKS_PER_MS)
/** What follows a logon at once is of the same clock. */
const FOLLOWING_TICKS = 100_000_000n
/** A hostile log could start and step with every other record. */
const MAX_CORRECTIONS = 256

const START_KINDS = new Uint8Array(256)
for (const kind of [
  'os-start',
  'kernel-start',
  'log-service-start',
  'os-version',
  'unexpected-stop',
  'unclean-stop',
] as const)
  START_KINDS[KIND[kind]] = 1

interface EarlyStep extends ClockStep {
  readonly log: 'security' | 'system'
  /** Places of the start's first sign and of the step in the log's write order. */
  readonly start: number
  readonly place: number
}

/** Records of one log that the wrong clock stamped. */
interface Stretch {
  readonly machine: number
  /** Folded name of the log; null: any other log of the machine. */
  readonly channel: string | null
  /** Record ids [from, to). */
  readonly fromId: number
  readonly toId: number
  readonly fromTime: bigint
  readonly toTime: bigint
  /** The boot before ran on at the times that the wrong clock showed. */
  readonly isOverlapped: boolean
  readonly step: EarlyStep
  /** Records of other logs that are known to be of the old clock. */
  readonly witnessed: () => ReadonlySet<number>
}

/**
 * Moves what the wrong clock stamped to the corrected line and says what was moved. A case without an early step is not
 * looked at further than the list of its clock changes.
 */
export function correctEarlyBoots(
  rows: CaseRows,
  set: MachineSet,
  ordered: readonly MachineRows[],
  runs: readonly RecordRun[],
): ClockCorrection[] {
  const corrections: ClockCorrection[] = []
  const stretches: Stretch[] = []
  ordered.forEach((logs, machine) => {
    const steps = stepsOf(rows, logs)
    for (const own of steps.slice(0, MAX_CORRECTIONS)) {
      const [first] = own
      if (first === undefined) continue
      corrections.push({
        machine,
        by: 'step',
        ticks: first.ticks,
        reason: '',
        evidence: own.map(({ row }) => rows.link(row, 'clock-change')),
      })
      append(stretches, rows, machine, logs, own)
    }
  })
  if (stretches.length > 0) moveRecords(rows, set, runs, stretches)
  return corrections
}

/** Early steps of both logs; records of one step together, those of the Security log first. */
function stepsOf(rows: CaseRows, { security, system }: MachineRows): EarlyStep[][] {
  const groups = earlySteps(rows, security, 'security', []).map((step) => [step])
  const signed = groups.flat()
  for (const step of earlySteps(rows, system, 'system', signed)) {
    const same = groups.find(([first]) => first !== undefined && isSameStep(first, step))
    if (same === undefined) groups.push([step])
    else same.push(step)
  }
  return groups
}

/** The first step of each start in a log, where it is the environment's. */
function earlySteps(
  rows: CaseRows,
  log: LogRows,
  name: 'security' | 'system',
  signed: readonly ClockStep[],
): EarlyStep[] {
  const found: EarlyStep[] = []
  let floor = 0
  for (const place of log.places(KIND['clock-change'])) {
    const step = readStep(rows, log.rows[place] ?? 0)
    if (step === null) continue
    const from = floor
    floor = place + 1
    if (step.ticks < MIN_ERROR_TICKS && step.ticks > -MIN_ERROR_TICKS) continue
    if (!isEnvironmentStep(rows, step.row) && !signed.some((other) => isSameStep(other, step))) continue
    const start = startBefore(rows, log, from, place, step)
    if (start >= 0) found.push({ ...step, log: name, start, place })
  }
  return found
}

/** Place of the first sign of the start within reach before the step, -1 if there is none. */
function startBefore(rows: CaseRows, log: LogRows, floor: number, place: number, step: ClockStep): number {
  let first = -1
  const [before, after] = [Number(step.before) / TICKS_PER_MS, Number(step.after) / TICKS_PER_MS]
  for (let i = place - 1; i >= Math.max(floor, place - LOOK_BACK_ROWS); i--) {
    const row = log.rows[i]!
    const kind = rows.family.kind[row]!
    const ms = rows.ms(row)
    // Before the service stopped is another boot.
    if (kind === KIND['log-service-stop'] || kind === KIND['log-service-end']) break
    if (ms > before + SLACK_MS && ms < after - SLACK_MS && kind !== KIND['kernel-stop']) {
      // The boot before ran by a right clock; or what stamped this one's records was not the clock that was put right.
      if (first >= 0) break
      return -1
    }
    const isStart = START_KINDS[kind] === 1 || (kind === KIND.logon && rows.family.logonType[row] === 0)
    // The clock of before the step can have shown this time in the early boot.
    if (isStart && ms >= before - WITHIN_MS && ms <= before + SLACK_MS) first = i
  }
  return first
}

/** Records that Windows writes before the first sign of a start. */
const BEFORE_SIGN_TICKS = 600_000_000n

function append(
  stretches: Stretch[],
  rows: CaseRows,
  machine: number,
  logs: MachineRows,
  own: EarlyStep[],
): void {
  let earliest: bigint | null = null
  let isOverlapped = false
  const known = (): ReadonlySet<number> =>
    witnessed(
      rows,
      logs.remote,
      own.map(({ log, start, place }) => ({ log: logs[log], from: start, to: place })),
    )
  for (const step of own) {
    const log = logs[step.log]
    const from = rows.time(log.rows[step.start] ?? 0) - BEFORE_SIGN_TICKS
    if (earliest === null || from < earliest) earliest = from
    const last = step.start === 0 ? -1 : (log.rows[step.start - 1] ?? 0)
    const before = last < 0 ? -1 : rows.idOfRecord(last)
    if (last >= 0 && rows.time(last) >= from) isOverlapped = true
    stretches.push({
      machine,
      channel: step.log,
      fromId: before + 1,
      toId: rows.idOfRecord(step.row),
      fromTime: from,
      toTime: step.before + SLACK_TICKS,
      isOverlapped,
      step,
      witnessed: known,
    })
  }
  const [first] = own
  if (first === undefined || earliest === null) return
  stretches.push({
    machine,
    channel: null,
    fromId: 0,
    toId: Number.POSITIVE_INFINITY,
    fromTime: earliest,
    toTime: first.before + SLACK_TICKS,
    isOverlapped,
    step: first,
    witnessed: known,
  })
}

function moveRecords(
  rows: CaseRows,
  set: MachineSet,
  runs: readonly RecordRun[],
  stretches: readonly Stretch[],
): void {
  const { time } = rows.records
  const times = time.slice()
  const oldClock = new OldClockIds(rows, set, runs)
  for (const run of runs) {
    const machine = set.ofComputer.get(run.computer) ?? 0
    const channel = rows.fold(run.channel)
    const isOther = channel !== 'security' && channel !== 'system'
    for (const stretch of stretches) {
      if (stretch.machine !== machine || (stretch.channel === null ? !isOther : stretch.channel !== channel))
        continue
      // Times of a run do not go back.
      if (time[run.first]! > stretch.toTime || time[run.end - 1]! < stretch.fromTime) continue
      const ids = stretch.channel === null ? oldClock.of(stretch, channel) : stretch
      for (let i = run.first; i < run.end; i++) {
        const at = time[i]!
        if (at < stretch.fromTime || at > stretch.toTime) continue
        const id = rows.recordId(i)
        if (id >= ids.fromId && id < ids.toId) times[i] = at + stretch.step.ticks
      }
    }
  }
  rows.useTimes(times, { ...rows.family, fileTime1: startTimes(rows, times) })
}

type IdRange = Pick<Stretch, 'fromId' | 'toId'>
const NONE: IdRange = { fromId: 0, toId: 0 }

/**
 * Which records of a log without the step are of the old clock. A clock put forward never shows those times again; one put
 * back does, so the log itself must go back behind them, or another log must tell of the same moment; so must it where the boot before showed them. Asked of the log in the order of its record ids, from whatever
 * files they come: a copy of a record moves with it.
 */
class OldClockIds {
  private readonly logs = new Map<string, number[]>()
  private readonly found = new Map<string, IdRange>()

  constructor(
    private readonly rows: CaseRows,
    private readonly set: MachineSet,
    private readonly runs: readonly RecordRun[],
  ) {}

  of(stretch: Stretch, channel: string): IdRange {
    if (stretch.step.ticks > 0n && !stretch.isOverlapped) return stretch
    const key = `${stretch.step.row} ${channel}`
    let range = this.found.get(key)
    if (range === undefined) {
      const log = this.log(stretch.machine, channel)
      range = stretch.step.ticks > 0n ? this.findAfterStart(stretch, log) : this.find(stretch, log)
      this.found.set(key, range)
    }
    return range
  }

  /** A clock that was behind: the log goes back where the boot began, and no more. */
  private findAfterStart(stretch: Stretch, records: readonly number[]): IdRange {
    const { fromTime, toTime } = stretch
    const { time } = this.rows.records
    for (let i = records.length - 1; i > 0; i--) {
      const at = time[records[i]!]!
      if (at < fromTime || at > toTime || time[records[i - 1]!]! < at + SLACK_TICKS) continue
      let last = i
      while (last + 1 < records.length && time[records[last + 1]!]! <= toTime) last++
      return { fromId: this.rows.recordId(records[i]!), toId: this.rows.recordId(records[last]!) + 1 }
    }
    // Where nothing was written since times before those, the log does not go back.
    return this.findWitnessed(stretch, records)
  }

  private find(stretch: Stretch, records: readonly number[]): IdRange {
    const { step, fromTime, toTime } = stretch
    const { time } = this.rows.records
    for (let i = records.length - 2; i >= 0; i--) {
      const [at, next] = [time[records[i]!]!, time[records[i + 1]!]!]
      if (next >= at || at < fromTime || at > toTime) continue
      if (next < step.after - SLACK_TICKS || next > step.after + WITHIN_TICKS) continue
      return this.upTo(i, fromTime, records)
    }
    // Where nothing more was written until those times had come again, the log does not go back.
    return this.findWitnessed(stretch, records)
  }

  /** What another log tells of at the same moment by the old clock, and what follows it at once. */
  private findWitnessed(stretch: Stretch, records: readonly number[]): IdRange {
    const { fromTime, toTime } = stretch
    const { time } = this.rows.records
    const known = stretch.witnessed()
    let last = records.findLastIndex((record) => known.has(record) && time[record]! <= toTime)
    if (last < 0 || time[records[last]!]! < fromTime) return NONE
    const isNext = (after: bigint): boolean => {
      const before = time[records[last]!]!
      return after <= toTime && after >= before - SLACK_TICKS && after <= before + FOLLOWING_TICKS
    }
    while (last + 1 < records.length && isNext(time[records[last + 1]!]!)) last++
    return this.upTo(last, fromTime, records)
  }

  /** Records in order of time before a place, none older than the boot. */
  private upTo(last: number, fromTime: bigint, records: readonly number[]): IdRange {
    const { time } = this.rows.records
    let first = last
    while (first > 0 && time[records[first - 1]!]! >= fromTime) {
      if (time[records[first - 1]!]! > time[records[first]!]!) break
      first--
    }
    return { fromId: this.rows.recordId(records[first]!), toId: this.rows.recordId(records[last]!) + 1 }
  }

  /** Records of a log that have an id, by it. */
  private log(machine: number, channel: string): readonly number[] {
    const key = `${machine} ${channel}`
    let records = this.logs.get(key)
    if (records === undefined) {
      records = []
      for (const run of this.runs) {
        if (
          (this.set.ofComputer.get(run.computer) ?? 0) !== machine ||
          this.rows.fold(run.channel) !== channel
        )
          continue
        for (let i = run.first; i < run.end; i++) if (this.rows.recordId(i) > 0) records.push(i)
      }
      const { time } = this.rows.records
      records.sort(
        (a, b) =>
          this.rows.recordId(a) - this.rows.recordId(b) ||
          (time[a]! < time[b]! ? -1 : time[a]! > time[b]! ? 1 : 0),
      )
      this.logs.set(key, records)
    }
    return records
  }
}

/** StartTime of a moved Kernel-General 12 is of the same clock. */
function startTimes(rows: CaseRows, times: BigUint64Array): BigUint64Array {
  const { record, kind, fileTime1 } = rows.family
  const told = fileTime1.slice()
  for (
    let row = kind.indexOf(KIND['kernel-start']);
    row >= 0;
    row = kind.indexOf(KIND['kernel-start'], row + 1)
  ) {
    const moved = times[record[row]!]! - rows.records.time[record[row]!]!
    if (told[row] !== 0n) told[row] = told[row]! + moved
  }
  return told
}
