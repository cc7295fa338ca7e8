import { expect, test } from 'vitest'
import { BAR_FLAGS } from '../../../electron/contract/engine-constants'
import type { BarsReply, LaneSorting } from '../../../electron/contract/engine'
import type { ResultId } from '../../../electron/contract/ids'
import { END_REASONS, type Reconstruction } from '../../../electron/contract/sessions'
import { SessionSet } from '../../../electron/core/query/session-set'
import { atMs, madeCase, type Brief } from './made-sessions'
import { filterOf, type Wanted } from './filter-of'

function open(found: Reconstruction): SessionSet {
  let results = 0
  return new SessionSet(found, { eventCount: 0, partial: false }, () => ++results as ResultId)
}

interface Drawing {
  readonly from?: number
  readonly to?: number
  readonly widthPx?: number
  readonly filter?: Wanted
  readonly groupBy?: 'account' | 'computer'
}

function draw(
  set: SessionSet,
  { from = 0, to = 24, widthPx = 2400, filter = {}, groupBy = 'account' }: Drawing = {},
): BarsReply & { ids: string[] } {
  const { resultId } = set.query(1, filterOf(filter), [])
  const window = { laneFrom: 0, laneTo: 1000, fromMs: atMs(from), toMs: atMs(to), widthPx }
  const bars = set.bars(resultId, groupBy, window)
  return { ...bars, ids: Array.from(bars.session, (s) => set.found.sessions[s]!.id) }
}

const lanesOf = (
  set: SessionSet,
  filter: Wanted = {},
  groupBy: 'account' | 'computer' = 'account',
): string[] => {
  const { resultId } = set.query(1, filterOf(filter), [])
  return set
    .lanes(resultId, groupBy)
    .lanes.map(({ account, computer, group, rows }) => `${group} ${account} ${computer} ${rows}`)
}

const STAFF: Brief[] = [
  { account: 'novak', on: 'PC2' },
  { account: 'Hollis', on: 'PC2', sid: 'S-1-5-21-1-1-1-hollis' },
  { account: 'novak', on: 'PC1' },
  { account: 'svc', on: 'PC1', class: 'service', types: [5] },
  { account: 'hollis', on: 'PC2', from: 10, to: 12 },
]

test('lanes are accounts on computers, people first, in an order that filters do not change', () => {
  const set = open(madeCase(STAFF))
  const classes = ['human', 'service']
  expect(lanesOf(set, { classes })).toEqual([
    '0 Hollis PC2 2',
    '1 novak PC1 1',
    '1 novak PC2 1',
    '2 svc PC1 1',
  ])
  expect(lanesOf(set, { classes }, 'computer')).toEqual([
    '0 novak PC1 1',
    '0 svc PC1 1',
    '1 Hollis PC2 2',
    '1 novak PC2 1',
  ])
  expect(lanesOf(set, { computer: { values: ['PC2'], not: false } })).toEqual([
    '0 Hollis PC2 2',
    '1 novak PC2 1',
  ])
})

test('overlaps stack to six rows, the rest shares the last and says so', () => {
  const briefs = Array.from({ length: 9 }, (_, i): Brief => ({
    id: `s${i}`,
    from: 8 + i / 10,
    to: 18 + i / 10,
  }))
  const set = open(madeCase(briefs))
  expect(lanesOf(set)).toEqual(['0 alice PC1 6'])
  const bars = draw(set)
  expect([...bars.stackRow]).toEqual([0, 1, 2, 3, 4, 5, 5, 5, 5])
  expect(Array.from(bars.flags, (flags) => (flags & BAR_FLAGS.overflow) !== 0)).toEqual([
    ...Array<boolean>(6).fill(false),
    true,
    true,
    true,
  ])
})

