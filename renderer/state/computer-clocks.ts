/** What a person adds to the times of a computer: asked for in a dialog, said in the case file. */
import type { CaseChange } from '../../electron/contract/case-file'
import type { ClockNote } from '../../electron/contract/coverage'
import { engine } from './engine-client'
import { machineNamed } from './machine-named'
import { useStore } from './store'

export interface ComputerClock {
  /** Its name in results. */
  readonly computer: string
  /** Every name of the computer. */
  readonly aliases: readonly string[]
  /** Said before, under any of its names; 0 if nothing was. */
  readonly offsetMs: number
  readonly reason: string
  /** Differences to other computers that records show. */
  readonly measured: readonly ClockNote[]
}

/** What is known of the clock of a computer, by any of its names. Rejects where the engine went away. */
export async function clockOf(named: string): Promise<ComputerClock> {
  const { machines, clocks } = await engine.call({ call: 'coverage' })
  const { name: computer, aliases } = machineNamed(machines, named) ?? { name: named, aliases: [named] }
  const said = saidOf(aliases)[0]
  return {
    computer,
    aliases,
    offsetMs: said?.offsetMs ?? 0,
    reason: said?.reason ?? '',
    measured: clocks.filter((one) => one.computer === computer && one.proposedMs !== null),
  }
}

/** Says it for the computer, and takes back what was said of its other names. True where the case took it. */
export function correctClock(
  { computer, aliases }: ComputerClock,
  offsetMs: number,
  reason: string,
): Promise<boolean> {
  const others = saidOf(aliases).filter((one) => one.computer !== computer)
  const changes: CaseChange[] = [
    ...others.map((one): CaseChange => ({ kind: 'clock', computer: one.computer, offsetMs: 0, reason: '' })),
    { kind: 'clock', computer, offsetMs, reason },
  ]
  return useStore.getState().askCase(window.sojourn.changeCase(changes))
}

function saidOf(aliases: readonly string[]) {
  const known = new Set(aliases.map((alias) => alias.toLowerCase()))
  return useStore.getState().caseView.clocks.filter(({ computer }) => known.has(computer.toLowerCase()))
}
