/** A term of the filter in words, as chips and "nothing matches" show it. */
import type { QueryTerm } from '../../electron/core/query/syntax/query-ast'
import { visibleName } from '../../electron/core/text/visible-text'
import { FACETS, type Facet } from '../state/filter-slice'
import { strings } from '../strings'
import { countText } from '../ui/numbers'
import { facetValueText } from './facet-values'

const TITLE_VALUES = 20

export function isFacet(field: QueryTerm['field']): field is Facet {
  return (FACETS as readonly (string | null)[]).includes(field)
}

export function termName({ field }: QueryTerm): string {
  return strings.filter[field ?? 'text']
}

/** `bob`, `3 selected`. */
export function termValueText(term: QueryTerm): string {
  const [only] = term.values
  return term.values.length === 1 && only !== undefined
    ? valueText(term, only)
    : `${countText(term.values.length)} selected`
}

/** `Account not: bob, alice`. */
export function termTitle(term: QueryTerm): string {
  const values = term.values.slice(0, TITLE_VALUES).map((value) => valueText(term, value))
  if (term.values.length > TITLE_VALUES) values.push(`and ${term.values.length - TITLE_VALUES} more`)
  return `${termName(term)}${term.not ? ` ${strings.filter.not}` : ''}: ${values.join(', ')}`
}

function valueText({ field }: QueryTerm, value: string): string {
  return isFacet(field) ? facetValueText(field, value) : visibleName(value)
}
