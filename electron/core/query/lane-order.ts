import type { LaneSorting } from '../../contract/engine'
import { LOGON_CLASSES, type Machine } from '../../contract/sessions'
import { machineValues } from './facets'
import type { SessionColumns } from './session-columns'
import { compareText } from './text-pattern'

export type GroupBy = 'account' | 'computer'

/** Every lane of the case, in the order that no filter changes. A lane is one account on one computer. */
export interface LaneOrder {
  readonly identity: Uint32Array
  readonly machine: Uint32Array
  /** Index into LOGON_CLASSES: the most human class of any of its sessions. */
  readonly class: Uint8Array
  readonly laneOfSession: Uint32Array
  /** What the facet calls each account, or each computer, that lanes are grouped by. */
  readonly groupValues: readonly string[]
  /** -1 if there is none. */
  find(identity: number, machine: number): number
}

/**
 * Lanes of one account (or computer) side by side. By name people come first; else groups, and lanes in them, stand by what happened in them in the
 * whole case, whatever is filtered. Pinned groups come before all others, in the order in which they were pinned.
 */
export function orderLanes(
  columns: SessionColumns,
  machines: readonly Machine[],
  groupBy: GroupBy,
  { by, pinned }: LaneSorting,
): LaneOrder {
  const { accounts, machine, count } = columns
  const keys = new Map<number, number>()
  const found: { identity: number; machine: number; class: number }[] = []
  const unordered = new Uint32Array(count)
  const classOfIdentity = new Uint8Array(accounts.identities.length)
  const identityOf = (i: number): number => accounts.entries[accounts.entryOf[i]!]!.identity
  for (let i = 0; i < count; i++) {
    const identity = identityOf(i)
    const key = identity * machines.length + machine[i]!
    let lane = keys.get(key)
    if (lane === undefined) {
      lane = found.push({ identity, machine: machine[i]!, class: 0 }) - 1
      keys.set(key, lane)
    }
    unordered[i] = lane
    found[lane]!.class = Math.max(found[lane]!.class, columns.class[i]!)
    classOfIdentity[identity] = Math.max(classOfIdentity[identity]!, columns.class[i]!)
  }

  const accountPlace = placesOf(accounts.identities.length, (a, b) => {
    const one = accounts.identities[a]!
    const other = accounts.identities[b]!
    return (
      classOfIdentity[b]! - classOfIdentity[a]! ||
      compareText(one.account, other.account) ||
      compareText(one.domain, other.domain) ||
      compareText(one.sid ?? '', other.sid ?? '')
    )
  })
  const machinePlace = placesOf(machines.length, (a, b) => {
    return compareText(machines[a]!.name, machines[b]!.name) || compareText(machines[a]!.id, machines[b]!.id)
  })
  const byAccount = groupBy === 'account'
  const groupOf = (lane: number): number => (byAccount ? found[lane]!.identity : found[lane]!.machine)
  const groupValues = byAccount ? accounts.identities.map(({ value }) => value) : machineValues(machines)
  const pins = new Map(pinned.map((value, place) => [value, place]))
  const pinOf = groupValues.map((value) => pins.get(value) ?? pinned.length)
  const groupKey = sortKeys(columns, by, groupValues.length, byAccount ? identityOf : (i) => machine[i]!)
  const laneKey = sortKeys(columns, by, found.length, (i) => unordered[i]!)
  const order = found
    .map((_, lane) => lane)
    .sort((a, b) => {
      const group = groupOf(a)
      const other = groupOf(b)
      const accountFirst = accountPlace[found[a]!.identity]! - accountPlace[found[b]!.identity]!
      const machineFirst = machinePlace[found[a]!.machine]! - machinePlace[found[b]!.machine]!
      return (
        pinOf[group]! - pinOf[other]! ||
        groupKey[group]! - groupKey[other]! ||
        (byAccount ? accountFirst : machineFirst) ||
        laneKey[a]! - laneKey[b]! ||
        (byAccount ? machineFirst : accountFirst)
      )
    })
  const placeOfLane = new Uint32Array(order.length)
  order.forEach((lane, place) => (placeOfLane[lane] = place))
  return {
    identity: Uint32Array.from(order, (lane) => found[lane]!.identity),
    machine: Uint32Array.from(order, (lane) => found[lane]!.machine),
    class: Uint8Array.from(order, (lane) => found[lane]!.class),
    laneOfSession: unordered.map((lane) => placeOfLane[lane]!),
    groupValues,
    find: (identity, onMachine) => {
      const lane = keys.get(identity * machines.length + onMachine)
      return lane === undefined ? -1 : placeOfLane[lane]!
    },
  }
}

/** By index of a lane or group, ascending in the order wanted; all equal by name. */
function sortKeys(
  { count, start, end }: SessionColumns,
  by: LaneSorting['by'],
  length: number,
  indexOf: (session: number) => number,
): Float64Array {
  const keys = new Float64Array(length)
  if (by === 'name') return keys
  if (by === 'first') keys.fill(Infinity)
  for (let i = 0; i < count; i++) {
    const index = indexOf(i)
    if (by === 'sessions') keys[index]!--
    else if (by === 'first') keys[index] = Math.min(keys[index]!, start[i]!)
    else keys[index] = Math.min(keys[index]!, -end[i]!)
  }
  return keys
}

/** LOGON_CLASSES lists them by precedence, people last: the higher the index, the more human. */
export const HUMAN = LOGON_CLASSES.indexOf('human')

function placesOf(count: number, compare: (a: number, b: number) => number): Uint32Array {
  const order = Array.from({ length: count }, (_, i) => i).sort(compare)
  const places = new Uint32Array(count)
  order.forEach((item, place) => (places[item] = place))
  return places
}
