import { expect, test } from 'vitest'
import type { ResultId } from '../../../electron/contract/ids'
import { LOGON_CLASSES } from '../../../electron/contract/sessions'
import { SessionSet } from '../../../electron/core/query/session-set'
import { syntheticSessions } from '../../perf/view/synthetic-sessions'

let results = 0
const set = new SessionSet(
  syntheticSessions(5000),
  { eventCount: 0, partial: false },
  () => ++results as ResultId,
)
const ask = (text: string) => set.query(0, { text, classes: [...LOGON_CLASSES] }, [])

/** What each facet is filtered by, and the terms beside it. */
const TERMS = {
  account: 'account:user00*,user01*',
  computer: '-computer:SRV-001',
  type: 'type:3,10',
  end: '-end:terminated',
  dur: 'dur:>1m',
  time: 'time:2023-01-10..2023-02-20',
} as const
const FACETS = ['account', 'computer', 'type', 'end'] as const

test.each([
  ['nothing else', []],
  ['one other facet', ['dur']],
  ['all others', ['account', 'computer', 'type', 'end', 'dur', 'time']],
] as const)('a value counts what it would show beside %s', (_, fields) => {
  for (const facet of FACETS) {
    const others = fields.filter((field) => field !== facet).map((field) => TERMS[field])
    const { facets, removedBy } = ask([...others, TERMS[facet]].join(' '))
    expect(facets[facet].length).toBeGreaterThan(1)
    for (const { value, count } of facets[facet].slice(0, 12))
      expect([value, ask([...others, `${facet}:${value}`].join(' ')).matched]).toEqual([value, count])
    const own = removedBy.find(({ term }) => term === others.length)!
    const rest = ask(others.join(' ')).matched
    expect(own.count).toBe(rest - ask([...others, TERMS[facet]].join(' ')).matched)
  }
})

test('the whole case is counted once for each choice of classes, tags each time', () => {
  const first = ask('')
  expect(first.facets.type.reduce((sum, { count }) => sum + count, 0)).toBe(5000)
  expect(first.facets.tag).toEqual([])
  set.annotate([set.found.sessions[0]!.id], [['malicious']])
  expect(ask('').facets.tag).toEqual([{ value: 'malicious', label: 'malicious', count: 1 }])
  // More is said of another one, then what was said of the first is taken back.
  const [one, other] = set.found.sessions.map(({ id }) => id)
  expect(set.annotate([other!, 'nobody'], [['benign'], ['benign']], true)).toEqual([1, -1])
  expect(ask('tag:malicious,benign').matched).toBe(2)
  set.annotate([one!], [[]], true)
  expect(ask('').facets.tag).toEqual([{ value: 'benign', label: 'benign', count: 1 }])
  set.annotate([], [])
  const hidden = set.query(0, { text: '', classes: [] }, [])
  expect(hidden.facets.type).toEqual([])
  expect(hidden.facets.class).toEqual([{ value: 'human', label: 'human', count: 5000 }])
  expect(hidden.hidden).toEqual({ human: 5000 })
  expect(ask('').facets).toEqual(first.facets)
})
