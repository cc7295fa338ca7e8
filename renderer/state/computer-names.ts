/** Computers that a person takes for one, or apart: told to the engine, and said in the case file. */
import { CASE_LIMITS } from '../../electron/contract/case-constants'
import { strings } from '../strings'
import { findTargets } from './case-slice'
import { engine } from './engine-client'
import { machineNamed } from './machine-named'
import { useStore } from './store'

/** Names and clocks. Told once to an engine that nobody said anything to; an engine that knows it already does nothing. */
export async function tellNames(): Promise<void> {
  const { merges, splits, clocks } = useStore.getState().caseView
  try {
    await engine.call({
      call: 'identify',
      merges: merges.map(({ computers }) => [...computers]),
      splits: splits.map(({ computers }) => [...computers]),
      clocks: clocks.map((clock) => ({ ...clock })),
    })
  } catch {
    // An engine that went away: the next one is told when its sessions are there.
  }
}

/** The computers of the picked rows become one. */
export async function joinComputers(): Promise<void> {
  const targets = await findTargets(useStore.getState())
  const computers = [...new Set(targets.map(({ about }) => about.computer))].filter((name) => name !== '')
  if (computers.length < 2) return tell(strings.computers.pickTwo)
  if (computers.length > CASE_LIMITS.merged) return tell(strings.computers.tooMany)
  await say(computers, true)
}

/**
 * What made a computer one is taken back: what a person said first, else what the logs say. The computer by any of its names, or that of the
 * selected session.
 */
export async function partComputer(named?: string): Promise<void> {
  const computer = named ?? (await findTargets(useStore.getState()))[0]?.about.computer
  if (computer === undefined) return
  const { machines } = await engine.call({ call: 'coverage' })
  const aliases = machineNamed(machines, computer)?.aliases ?? []
  const known = new Set(aliases.map((alias) => alias.toLowerCase()))
  const said = useStore
    .getState()
    .caseView.merges.find(({ computers }) => computers.some((name) => known.has(name.toLowerCase())))
  const computers = said?.computers ?? distinctNames(aliases).slice(0, CASE_LIMITS.merged)
  if (computers.length < 2) return tell(strings.computers.oneName(computer))
  await say(computers, false)
}

/** One spelling of each computer: the short form of a name is the same computer. */
function distinctNames(aliases: readonly string[]): string[] {
  const byLabel = new Map<string, string>()
  for (const alias of aliases) {
    const label = alias.toLowerCase().replace(/\..*$/, '')
    if (alias.length > (byLabel.get(label)?.length ?? 0)) byLabel.set(label, alias)
  }
  return [...byLabel.values()]
}

function say(computers: readonly string[], on: boolean): Promise<boolean> {
  const { askCase } = useStore.getState()
  return askCase(window.sojourn.changeCase([{ kind: 'merge', computers: [...computers], on, reason: '' }]))
}

function tell(message: string): void {
  useStore.getState().addNotice('warning', message)
}