test('only what touches the window is drawn, from however far it comes', () => {
  const set = open(
    madeCase([
      { id: 'long', from: 0.5, to: 23 },
      { id: 'before', from: 1, to: 2, account: 'bob' },
      { id: 'in', from: 10, to: 11, account: 'bob' },
      { id: 'open', from: 12, to: null, account: 'bob' },
      { id: 'after', from: 20, to: 21, account: 'eve' },
    ]),
  )
  expect(draw(set, { from: 9, to: 15 }).ids).toEqual(['long', 'in', 'open'])
  const bars = draw(set, { from: 9, to: 15 })
  expect(bars.endMs[2]).toBe(atMs(24))
  expect(Number.isNaN(bars.endLatestMs[2])).toBe(true)
})

test('many short sessions become a few bars a pixel; a logoff by the person is never lost', () => {
  const briefs = Array.from({ length: 5000 }, (_, i): Brief => {
    const from = (i * 24) / 5000
    return {
      id: `s${i}`,
      from,
      to: from + 0.001,
      reason: i === 2500 ? 'user-logoff' : i === 2501 ? 'crash' : 'logged-off',
      burst: 2,
    }
  })
  const bars = draw(open(madeCase(briefs)), { widthPx: 100 })
  expect(bars.count).toBe(102)
  expect(bars.weight.reduce((a, b) => a + b)).toBe(10_000)
  const reasons = Array.from(bars.endReason, (reason) => END_REASONS[reason])
  expect(reasons.filter((reason) => reason === 'user-logoff')).toHaveLength(1)
  expect(reasons.filter((reason) => reason === 'crash')).toHaveLength(1)
  for (let i = 1; i < bars.count; i++) expect(bars.startMs[i]).toBeGreaterThanOrEqual(bars.startMs[i - 1]!)
})

test('ten thousand overlapping sessions stay a handful of bars', () => {
  const briefs = Array.from({ length: 10_000 }, (_, i): Brief => ({ from: i / 10_000, to: 20 + i / 10_000 }))
  const bars = draw(open(madeCase(briefs)), { from: 5, to: 10, widthPx: 500 })
  expect(bars.count).toBeLessThanOrEqual(6)
  expect(bars.weight.reduce((a, b) => a + b)).toBe(10_000)
})

test('states are spans of their bar; active is the bar itself', () => {
  const set = open(
    madeCase([
      {
        from: 8,
        to: null,
        states: [
          { state: 'active', from: 8, to: 9 },
          { state: 'locked', from: 9, to: 10 },
          { state: 'disconnected', from: 20, to: null },
        ],
      },
    ]),
  )
  const { states } = draw(set)
  expect([...states.bar]).toEqual([0, 0])
  expect([...states.fromMs]).toEqual([atMs(9), atMs(20)])
  expect([...states.toMs]).toEqual([atMs(10), atMs(24)])
  expect(draw(set, { from: 12, to: 15 }).states.bar).toHaveLength(0)
})

test('what asks for the failed logons of a lane asks for those of no namesake', () => {
  const tried = (domain: string, on: string, times: number) =>
    Array.from({ length: times }, (_, i) => ({ account: 'ann', domain, on, at: 7 + i }))
  const failures = [
    ...[...tried('CORP', 'PC1', 1), ...tried('corp.local', 'PC1', 1), ...tried('PC1', 'PC1', 3)],
    ...[...tried('ELSEWHERE', 'PC1', 4), ...tried('CORP', 'PC2', 5), ...tried('PC2', 'PC2', 6)],
    { account: 'nobody', domain: '', on: 'PC2', at: 7 },
  ]
  const set = open(
    madeCase(
      [
        { account: 'ann', domain: 'CORP', sid: 'S-1-5-21-1-7' },
        { account: 'ann', domain: 'PC1', sid: null },
        { account: 'ann', domain: 'PC2', on: 'PC2', sid: 'S-1-5-21-9-7' },
      ],
      failures,
    ),
  )
  const bars = draw(set)
  const { lanes } = set.lanes(bars.resultId, 'account')
  const ticks = lanes.map((_, lane) =>
    bars.failures.count.reduce((sum, count, i) => sum + (bars.failures.lane[i] === lane ? count : 0), 0),
  )
  expect(ticks.toSorted()).toEqual([1, 2, 3, 4, 5, 6])
  const asked = lanes.map(({ failuresOf, computer }) => {
    const one = (value: string) => ({ values: [value], not: false })
    const found = draw(set, { filter: { account: one(failuresOf), computer: one(computer) } })
    return found.failures.count.reduce((sum, count) => sum + count, 0)
  })
  expect(asked).toEqual(ticks)
})

