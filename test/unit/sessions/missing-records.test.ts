import { describe, expect, it } from 'vitest'
import type { FixtureEvent } from '../../fixtures/evtx-writer/fixture-record'
import { plusSeconds } from '../../fixtures/evtx-writer/time'
import { logoffByUser4647, logon4624, NETWORK_SERVICE } from '../../fixtures/windows-events'
import { ALICE, at, only, play, when } from './scene'

const logonId = 0x5a001
const start = logon4624(at('08:00:00'), { account: ALICE, logonId, logonType: 2 })
const later: FixtureEvent[] = Array.from({ length: 40 }, (_, i) =>
  logon4624(plusSeconds(at('12:00:00'), i), { account: NETWORK_SERVICE, logonId: 0x3e4, logonType: 5 }),
)
const hole = { lostIds: [{ channel: 'Security', after: at('11:00:00'), count: 12n }] }

describe('records missing after the last sign of a session', () => {
  it('leave its end unknown: in the hole, later or, while the computer runs on, not at all', () => {
    const session = only(play([start, ...later], hole))
    expect(session.end).toMatchObject({ reason: 'unknown', confidence: 'low' })
    expect(when(session.end)).toBe('08:00:00 < ? < ?')
    expect(session.explanation.at(-2)).toContain('12 records are missing')
    expect(session.gaps).toEqual(['G1 12 records missing after 2024-05-14T08:00:00.0000000Z'])
  })

  it('do not matter if the session shows life after them', () => {
    const session = only(
      play([start, ...later, logoffByUser4647(at('17:00:00'), { account: ALICE, logonId })], hole),
    )
    expect(session.end.reason).toBe('user-logoff')
    expect(session.gaps).toHaveLength(1)
  })

  it('are not told of a filtered export, where most ids are missing', () => {
    const everyOther = Array.from({ length: 40 }, (_, i) => ({
      channel: 'Security',
      after: plusSeconds(at('12:00:00'), i),
      count: 3n,
    }))
    const session = only(play([start, ...later], { lostIds: everyOther }))
    expect(session.end.reason).toBe('open-at-end')
    expect(session.gaps).toEqual([])
  })
})
