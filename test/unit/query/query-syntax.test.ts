import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseQuery } from '../../../electron/core/query/syntax/parse-query'
import { printQuery } from '../../../electron/core/query/syntax/print-query'
import { MAX_TERMS, type QueryTerm } from '../../../electron/core/query/syntax/query-ast'
import { withoutTerm, withTerm, withTermReplaced } from '../../../electron/core/query/syntax/edit-query'

const text = fc.string({ unit: 'binary' })
const word = fc
  .string({ minLength: 1, unit: 'binary' })
  .map((value): QueryTerm => ({ field: null, not: false, values: [value] }))
const named = fc
  .record({
    field: fc.constantFrom('account', 'computer', 'source', 'tag'),
    values: fc.array(text, { minLength: 1, maxLength: 4 }),
  })
  .map(({ field, values }): QueryTerm => ({ field, not: false, values }))
const ordered = fc
  .constantFrom<{ field: string; values: string[] }[]>(
    { field: 'dur', values: ['30m', '>8h', '<=1.5d', '1h..8h', 'unknown'] },
    { field: 'conf', values: ['certain', '>=high', 'unknown'] },
    { field: 'ip', values: ['10.0.0.0/8', '2001:db8::/32', '::1', 'fe80::1-fe80::9'] },
    {
      field: 'time',
      values: ['2024-03-12', '>=2024-03-12T15:06Z', '2024-03-12T15:06:07.123+02:00..', '..2024-03-14'],
    },
    { field: 'type', values: ['10', 'unknown'] },
    { field: 'end', values: ['4647', 'user-logoff', '6008'] },
    { field: 'class', values: ['human', 'window-manager'] },
  )
  .chain(({ field, values }: { field: string; values: string[] }) => {
    return fc
      .subarray(values, { minLength: 1 })
      .map((some) => ({ field, not: false, values: some }) as QueryTerm)
  })
const term = fc
  .tuple(fc.oneof(word, named, ordered), fc.boolean())
  .map(([one, not]): QueryTerm => ({ ...one, not }))

describe('query syntax', () => {
  test('what is printed is read back', () => {
    fc.assert(
      fc.property(fc.array(term, { maxLength: 6 }), (terms) => {
        expect(parseQuery(printQuery(terms))).toMatchObject({ terms, error: null })
      }),
    )
  })

  test('any text is read or refused with a place within it', () => {
    fc.assert(
      fc.property(fc.string(), (typed) => {
        const { error } = parseQuery(typed)
        if (error !== null) expect(error.from <= error.to && error.to <= typed.length).toBe(true)
      }),
    )
  })

  test('fields, negation, several values, quotes', () => {
    expect(parseQuery('account:svc_* -computer:"DC 1",DC2 dur:>8h end:4647 rdp').terms).toEqual([
      { field: 'account', not: false, values: ['svc_*'] },
      { field: 'computer', not: true, values: ['DC 1', 'DC2'] },
      { field: 'dur', not: false, values: ['>8h'] },
      { field: 'end', not: false, values: ['4647'] },
      { field: null, not: false, values: ['rdp'] },
    ])
  })

  test.each([
    ['x type:99', 7, 9],
    ['foo:bar', 0, 3],
    ['dur:>long', 5, 9],
    ['account:', 0, 8],
    ['ip:10.0.0.0/33', 3, 14],
    ['type:>3', 5, 7],
    ['bob end:4624 x', 8, 12],
    ['time:2024-13-01', 5, 15],
    ['time:2024-03-14..2024-03-12', 5, 27],
    ['ip:10.0.0.9-10.0.0.1', 3, 20],
    ['ip:1::2::3', 3, 10],
    ['dur:..', 4, 6],
  ])('%s is refused at its place', (typed, from, to) => {
    expect(parseQuery(typed).error).toMatchObject({ from, to })
  })

  test('what is read is printed in a form that is read alike, whatever was typed', () => {
    fc.assert(
      fc.property(fc.string(), (typed) => {
        const { terms } = parseQuery(typed)
        if (terms !== null) expect(parseQuery(printQuery(terms)).terms).toEqual(terms)
      }),
    )
  })

  test('a term that is added is the last, and taken away leaves the terms as they were', () => {
    fc.assert(
      fc.property(fc.array(term, { maxLength: 5 }), term, (terms, one) => {
        const before = printQuery(terms)
        const added = withTerm(before, one)
        expect(parseQuery(added).terms).toEqual([...terms, one])
        const at = terms.findIndex((other) => printQuery([other]) === printQuery([one]))
        const rest = at < 0 ? terms : [...terms.filter((_, i) => i !== at), one]
        expect(parseQuery(withoutTerm(added, one)).terms).toEqual(rest)
      }),
    )
  })

  test('a change of one term leaves what else was typed, mistakes included', () => {
    const [bob] = parseQuery('account:bob').terms!
    const [alice] = parseQuery('account:"alice b"').terms!
    expect(withTermReplaced('x  dur:>soon account:bob "open', bob!, alice!)).toBe(
      'x  dur:>soon account:"alice b" "open',
    )
    expect(withoutTerm('dur:>soon account:bob  x', bob!)).toBe('dur:>soon x')
    expect(withTerm('dur:>soon "open', bob!)).toBe('dur:>soon "open" account:bob')
  })

  test('more terms than have a bit are refused, not forgotten', () => {
    const words = (count: number): string => Array.from({ length: count }, (_, i) => `w${i}`).join(' ')
    expect(parseQuery(words(MAX_TERMS)).error).toBeNull()
    expect(parseQuery(words(MAX_TERMS + 1)).error).toMatchObject({ to: words(MAX_TERMS + 1).length })
  })
})