test('failed logons stand in the lane of their account, counted per pixel', () => {
  const failures = [
    { account: 'Alice', on: 'PC1', at: 7 },
    { account: 'alice', on: 'PC1', at: 7.001, domain: '' },
    { account: 'alice', on: 'PC1', at: 9 },
    { account: 'alice', on: 'PC9', at: 9 },
    { account: 'stranger', on: 'PC1', at: 9 },
  ]
  const set = open(madeCase([{ account: 'bob' }, { account: 'alice' }], failures))
  const bars = draw(set)
  // Lanes 2 and 3 are those of failures without a session there, by the name that was tried.
  expect([...bars.failures.lane]).toEqual([0, 0, 2, 3])
  expect([...bars.failures.timeMs]).toEqual([atMs(7), atMs(9), atMs(9), atMs(9)])
  expect([...bars.failures.count]).toEqual([2, 1, 1, 1])
  const { lanes } = set.lanes(bars.resultId, 'account')
  expect(lanes.map(({ account, computer, sessionCount }) => [account, computer, sessionCount])).toEqual([
    ['alice', 'PC1', 1],
    ['bob', 'PC1', 1],
    ['alice', 'PC9', 0],
    ['stranger', 'PC1', 0],
  ])
  expect(lanes.map(({ group }) => group)).toEqual([0, 1, 2, 3])
  const byComputer = set.lanes(bars.resultId, 'computer').lanes
  expect(byComputer.map(({ account, computer, group }) => [account, computer, group])).toEqual([
    ['alice', 'PC1', 0],
    ['bob', 'PC1', 0],
    ['stranger', 'PC1', 1],
    ['alice', 'PC9', 2],
  ])
  expect(draw(set, { filter: { account: { values: ['bob'], not: false } } }).failures.lane).toHaveLength(0)
})

test('the time of the filter keeps failed logons as it keeps sessions; the overview counts them all', () => {
  const failures = [7, 9, 20].map((at) => ({ account: 'alice', on: 'PC1', at }))
  const set = open(madeCase([{ account: 'alice' }], failures))
  const kept = (text: string): readonly number[] => [...draw(set, { filter: { text } }).failures.timeMs]
  const day = '2024-03-12'
  expect(kept(`time:${day}T08:00..${day}T10:00`)).toEqual([atMs(9)])
  expect(kept(`-time:${day}T08:00..${day}T10:00`)).toEqual([atMs(7), atMs(20)])
  const asked = set.query(1, filterOf({ text: `time:${day}T08:00..${day}T10:00` }), [])
  expect(asked.histogram?.failures.reduce((sum, count) => sum + count, 0)).toBe(3)
})

test('a list of names tried at one computer has lanes for the commonest, and one for all others', () => {
  const tried = (account: string, times: number) =>
    Array.from({ length: times }, (_, i) => ({ account, on: 'PC1', at: 9 + i / 100 }))
  const names = Array.from({ length: 40 }, (_, i) => `user${String(i).padStart(2, '0')}`)
  const failures = [...names.flatMap((name) => tried(name, 1)), ...tried('zoe', 3), ...tried('', 2)]
  const set = open(madeCase([{ account: 'bob' }], failures))
  const bars = draw(set)
  const { lanes } = set.lanes(bars.resultId, 'account')
  expect(lanes.map(({ account }) => account)).toEqual(['bob', ...names.slice(0, 7), 'zoe', '<no session>'])
  expect(lanes.at(-1)?.accountDetail).toBe('failed logons of 34 names')
  const counted = [...bars.failures.count].filter((_, i) => bars.failures.lane[i] === lanes.length - 1)
  expect(counted.reduce((sum, count) => sum + count, 0)).toBe(35)
})

