import { useState } from 'react'
import type { Facet } from '../state/filter-slice'
import { useStore } from '../state/store'
import { strings } from '../strings'
import { Icon } from '../theme/mark'
import { PopoverButton } from '../ui/popover-button'
import { Segmented } from '../ui/segmented'
import { FacetList } from './facet-list'
import { facetName } from './facet-values'

const WIDTH = 380

/** Facets that have no place of their own in the bar until they are set. */
export function OtherFacets({ facets }: { readonly facets: readonly Facet[] }) {
  const [facet, setFacet] = useState<Facet>(facets[0]!)
  return (
    <PopoverButton
      className="chip chip-empty"
      face={
        <>
          {strings.filter.more}
          <Icon name="down" size={12} />
        </>
      }
      title={facets.map(facetName).join(', ')}
      label={strings.filter.moreTitle}
      width={WIDTH}
      // Tags change without a question to the engine: its counts are asked for when they are looked at.
      onOpen={() => useStore.setState(({ filter }) => ({ filter: { ...filter } }))}
    >
      <div className="other-facets">
        <Segmented
          label={strings.filter.moreTitle}
          value={facet}
          onChange={setFacet}
          segments={facets.map((value) => ({ value, label: facetName(value) }))}
        />
      </div>
      <FacetList key={facet} facet={facet} nth={0} />
    </PopoverButton>
  )
}
