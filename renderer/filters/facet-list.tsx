import { useMemo, useState } from 'react'
import type { FacetCount } from '../../electron/contract/engine'
import type { QueryTerm } from '../../electron/core/query/syntax/query-ast'
import type { Facet } from '../state/filter-slice'
import { useStore } from '../state/store'
import { strings } from '../strings'
import { endMark } from '../theme/end-mark'
import { Mark } from '../theme/mark'
import { Button } from '../ui/button'
import { countText } from '../ui/numbers'
import { Segmented } from '../ui/segmented'
import { TypeSwatch } from '../ui/type-swatch'
import { facetName, facetValueText, isEndReason, typeNumber } from './facet-values'

/** Values drawn at once; typing narrows to the rest. */
const VALUES_SHOWN = 200
/** Short lists need no search field. */
const SEARCH_FROM = 9

interface FacetListProps {
  readonly facet: Facet
  /** Which of the terms of the facet is edited. */
  readonly nth: number
}

/** Values of a facet with their counts, which follow the other filters. */
export function FacetList({ facet, nth }: FacetListProps) {
  const counts = useStore((state) => state.result?.facets[facet])
  const term = useStore((state) => state.terms.filter(({ field }) => field === facet)[nth] ?? null)
  const changeTerm = useStore((state) => state.changeTerm)
  const [typed, setTyped] = useState('')
  // The list keeps the values it was opened with in place; a value that is set but not among those counted stays.
  const values = useMemo(() => withSelected(counts ?? [], term?.values ?? []), [counts, term])
  const wanted = typed.toLocaleLowerCase()
  const found = values.filter((item) =>
    facetValueText(facet, item.value, item.label).toLocaleLowerCase().includes(wanted),
  )
  const [isNot, setNot] = useState(term?.not ?? false)
  return (
    <>
      <div className="facet-head">
        <Segmented
          label={`${facetName(facet)}: include or exclude`}
          value={isNot ? 'not' : 'is'}
          onChange={(choice) => {
            setNot(choice === 'not')
            if (term !== null) changeTerm(term, { ...term, not: choice === 'not' })
          }}
          segments={[
            { value: 'is', label: strings.filter.include },
            { value: 'not', label: strings.filter.exclude },
          ]}
        />
        <span className="spacer" />
        <Button kind="link" disabled={term === null} onClick={() => changeTerm(term, null)}>
          {strings.filter.clear}
        </Button>
      </div>
      {values.length >= SEARCH_FROM ? (
        <input
          className="facet-search"
          data-autofocus
          aria-label={strings.filter.find}
          placeholder={strings.filter.find}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
        />
      ) : null}
      <ul className="facet-values" aria-label={facetName(facet)}>
        {found.slice(0, VALUES_SHOWN).map((item) => {
          const text = facetValueText(facet, item.value, item.label)
          return (
            <li key={item.value}>
              <label className="facet-value" title={text}>
                <input
                  type="checkbox"
                  checked={term?.values.includes(item.value) ?? false}
                  onChange={() => changeTerm(term, toggled(facet, term, item.value, isNot))}
                />
                <FacetSymbol facet={facet} value={item.value} />
                <span className="clip">{text}</span>
                <span className="facet-count">{item.count === null ? null : countText(item.count)}</span>
              </label>
            </li>
          )
        })}
      </ul>
      {found.length === 0 ? <p className="facet-none dim">{strings.filter.noValues}</p> : null}
      {found.length > VALUES_SHOWN ? (
        <p className="facet-none dim">{`${countText(found.length - VALUES_SHOWN)} more: type to narrow`}</p>
      ) : null}
    </>
  )
}

function FacetSymbol({ facet, value }: { readonly facet: Facet; readonly value: string }) {
  if (facet === 'type') return <TypeSwatch logonType={typeNumber(value)} />
  if (facet === 'end' && isEndReason(value)) return <Mark name={endMark(value)} size={12} />
  return null
}

/** A typed pattern has no count: it stands for several values. */
type Listed = Pick<FacetCount, 'value' | 'label'> & { readonly count: number | null }

function withSelected(counts: readonly FacetCount[], selected: readonly string[]): readonly Listed[] {
  const known = new Set(counts.map((item) => item.value))
  const missing = selected.filter((value) => !known.has(value))
  return [...counts, ...missing.map((value) => ({ value, label: value, count: null }))]
}

function toggled(facet: Facet, term: QueryTerm | null, value: string, not: boolean): QueryTerm {
  const before = term?.values ?? []
  const values = before.includes(value) ? before.filter((other) => other !== value) : [...before, value]
  return { field: facet, not, values }
}
