import { expect, test } from 'vitest'
import { reconstruct } from '../../../electron/core/sessions/reconstruct'
import { EMPTY_FILTER } from '../../../electron/contract/engine-constants'
import type { ResultId } from '../../../electron/contract/ids'
import { filterMask } from '../../../electron/core/query/filter-mask'
import { buildSessionColumns } from '../../../electron/core/query/session-columns'
import { SessionSet } from '../../../electron/core/query/session-set'
import { SessionSources, sourceText } from '../../../electron/core/query/session-sources'
import { buildSampleCase } from '../../fixtures/sample-case/sample-case'
import { readTable } from '../../fixtures/read-table'
import { madeCase } from './made-sessions'

test('a console session that Remote Desktop took over shows both sources', () => {
  const { sessions, logons } = reconstruct(
    readTable(buildSampleCase().files.map(({ path, bytes }) => ({ name: path, bytes }))),
  )
  const texts = sessions
    .filter((session) => session.kind === 'console')
    .map((session) => sourceText(session, logons))
  expect(texts).toContain('console, 10.20.4.52')
  expect(texts).toContain('console')
})

const found = madeCase([
  { account: 'alice', ips: ['203.0.113.47', '198.51.100.62', '203.0.113.47'] },
  { account: 'bob', ips: ['203.0.113.47'] },
  { account: 'carol', ips: [null, '10.20.4.52'] },
  { account: 'dan' },
])

test('a session that was reconnected from elsewhere shows each source once, in order', () => {
  expect(found.sessions.map((session) => sourceText(session, []))).toEqual([
    '203.0.113.47, 198.51.100.62',
    '203.0.113.47',
    'console, 10.20.4.52',
    'console',
  ])
})

test.each([
  ['ip:198.51.100.62', [0]],
  ['ip:203.0.113.0/24', [0, 1]],
  ['-ip:198.51.100.62', [1, 2, 3]],
  ['source:198.51.100.62', [0]],
  ['source:198.51.*', [0]],
  ['source:203.0.113.47', [0, 1]],
  ['source:"203.0.113.47, 198.51.100.62"', [0]],
  ['source:console', [2, 3]],
  ['-source:console', [0, 1]],
  ['198.51.100', [0]],
])('%s finds a session by whichever of its sources: %j', (text, kept) => {
  const { mask } = filterMask(buildSessionColumns(found), found.machines, { ...EMPTY_FILTER, text })
  expect([...mask].flatMap((dropped, i) => (dropped === 0 ? [i] : []))).toEqual(kept)
})

test('a session counts for each of its sources, and each count is what the filter leaves', () => {
  const set = new SessionSet(found, { eventCount: 0, partial: false }, () => 1 as ResultId)
  const ask = (text: string) => set.query(0, { ...EMPTY_FILTER, text }, [])
  const counts = ask('').facets.source.map(({ value, count }) => [value, count])
  expect(counts.toSorted()).toEqual([
    ['10.20.4.52', 1],
    ['198.51.100.62', 1],
    ['203.0.113.47', 2],
    ['console', 2],
  ])
  for (const [value, count] of counts) expect(ask(`source:${value}`).matched).toBe(count)
})

test('a client that calls itself two addresses is not taken for two, nor hides them', () => {
  const sources = new SessionSources()
  const [one, two] = [sources.add(['10.0.0.1, 10.0.0.2']), sources.add(['10.0.0.1', '10.0.0.2'])]
  expect(sources.texts[one]).toBe(sources.texts[two])
  expect([one, two].map((index) => sources.parts[index]!.map((part) => sources.singles[part]))).toEqual([
    ['10.0.0.1, 10.0.0.2'],
    ['10.0.0.1', '10.0.0.2'],
  ])
})
