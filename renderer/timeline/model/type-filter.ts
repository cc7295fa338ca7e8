import type { FacetCount, FacetTerm } from '../../../electron/contract/engine'
import type { TypeEntry } from './bar-style'

/** Whether the type filter lets (any of) an entry's types through. */
export function isTypeShown(term: FacetTerm | null, entry: TypeEntry): boolean {
  if (term === null) return true
  const named = entry.types.filter((type) => term.values.includes(type)).length
  return term.not ? named < entry.types.length : named > 0
}

/** The filter after a click on an entry: hides its types, or shows them again; null when nothing is left to filter. */
export function toggleType(term: FacetTerm | null, entry: TypeEntry): FacetTerm | null {
  const now = term ?? { values: [], not: true }
  const without = now.values.filter((value) => !entry.types.includes(value))
  const adds = isTypeShown(term, entry) === now.not
  const values = adds ? [...without, ...entry.types] : without
  // Hiding the last of a positive list would ask for nothing at all, which no filter can say: it is dropped instead.
  return values.length === 0 ? null : { values, not: now.not }
}

/** Sessions of an entry's types, as the other filters leave them. */
export function typeCount(counts: readonly FacetCount[], entry: TypeEntry): number {
  return counts.reduce((sum, { value, count }) => (entry.types.includes(value) ? sum + count : sum), 0)
}
