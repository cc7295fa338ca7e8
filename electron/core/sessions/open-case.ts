/** What a case is made of before its logons are: machines, boots and what each of them left. */
import type { FileTime } from '../../contract/ids'
import type { Boot, ClockCorrection, Interval } from '../../contract/sessions'
import type { EventTable } from '../columns/event-table'
import { bootStart, recordTime, type BootContext } from './boots/boot-context'
import { findBootEnds, type BootEnd } from './boots/boot-ends'
import { bootAt, findBoots, noteRecordRanges, noteSecurityRanges, type BootFrame } from './boots/boot-frames'
import { CaseRows } from './records/case-rows'
import { Disputes } from './records/disputes'
import { EndingTools } from './ends/ending-tools'
import { unauditedTimes } from './logons/logoff-audit'
import { logOutages } from './gaps/log-outages'
import { findGaps, Gaps } from './gaps/record-holes'
import { correctEarlyBoots } from './clock/early-boot'
import { applyTold } from './clock/told'
import { stepsOfBoots } from './clock/boot-steps'
import { hashPrefix } from './hash-id'
import { KIND } from './records/kind-index'
import { linkPairs } from './logons/linked-pairs'
import type { LogRows } from './records/log-rows'
import { draftsByBoot } from './logons/logon-drafts'
import { LuidClock } from './logons/luid-clock'
import { mergeSpans, sleepSpans } from './machines/machine-events'
import type { MachineSet } from './machines/describe-machines'
import { findMixedLogs, withMixedFacts, type MixedLogs } from './machines/mixed-logs'
import { identifyMachines, type ToldNames } from './machines/machines'
import { orderRows, type MachineRows } from './records/order'
import { findRuns, type RecordRun } from './records/record-runs'
import { contradictedText, runsWithout } from './records/text-records'

export interface MachineCase {
  readonly logs: MachineRows
  readonly frames: readonly BootFrame[]
  /** By frame. */
  readonly ends: readonly BootEnd[]
  /** Made anew each time: logons of a boot are many objects, and some commands need one boot at a time. */
  readonly contextOf: (boot: number) => BootContext
  /** Index of its first boot in `boots`. */
  readonly firstBoot: number
}

export interface OpenCase {
  readonly rows: CaseRows
  readonly runs: readonly RecordRun[]
  readonly set: MachineSet
  readonly mixed: readonly MixedLogs[]
  readonly disputes: Disputes
  /** By machine, as `machineCases`. */
  readonly gaps: readonly Gaps[]
  readonly machineCases: readonly MachineCase[]
  readonly boots: readonly Boot[]
  readonly clockCorrections: readonly ClockCorrection[]
}

export const NO_GAPS = new Gaps([])

/** The part of the reconstruction that logons and sessions have in common. */
export function openCase(table: EventTable, told: ToldNames): OpenCase {
  const rows = new CaseRows(table)
  const allRuns = findRuns(rows)
  const named = identifyMachines(rows, allRuns, told)
  const mixed = findMixedLogs(rows, named, allRuns)
  const set = withMixedFacts(rows, named, mixed)
  const left = contradictedText(rows, set, allRuns)
  const recordedRuns = runsWithout(rows, allRuns, left)
  const byPerson = applyTold(rows, set, recordedRuns, told.clocks)
  const disputes = new Disputes(rows)
  const ordered = orderRows(rows, set, recordedRuns, disputes)
  const clockCorrections = [...byPerson, ...correctEarlyBoots(rows, set, ordered, recordedRuns)]
  // Times within a run do not go back: moved ones may.
  const runs = rows.isCorrected ? runsWithout(rows, findRuns(rows), left) : recordedRuns
  // Steps that the corrected line has already are none inside a session.
  const absorbed = new Set(clockCorrections.flatMap(({ evidence }) => evidence.map(({ record }) => record)))
  const gaps = findGaps(rows, set, runs)
  const frames = ordered.map((logs, machine) =>
    findBoots(
      rows,
      machine,
      logs,
      gaps[machine] ?? NO_GAPS,
      rows.table.records.length === 0 ? 0 : rows.recordMs(set.firstRecord[machine] ?? 0),
    ),
  )
  noteRanges(rows, set, frames, runs)
  ordered.forEach((logs, machine) => {
    noteSecurityRanges(rows, frames[machine] ?? [], logs.security.rows)
  })

  const boots: Boot[] = []
  const machineCases = ordered.map((logs, machine) =>
    openMachine(rows, set, machine, logs, frames[machine] ?? [], gaps[machine] ?? NO_GAPS, boots, absorbed),
  )
  return { rows, runs, set, mixed, disputes, gaps, machineCases, boots, clockCorrections }
}

