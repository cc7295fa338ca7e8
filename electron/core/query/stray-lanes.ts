import type { Machine } from '../../contract/sessions'
import type { AccountIdentity } from './accounts'
import { NO_IDENTITY } from './account-finder'
import type { FailureColumns } from './failure-columns'
import type { GroupBy } from './lane-order'
import { compareText } from './text-pattern'

/** In place of an account, over failed logons of more names than get a lane. No Windows account can be called so. */
export const NO_SESSION = '<no session>'
/** Names tried most often get a lane each on a computer; a sprayed list of names gets one for all others. */
const MOST_NAMES = 8

/** A lane of failed logons whose account has no session in the lanes that are shown. */
export interface StrayLane {
  readonly account: string
  readonly accountDetail: string
  readonly machine: number
  /** What the facet calls the account, where sessions of it exist. */
  readonly value: string
  /** As in Lane. */
  readonly failuresOf: string
}

interface Name {
  readonly account: string
  readonly value: string
  readonly failuresOf: string
  readonly failures: number[]
}

/**
 * Gathers failed logons by computer and name.
 * @param strays indexes of the failures, in order of time
 * @returns lanes as they are grouped, those of many names after the others; `laneOf` is by place in `strays`
 */
export function strayLanes(
  columns: FailureColumns,
  strays: readonly number[],
  identities: readonly AccountIdentity[],
  machines: readonly Machine[],
  groupBy: GroupBy,
): { readonly lanes: readonly StrayLane[]; readonly laneOf: Uint32Array } {
  const byMachine = machines.map(() => new Map<string, Name>())
  for (const [place, failure] of strays.entries()) {
    const machine = columns.machine[failure]!
    const text = columns.text[failure]!
    const index = columns.identity[failure]!
    const identity = index === NO_IDENTITY ? undefined : identities[index]
    const { name, full, spelled } = columns.texts[text]!
    const names = byMachine[machine]!
    const key = identity === undefined ? full : String(index)
    const found = names.get(key)
    if (found) found.failures.push(place)
    else {
      const account = identity === undefined ? name : identity.account || (identity.sid ?? '')
      const value = identity?.value ?? account
      names.set(key, {
        account,
        value,
        failuresOf: identity?.sid ?? identity?.value ?? spelled,
        failures: [place],
      })
    }
  }
  const found = byMachine.flatMap((names, machine) => lanesOfMachine([...names.values()], machine))
  found.sort(({ lane: a }, { lane: b }) => {
    const byName =
      Number(a.account === NO_SESSION) - Number(b.account === NO_SESSION) ||
      compareText(a.account, b.account) ||
      compareText(a.value, b.value)
    const byComputer =
      compareText(machines[a.machine]!.name, machines[b.machine]!.name) || a.machine - b.machine
    return groupBy === 'account' ? byName || byComputer : byComputer || byName
  })
  const laneOf = new Uint32Array(strays.length)
  for (const [lane, { failures }] of found.entries()) for (const place of failures) laneOf[place] = lane
  return { lanes: found.map(({ lane }) => lane), laneOf }
}

function lanesOfMachine(
  here: readonly Name[],
  machine: number,
): { readonly lane: StrayLane; readonly failures: readonly number[] }[] {
  const known = here.filter(({ account }) => account !== '')
  const byCount = known.toSorted(
    (a, b) => b.failures.length - a.failures.length || compareText(a.account, b.account),
  )
  const own = byCount.slice(0, MOST_NAMES)
  const others = here.filter((name) => !own.includes(name))
  const lanes = own.map(({ account, value, failuresOf, failures }) => {
    return { lane: { account, accountDetail: 'failed logons', machine, value, failuresOf }, failures }
  })
  if (others.length === 0) return lanes
  const detail = others.length === 1 ? 'failed logons' : `failed logons of ${others.length} names`
  const lane = { account: NO_SESSION, accountDetail: detail, machine, value: NO_SESSION, failuresOf: '' }
  return [...lanes, { lane, failures: others.flatMap(({ failures }) => failures) }]
}
