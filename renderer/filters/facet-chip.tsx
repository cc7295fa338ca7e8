import { useCallback, useRef, useState } from 'react'
import type { Facet } from '../state/filter-slice'
import { useStore } from '../state/store'
import { Popover } from '../ui/popover'
import { Chip } from './chip'
import { FacetList } from './facet-list'
import { facetName } from './facet-values'
import { termTitle, termValueText } from './term-text'

const FACET_WIDTH = 288

interface FacetChipProps {
  readonly facet: Facet
  /** Which of the terms of the facet: there is a second where one keeps and the other drops. */
  readonly nth?: number
}

/** One term of a facet, or the facet without any, and the popover that edits it. */
export function FacetChip({ facet, nth = 0 }: FacetChipProps) {
  const term = useStore((state) => state.terms.filter(({ field }) => field === facet)[nth] ?? null)
  const changeTerm = useStore((state) => state.changeTerm)
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
        value={term === null ? '' : termValueText(term)}
        title={term === null ? `${name}: any` : termTitle(term)}
        expanded={open}
        onOpen={() => setOpen(!open)}
        onRemove={() => changeTerm(term, null)}
      />
      {open ? (
        <Popover label={`${name} filter`} anchor={anchor} onClose={close} width={FACET_WIDTH}>
          <FacetList facet={facet} nth={nth} />
        </Popover>
      ) : null}
    </>
  )
}
