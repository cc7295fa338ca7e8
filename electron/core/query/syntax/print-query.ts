import type { QueryTerm } from './query-ast'

/** The terms as text that `parseQuery` reads back to the same terms. */
export function printQuery(terms: readonly QueryTerm[]): string {
  return terms.map(printTerm).join(' ')
}

/** One term as text, for example `-account:"Jonathan ",bob`. */
export function printTerm({ field, not, values }: QueryTerm): string {
  const body = field === null ? printWord(values[0] ?? '') : `${field}:${values.map(printValue).join(',')}`
  return not ? `-${body}` : body
}

/** In quotes unless it reads back as it is: blanks, commas and quotes end a value. */
function printValue(value: string): string {
  return value === '' || /[\s",]/.test(value) ? quoted(value) : value
}

/** A word with a colon would be a field, one with a minus an exclusion. */
function printWord(value: string): string {
  return /^[^\s",:-][^\s",:]*$/.test(value) ? value : quoted(value)
}

function quoted(value: string): string {
  return `"${value.replaceAll('"', '""')}"`
}
