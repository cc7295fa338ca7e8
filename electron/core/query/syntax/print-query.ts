import type { QueryTerm } from './query-ast'

/** The terms as text that `parseQuery` reads back to the same terms. */
export function printQuery(terms: readonly QueryTerm[]): string {
  return terms
    .map(({ field, not, compare, values }) => {
      const sign = compare === '=' ? '' : compare
      const body =
        field === null ? quoted(values[0] ?? '') : `${field}:${sign}${values.map(quoted).join(',')}`
      return not ? `-${body}` : body
    })
    .join(' ')
}

/** In quotes unless it reads back as it is: blanks, commas, colons and signs have a meaning. */
function quoted(value: string): string {
  return /^[^\s",:<>=-][^\s",:]*$/.test(value) ? value : `"${value.replaceAll('"', '""')}"`
}
