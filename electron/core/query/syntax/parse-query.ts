import { FIELDS, type Compare, type Field, type Parsed, type QueryTerm } from './query-ast'
import { wrongValue } from './term-values'

/** Longest text that is parsed; a filter is typed or made from values, never that long. */
export const MAX_QUERY_LENGTH = 20_000

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
 * In quotes `""` is one quote. The first mistake is returned with its place; then nothing of the text holds.
 */
export function parseQuery(text: string): Parsed {
  if (text.length > MAX_QUERY_LENGTH) {
    const message = `A filter holds at most ${MAX_QUERY_LENGTH} characters.`
    return { terms: null, error: { from: MAX_QUERY_LENGTH, to: text.length, message } }
  }
  const terms: QueryTerm[] = []
  let at = 0
  try {
    for (;;) {
      while (at < text.length && isBlank(text[at]!)) at++
      if (at >= text.length) return { terms, error: null }
      const read = readTerm(text, at)
      if (read.term !== null) terms.push(read.term)
      at = read.end
    }
  } catch (error) {
    if (!(error instanceof Wrong)) throw error
    return { terms: null, error: { from: error.from, to: error.to, message: error.message } }
  }
}

function readTerm(text: string, from: number): { term: QueryTerm | null; end: number } {
  const not = text[from] === '-' && from + 1 < text.length && !isBlank(text[from + 1]!)
  const head = not ? from + 1 : from
  const name = /^([a-z]+):(?!:)/i.exec(text.slice(head, head + 40))
  if (name === null) {
    const word = readValue(text, head, false)
    if (word.value === '') return { term: null, end: word.end }
    return { term: { field: null, not, compare: '=', values: [word.value] }, end: word.end }
  }
  const field = fieldOf(name[1]!)
  if (field === undefined) {
    throw new Wrong(
      head,
      head + name[1]!.length,
      `There is no field ${name[1]!}. Put the text in quotes to look for it.`,
    )
  }
  let at = head + name[0].length
  const sign = /^(>=|<=|>|<|=)?/.exec(text.slice(at, at + 2))![0]
  const ordered = field === 'dur' || field === 'conf'
  if (sign !== '' && !ordered)
    throw new Wrong(at, at + sign.length, `${field} has no order; leave out ${sign}.`)
  at += sign.length
  const values: string[] = []
  for (;;) {
    const { value, end } = readValue(text, at, true)
    if (value === '') throw new Wrong(from, Math.max(end, at), `A value is missing after ${field}.`)
    const wrong = wrongValue(field, value)
    if (wrong !== null) throw new Wrong(at, end, wrong)
    values.push(value)
    at = end
    if (text[at] !== ',') break
    at++
  }
  const compare = (sign === '' ? '=' : sign) as Compare
  if (compare !== '=' && values.length > 1) throw new Wrong(from, at, `${compare} takes one value.`)
  return { term: { field, not, compare, values }, end: at }
}

function fieldOf(name: string): Field | undefined {
  return FIELDS.find((field) => field === name.toLowerCase())
}

/** A quoted value, or characters up to a blank (and, within a field, a comma). */
function readValue(text: string, from: number, commas: boolean): { value: string; end: number } {
  let at = from
  if (text[at] !== '"') {
    while (at < text.length && !isBlank(text[at]!) && text[at] !== '"' && !(commas && text[at] === ',')) at++
    return { value: text.slice(from, at), end: at }
  }
  let value = ''
  for (at++; at < text.length; at++) {
    if (text[at] === '"') {
      if (text[at + 1] !== '"') return { value, end: at + 1 }
      at++
    }
    value += text[at]!
  }
  return { value, end: at }
}

function isBlank(char: string): boolean {
  return /\s/.test(char)
}
