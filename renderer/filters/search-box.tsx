import { type KeyboardEvent, useId, useLayoutEffect, useRef, useState } from 'react'
import { splice } from '../../electron/core/query/syntax/edit-query'
import { parseQuery } from '../../electron/core/query/syntax/parse-query'
import type { QueryError } from '../../electron/core/query/syntax/query-ast'
import { visibleText } from '../../electron/core/text/visible-text'
import { isSlowToAnswer } from '../state/result-slice'
import { useStore } from '../state/store'
import { filterByValue } from '../state/value-actions'
import { strings } from '../strings'
import { Icon } from '../theme/mark'
import { IconButton } from '../ui/button'
import { SEARCH_ID } from '../ui/panes'
import { COMPACT_QUERY, useMedia } from '../ui/use-media'
import { SuggestionList, optionId } from './suggestion-list'
import { completeList, earlierValues, pieceAt } from './typed-piece'
import { useOffers } from './use-offers'
import './search-box.css'

/** The whole filter as text: narrows as one types; a suggestion takes the place of what is being typed. */
export function SearchBox() {
  const typed = useStore((state) => state.typedText)
  const setText = useStore((state) => state.setText)
  const disabled = useStore((state) => state.view === 'start')
  const compact = useMedia(COMPACT_QUERY)
  const [open, setOpen] = useState(false)
  const [caret, setCaret] = useState(0)
  const [scrolled, setScrolled] = useState(0)
  const box = useRef<HTMLInputElement>(null)
  const wantedCaret = useRef<number | null>(null)
  const piece = pieceAt(typed, caret)
  const offers = useOffers(open, typed, piece)
  const [marked, setMarked] = useState(-1)
  const listId = useId()
  const problemId = useId()
  const shown = open && offers.length > 0
  const { error } = parseQuery(typed)

  useLayoutEffect(() => {
    if (wantedCaret.current === null) return
    box.current?.setSelectionRange(wantedCaret.current, wantedCaret.current)
    wantedCaret.current = null
  }, [typed])

  const put = (text: string, at: number): void => {
    setText(text)
    setCaret(at)
    wantedCaret.current = at
  }
  const take = (index: number, exclude: boolean): void => {
    const offer = offers[index]
    setMarked(-1)
    if (offer === undefined || piece === null) return
    if (offer.kind === 'field') {
      const sign = exclude || piece.text.startsWith('-') ? '-' : ''
      const next = `${sign}${offer.value}:`
      put(splice(typed, piece, next), piece.from + next.length)
      return
    }
    if (earlierValues(piece).length > 0) setText(completeList(typed, piece, offer))
    else {
      setText(splice(typed, piece, ''))
      filterByValue(exclude || piece.text.startsWith('-') ? 'exclude' : 'include', offer)
    }
    // A blank: what is typed next is a term of its own.
    const text = `${useStore.getState().typedText.trimEnd()} `
    put(text, text.length)
    setOpen(false)
  }
  const key = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') {
      event.preventDefault()
      const state = useStore.getState()
      // What was typed stays: it is the filter, unless its answer is not waited for.
      if (isSlowToAnswer(state)) state.stopQuery()
      else if (shown) setOpen(false)
      else (event.target as HTMLElement).blur()
    } else if (event.key === 'Enter') {
      event.preventDefault()
      if (shown && marked >= 0) take(marked, event.altKey)
      else setOpen(false)
    } else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault()
      setOpen(true)
      const step = event.key === 'ArrowDown' ? 1 : -1
      const count = offers.length + 1
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
      <span className="search-field">
        {error === null ? null : <Underline text={typed} error={error} scrolled={scrolled} />}
        <input
          ref={box}
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
          title={typed}
          value={typed}
          onFocus={() => setOpen(true)}
          onSelect={(event) => {
            setCaret(event.currentTarget.selectionStart ?? 0)
            setScrolled(event.currentTarget.scrollLeft)
          }}
          onScroll={(event) => setScrolled(event.currentTarget.scrollLeft)}
          onChange={(event) => {
            setText(event.target.value)
            setCaret(event.target.selectionStart ?? event.target.value.length)
            setOpen(true)
            setMarked(-1)
          }}
          onKeyDown={key}
        />
      </span>
      {typed === '' ? (
        <kbd aria-hidden="true">/</kbd>
      ) : (
        <IconButton icon="x" size={12} label={strings.search.clear} onClick={() => setText('')} />
      )}
      {error !== null || shown ? (
        <div className="suggestions">
          {error === null ? null : (
            <p id={problemId} className="search-problem" role="alert">
              {before(typed, error.from)}
              <mark>{visibleText(typed.slice(error.from, Math.max(error.to, error.from + 1)))}</mark>
              {` ${error.message}`}
            </p>
          )}
          {shown ? (
            <SuggestionList
              id={listId}
              text={wordOf(piece?.text ?? '')}
              offers={offers}
              marked={marked}
              onTake={take}
            />
          ) : null}
        </div>
      ) : null}
    </div>
  )
}

/** What lies under the field and is drawn wrong there: the same text, unseen but for the line under the mistake. */
function Underline(props: { readonly text: string; readonly error: QueryError; readonly scrolled: number }) {
  const { text, error, scrolled } = props
  return (
    <span className="search-underline" aria-hidden="true">
      <span style={{ marginLeft: -scrolled }}>
        {text.slice(0, error.from)}
        <mark>{text.slice(error.from, Math.max(error.to, error.from + 1))}</mark>
        {text.slice(Math.max(error.to, error.from + 1))}
      </span>
    </span>
  )
}

/** What of a piece is looked for: the last value of a field, or the word itself. */
function wordOf(piece: string): string {
  const value = piece.replace(/^-/, '').replace(/^[a-z]+:(?!:)/i, '')
  return (value.split(',').at(-1) ?? '').replaceAll('"', '')
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
