import { describe, expect, it } from 'vitest'
import type { FixtureEvent } from '../../fixtures/evtx-writer/fixture-record'
import type { LogHostOptions } from '../../fixtures/log-host'
import {
  clockChange4616,
  eventLog6013,
  kernelStart12,
  logoffByUser4647,
  logon4624,
  lsm21,
  winlogon7001,
} from '../../fixtures/windows-events'
import { cited, explained, sessionOf, stage } from './cases/scenes'
import { ALICE, at, BOB, boot, nextDay, when } from './scene'

const HOUR = 3600
const bob = logon4624(nextDay('10:00:00'), { account: BOB, logonId: 0x40000, logonType: 2 })
/** The next day at noon the computer has been running for five hours. */
const uptime = eventLog6013(nextDay('12:00:00'), { uptimeSeconds: 5 * HOUR })
const starts = (events: readonly FixtureEvent[]): string[] =>
  stage(events).found.boots.map(({ start }) => when(start))

describe('B6: a start that only the uptime tells of', () => {
  it('is the start of the boot that the evidence begins in, within minutes', () => {
    const { found } = stage([bob, uptime])
    expect(found.boots).toHaveLength(1)
    // Five minutes, and 1.8 s for five hours of drift.
    expect(when(found.boots[0]!.start)).toBe('15 06:54:58.200 < ? < 15 07:05:01.800')
    expect(cited(stage([bob, uptime]), found.boots[0]!.evidence)).toEqual(['6013@15 12:00:00 uptime'])
  })

  it('bounds a lost start: nobody was logged on before', () => {
    const events = [logoffByUser4647(nextDay('11:00:00'), { account: ALICE, logonId: 0x30000 }), bob, uptime]
    const session = sessionOf(stage(events), 'alice')
    expect(when(session.start)).toBe('15 06:54:58.200 < ? < 15 10:00:00')
    expect(explained(session)).toContain('it began before the evidence')
  })

  it('ends what was open in another log the day before', () => {
    const played = stage([
      lsm21(at('08:00:00'), { user: 'DOM\\alice', sessionId: 1, address: 'LOCAL' }),
      bob,
      uptime,
    ])
    const session = sessionOf(played, 'alice')
    expect(session.end).toMatchObject({ reason: 'reboot-inferred', confidence: 'medium' })
    expect(when(session.end)).toBe('08:00:00 < 08:00:00 < 15 07:05:01.800')
    expect(explained(session)).toContain('By its uptime (6013, record 1) the computer started again')
    expect(played.found.boots).toHaveLength(2)
  })

  it('ends what was open where the System log shows no starts at all', () => {
    const filtered = [winlogon7001(at('08:00:00'), { sessionId: 1, sid: ALICE.sid }), uptime]
    expect(stage(filtered).found.sessions[0]?.end.reason).toBe('reboot-inferred')
  })

  it('is told once, however often the uptime is named', () => {
    const later = eventLog6013('2024-05-16T12:00:00Z', { uptimeSeconds: 29 * HOUR })
    expect(starts([bob, uptime, later])).toHaveLength(1)
  })
})

describe('an uptime says nothing', () => {
  const open = logon4624(at('08:00:00'), { account: ALICE, logonId: 0x30000, logonType: 2 })

  it('where a start is known, also one that did not set it back (a fast start)', () => {
    const known = [...boot(nextDay('07:00:00'), nextDay('07:00:00.010')), bob, uptime]
    expect(starts([open, ...known])).toEqual(['? < ? < 08:00:00', '15 07:00:00'])
    const fast = [...boot(nextDay('09:00:00'), nextDay('09:00:00.010')), bob, uptime]
    expect(starts([open, ...fast])).toHaveLength(2)
  })

  it('where a log that shows starts has none at that time', () => {
    const shown = [
      kernelStart12(at('07:00:00')),
      ...boot(at('07:00:03'), at('07:00:03.010')),
      open,
      bob,
      uptime,
    ]
    expect(starts(shown)).toEqual(['07:00:00'])
    expect(sessionOf(stage(shown), 'alice').end.reason).toBe('open-at-end')
  })

  it('where the clock was changed since', () => {
    const change = clockChange4616(nextDay('11:00:00'), {
      from: nextDay('08:00:00'),
      to: nextDay('11:00:00'),
    })
    expect(starts([open, bob, change, uptime])).toHaveLength(1)
    expect(sessionOf(stage([open, bob, change, uptime]), 'alice').end.reason).toBe('open-at-end')
  })

  it('where it is no number, or longer than any computer ran', () => {
    for (const uptimeSeconds of [-5, 1e12, Number.NaN])
      expect(starts([open, bob, eventLog6013(nextDay('12:00:00'), { uptimeSeconds })])).toEqual([
        '? < ? < 08:00:00',
      ])
  })
})

describe('a Security log that shows starts', () => {
  const before = [
    ...boot(at('07:00:00'), at('07:00:00.010')),
    logon4624(at('08:00:00'), { account: ALICE, logonId: 0x30000, logonType: 2 }),
  ]
  const after = [
    bob,
    ...[1, 2, 3].map((i) =>
      logon4624(nextDay(`10:0${i}:00`), { account: BOB, logonId: 0x40000 + i * 16, logonType: 3 }),
    ),
  ]

  it('hides one where records are missing, and there only', () => {
    const lostIds = [{ channel: 'Security', after: at('20:00:00'), count: 2n }]
    const played = (options?: LogHostOptions) => stage([...before, ...after, uptime], options)
    expect(played().found.boots).toHaveLength(1)
    expect(sessionOf(played(), 'alice').end.reason).toBe('open-at-end')
    expect(played({ lostIds }).found.boots).toHaveLength(2)
    const { end } = sessionOf(played({ lostIds }), 'alice')
    expect([when(end), end.reason]).toEqual(['08:00:00 < 08:00:00 < 15 07:05:01.800', 'unknown'])
  })
})
