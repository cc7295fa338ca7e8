import { useState } from 'react'
import { ALL_EVENTS } from '../../electron/contract/engine-constants'
import type { EventFacet, EventsReply } from '../../electron/contract/events'
import { useStore } from '../state/store'
import { strings } from '../strings'
import { Icon } from '../theme/mark'
import { Button, IconButton } from '../ui/button'
import { EventFacetChip } from './event-facet'
import { EventTimeChip } from './event-time'
import { OnlyChips } from './only-chips'
import './events-view.css'

const FACETS: readonly EventFacet[] = ['eventId', 'account', 'computer', 'channel']

/** Search and facets of the event browser. */
export function EventsBar({ reply }: { readonly reply: EventsReply | null }) {
  const filter = useStore((state) => state.eventFilter)
  const behind = useStore((state) => state.eventsBehind)
  const clear = useStore((state) => state.clearEventFilter)
  return (
    <div className="events-bar" role="toolbar" aria-label={strings.events.filters} data-pane="filter">
      <SearchField />
      <EventTimeChip />
      {FACETS.map((facet) => (
        <EventFacetChip key={facet} facet={facet} counts={reply?.facets[facet] ?? []} />
      ))}
      <OnlyChips counts={reply?.only ?? null} />
      {filter.recordId === null ? null : (
        <SingleChip part="recordId" name={strings.events.recordId} value={filter.recordId} />
      )}
      {filter.behind === null ? null : (
        <SingleChip part="behind" name={strings.events.behind} value={behind} />
      )}
      <span className="spacer" />
      {filter === ALL_EVENTS ? null : (
        <Button kind="link" onClick={clear}>
          {strings.filter.clear}
        </Button>
      )}
    </div>
  )
}

interface SingleChipProps {
  readonly part: 'behind' | 'recordId'
  readonly name: string
  readonly value: string
}

/** What was asked for from elsewhere: there is one value, which can be taken away. */
function SingleChip({ part, name, value }: SingleChipProps) {
  const drop = useStore((state) => state.dropEventFilter)
  return (
    <span className="event-chip is-set">
      <span className="event-chip-name" title={value}>
        {name} <b className="clip">{value}</b>
      </span>
      <button type="button" aria-label={`Remove ${name}`} onClick={() => drop(part)}>
        <Icon name="x" size={12} />
      </button>
    </span>
  )
}

/** Enter searches: reading every record again is not done at each letter. */
function SearchField() {
  const searched = useStore((state) => state.searchText)
  const searchEvents = useStore((state) => state.searchEvents)
  const [typed, setTyped] = useState(searched)
  // Cleared or set from elsewhere: the field follows.
  const [followed, setFollowed] = useState(searched)
  if (followed !== searched) {
    setFollowed(searched)
    setTyped(searched)
  }
  return (
    <form
      className="events-search"
      role="search"
      aria-label={strings.events.search}
      onSubmit={(event) => {
        event.preventDefault()
        searchEvents(typed)
      }}
    >
      <Icon name="search" className="dim" />
      <input
        aria-label={strings.events.search}
        placeholder={strings.events.search}
        data-pane-focus
        spellCheck={false}
        maxLength={1024}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape' || (typed === '' && searched === '')) return
          event.preventDefault()
          if (useStore.getState().searchProgress?.state === 'running') {
            useStore.getState().stopSearch()
            return
          }
          setTyped('')
          searchEvents('')
        }}
      />
      {typed === '' ? null : (
        <IconButton
          icon="x"
          size={12}
          label={strings.events.clearSearch}
          onClick={() => {
            setTyped('')
            searchEvents('')
          }}
        />
      )}
    </form>
  )
}
