import type { IHeaderParams } from 'ag-grid-community'
import { type Facet, termOf } from '../state/filter-slice'
import { useStore } from '../state/store'
import { Icon } from '../theme/mark'

interface HeaderProps extends IHeaderParams {
  readonly facet?: Facet
}

/** Name of a column, with a funnel while its facet filters. */
export function HeaderLabel({ displayName, facet }: HeaderProps) {
  const filtered = useStore((state) => facet !== undefined && termOf(state, facet) !== null)
  return (
    <span className="header-label">
      {displayName}
      {filtered ? <Icon name="filter" size={14} label="filtered" className="header-funnel" /> : null}
    </span>
  )
}
