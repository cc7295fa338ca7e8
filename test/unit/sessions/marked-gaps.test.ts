import { describe, expect, it } from 'vitest'
import type { Gap } from '../../../electron/contract/sessions'
import { markedGaps, marksOf } from '../../../electron/core/sessions/gaps/marked-gaps'

const gaps = (count: number, last: Partial<Gap> = {}): Gap[] =>
  Array.from({ length: count }, (_, i) => ({
    machine: 0,
    channel: 'Security',
    kind: 'G6' as const,
    from: BigInt(i * 100),
    to: BigInt(i * 100 + 10),
    idFrom: null,
    idTo: null,
    text: `gap ${i}`,
    evidence: [],
    ...(i === count - 1 ? last : {}),
  }))

describe('gaps that sessions are marked with', () => {
  it('are told one by one as long as they are few', () => {
    expect(marksOf(markedGaps(gaps(256)), 25_500n, 25_600n)).toEqual(['G6 gap 255'])
  })

  it('are told together beyond that: no session after them loses its mark', () => {
    const marked = markedGaps(gaps(1000))
    expect(marked).toHaveLength(256)
    expect(marksOf(marked, 0n, 50n)).toEqual(['G6 gap 0'])
    expect(marksOf(marked, 99_900n, 99_950n)).toEqual([
      'G6 or another of 745 gaps in this time, too many to be told one by one',
    ])
    expect(marksOf(marked, 200_000n, null)).toEqual([])
  })

  it('stay open where one of them is', () => {
    expect(marksOf(markedGaps(gaps(300, { to: null })), 200_000n, null)).toHaveLength(1)
  })
})
