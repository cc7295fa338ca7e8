import type { FacetCount, Filter, QueryReply } from '../../contract/engine'
import { END_REASONS, LOGON_CLASSES, type LogonClass, type Machine } from '../../contract/sessions'
import { UNKNOWN_TYPE } from './facet-drops'
import { PART, type Part } from './filter-mask'
import { UNKNOWN_TYPE_BIT, type SessionColumns } from './session-columns'
import { compareText } from './text-pattern'

/** Values a facet lists; more can be reached by typing. */
const MAX_FACET_VALUES = 2000

/** Counts of each facet's values among the sessions that all other parts of the filter keep. */
export function countFacets(
  columns: SessionColumns,
  machines: readonly Machine[],
  mask: Uint8Array,
): QueryReply['facets'] {
  const { accounts, machine, types, endReason } = columns
  const perEntry = new Uint32Array(accounts.entries.length)
  const perMachine = new Uint32Array(machines.length)
  const perType = new Uint32Array(32)
  const perEnd = new Uint32Array(END_REASONS.length)
  for (let i = 0; i < mask.length; i++) {
    const dropped = mask[i]!
    if ((dropped & ~PART.account) === 0) perEntry[accounts.entryOf[i]!]!++
    if ((dropped & ~PART.computer) === 0) perMachine[machine[i]!]!++
    if ((dropped & ~PART.end) === 0) perEnd[endReason[i]!]!++
    if ((dropped & ~PART.type) === 0) {
      for (let bits = types[i]!; bits !== 0; bits &= bits - 1) perType[31 - Math.clz32(bits & -bits)]!++
    }
  }
  const perAccount = new Uint32Array(accounts.identities.length)
  accounts.entries.forEach(({ identity }, entry) => (perAccount[identity]! += perEntry[entry]!))
  const typeNames = Array.from(perType, (_, type) =>
    type === UNKNOWN_TYPE_BIT ? UNKNOWN_TYPE : String(type),
  )
  const names = machineValues(machines)
  return {
    account: listed(
      accounts.identities.map(({ value, sid }) => ({ value, label: value || sid || UNKNOWN_TYPE })),
      perAccount,
      mostFirst,
    ),
    computer: listed(
      names.map((value) => ({ value, label: value })),
      perMachine,
      mostFirst,
    ),
    type: listed(
      typeNames.map((value) => ({ value, label: value })),
      perType,
    ),
    end: listed(
      END_REASONS.map((value) => ({ value, label: value })),
      perEnd,
    ),
  }
}

/** What a facet calls each machine: its name, or its id where two have the same name. */
export function machineValues(machines: readonly Machine[]): string[] {
  return machines.map(({ id, name }) =>
    machines.filter((other) => other.name === name).length > 1 ? id : name,
  )
}

function listed(
  values: readonly { readonly value: string; readonly label: string }[],
  counts: Uint32Array,
  order?: (a: FacetCount, b: FacetCount) => number,
): FacetCount[] {
  const list = values.flatMap((value, i) => (counts[i]! > 0 ? [{ ...value, count: counts[i]! }] : []))
  if (order) list.sort(order)
  return list.slice(0, MAX_FACET_VALUES)
}

function mostFirst(a: FacetCount, b: FacetCount): number {
  return b.count - a.count || compareText(a.value, b.value)
}

/** Sessions of the classes that are not shown, whatever else the filter says. */
export function countHidden(columns: SessionColumns, mask: Uint8Array): QueryReply['hidden'] {
  const counts: { [C in LogonClass]?: number } = {}
  for (let i = 0; i < mask.length; i++) {
    if ((mask[i]! & PART.class) === 0) continue
    const name = LOGON_CLASSES[columns.class[i]!]!
    counts[name] = (counts[name] ?? 0) + 1
  }
  return counts
}

const REMOVABLE = ['text', 'account', 'computer', 'type', 'end', 'time'] as const satisfies readonly Part[]

/** How many more sessions would show without each set part of the filter. */
export function countRemoved(filter: Filter, mask: Uint8Array): QueryReply['removedBy'] {
  const byMask = new Uint32Array(128)
  for (let i = 0; i < mask.length; i++) byMask[mask[i]!]!++
  const isSet = {
    text: filter.text.trim() !== '',
    account: filter.account !== null,
    computer: filter.computer !== null,
    type: filter.type !== null,
    end: filter.end !== null,
    time: filter.fromMs !== null || filter.toMs !== null,
  }
  return REMOVABLE.filter((part) => isSet[part]).map((part) => ({ part, count: byMask[PART[part]]! }))
}
