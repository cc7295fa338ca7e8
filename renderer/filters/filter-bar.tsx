import { FACETS, isFiltered } from '../state/filter-slice'
import { useStore } from '../state/store'
import { strings } from '../strings'
import { Icon } from '../theme/mark'
import { COMPACT_QUERY, useMedia } from '../ui/use-media'
import { FacetChip } from './facet-chip'
import { MoreChips } from './more-chips'
import { TimeChip } from './time-chip'
import './filter-bar.css'

/** Set chips that stay in the bar of a narrow window; the rest folds. */
const COMPACT_CHIPS = 2

/** Facets in fixed order: set ones solid, unset ones dashed. */
export function FilterBar() {
  const filter = useStore((state) => state.filter)
  const clearFilter = useStore((state) => state.clearFilter)
  const loading = useStore((state) => state.loading)
  const problem = useStore((state) => state.queryProblem)
  const compact = useMedia(COMPACT_QUERY)
  const timeSet = filter.fromMs !== null || filter.toMs !== null
  const set = FACETS.filter((facet) => filter[facet] !== null)
  const room = compact ? Math.max(0, COMPACT_CHIPS - (timeSet ? 1 : 0)) : set.length
  const folded = set.length > room ? set.slice(room) : []
  return (
    <div className="filter-bar" role="toolbar" aria-label={strings.filter.bar} data-pane="filters">
      <Icon name="filter" className="dim" />
      <TimeChip />
      {FACETS.filter((facet) => !folded.includes(facet)).map((facet) => (
        <FacetChip key={facet} facet={facet} />
      ))}
      {folded.length > 0 ? <MoreChips facets={folded} /> : null}
      {problem === '' ? null : (
        <span className="filter-problem danger clip" role="alert" title={problem}>
          {problem}
        </span>
      )}
      <span className="spacer" />
      {isFiltered(filter) ? (
        <button type="button" className="filter-clear" onClick={clearFilter}>
          {strings.filter.clear}
        </button>
      ) : null}
      {loading ? <span className="filter-progress" aria-hidden="true" /> : null}
    </div>
  )
}