function noteRanges(
  rows: CaseRows,
  set: MachineSet,
  frames: readonly BootFrame[][],
  runs: readonly RecordRun[],
): void {
  const own = set.machines.map((): RecordRun[] => [])
  for (const run of runs) own[set.ofComputer.get(run.computer) ?? 0]?.push(run)
  own.forEach((machineRuns, machine) => {
    noteRecordRanges(rows, frames[machine] ?? [], machineRuns)
  })
}

function openMachine(
  rows: CaseRows,
  set: MachineSet,
  machine: number,
  logs: MachineRows,
  frames: BootFrame[],
  gaps: Gaps,
  boots: Boot[],
  absorbed: ReadonlySet<number>,
): MachineCase {
  const ends = findBootEnds(rows, logs, frames)
  const otherRows = frames.map((): number[] => [])
  for (const row of [...logs.system.rows, ...logs.remote.rows])
    otherRows[bootAt(frames, rows.ms(row))]?.push(row)
  const clockSteps = stepsOfBoots(rows, logs, frames, absorbed)
  const standstills = clockSteps.flat().filter(({ effect }) => effect === 'standstill')
  const asleep = mergeSpans([
    ...sleepSpans(rows, logs.system),
    ...standstills.map(({ row, before, after }) => ({
      from: before,
      to: after,
      records: [rows.recordOf(row)],
    })),
  ])
  const endingTools = new EndingTools(rows, logs.security)
  const logonIds = hashPrefix('logon', set.keys[machine] ?? '')
  const unaudited = unauditedTimes(rows, logs.security, frames, gaps)
  const draftsOf = draftsByBoot(rows, logs.security, frames)
  const firstBoot = boots.length
  const starts = frames.map((frame, i) => {
    const end = ends[i] as BootEnd
    const start = bootStart(rows, frame, frames[i - 1] ?? null)
    boots.push(describeBoot(rows, set, machine, frame, start, end))
    return start
  })
  const contextOf = (i: number): BootContext => {
    const frame = frames[i] as BootFrame
    const drafts = draftsOf(i)
    linkPairs(rows, drafts)
    return {
      rows,
      machine,
      machineKey: set.keys[machine] ?? '',
      logonIds,
      frame,
      bootIndex: firstBoot + i,
      end: ends[i] as BootEnd,
      start: starts[i] as Interval,
      drafts,
      luidClock: new LuidClock(rows, drafts),
      otherRows: otherRows[i] ?? [],
      firstSecurityRow:
        frame.securityTo > frame.securityFrom ? (logs.security.rows[frame.securityFrom] ?? -1) : -1,
      startsShownSince: startsShownSince(rows, logs, frame, ends[i] as BootEnd),
      asleep,
      clockSteps: clockSteps[i] ?? [],
      gaps,
      outages: logOutages(rows, logs.security, frame),
      endingTools,
      securityUntil: securityUntil(rows, logs.security, frame),
      unaudited: unaudited[i] ?? [],
      locksAudited: drafts.some((draft) => draft.marks.length > 0),
    }
  }
  return { logs, frames, ends, contextOf, firstBoot }
}

/** Windows writes 1100 within the last records of a boot that is shut down. */
const STOP_PLACES = 32

function securityUntil(rows: CaseRows, log: LogRows, frame: BootFrame): FileTime | null {
  const { securityFrom: from, securityTo: to } = frame
  if (to <= from || to < log.rows.length) return null
  const stops = log.placesOf(
    [KIND['log-service-stop'], KIND['os-stop']],
    Math.max(from, to - STOP_PLACES),
    to,
  )
  return stops.length > 0 ? null : rows.time(log.rows[to - 1] ?? 0)
}

function startsShownSince(
  rows: CaseRows,
  logs: MachineRows,
  frame: BootFrame,
  end: BootEnd,
): FileTime | null {
  if (frame.start !== null) return null
  const { securityFrom, securityTo } = frame
  const first = [
    securityTo > securityFrom ? logs.security.rows[securityFrom] : undefined,
    logs.system.rows[0],
  ]
  const times = first.flatMap((row) => (row === undefined ? [] : [rows.time(row)]))
  // Nothing of the two logs lies in it: they begin with the next start.
  if (end.interval.latest !== null) times.push(end.interval.latest)
  return times.reduce((least: FileTime | null, time) => (least === null || time < least ? time : least), null)
}

function describeBoot(
  rows: CaseRows,
  set: MachineSet,
  machine: number,
  frame: BootFrame,
  start: Boot['start'],
  end: BootEnd,
): Boot {
  const started = frame.signs.map(({ row, role }) => rows.link(row, role))
  return {
    id: `${set.machines[machine]?.name ?? ''}#${frame.number}`,
    machine,
    start,
    end: end.interval,
    endKind: end.kind,
    lastRecord: recordTime(rows, frame.lastRecord) ?? frame.start?.latest ?? 0n,
    evidence: started.concat(end.evidence.filter(({ role }) => role !== 'next-boot')),
  }
}
