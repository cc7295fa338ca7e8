/** What a person says of a computer's clock: all its times are moved by it, the recorded ones stay beside them (sessions.md 7). */
import type { ClockCorrection } from '../../../contract/sessions'
import { CLOCK_OF_DAY_END } from '../../events/clock-of-day'
import type { CaseRows } from '../records/case-rows'
import { KIND } from '../records/kind-index'
import type { MachineSet } from '../machines/describe-machines'
import type { ToldClock } from '../machines/machines'
import type { RecordRun } from '../records/record-runs'

const TICKS_PER_MS = 10_000n
const LAST_TIME = 0xffff_ffff_ffff_ffffn
/** Kinds whose own fields tell times by the same clock. */
const TIMED = new Uint8Array(256)
for (const kind of ['kernel-start', 'kernel-stop', 'sleep-interval', 'clock-change'] as const)
  TIMED[KIND[kind]] = 1

/** Moves the times of the machines that a person told a correction for, and says so. A constant shift changes no order within a log. */
export function applyTold(
  rows: CaseRows,
  set: MachineSet,
  runs: readonly RecordRun[],
  clocks: readonly ToldClock[],
): ClockCorrection[] {
  const told = byMachine(rows, set, clocks)
  if (told.size === 0) return []
  const offsets = new Map<number, bigint>()
  for (const [computer, machine] of set.ofComputer) {
    const ticks = told.get(machine)?.ticks
    if (ticks !== undefined) offsets.set(computer, ticks)
  }
  const times = rows.records.time.slice()
  for (const { computer, first, end } of runs) {
    const ticks = offsets.get(computer)
    if (ticks !== undefined) for (let i = first; i < end; i++) times[i] = moved(times[i] ?? 0n, ticks)
  }
  rows.useTimes(times, movedFields(rows, offsets), offsets)
  return [...told.values()].sort((a, b) => a.machine - b.machine)
}

/** One correction a machine: of several names the first in the alphabet counts. */
function byMachine(
  rows: CaseRows,
  set: MachineSet,
  clocks: readonly ToldClock[],
): Map<number, ClockCorrection> {
  const machineOf = new Map([...set.ofComputer].map(([id, machine]) => [rows.fold(id), machine]))
  const found = new Map<number, ClockCorrection>()
  const sorted = clocks
    .map((clock) => ({ ...clock, name: clock.computer.trim().toLowerCase() }))
    .sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : a.offsetMs - b.offsetMs))
  for (const { name, offsetMs, reason } of sorted) {
    const machine = machineOf.get(name)
    if (machine === undefined || offsetMs === 0 || found.has(machine)) continue
    const ticks = BigInt(Math.round(offsetMs)) * TICKS_PER_MS
    found.set(machine, { machine, by: 'person', ticks, reason, evidence: [] })
  }
  return found
}

/** Stays a FILETIME: a time near its ends would come out on the other side. */
function moved(time: bigint, ticks: bigint): bigint {
  const sum = time + ticks
  return sum < 0n ? 0n : sum > LAST_TIME ? LAST_TIME : sum
}

function movedFields(rows: CaseRows, offsets: ReadonlyMap<number, bigint>): CaseRows['family'] {
  const { family, records } = rows
  const [fileTime1, fileTime2] = [family.fileTime1.slice(), family.fileTime2.slice()]
  for (let row = 0; row < family.length; row++) {
    if (TIMED[family.kind[row] ?? 0] === 0) continue
    const ticks = offsets.get(records.computer[family.record[row] ?? 0] ?? 0)
    if (ticks === undefined) continue
    // Clocks of the day, as the oldest records tell them, are differences and no times.
    for (const column of [fileTime1, fileTime2])
      if ((column[row] ?? 0n) >= CLOCK_OF_DAY_END) column[row] = moved(column[row] ?? 0n, ticks)
  }
  return { ...family, fileTime1, fileTime2 }
}
