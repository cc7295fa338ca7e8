import { describe, expect, it } from 'vitest'
import type { Gap } from '../../../electron/contract/sessions'
import { gapMarks, marksOf } from '../../../electron/core/sessions/gaps/marked-gaps'
import { Gaps } from '../../../electron/core/sessions/gaps/record-holes'
import type { FixtureEvent } from '../../fixtures/evtx-writer/fixture-record'
import { fileTime, plusSeconds } from '../../fixtures/evtx-writer/time'
import { logoff4634, logon4624, policyChange4719 } from '../../fixtures/windows-events'
import { ALICE, at, BOB, play } from './scene'

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

const marks = (count: number, last: Partial<Gap>, from: bigint, to: bigint | null): readonly string[] =>
  marksOf(new Gaps([]), gapMarks(gaps(count, last)), { earliestStart: from, from, to })

describe('gaps that sessions are marked with', () => {
  it('are told one by one as long as they are few', () => {
    expect(marks(256, {}, 25_500n, 25_600n)).toEqual(['G6 gap 255'])
  })

  it('are told together beyond that: no session after them loses its mark', () => {
    expect(gapMarks(gaps(1000)).gaps).toHaveLength(256)
    expect(marks(1000, {}, 0n, 50n)).toEqual(['G6 gap 0'])
    expect(marks(1000, {}, 99_900n, 99_950n)).toEqual([
      'G6 or another of 745 gaps in this time, too many to be told one by one',
    ])
    expect(marks(1000, {}, 200_000n, null)).toEqual([])
  })

  it('stay open where one of them is', () => {
    expect(marks(300, { to: null }, 200_000n, null)).toHaveLength(1)
  })
})

describe('network bursts and logons of services', () => {
  const visits = (account: typeof ALICE, logonType: number, from: string, firstId: number): FixtureEvent[] =>
    Array.from({ length: 20 }, (_, i) => plusSeconds(fileTime(at(from)), i * 60)).flatMap((time, i) => [
      logon4624(time, { account, logonId: firstId + i * 64, logonType, ip: '10.0.0.5' }),
      logoff4634(plusSeconds(time, 1), { account, logonId: firstId + i * 64, logonType }),
    ])

  it('are marked with what they overlap, and with nothing else', () => {
    const found = play(
      [
        ...visits(ALICE, 3, '08:00:00', 0x50000),
        ...visits(BOB, 3, '09:00:00', 0x60000),
        logon4624(at('07:00:00'), { account: BOB, logonId: 0x40000, logonType: 4 }),
        logoff4634(at('11:00:00'), { account: BOB, logonId: 0x40000, logonType: 4 }),
        policyChange4719(at('10:00:00'), { subject: { ...BOB, logonId: 0x40000 }, changes: '%%8448' }),
      ],
      { lostIds: [{ channel: 'Security', after: at('08:05:30'), count: 7n }] },
    )
    const marked = found.sessions.map(({ kind, account, gaps: told }) => [
      `${kind} ${account ?? ''}`,
      told.map((text) => text.slice(0, 2)),
    ])
    expect(Object.fromEntries(marked)).toEqual({
      'network alice': ['G1'],
      'network bob': [],
      'batch bob': ['G1', 'G9'],
    })
  })
})
