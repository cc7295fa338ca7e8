import { LOGON_CLASSES, type Machine } from '../../contract/sessions'
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
  /** -1 if there is none. */
  find(identity: number, machine: number): number
}

/** People first, then by name; within a group again. */
export function orderLanes(
  columns: SessionColumns,
  machines: readonly Machine[],
  groupBy: GroupBy,
): LaneOrder {
  const { accounts, machine, count } = columns
  const keys = new Map<number, number>()
  const found: { identity: number; machine: number; class: number }[] = []
  const unordered = new Uint32Array(count)
  const classOfIdentity = new Uint8Array(accounts.identities.length)
  for (let i = 0; i < count; i++) {
    const identity = accounts.entries[accounts.entryOf[i]!]!.identity
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
  const order = found
    .map((_, lane) => lane)
    .sort((a, b) => {
      const byAccount = accountPlace[found[a]!.identity]! - accountPlace[found[b]!.identity]!
      const byMachine = machinePlace[found[a]!.machine]! - machinePlace[found[b]!.machine]!
      return groupBy === 'account' ? byAccount || byMachine : byMachine || byAccount
    })
  const placeOfLane = new Uint32Array(order.length)
  order.forEach((lane, place) => (placeOfLane[lane] = place))
  return {
    identity: Uint32Array.from(order, (lane) => found[lane]!.identity),
    machine: Uint32Array.from(order, (lane) => found[lane]!.machine),
    class: Uint8Array.from(order, (lane) => found[lane]!.class),
    laneOfSession: unordered.map((lane) => placeOfLane[lane]!),
    find: (identity, onMachine) => {
      const lane = keys.get(identity * machines.length + onMachine)
      return lane === undefined ? -1 : placeOfLane[lane]!
    },
  }
}

/** LOGON_CLASSES lists them by precedence, people last: the higher the index, the more human. */
export const HUMAN = LOGON_CLASSES.indexOf('human')

function placesOf(count: number, compare: (a: number, b: number) => number): Uint32Array {
  const order = Array.from({ length: count }, (_, i) => i).sort(compare)
  const places = new Uint32Array(count)
  order.forEach((item, place) => (places[item] = place))
  return places
}
