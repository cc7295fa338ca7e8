/** Changes of the clock during one boot, from both logs that tell them, and where each lies in each log's write order (sessions.md 5.5). */
import type { BootFrame } from '../boots/boot-frames'
import { bootAt } from '../boots/boot-frames'
import type { CaseRows } from '../records/case-rows'
import { isEnvironmentStep, isGuestTool } from './signers'
import { isSameStep, stepsOfLog, type ClockStep } from './steps'
import { KIND } from '../records/kind-index'
import type { LogRows } from '../records/log-rows'
import type { MachineRows } from '../records/order'

/** Records just before a step may be stamped this much past its old time. */
const SLACK_TICKS = 20_000_000n
const NO_STEPS: readonly ClockStep[] = []

/** Steps of each boot in order of the Security log; those of `absorbed` records the corrected line has already. */
export function stepsOfBoots(
  rows: CaseRows,
  { security, system }: MachineRows,
  frames: readonly BootFrame[],
  absorbed: ReadonlySet<number>,
): readonly (readonly ClockStep[])[] {
  const change = KIND['clock-change']
  if (security.places(change).length + system.places(change).length === 0) return frames.map(() => NO_STEPS)
  const told = frames.map((): ClockStep[] => [])
  for (const step of stepsOfLog(rows, system, 0, system.rows.length)) {
    const boot = bootOfStep(rows, frames, step)
    told[boot]?.push({ ...step, at: { security: Number.NaN, system: rows.idOfRecord(step.row) } })
  }
  return frames.map((frame, boot) => {
    const own = stepsOfLog(rows, security, frame.securityFrom, frame.securityTo)
    const kernel = new Set(told[boot])
    const both = own.map((step) => {
      const twin = [...kernel].find((other) => isSameStep(step, other))
      if (twin !== undefined) kernel.delete(twin)
      return {
        step: { ...step, at: { security: rows.idOfRecord(step.row), system: twin?.at.system ?? Number.NaN } },
        rows: twin === undefined ? [step.row] : [step.row, twin.row],
      }
    })
    const alone = [...kernel].map((step) => {
      const { id, effect } = crossing(rows, security, frame, step)
      return { step: { ...step, at: { ...step.at, security: id }, effect }, rows: [step.row] }
    })
    const inOrder = [...both, ...alone].sort(
      ({ step: a }, { step: z }) =>
        place(a) - place(z) || (a.after < z.after ? -1 : a.after > z.after ? 1 : a.row - z.row),
    )
    return withStandstills(rows, inOrder)
      .filter((one) => !one.rows.some((row) => absorbed.has(rows.family.record[row] ?? 0)))
      .map(({ step }) => step)
  })
}

interface ToldStep {
  readonly step: ClockStep
  /** Records that tell it. */
  readonly rows: readonly number[]
}

/** No zone lies farther from another: what is put forward by more was no clock in local time. */
const WIDEST_ZONE_TICKS = 15n * 36_000_000_000n

/**
 * Guest tools put a clock forward by what a virtual machine was paused or saved: the clock was right before, as it had been
 * set already, or is farther behind than a wrong zone can put it. W32Time is not believed so: it also mends drift.
 */
function withStandstills(rows: CaseRows, steps: readonly ToldStep[]): ToldStep[] {
  let wasSet = false
  return steps.map((one) => {
    const { step } = one
    const caughtUp =
      step.ticks > 0n &&
      (wasSet || step.ticks > WIDEST_ZONE_TICKS) &&
      one.rows.some((row) => isGuestTool(rows, row))
    wasSet ||= one.rows.some((row) => isEnvironmentStep(rows, row))
    return caughtUp ? { ...one, step: { ...step, effect: 'standstill' as const } } : one
  })
}

function place({ at }: ClockStep): number {
  return Number.isNaN(at.security) ? Number.POSITIVE_INFINITY : at.security
}

/** The last boot of which a start stands before the step in the System log; by time where no start does. */
function bootOfStep(rows: CaseRows, frames: readonly BootFrame[], step: ClockStep): number {
  const id = rows.idOfRecord(step.row)
  const channelOf = (row: number): number => rows.records.channel[rows.family.record[row] ?? 0] ?? 0
  const channel = channelOf(step.row)
  const started = (frame: BootFrame): boolean | null => {
    const signs = frame.signs.filter(({ row }) => channelOf(row) === channel)
    return signs.length === 0 ? null : signs.some(({ row }) => rows.idOfRecord(row) < id)
  }
  const known = frames.map(started)
  const last = known.lastIndexOf(true)
  if (last < 0)
    return known.includes(false) ? Math.max(0, known.indexOf(false) - 1) : bootAt(frames, rows.ms(step.row))
  return last
}

/**
 * Between which record ids of the Security log a step lies that only the System log tells: where the log goes back from
 * the old time to the new one, else before the first record that is later than the old time, or behind all. A record
 * between the two times may then lie on either side.
 */
function crossing(
  rows: CaseRows,
  { rows: log }: LogRows,
  frame: BootFrame,
  step: ClockStep,
): { readonly id: number; readonly effect: ClockStep['effect'] } {
  const { before, after, ticks } = step
  const [from, to] = [frame.securityFrom, frame.securityTo]
  const timeAt = (i: number): bigint => rows.time(log[i] ?? 0)
  let best = -1
  if (ticks < 0n) {
    for (let i = from + 1; i < to; i++) {
      const [last, next] = [timeAt(i - 1), timeAt(i)]
      const fits = next < last - SLACK_TICKS && last <= before + SLACK_TICKS && next >= after - SLACK_TICKS
      if (fits && (best < 0 || last > timeAt(best - 1))) best = i
    }
  }
  const goesBack = best >= 0
  let isDoubtful = false
  for (let i = from; best < 0 && i < to; i++) {
    if (timeAt(i) > before + SLACK_TICKS) best = i
    else if (timeAt(i) >= after - SLACK_TICKS) isDoubtful = true
  }
  const id = best < 0 ? Number.POSITIVE_INFINITY : rows.idOfRecord(log[best] ?? 0) - 0.5
  return { id, effect: goesBack || ticks > 0n || !isDoubtful ? 'step' : 'unplaced' }
}
