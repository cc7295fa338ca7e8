import type { FacetTerm, Filter } from '../../../electron/contract/engine'
import { EMPTY_FILTER, type FacetId } from '../../../electron/contract/engine-constants'
import { printTerm } from '../../../electron/core/query/syntax/print-query'
import { timeValue } from '../../../electron/core/query/syntax/time-values'

/** A filter by its parts, as chips set them. */
export type Wanted = { readonly [F in FacetId]?: FacetTerm | null } & {
  readonly text?: string
  readonly classes?: string[]
  readonly fromMs?: number | null
  readonly toMs?: number | null
}

/** The parts as filter text; a term without values says nothing. */
export function filterOf({
  text = '',
  fromMs = null,
  toMs = null,
  classes = EMPTY_FILTER.classes,
  ...facets
}: Wanted): Filter {
  const parts = [text]
  for (const [field, term] of Object.entries(facets)) {
    if (term) parts.push(printTerm({ field: field as FacetId, ...term }))
  }
  if (fromMs !== null || toMs !== null) {
    parts.push(printTerm({ field: 'time', not: false, values: [timeValue(fromMs, toMs)] }))
  }
  return { classes, text: parts.filter((part) => part.trim() !== '').join(' ') }
}
