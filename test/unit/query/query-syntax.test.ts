import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseQuery } from '../../../electron/core/query/syntax/parse-query'
import { printQuery } from '../../../electron/core/query/syntax/print-query'
import type { QueryTerm } from '../../../electron/core/query/syntax/query-ast'

const text = fc.string({ minLength: 1, unit: 'binary' })
const word = text.map((value): QueryTerm => ({ field: null, not: false, compare: '=', values: [value] }))
const named = fc
  .record({
    field: fc.constantFrom('account', 'computer', 'source'),
    values: fc.array(text, { minLength: 1, maxLength: 4 }),
  })
  .map(({ field, values }): QueryTerm => ({ field, not: false, compare: '=', values }))
const length = fc
  .record({
    compare: fc.constantFrom('=', '>', '>=', '<', '<='),
    value: fc.constantFrom('30m', '8h', '1.5d'),
  })
  .map(({ compare, value }): QueryTerm => ({ field: 'dur', not: false, compare, values: [value] }))
const term = fc
  .tuple(fc.oneof(word, named, length), fc.boolean())
  .map(([one, not]): QueryTerm => ({ ...one, not }))

describe('query syntax', () => {
  test('what is printed is read back', () => {
    fc.assert(
      fc.property(fc.array(term, { maxLength: 6 }), (terms) => {
        expect(parseQuery(printQuery(terms))).toEqual({ terms, error: null })
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
      { field: 'account', not: false, compare: '=', values: ['svc_*'] },
      { field: 'computer', not: true, compare: '=', values: ['DC 1', 'DC2'] },
      { field: 'dur', not: false, compare: '>', values: ['8h'] },
      { field: 'end', not: false, compare: '=', values: ['4647'] },
      { field: null, not: false, compare: '=', values: ['rdp'] },
    ])
  })

  test.each([
    ['x type:99', 7, 9],
    ['foo:bar', 0, 3],
    ['dur:>long', 5, 9],
    ['account:', 0, 8],
    ['ip:10.0.0.0/33', 3, 14],
    ['type:>3', 5, 6],
  ])('%s is refused at its place', (typed, from, to) => {
    expect(parseQuery(typed).error).toMatchObject({ from, to })
  })
})
