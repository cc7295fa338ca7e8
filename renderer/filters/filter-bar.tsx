import type { QueryTerm } from '../../electron/core/query/syntax/query-ast'
import { printTerm } from '../../electron/core/query/syntax/print-query'
import { type Facet, FACETS, isFiltered } from '../state/filter-slice'
import { useStore } from '../state/store'
import { strings } from '../strings'
import { Icon } from '../theme/mark'
import { COMPACT_QUERY, useMedia } from '../ui/use-media'
import { FacetChip } from './facet-chip'
import { MoreChips } from './more-chips'
import { OtherFacets } from './other-facets'
import { SavedViews } from './saved-views'
import { TermChip } from './term-chip'
import { isFacet } from './term-text'
import { TimeChip } from './time-chip'
import './filter-bar.css'

/** Set chips that stay in the bar; the rest folds. */
const CHIPS = 6
const COMPACT_CHIPS = 2

/** Facets that have a place in the bar while they filter nothing. */
const ALWAYS: readonly Facet[] = ['account', 'computer', 'type', 'end']

const OTHERS = FACETS.filter((facet) => !ALWAYS.includes(facet))

/** Facets in fixed order, set ones solid, unset ones dashed; then what was typed beyond them. */
export function FilterBar() {
  const filter = useStore((state) => state.filter)
  const terms = useStore((state) => state.terms)
  const clearFilter = useStore((state) => state.clearFilter)
  const loading = useStore((state) => state.loading)
  const problem = useStore((state) => state.queryProblem)
  const compact = useMedia(COMPACT_QUERY)
  const ordered = inBarOrder(terms)
  const shown = ordered.slice(0, compact ? COMPACT_CHIPS : CHIPS)
  const folded = ordered.slice(shown.length)
  const nthOf = (term: QueryTerm): number => terms.filter(({ field }) => field === term.field).indexOf(term)
  const chipOf = (term: QueryTerm) => {
    if (term.field === 'time' && nthOf(term) === 0) return null
    return isFacet(term.field) ? (
      <FacetChip key={`${term.field} ${nthOf(term)}`} facet={term.field} nth={nthOf(term)} />
    ) : (
      <TermChip key={printTerm(term)} term={term} />
    )
  }
  const chipsOf = (facet: Facet) => {
    const set = shown.filter(({ field }) => field === facet)
    if (set.length > 0) return set.map(chipOf)
    const unset = terms.every(({ field }) => field !== facet)
    // A list as above: a chip that becomes set is the same chip, and its popover stays.
    return unset && ALWAYS.includes(facet) ? [<FacetChip key={`${facet} 0`} facet={facet} />] : null
  }
  return (
    <div className="filter-bar" role="toolbar" aria-label={strings.filter.bar} data-pane="filters">
      <Icon name="filter" className="dim" />
      <TimeChip />
      {FACETS.map(chipsOf)}
      {shown.filter(({ field }) => !isFacet(field)).map(chipOf)}
      {folded.length > 0 ? <MoreChips terms={folded} /> : null}
      <OtherFacets facets={OTHERS} />
      {problem === '' ? null : (
        <span className="filter-problem danger clip" role="alert" title={problem}>
          {problem}
        </span>
      )}
      <span className="spacer" />
      <SavedViews />
      {isFiltered(filter) ? (
        <button type="button" className="filter-clear" onClick={clearFilter}>
          {strings.filter.clear}
        </button>
      ) : null}
      {loading ? <span className="filter-progress" aria-hidden="true" /> : null}
    </div>
  )
}

/** The time first, then facets in their order, then the rest in the order of the text. */
function inBarOrder(terms: readonly QueryTerm[]): readonly QueryTerm[] {
  const place = ({ field }: QueryTerm): number => {
    if (field === 'time') return -1
    return isFacet(field) ? FACETS.indexOf(field) : FACETS.length
  }
  return terms.toSorted((one, other) => place(one) - place(other))
}
