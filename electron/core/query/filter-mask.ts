import type { FacetTerm, Filter } from '../../contract/engine'
import { END_REASONS, LOGON_CLASSES, type Machine } from '../../contract/sessions'
import { accountDrops, computerDrops, machineNames, typeBits } from './facet-drops'
import type { SessionColumns } from './session-columns'
import { parseQuery } from './syntax/parse-query'
import type { QueryTerm } from './syntax/query-ast'
import { addFieldTerm } from './syntax-mask'
import { fold, occursIn } from './text-pattern'

/** One bit a part of the filter: set where the part drops the session. 0 = it matches. */
export const PART = { text: 1, account: 2, computer: 4, type: 8, end: 16, time: 32, class: 64 } as const
export const ALL_PARTS = 127
export type Part = keyof typeof PART

/** For each session which parts of the filter drop it. One pass; facets and "nothing matches" are counted from it. */
export function filterMask(
  columns: SessionColumns,
  machines: readonly Machine[],
  filter: Filter,
): Uint8Array {
  const mask = new Uint8Array(columns.count)
  const { accounts, machine } = columns
  const { terms } = parseQuery(filter.text)
  // Text that does not parse keeps nothing; the window never asks for it.
  if (terms === null) mask.fill(PART.text)
  for (const term of terms ?? []) {
    if (term.field === null) addWord(mask, columns, machines, term)
    else addFieldTerm(mask, PART.text, columns, machines, term)
  }
  if (filter.account) {
    const drop = accountDrops(columns, filter.account)
    dropBy(mask, PART.account, accounts.entryOf, drop)
  }
  if (filter.computer) dropBy(mask, PART.computer, machine, computerDrops(machines, filter.computer))
  if (filter.type) addTypes(mask, columns.types, filter.type)
  if (filter.end) {
    const { values, not } = filter.end
    dropBy(
      mask,
      PART.end,
      columns.endReason,
      END_REASONS.map((reason) => values.includes(reason) === not),
    )
  }
  addTime(mask, columns, filter.fromMs, filter.toMs)
  // A class that is asked for by name is shown, hidden or not.
  if (!terms?.some(({ field, not }) => field === 'class' && !not)) {
    dropBy(
      mask,
      PART.class,
      columns.class,
      LOGON_CLASSES.map((name) => !filter.classes.includes(name)),
    )
  }
  return mask
}

function dropBy(mask: Uint8Array, bit: number, ids: ArrayLike<number>, drop: readonly boolean[]): void {
  const bits = Uint8Array.from(drop, (dropped) => (dropped ? bit : 0))
  for (let i = 0; i < mask.length; i++) mask[i] = mask[i]! | bits[ids[i]!]!
}

/** The word must (or must not) occur in account, domain, SID, computer or source. */
function addWord(
  mask: Uint8Array,
  columns: SessionColumns,
  machines: readonly Machine[],
  { values, not }: QueryTerm,
): void {
  const { accounts, machine, source, foldedSources } = columns
  const word = fold(values[0]!)
  const entryHit = accounts.entries.map(
    ({ folded, sid }) => occursIn(word, folded) || (sid !== null && occursIn(word, fold(sid))),
  )
  const machineHit = machines.map((one) => machineNames(one).some((name) => occursIn(word, name)))
  const sourceHit = foldedSources.map((one) => occursIn(word, one))
  for (let i = 0; i < mask.length; i++) {
    const hit = entryHit[accounts.entryOf[i]!]! || machineHit[machine[i]!]! || sourceHit[source[i]!]!
    if (hit === not) mask[i] = mask[i]! | PART.text
  }
}

function addTypes(mask: Uint8Array, types: Uint32Array, term: FacetTerm): void {
  const bits = typeBits(term)
  for (let i = 0; i < mask.length; i++) {
    if (((types[i]! & bits) !== 0) === term.not) mask[i] = mask[i]! | PART.type
  }
}

/** Keeps what touches the window, its doubtful end included. */
function addTime(
  mask: Uint8Array,
  columns: SessionColumns,
  fromMs: number | null,
  toMs: number | null,
): void {
  if (fromMs === null && toMs === null) return
  const from = fromMs ?? -Infinity
  const to = toMs ?? Infinity
  const { start, end, endLatest } = columns
  for (let i = 0; i < mask.length; i++) {
    const touches = start[i]! <= to && (end[i]! >= from || endLatest[i]! >= from)
    if (!touches) mask[i] = mask[i]! | PART.time
  }
}
