import { expect, test } from 'vitest'
import { EMPTY_FILTER } from '../../../electron/contract/engine-constants'
import type { Sort } from '../../../electron/contract/engine'
import type { ResultId } from '../../../electron/contract/ids'
import type { Reconstruction } from '../../../electron/contract/sessions'
import { accountRows } from '../../../electron/core/query/account-rows'
import { SessionSet, StaleResult } from '../../../electron/core/query/session-set'
import { filterOf, type Wanted } from './filter-of'
import { atMs, madeCase, type Brief } from './made-sessions'

function open(found: Reconstruction, partial = false): SessionSet {
  let results = 0
  return new SessionSet(found, { eventCount: 0, partial }, () => ++results as ResultId)
}

function matching(set: SessionSet, wanted: Wanted, sort: Sort = []): string[] {
  const { resultId } = set.query(1, filterOf(wanted), sort)
  return set.rows(resultId, 0, 1000).rows.map(({ id }) => id)
}

const terms = (...values: string[]): { values: string[]; not: boolean } => ({ values, not: false })
const without = (...values: string[]): { values: string[]; not: boolean } => ({ values, not: true })

const OFFICE: Brief[] = [
  { id: 'a1', account: 'alice', on: 'PC1', from: 8, to: 12 },
  {
    id: 'a2',
    account: 'alice',
    on: 'FS02',
    from: 9,
    to: 10,
    types: [3],
    kind: 'network',
    burst: 38,
    ip: '10.20.8.15',
    reason: 'network-closed',
  },
  {
    id: 'b1',
    account: 'ext-rvdberg',
    on: 'RDS01',
    from: 15,
    to: 21,
    types: [10],
    kind: 'rdp',
    ip: '203.0.113.47',
  },
  {
    id: 'b2',
    account: 'ext-rvdberg',
    on: 'RDS01',
    from: 22,
    to: null,
    types: [10],
    kind: 'rdp',
    ip: '10.20.4.18',
  },
  { id: 'c1', account: 'alice', on: 'RDS01', from: 1, to: 2, types: [2, 10], reason: 'crash' },
  { id: 'svc', account: 'svc-backup', on: 'FS02', class: 'service', types: [5], reason: 'service-ended' },
  { id: 'dc$', account: 'DC1$', on: 'FS02', class: 'machine', types: [3], kind: 'network', burst: 2 },
]

test('people are shown, the rest is counted', () => {
  const reply = open(madeCase(OFFICE)).query(7, EMPTY_FILTER, [])
  expect(reply.rows.map(({ id }) => id)).toEqual(['c1', 'a1', 'a2', 'b1', 'b2'])
  expect(reply).toMatchObject({ version: 7, matched: 5, total: 7, hidden: { service: 1, machine: 1 } })
  expect(
    open(madeCase(OFFICE)).query(1, { ...EMPTY_FILTER, classes: ['human', 'service'] }, []).matched,
  ).toBe(6)
})

test.each([
  ['rvd', ['b1', 'b2']],
  ['RVD', ['b1', 'b2']],
  ['ext*berg', ['b1', 'b2']],
  ['corp\\alice', ['c1', 'a1', 'a2']],
  ['alice rds', ['c1']],
  ['203.0.113', ['b1']],
  ['S-1-5-21-1-1-1-alice fs02', ['a2']],
  ['   ', ['c1', 'a1', 'a2', 'b1', 'b2']],
  ['nobody', []],
  ['(.*', []],
])('typed text %j', (text, ids) => {
  expect(matching(open(madeCase(OFFICE)), { text })).toEqual(ids)
})

test('facet terms keep or drop, with wildcards over the whole value', () => {
  const set = open(madeCase(OFFICE))
  expect(matching(set, { account: terms('ALICE') })).toEqual(['c1', 'a1', 'a2'])
  expect(matching(set, { account: terms('ali') })).toEqual([])
  expect(matching(set, { account: terms('ali*') })).toEqual(['c1', 'a1', 'a2'])
  expect(matching(set, { account: terms('corp\\alice') })).toEqual(['c1', 'a1', 'a2'])
  expect(matching(set, { account: terms('S-1-5-21-1-1-1-ALICE') })).toEqual(['c1', 'a1', 'a2'])
  expect(matching(set, { account: without('alice') })).toEqual(['b1', 'b2'])
  expect(matching(set, { computer: terms('rds01', 'pc1') })).toEqual(['c1', 'a1', 'b1', 'b2'])
  expect(matching(set, { computer: without('rds01') })).toEqual(['a1', 'a2'])
  expect(matching(set, { type: terms('10') })).toEqual(['c1', 'b1', 'b2'])
  expect(matching(set, { type: without('10') })).toEqual(['a1', 'a2'])
  expect(matching(set, { end: terms('crash') })).toEqual(['c1'])
  expect(matching(set, { account: terms() })).toEqual([])
})

