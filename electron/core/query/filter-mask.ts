import type { Filter } from '../../contract/engine'
import { LOGON_CLASSES, type LogonClass, type Machine } from '../../contract/sessions'
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
  /** Classes that are not shown: their sessions have HIDDEN_BIT. */
  readonly hidden: readonly LogonClass[]
}

/**
 * Text that does not parse keeps nothing; the window never asks for it.
 * @param mask is overwritten and handed back: a new one a question would be 4 MB a million sessions, and soon a collection of all garbage
 */
export function filterMask(
  columns: SessionColumns,
  machines: readonly Machine[],
  filter: Filter,
  mask: Uint32Array = new Uint32Array(columns.count),
): FilterMask {
  const { terms } = parseQuery(filter.text)
  if (terms === null) {
    mask.fill(ALL_BITS)
    return { mask, terms: [], hidden: LOGON_CLASSES }
  }
  // Who asks for classes by name, or against them, says himself what is shown.
  const isSaid = terms.some(({ field }) => field === 'class' || field === 'logon')
  const hidden = isSaid ? [] : LOGON_CLASSES.filter((name) => !filter.classes.includes(name))
  if (hidden.length === 0) mask.fill(0)
  else {
    const bits = Uint32Array.from(LOGON_CLASSES, (name) => (hidden.includes(name) ? HIDDEN_BIT : 0))
    for (let i = 0; i < mask.length; i++) mask[i] = bits[columns.class[i]!]!
  }
  terms.forEach((term, i) => addTerm(mask, 1 << i, columns, machines, term))
  return { mask, terms, hidden }
}

/** Bits of the terms of some fields. */
export function bitsOf(terms: readonly QueryTerm[], ...fields: readonly Field[]): number {
  return terms.reduce(
    (bits, { field }, i) => (field !== null && fields.includes(field) ? bits | (1 << i) : bits),
    0,
  )
}
