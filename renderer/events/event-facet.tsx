import { useCallback, useRef, useState } from 'react'
import type { EventFacet, EventFacetCount } from '../../electron/contract/events'
import { visibleName } from '../../electron/core/text/visible-text'
import { useStore } from '../state/store'
import { strings } from '../strings'
import { Icon } from '../theme/mark'
import { Button } from '../ui/button'
import { countText } from '../ui/numbers'
import { Popover } from '../ui/popover'
import { Segmented } from '../ui/segmented'

/** Values drawn at once; typing narrows to the rest. */
const VALUES_SHOWN = 200

interface FacetProps {
  readonly facet: EventFacet
  readonly counts: readonly EventFacetCount[]
}

/** One facet of the event browser: what it filters by, and its values in a popover. */
export function EventFacetChip({ facet, counts }: FacetProps) {
  const term = useStore((state) => state.eventFilter[facet])
  const setEventFacet = useStore((state) => state.setEventFacet)
  const [open, setOpen] = useState(false)
  const anchor = useRef<HTMLButtonElement>(null)
  const close = useCallback(() => setOpen(false), [])
  const name = strings.events.facets[facet]
  const values = term?.values ?? []
  const shown = values.length === 1 ? visibleName(values[0] ?? '') : `${values.length} selected`
  return (
    <span className={`event-chip ${term === null ? '' : 'is-set'} ${term?.not === true ? 'is-not' : ''}`}>
      <button
        ref={anchor}
        type="button"
        aria-haspopup="dialog"
        aria-expanded={open}
        title={values.map(visibleName).join('\n') || `${name}: any`}
        onClick={() => setOpen(!open)}
        onKeyDown={(event) => {
          if (event.key === 'Delete') setEventFacet(facet, null)
        }}
      >
        {name}
        {term === null ? null : (
          <>
            {term.not ? <em>{strings.filter.not}</em> : null}
            <b className="clip">{shown}</b>
          </>
        )}
      </button>
      {term === null ? null : (
        <button type="button" aria-label={`Remove ${name}`} onClick={() => setEventFacet(facet, null)}>
          <Icon name="x" size={12} />
        </button>
      )}
      {open ? (
        <Popover label={`${name} filter`} anchor={anchor} onClose={close} width={340}>
          <FacetValues facet={facet} counts={counts} />
        </Popover>
      ) : null}
    </span>
  )
}

function FacetValues({ facet, counts }: FacetProps) {
  const term = useStore((state) => state.eventFilter[facet])
  const setEventFacet = useStore((state) => state.setEventFacet)
  const [not, setNot] = useState(term?.not ?? false)
  const [typed, setTyped] = useState('')
  const chosen = term?.values ?? []
  const gone = chosen.filter((value) => counts.every((count) => count.value !== value))
  const all = [...gone.map((value) => ({ value, label: '', count: 0 })), ...counts]
  const wanted = typed.toLowerCase()
  const found = all.filter(({ value, label }) => `${value} ${label}`.toLowerCase().includes(wanted))
  const toggle = (value: string): void => {
    const values = chosen.includes(value) ? chosen.filter((other) => other !== value) : [...chosen, value]
    setEventFacet(facet, { values, not })
  }
  return (
    <>
      <div className="event-facet-head">
        <Segmented
          label={strings.events.facets[facet]}
          value={not ? 'not' : 'is'}
          onChange={(choice) => {
            setNot(choice === 'not')
            if (term !== null) setEventFacet(facet, { ...term, not: choice === 'not' })
          }}
          segments={[
            { value: 'is', label: strings.filter.include },
            { value: 'not', label: strings.filter.exclude },
          ]}
        />
        <input
          data-autofocus
          aria-label={strings.filter.find}
          placeholder={strings.filter.find}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
        />
      </div>
      <div className="event-values">
        {found.slice(0, VALUES_SHOWN).map(({ value, label, count }) => (
          <label key={value} title={visibleName(label === '' ? value : `${value} ${label}`)}>
            <input type="checkbox" checked={chosen.includes(value)} onChange={() => toggle(value)} />
            {label === '' ? null : <b>{value}</b>}
            <span className="clip">{visibleName(label === '' ? value : label)}</span>
            <span className="dim">{countText(count)}</span>
          </label>
        ))}
        {found.length === 0 ? <p className="event-none">{strings.filter.noValues}</p> : null}
        {found.length > VALUES_SHOWN ? (
          <p className="event-none">{`${countText(found.length - VALUES_SHOWN)} more: type to narrow.`}</p>
        ) : null}
      </div>
      {term === null ? null : (
        <Button kind="link" onClick={() => setEventFacet(facet, null)}>
          {strings.filter.clear}
        </Button>
      )}
    </>
  )
}
