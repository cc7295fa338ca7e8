import type { Filter } from '../../contract/engine'
import { LOGON_CLASSES, type Machine } from '../../contract/sessions'
import type { SessionColumns } from './session-columns'
import { parseQuery } from './syntax/parse-query'
import { MAX_TERMS, type Field, type QueryTerm } from './syntax/query-ast'
import { addTerm } from './syntax-mask'

/** Set where the session is of a class that is not shown. The bits below are the terms of the filter, in their order. */
export const HIDDEN_BIT = 1 << MAX_TERMS
export const ALL_BITS = HIDDEN_BIT | (HIDDEN_BIT - 1)

/** For each session which terms of a filter drop it: 0 = it matches. Facets and "nothing matches" are counted from it. */
export interface FilterMask {
  readonly mask: Uint32Array
  readonly terms: readonly QueryTerm[]
}

/** Text that does not parse keeps nothing; the window never asks for it. */
export function filterMask(
  columns: SessionColumns,
  machines: readonly Machine[],
  filter: Filter,
): FilterMask {
  const mask = new Uint32Array(columns.count)
  const { terms } = parseQuery(filter.text)
  if (terms === null) {
    mask.fill(ALL_BITS)
    return { mask, terms: [] }
  }
  terms.forEach((term, i) => addTerm(mask, 1 << i, columns, machines, term))
  // Who asks for classes by name, or against them, says himself what is shown.
  if (!terms.some(({ field }) => field === 'class')) {
    const bits = Uint32Array.from(LOGON_CLASSES, (name) => (filter.classes.includes(name) ? 0 : HIDDEN_BIT))
    for (let i = 0; i < mask.length; i++) mask[i]! |= bits[columns.class[i]!]!
  }
  return { mask, terms }
}

/** Bits of the terms of some fields. */
export function bitsOf(terms: readonly QueryTerm[], ...fields: readonly Field[]): number {
  return terms.reduce(
    (bits, { field }, i) => (field !== null && fields.includes(field) ? bits | (1 << i) : bits),
    0,
  )
}