test('the time window keeps what touches it; open sessions reach to the end of evidence', () => {
  const set = open(madeCase(OFFICE))
  expect(matching(set, { fromMs: atMs(9.5), toMs: atMs(16) })).toEqual(['a1', 'a2', 'b1'])
  expect(matching(set, { fromMs: atMs(23), toMs: null })).toEqual(['b2'])
  expect(matching(set, { fromMs: null, toMs: atMs(1) })).toEqual(['c1'])
})

test('facet counts follow the other parts, not their own', () => {
  const { facets } = open(madeCase(OFFICE)).query(
    1,
    filterOf({ account: terms('alice'), computer: terms('RDS01') }),
    [],
  )
  expect(facets.account).toEqual([
    { value: 'ext-rvdberg', label: 'ext-rvdberg', count: 2 },
    { value: 'alice', label: 'alice', count: 1 },
  ])
  expect(facets.computer.map(({ value, count }) => [value, count])).toEqual([
    ['FS02', 1],
    ['PC1', 1],
    ['RDS01', 1],
  ])
  expect(facets.type.map(({ value, count }) => [value, count])).toEqual([
    ['2', 1],
    ['10', 1],
  ])
  expect(facets.end).toEqual([{ value: 'crash', label: 'crash', count: 1 }])
})

test('a facet value taken from the reply finds as many sessions as it promised', () => {
  const twins: Brief[] = [
    { account: 'Administrator', domain: 'PC1', sid: 'S-1-5-21-9-500' },
    { account: 'Administrator', domain: 'CORP', sid: 'S-1-5-21-1-500' },
    { account: 'Administrator', domain: 'CORP', sid: 'S-1-5-21-1-500', from: 20, to: 21 },
    { account: 'Administrator', domain: 'CORP', sid: 'S-1-5-21-7-500' },
    { account: 'bob', domain: 'CORP', sid: 'S-1-5-21-1-7' },
    { account: 'bob', domain: 'corp.local', sid: null },
    { account: null, domain: null, sid: null },
    { account: 'Jonathan ', domain: 'CORP', sid: null },
  ]
  const set = open(madeCase(twins))
  const { account } = set.query(1, EMPTY_FILTER, []).facets
  expect(account.map(({ value, count }) => [value, count])).toEqual([
    ['bob', 2],
    ['CORP\\Administrator (S-1-5-21-1-500)', 2],
    ['', 1],
    ['CORP\\Administrator (S-1-5-21-7-500)', 1],
    ['Jonathan ', 1],
    ['PC1\\Administrator', 1],
  ])
  for (const { value, count } of account) expect(matching(set, { account: terms(value) })).toHaveLength(count)
})

test('nothing matches: says what each part alone takes away', () => {
  const filter = filterOf({ account: terms('ext-rvdberg'), end: terms('crash'), fromMs: atMs(0) })
  const { matched, removedBy } = open(madeCase(OFFICE)).query(1, filter, [])
  expect(matched).toBe(0)
  expect(removedBy).toEqual([
    { term: 0, count: 1 },
    { term: 1, count: 2 },
    { term: 2, count: 0 },
  ])
})

test('the histogram covers the whole case whatever the window, and counts failed logons that match', () => {
  const found = madeCase(OFFICE, [
    { account: 'alice', on: 'PC1', at: 7 },
    { account: 'alice', on: 'PC1', at: 7.01 },
    { account: 'guest', on: 'FS02', at: 20 },
  ])
  const set = open(found)
  const all = set.query(1, filterOf({ fromMs: atMs(23) }), []).histogram!
  expect(all.fromMs + all.binMs * all.starts.length).toBeGreaterThanOrEqual(atMs(24))
  expect(all.starts.reduce((a, b) => a + b)).toBe(5)
  expect(all.failures.reduce((a, b) => a + b)).toBe(3)
  const alice = set.query(1, filterOf({ account: terms('alice') }), []).histogram!
  expect(alice.failures.reduce((a, b) => a + b)).toBe(2)
  expect(open(madeCase([])).query(1, EMPTY_FILTER, []).histogram).toBeNull()
})

test('failed logons are asked for by the account that they are counted for, whatever they call its domain', () => {
  const two = [
    { account: 'ann', domain: 'CORP', sid: 'S-1-5-21-1-7' },
    { account: 'ann', domain: 'corp.local', sid: 'S-1-5-21-1-7' },
    { account: 'ann', domain: 'PC1', sid: 'S-1-5-21-9-7' },
  ]
  const failures = [
    { account: 'ann', domain: 'CORP', on: 'PC1', at: 7 },
    { account: 'Ann', domain: 'corp.local', on: 'PC1', at: 7.01 },
    { account: 'ann', domain: 'PC1', on: 'PC1', at: 8 },
    { account: 'ann', domain: 'ELSEWHERE', on: 'PC1', at: 9 },
  ]
  const set = open(madeCase(two, failures))
  const rows = accountRows(set.found, set.columns)
  const failed = (account: ReturnType<typeof terms>): number =>
    set.query(1, filterOf({ account }), []).histogram!.failures.reduce((a, b) => a + b)
  expect(rows.map(({ value, failures: count }) => [value, count])).toEqual([
    ['CORP\\ann', 2],
    ['PC1\\ann', 1],
  ])
  for (const { value, sid, failures: count } of rows) {
    expect(failed(terms(value))).toBe(count)
    expect(failed(terms(sid ?? ''))).toBe(count)
    expect(failed(without(sid ?? ''))).toBe(failures.length - count)
  }
})

