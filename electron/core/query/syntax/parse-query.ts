import {
  FIELDS,
  MAX_TERMS,
  type Field,
  type Parsed,
  type Piece,
  type QueryError,
  type QueryTerm,
} from './query-ast'
import { wrongValue } from './term-values'

/** Longest text that is parsed; a filter is typed or made from values, never that long. */
export const MAX_QUERY_LENGTH = 20_000

/** Fields whose values may have a sign before them. */
const ORDERED: ReadonlySet<Field> = new Set<Field>(['dur', 'conf', 'time'])

class Wrong extends Error {
  constructor(
    readonly from: number,
    readonly to: number,
    message: string,
  ) {
    super(message)
  }
}

/**
 * `account:svc_* type:3,10 dur:>8h -computer:DC1 "two words"` as terms. Quotes keep blanks and commas; a quote may be left open while typing.
 * In quotes `""` is one quote. After a mistake the text is read on, so that the sound pieces can be edited; but then nothing of it holds.
 */
export function parseQuery(text: string): Parsed {
  if (text.length > MAX_QUERY_LENGTH) {
    const message = `A filter holds at most ${MAX_QUERY_LENGTH} characters.`
    return {
      terms: null,
      error: { from: MAX_QUERY_LENGTH, to: text.length, message },
      pieces: [],
      openQuote: false,
    }
  }
  const terms: QueryTerm[] = []
  const pieces: Piece[] = []
  let error: QueryError | null = null
  let at = 0
  let openQuote = false
  for (;;) {
    while (at < text.length && isBlank(text[at]!)) at++
    if (at >= text.length) break
    const from = at
    try {
      const read = readTerm(text, from)
      at = read.end
      openQuote = read.open
      if (read.term !== null) {
        if (terms.length === MAX_TERMS) {
          throw new Wrong(
            from,
            at,
            `A filter has at most ${MAX_TERMS} terms; several values fit in one: account:a,b.`,
          )
        }
        terms.push(read.term)
      }
      pieces.push({ from, to: at, term: read.term })
    } catch (thrown) {
      if (!(thrown instanceof Wrong)) throw thrown
      error ??= { from: thrown.from, to: thrown.to, message: thrown.message }
      const end = endOfPiece(text, from)
      at = Math.max(end.at, thrown.to)
      openQuote = end.open
      pieces.push({ from, to: at, term: null })
    }
  }
  return { terms: error === null ? terms : null, error, pieces, openQuote }
}

function readTerm(text: string, from: number): { term: QueryTerm | null; end: number; open: boolean } {
  const not = text[from] === '-' && from + 1 < text.length && !isBlank(text[from + 1]!)
  const head = not ? from + 1 : from
  const name = /^([a-z]+):/i.exec(text.slice(head, head + 40))
  const field = name === null ? undefined : fieldOf(name[1]!)
  // `dead::1` is an address, not a field.
  if (name === null || (field === undefined && text[head + name[0].length] === ':')) {
    const word = readValue(text, head, false)
    const term = word.value === '' ? null : { field: null, not, values: [word.value] }
    return { term, end: word.end, open: word.open }
  }
  if (field === undefined) {
    throw new Wrong(
      head,
      head + name[1]!.length,
      `There is no field ${name[1]!}. Put the text in quotes to look for it.`,
    )
  }
  let at = head + name[0].length
  const values: string[] = []
  for (;;) {
    const { value, end, quoted, open } = readValue(text, at, true)
    // An empty text in quotes is a value: sessions without account or source have it.
    if (value === '' && !quoted)
      throw new Wrong(from, Math.max(end, at), `A value is missing after ${field}.`)
    const wrong = wrongValue(field, value)
    if (wrong !== null) {
      const sign = ORDERED.has(field) && !quoted ? /^[<>]?=?/.exec(value)![0].length : 0
      throw new Wrong(at + sign, end, wrong)
    }
    values.push(value)
    at = end
    if (text[at] !== ',') return { term: { field, not, values }, end: at, open }
    at++
  }
}

function fieldOf(name: string): Field | undefined {
  return FIELDS.find((field) => field === name.toLowerCase())
}

/** A quoted value, or characters up to a blank (and, within a field, a comma). */
function readValue(
  text: string,
  from: number,
  commas: boolean,
): { value: string; end: number; quoted: boolean; open: boolean } {
  let at = from
  if (text[at] !== '"') {
    while (at < text.length && !isBlank(text[at]!) && text[at] !== '"' && !(commas && text[at] === ',')) at++
    return { value: text.slice(from, at), end: at, quoted: false, open: false }
  }
  let value = ''
  for (at++; at < text.length; at++) {
    if (text[at] === '"') {
      if (text[at + 1] !== '"') return { value, end: at + 1, quoted: true, open: false }
      at++
    }
    value += text[at]!
  }
  return { value, end: at, quoted: true, open: true }
}

/** Up to the next blank outside of quotes. */
function endOfPiece(text: string, from: number): { at: number; open: boolean } {
  let open = false
  let at = from
  for (; at < text.length && (open || !isBlank(text[at]!)); at++) if (text[at] === '"') open = !open
  return { at, open }
}

function isBlank(char: string): boolean {
  return /\s/.test(char)
}
