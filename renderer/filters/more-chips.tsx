import { useCallback, useRef, useState } from 'react'
import type { Facet } from '../state/filter-slice'
import { strings } from '../strings'
import { Icon } from '../theme/mark'
import { Popover } from '../ui/popover'
import { FacetList } from './facet-list'
import { facetName } from './facet-values'

/** Set facets that find no room in a narrow window. */
export function MoreChips({ facets }: { readonly facets: readonly Facet[] }) {
  const [open, setOpen] = useState(false)
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
        onClick={() => setOpen(!open)}
      >
        {`${facets.length} more`}
        <Icon name="down" size={12} />
      </button>
      {open ? (
        <Popover label={strings.filter.bar} anchor={anchor} onClose={close}>
          {facets.map((facet) => (
            <section key={facet} className="more-facet">
              <h3>{facetName(facet)}</h3>
              <FacetList facet={facet} />
            </section>
          ))}
        </Popover>
      ) : null}
    </>
  )
}