test('sorting: by several columns, unknown values last both ways, ties by start', () => {
  const set = open(
    madeCase([
      { id: 'x', account: 'b', from: 3, types: [] },
      { id: 'y', account: 'A', from: 2, types: [10] },
      { id: 'z', account: 'b', from: 1, types: [2] },
    ]),
  )
  const by = (column: Sort[number]['column'], descending = false): Sort => [{ column, descending }]
  expect(matching(set, {}, [])).toEqual(['z', 'y', 'x'])
  expect(matching(set, {}, by('account'))).toEqual(['y', 'z', 'x'])
  expect(matching(set, {}, by('account', true))).toEqual(['z', 'x', 'y'])
  expect(matching(set, {}, by('type'))).toEqual(['z', 'y', 'x'])
  expect(matching(set, {}, by('type', true))).toEqual(['y', 'z', 'x'])
  expect(matching(set, {}, by('start', true))).toEqual(['x', 'y', 'z'])
  expect(matching(set, {}, by('duration', true))).toEqual(['z', 'y', 'x'])
  expect(matching(set, {}, [...by('account', true), ...by('start', true)])).toEqual(['x', 'z', 'y'])
})

test('radix sort agrees with a plain sort on many keys', () => {
  const briefs = Array.from({ length: 6000 }, (_, i): Brief => ({
    id: `s${i}`,
    from: 0,
    to: ((i * 7919) % 5003) / 300,
  }))
  const ids = matching(open(madeCase(briefs)), {}, [{ column: 'end', descending: false }])
  const expected = briefs
    .map((brief, i) => ({ id: brief.id!, to: Math.max(brief.to!, 0), i }))
    .sort((a, b) => a.to - b.to || a.i - b.i)
  expect(ids).toEqual(expected.slice(0, 1000).map(({ id }) => id))
})

test('positions and ids lead back to rows; old results are refused', () => {
  const set = open(madeCase(OFFICE))
  const { resultId } = set.query(1, filterOf({ account: terms('alice') }), [])
  expect(set.position(resultId, set.find('a2'))).toBe(2)
  expect(set.position(resultId, set.find('b1'))).toBe(-1)
  expect(set.position(resultId, 999)).toBe(-1)
  expect(set.find('gone')).toBe(-1)
  for (let i = 0; i < 10; i++) set.query(1, EMPTY_FILTER, [])
  expect(() => set.rows(resultId, 0, 1)).toThrow(StaleResult)
})

test('suggestions: what begins with the word first, counts after the other parts', () => {
  const set = open(madeCase(OFFICE))
  expect(set.suggest('al', EMPTY_FILTER)).toEqual([{ kind: 'account', value: 'alice', count: 3 }])
  expect(set.suggest('rds', filterOf({ account: terms('alice') }))).toEqual([
    { kind: 'computer', value: 'RDS01', count: 1 },
  ])
  expect(set.suggest('10.20', EMPTY_FILTER).map(({ value }) => value)).toEqual(['10.20.4.18', '10.20.8.15'])
})

test('sessions are found by words or by a filter, of all classes, the latest first, and the result stays', () => {
  const set = open(madeCase(OFFICE))
  const { resultId } = set.query(1, EMPTY_FILTER, [])
  const before = set.rows(resultId, 0, 100).rows
  const found = set.findSessions('ALI')
  expect(found.matched).toBe(3)
  expect(found.rows.map(({ account }) => account)).toEqual(['alice', 'alice', 'alice'])
  const starts = found.rows.map(({ start }) => start.best ?? 0)
  expect(starts).toEqual(starts.toSorted((a, b) => b - a))
  expect(set.findSessions('account:alice computer:RDS01').matched).toBe(1)
  // Ends by their words.
  const logoffs = set.found.sessions.filter(({ end }) => end.reason === 'user-logoff').length
  expect(set.findSessions('User Logo').matched).toBe(logoffs)
  // What is no filter is a word.
  expect(set.findSessions('end:nonsense').matched).toBe(0)
  expect(set.rows(resultId, 0, 100).rows).toEqual(before)
})

test('rows carry what the grid shows', () => {
  const set = open(madeCase(OFFICE), true)
  const row = set.row(set.find('a2'))
  expect(row).toMatchObject({
    account: 'alice',
    domain: 'CORP',
    computer: 'FS02',
    logonType: 3,
    burstCount: 38,
    source: '10.20.8.15',
    pending: false,
  })
  expect(row.durationText).toContain('seen 1:00:00')
  expect(set.row(set.find('a1')).source).toBe('console')
  expect(set.row(set.find('b2'))).toMatchObject({ pending: true, end: { best: null } })
})
