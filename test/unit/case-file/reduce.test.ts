import { describe, expect, it } from 'vitest'
import { CASE_LIMITS } from '../../../electron/contract/case-constants'
import type { CaseEntry } from '../../../electron/contract/case-file'
import { CaseReducer } from '../../../electron/core/case-file/reduce-entries'
import { ABOUT, CREATED, note, tag } from './scenes'

function reduce(entries: readonly CaseEntry[]): CaseReducer {
  const reducer = new CaseReducer()
  for (const entry of entries) reducer.add(entry)
  return reducer
}
const stateOf = (...entries: CaseEntry[]) => reduce(entries).state()

const HASH_A = 'a'.repeat(64)
const HASH_B = 'b'.repeat(64)
const log = (path: string, sha256: string, before: string | null, finding: 'first' | 'changed' | 'moved') =>
  ({ kind: 'evidence', path, relative: null, size: 1, sha256, before, finding }) as const

describe('what the entries of a case come to', () => {
  it('a session carries one assessment, and own tags beside it', () => {
    const { annotations } = stateOf(
      CREATED,
      tag('s', 'vpn'),
      tag('s', 'benign'),
      tag('s', 'malicious'),
      tag('s', 'account x'),
    )
    expect(annotations).toEqual([
      {
        session: 's',
        about: ABOUT,
        tags: ['malicious', 'account x', 'vpn'],
        bookmark: false,
        note: '',
        verdict: null,
      },
    ])
  })

  it('what is said of some sessions is told alone, and the rest of the case without any', () => {
    const reducer = reduce([CREATED, tag('s', 'vpn'), note('t', 'seen'), note('u', 'gone'), note('u', '')])
    expect(reducer.annotationsOf(['t', 'u', 'nobody', 's']).map(({ session }) => session)).toEqual(['t', 's'])
    const { annotations, ...rest } = reducer.state()
    expect(annotations).toHaveLength(2)
    expect(reducer.rest()).toEqual(rest)
  })

  it('a verdict on a session stands with what is said of it, the last one counts', () => {
    const judge = (
      session: string,
      verdict: 'confirmed' | 'dismissed' | 'open',
      reason: string,
    ): CaseEntry => {
      return { kind: 'verdict', finding: session, about: ABOUT, verdict, reason }
    }
    const state = stateOf(
      judge('s', 'confirmed', 'seen'),
      judge('s', 'dismissed', 'a backup'),
      judge('t', 'confirmed', 'x'),
      judge('t', 'open', ''),
    )
    expect(state.annotations.map(({ session, verdict }) => [session, verdict])).toEqual([
      ['s', { word: 'dismissed', reason: 'a backup' }],
    ])
    expect(state.verdicts).toEqual([])
  })

  it('what was taken back is gone; the last note counts', () => {
    const { annotations } = stateOf(
      tag('s', 'benign'),
      tag('s', 'benign', false),
      note('t', 'one'),
      note('t', 'two'),
      note('u', 'x'),
      note('u', ''),
      { kind: 'bookmark', session: 'v', about: ABOUT, on: true },
    )
    expect(annotations.map(({ session, note: text, bookmark }) => [session, text, bookmark])).toEqual([
      ['t', 'two', false],
      ['v', '', true],
    ])
  })

  it('names like those of every object are names', () => {
    const { annotations } = stateOf(tag('__proto__', 'constructor'), note('toString', 'x'))
    expect(annotations.map(({ session }) => session)).toEqual(['__proto__', 'toString'])
  })

  it('taking apart what no merge joined is a split, and the opposite takes either back', () => {
    const merge = (on: boolean): CaseEntry => ({ kind: 'merge', computers: ['B', 'A'], on, reason: 'r' })
    const come = (...said: boolean[]): number[] => {
      const reducer = new CaseReducer()
      for (const on of said) reducer.add(merge(on))
      const { merges, splits } = reducer.state()
      return [merges.length, splits.length]
    }
    expect([come(true), come(false), come(true, false), come(false, true)]).toEqual([
      [1, 0],
      [0, 1],
      [0, 0],
      [0, 0],
    ])
    expect(come(true, false, false)).toEqual([0, 1])
  })

  it('corrections, merges, verdicts and views: the last word counts', () => {
    const state = stateOf(
      { kind: 'clock', computer: 'A', offsetMs: 1000, reason: '' },
      { kind: 'clock', computer: 'A', offsetMs: -5000, reason: 'drift' },
      { kind: 'clock', computer: 'B', offsetMs: 1, reason: '' },
      { kind: 'clock', computer: 'B', offsetMs: 0, reason: '' },
      { kind: 'merge', computers: ['B', 'A'], on: true, reason: 'renamed' },
      { kind: 'merge', computers: ['C', 'D'], on: true, reason: '' },
      { kind: 'merge', computers: ['D', 'C'], on: false, reason: '' },
      { kind: 'verdict', finding: 'f', verdict: 'dismissed', reason: 'test' },
      { kind: 'verdict', finding: 'g', verdict: 'confirmed', reason: '' },
      { kind: 'verdict', finding: 'g', verdict: 'open', reason: '' },
      { kind: 'view', name: 'night', view: { query: 'type:10' } },
      { kind: 'view', name: 'day', view: { query: 'x' } },
      { kind: 'view', name: 'day', view: null },
    )
    expect(state.clocks).toEqual([{ computer: 'A', offsetMs: -5000, reason: 'drift' }])
    expect(state.merges).toEqual([{ computers: ['A', 'B'], reason: 'renamed' }])
    expect(state.verdicts).toEqual([{ finding: 'f', verdict: 'dismissed', reason: 'test' }])
    expect(state.views).toEqual([{ name: 'night', query: 'type:10' }])
  })

  it('a log that moved or changed takes the place of the one that was known', () => {
    const { evidence } = stateOf(
      log('/old/a', HASH_A, null, 'first'),
      log('/b', HASH_B, null, 'first'),
      log('/new/a', HASH_A, HASH_A, 'moved'),
    )
    expect(evidence.map(({ path }) => path)).toEqual(['/b', '/new/a'])
    const changed = stateOf(log('/a', HASH_A, null, 'first'), log('/a', HASH_B, HASH_A, 'changed'))
    expect(changed.evidence).toMatchObject([{ path: '/a', sha256: HASH_B }])
  })

  it('what goes over a limit is counted, not shown', () => {
    const tags = Array.from({ length: CASE_LIMITS.tags + 3 }, (_, i) => tag('s', `own ${i}`))
    const reducer = reduce([...tags, tag('s', 'own 0'), tag('s', 'malicious')])
    expect(reducer.dropped).toBe(3)
    expect(reducer.state().annotations[0]?.tags.length).toBe(CASE_LIMITS.tags + 1)
  })
})
