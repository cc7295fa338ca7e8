import { useRef } from 'react'
import type { QueryTerm } from '../../electron/core/query/syntax/query-ast'
import { parseQuery } from '../../electron/core/query/syntax/parse-query'
import { sameTerm } from '../../electron/core/query/syntax/edit-query'
import { useStore } from '../state/store'
import { SEARCH_ID } from '../ui/panes'
import { Chip } from './chip'
import { termName, termTitle, termValueText } from './term-text'

/** A term that no list of values stands for: a word, an address, a second stretch of time. It is edited where it was typed. */
export function TermChip({ term }: { readonly term: QueryTerm }) {
  const changeTerm = useStore((state) => state.changeTerm)
  const anchor = useRef<HTMLButtonElement>(null)
  return (
    <Chip
      anchor={anchor}
      name={termName(term)}
      set
      plain
      not={term.not}
      value={termValueText(term)}
      title={termTitle(term)}
      expanded={false}
      onOpen={() => editTerm(term)}
      onRemove={() => changeTerm(term, null)}
    />
  )
}

function editTerm(term: QueryTerm): void {
  const box = document.getElementById(SEARCH_ID)
  if (!(box instanceof HTMLInputElement)) return
  const piece = parseQuery(box.value).pieces.find((one) => one.term !== null && sameTerm(one.term, term))
  box.focus()
  if (piece !== undefined) box.setSelectionRange(piece.from, piece.to)
}
