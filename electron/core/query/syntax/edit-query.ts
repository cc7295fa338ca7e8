/** Changes of filter text by its terms. What else was typed stays as it was typed, mistakes included. */
import { parseQuery } from './parse-query'
import { printTerm } from './print-query'
import type { Piece, QueryTerm } from './query-ast'

/** The text without a term; as it was if the term is not in it. */
export function withoutTerm(text: string, term: QueryTerm): string {
  const piece = pieceOf(text, term)
  return piece === undefined ? text : splice(text, piece, '')
}

/** The text with a term in the place of another. A term that is not there any more is put at the end. */
export function withTermReplaced(text: string, old: QueryTerm, next: QueryTerm): string {
  const piece = pieceOf(text, old)
  return piece === undefined ? withTerm(text, next) : splice(text, piece, printTerm(next))
}

/** The text with one more term at its end. */
export function withTerm(text: string, term: QueryTerm): string {
  const { openQuote } = parseQuery(text)
  return [openQuote ? `${text}"` : text.trimEnd(), printTerm(term)].filter((part) => part !== '').join(' ')
}

/** The text with other text in the place of a piece; blanks around a piece that goes are joined. */
export function splice(text: string, { from, to }: Pick<Piece, 'from' | 'to'>, next: string): string {
  if (next !== '') return text.slice(0, from) + next + text.slice(to)
  return [text.slice(0, from).trimEnd(), text.slice(to).trimStart()].filter((part) => part !== '').join(' ')
}

/** Whether two terms say the same in the same words. */
export function sameTerm(one: QueryTerm, other: QueryTerm): boolean {
  return printTerm(one) === printTerm(other)
}

function pieceOf(text: string, term: QueryTerm): Piece | undefined {
  return parseQuery(text).pieces.find((piece) => piece.term !== null && sameTerm(piece.term, term))
}
