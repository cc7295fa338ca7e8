import { useCallback, useRef, useState } from 'react'
import type { Facet } from '../state/filter-slice'
import { useStore } from '../state/store'
import { strings } from '../strings'
import { Icon } from '../theme/mark'
import { Popover } from '../ui/popover'
import { Segmented } from '../ui/segmented'
import { FacetList } from './facet-list'
import { facetName } from './facet-values'

const WIDTH = 380

/** Facets that have no place of their own in the bar until they are set. */
export function OtherFacets({ facets }: { readonly facets: readonly Facet[] }) {
  const [open, setOpen] = useState(false)
  const [facet, setFacet] = useState<Facet>(facets[0]!)
  const anchor = useRef<HTMLButtonElement>(null)
  const close = useCallback(() => setOpen(false), [])
  return (
    <>
      <button
        ref={anchor}
        type="button"
        className="chip chip-empty"
        aria-haspopup="dialog"
        aria-expanded={open}
        title={facets.map(facetName).join(', ')}
        onClick={() => {
          // Tags change without a question to the engine: its counts are asked for when they are looked at.
          if (!open) useStore.setState(({ filter }) => ({ filter: { ...filter } }))
          setOpen(!open)
        }}
      >
        {strings.filter.more}
        <Icon name="down" size={12} />
      </button>
      {open ? (
        <Popover label={strings.filter.moreTitle} anchor={anchor} onClose={close} width={WIDTH}>
          <div className="other-facets">
            <Segmented
              label={strings.filter.moreTitle}
              value={facet}
              onChange={setFacet}
              segments={facets.map((value) => ({ value, label: facetName(value) }))}
            />
          </div>
          <FacetList key={facet} facet={facet} nth={0} />
        </Popover>
      ) : null}
    </>
  )
}