test('lanes stand by what happened in them in the whole case, pinned ones before all others', () => {
  const set = open(
    madeCase([
      { account: 'novak', on: 'PC2', from: 9, to: 10 },
      { account: 'hollis', on: 'PC1', from: 8, to: 9 },
      { account: 'novak', on: 'PC1', from: 7, to: 8 },
      { account: 'ferrand', on: 'PC1', from: 6, to: 7 },
      { account: 'novak', on: 'PC1', from: 10, to: 11 },
    ]),
  )
  const names = (by: LaneSorting['by'], pinned: readonly string[] = [], filter: Wanted = {}): string[] => {
    const { resultId } = set.query(1, filterOf(filter), [])
    return set
      .lanes(resultId, 'account', { by, pinned })
      .lanes.map(({ account, computer }) => `${account} ${computer}`)
  }
  expect(names('sessions')).toEqual(['novak PC1', 'novak PC2', 'ferrand PC1', 'hollis PC1'])
  expect(names('first')).toEqual(['ferrand PC1', 'novak PC1', 'novak PC2', 'hollis PC1'])
  expect(names('last')).toEqual(['novak PC1', 'novak PC2', 'hollis PC1', 'ferrand PC1'])
  expect(names('name', ['novak', 'hollis'])).toEqual(['novak PC1', 'novak PC2', 'hollis PC1', 'ferrand PC1'])
  // What a filter drops takes its lane away and leaves the order of the others.
  const onPc1 = { computer: { values: ['PC1'], not: false } }
  expect(names('first', [], onPc1)).toEqual(names('first').filter((name) => name.endsWith('PC1')))
})

test('an unknown start begins at the first sign of life and says so', () => {
  const bars = draw(open(madeCase([{ from: null, to: 17 }])))
  expect(bars.startMs[0]).toBe(atMs(10))
  expect(bars.flags[0]! & BAR_FLAGS.startUnknown).toBe(BAR_FLAGS.startUnknown)
})

test('bars name their source by one label for all that have it; a cached logon says that it is one', () => {
  const set = open(
    madeCase([
      { account: 'ann', on: 'PC1', from: 1, to: 2, types: [10], kind: 'rdp', ip: '10.0.0.7' },
      { account: 'ann', on: 'PC1', from: 3, to: 4, types: [11] },
      { account: 'ann', on: 'PC1', from: 5, to: 6, types: [10], kind: 'rdp', ip: '10.0.0.7' },
      { account: 'ann', on: 'PC1', from: 7, to: 8, types: [2] },
    ]),
  )
  const { label, labels } = draw(set)
  expect([...label].map((one) => labels[one])).toEqual(['10.0.0.7', 'cached', '10.0.0.7', 'console'])
  expect(labels).toHaveLength(3)
})

test('what is known of a session is flagged in every window', () => {
  const found = madeCase([
    { id: 'unknown', account: 'ann', on: 'PC1', from: null, to: 2 },
    { id: 'admin', account: 'ann', on: 'PC1', from: 3, to: 4 },
    { id: 'open', account: 'ann', on: 'PC1', from: 5, to: null, reason: 'open-at-end' },
  ])
  const sessions = found.sessions.map((session, i) =>
    i === 1 ? { ...session, adminCapable: true } : session,
  )
  const flagsOf = (partial: boolean): Record<string, number> => {
    const set = new SessionSet({ ...found, sessions }, { eventCount: 0, partial }, () => 1 as ResultId)
    const { ids, flags } = draw(set)
    return Object.fromEntries(ids.map((id, bar) => [id, flags[bar]!]))
  }
  const { startUnknown, adminCapable, pending } = BAR_FLAGS
  expect(flagsOf(false)).toEqual({ unknown: startUnknown, admin: adminCapable, open: 0 })
  expect(flagsOf(true)).toEqual({ unknown: startUnknown, admin: adminCapable, open: pending })
})
