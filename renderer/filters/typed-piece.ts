/** The piece of the filter text that the caret stands in, and what a suggestion makes of it. */
import type { Suggestion } from '../../electron/contract/engine'
import { splice } from '../../electron/core/query/syntax/edit-query'
import { parseQuery } from '../../electron/core/query/syntax/parse-query'
import { printTerm } from '../../electron/core/query/syntax/print-query'
import { FIELDS, type Field } from '../../electron/core/query/syntax/query-ast'

export interface TypedPiece {
  readonly from: number
  readonly to: number
  readonly text: string
}

/** null where the caret stands in a blank. */
export function pieceAt(text: string, caret: number): TypedPiece | null {
  const piece = parseQuery(text).pieces.find(({ from, to }) => from < caret && caret <= to)
  return piece === undefined
    ? null
    : { from: piece.from, to: piece.to, text: text.slice(piece.from, piece.to) }
}

/** The other terms, as far as they are understood: what counts beside suggestions follow. */
export function textBeside(text: string, piece: TypedPiece): string {
  return parseQuery(text)
    .pieces.flatMap(({ from, term }) => (from === piece.from || term === null ? [] : [printTerm(term)]))
    .join(' ')
}

/** Values of a list before the one that is being typed: `a` of `account:a,rv`. */
export function earlierValues(piece: TypedPiece): readonly string[] {
  const comma = piece.text.lastIndexOf(',')
  return comma < 0 ? [] : (parseQuery(piece.text.slice(0, comma)).terms?.[0]?.values ?? [])
}

/** The text with a list of values completed by a suggestion. */
export function completeList(text: string, piece: TypedPiece, { kind, value }: Suggestion): string {
  const values = [...earlierValues(piece).filter((one) => one !== value), value]
  return splice(text, piece, printTerm({ field: kind, not: piece.text.startsWith('-'), values }))
}

/** Fields whose name begins with what is typed; none once a field is there. */
export function fieldsFor(piece: TypedPiece | null): readonly Field[] {
  const word = piece?.text.replace(/^-/, '').toLowerCase() ?? ''
  return word === '' ? [] : FIELDS.filter((field) => field.startsWith(word))
}
