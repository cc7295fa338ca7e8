import { useCallback, useRef, useState } from 'react'
import type { FacetTerm } from '../../electron/contract/engine'
import type { Facet } from '../state/filter-slice'
import { useStore } from '../state/store'
import { strings } from '../strings'
import { countText } from '../ui/numbers'
import { Popover } from '../ui/popover'
import { Chip } from './chip'
import { FacetList } from './facet-list'
import { facetName, facetValueText } from './facet-values'

/** One facet of the bar, and the popover that edits it. */
export function FacetChip({ facet }: { readonly facet: Facet }) {
  const term = useStore((state) => state.filter[facet])
  const setFacet = useStore((state) => state.setFacet)
  const [open, setOpen] = useState(false)
  const anchor = useRef<HTMLButtonElement>(null)
  const close = useCallback(() => setOpen(false), [])
  const name = facetName(facet)
  return (
    <>
      <Chip
        anchor={anchor}
        name={name}
        set={term !== null}
        not={term?.not === true}
        value={term === null ? '' : termText(facet, term)}
        title={term === null ? `${name}: any` : termTitle(facet, term)}
        expanded={open}
        onOpen={() => setOpen(!open)}
        onRemove={() => setFacet(facet, null)}
      />
      {open ? (
        <Popover label={`${name} filter`} anchor={anchor} onClose={close} width={FACET_WIDTH}>
          <FacetList facet={facet} />
        </Popover>
      ) : null}
    </>
  )
}

const FACET_WIDTH = 288
const TITLE_VALUES = 20

function termText(facet: Facet, term: FacetTerm): string {
  const [only] = term.values
  return term.values.length === 1 && only !== undefined
    ? facetValueText(facet, only)
    : `${countText(term.values.length)} selected`
}

function termTitle(facet: Facet, term: FacetTerm): string {
  const values = term.values.slice(0, TITLE_VALUES).map((value) => facetValueText(facet, value))
  if (term.values.length > TITLE_VALUES) values.push(`and ${term.values.length - TITLE_VALUES} more`)
  return `${facetName(facet)}${term.not ? ` ${strings.filter.not}` : ''}: ${values.join(', ')}`
}
