import { type KeyboardEvent, useEffect, useId, useState } from 'react'
import type { Suggestion } from '../../electron/contract/engine'
import { visibleText } from '../../electron/core/text/visible-text'
import { parseQuery } from '../../electron/core/query/syntax/parse-query'
import { engine } from '../state/engine-client'
import { useStore } from '../state/store'
import { strings } from '../strings'
import { Icon } from '../theme/mark'
import { IconButton } from '../ui/button'
import { SEARCH_ID } from '../ui/panes'
import { COMPACT_QUERY, useMedia } from '../ui/use-media'
import { SuggestionList, optionId } from './suggestion-list'
import './search-box.css'

/** The text filter: narrows as one types; suggestions turn into chips. */
export function SearchBox() {
  const typed = useStore((state) => state.typedText)
  const setText = useStore((state) => state.setText)
  const disabled = useStore((state) => state.view === 'start')
  const compact = useMedia(COMPACT_QUERY)
  const [open, setOpen] = useState(false)
  const suggestions = useSuggestions(open)
  const [marked, setMarked] = useState(-1)
  const listId = useId()
  const problemId = useId()
  const shown = open && suggestions.length > 0
  const { error } = parseQuery(typed)

  const take = (index: number, exclude: boolean): void => {
    const suggestion = suggestions[index]
    if (suggestion !== undefined) applySuggestion(suggestion, exclude)
    setOpen(false)
    setMarked(-1)
  }
  const key = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') {
      event.preventDefault()
      if (shown) setOpen(false)
      else if (typed !== '') setText('')
      else (event.target as HTMLElement).blur()
    } else if (event.key === 'Enter') {
      event.preventDefault()
      if (shown && marked >= 0) take(marked, event.altKey)
      else setOpen(false)
    } else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault()
      setOpen(true)
      const step = event.key === 'ArrowDown' ? 1 : -1
      const count = suggestions.length + 1
      setMarked(((((marked + 1 + step) % count) + count) % count) - 1)
    }
  }

  return (
    <div
      className="search-box"
      role="search"
      data-pane={disabled ? undefined : 'search'}
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) setOpen(false)
      }}
    >
      <Icon name="search" className="dim" />
      <input
        id={SEARCH_ID}
        type="search"
        data-pane-focus
        aria-label={strings.search.label}
        aria-autocomplete="list"
        aria-invalid={error !== null}
        aria-describedby={error === null ? undefined : problemId}
        aria-controls={shown ? listId : undefined}
        aria-activedescendant={shown && marked >= 0 ? optionId(listId, marked) : undefined}
        autoComplete="off"
        spellCheck={false}
        disabled={disabled}
        placeholder={placeholder(disabled, compact)}
        value={typed}
        onFocus={() => setOpen(true)}
        onChange={(event) => {
          setText(event.target.value)
          setOpen(true)
          setMarked(-1)
        }}
        onKeyDown={key}
      />
      {typed === '' ? (
        <kbd aria-hidden="true">/</kbd>
      ) : (
        <IconButton icon="x" size={12} label={strings.search.clear} onClick={() => setText('')} />
      )}
      {error === null ? null : (
        <p id={problemId} className="search-problem" role="alert">
          {before(typed, error.from)}
          <mark>{visibleText(typed.slice(error.from, Math.max(error.to, error.from + 1)))}</mark>
          {` ${error.message}`}
        </p>
      )}
      {shown && error === null ? (
        <SuggestionList id={listId} text={typed} suggestions={suggestions} marked={marked} onTake={take} />
      ) : null}
    </div>
  )
}

/** The little of the text before the mistake that tells where it is. */
function before(text: string, from: number): string {
  return from > CONTEXT
    ? `…${visibleText(text.slice(from - CONTEXT, from))}`
    : visibleText(text.slice(0, from))
}

const CONTEXT = 12

function placeholder(disabled: boolean, compact: boolean): string {
  if (disabled) return strings.search.placeholderEmpty
  return compact ? strings.search.placeholderShort : strings.search.placeholder
}

/** A suggested account or computer becomes a chip; a source has no facet and becomes the text itself. */
function applySuggestion(suggestion: Suggestion, exclude: boolean): void {
  const { filter, setFacet, setText } = useStore.getState()
  if (suggestion.kind === 'source') {
    setText(suggestion.value)
    return
  }
  const term = filter[suggestion.kind]
  const same = term !== null && term.not === exclude ? term.values : []
  const values = same.includes(suggestion.value) ? same : [...same, suggestion.value]
  setText('')
  setFacet(suggestion.kind, { values, not: exclude })
}

/** Suggestions for the text that is being filtered by, asked again when text, other filters or sessions change. */
function useSuggestions(open: boolean): readonly Suggestion[] {
  const filter = useStore((state) => state.filter)
  const generation = useStore((state) => state.generation)
  const [suggestions, setSuggestions] = useState<readonly Suggestion[]>([])
  const wanted = open && generation > 0 && filter.text.trim() !== ''
  useEffect(() => {
    if (!wanted) return
    let stale = false
    engine.call({ call: 'suggest', text: filter.text, filter }).then(
      (reply) => {
        if (!stale) setSuggestions(reply)
      },
      () => {
        if (!stale) setSuggestions([])
      },
    )
    return () => {
      stale = true
    }
  }, [wanted, filter, generation])
  return wanted ? suggestions : NONE
}

const NONE: readonly Suggestion[] = []
