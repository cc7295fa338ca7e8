import { describe, expect, it } from 'vitest'
import type { FixtureEvent } from '../../../fixtures/evtx-writer/fixture-record'
import {
  locked4800,
  logoff4634,
  logoffByUser4647,
  logon4624,
  lsm21,
  lsm23,
  lsm24,
  rdpCoreTs66,
  reconnected4778,
  sysmonProcess1,
  unlocked4801,
} from '../../../fixtures/windows-events'
import { ALICE, at, when } from '../scene'
import { cited, explained, sessionsOf, stage } from './scenes'

/** Two remote logons of one account begin in the same moment; which of them has which number is not in their times. */
const ip = '10.1.0.11'
const [first, second] = [0x70001, 0x80001]
const both: FixtureEvent[] = [
  logon4624(at('09:00:00'), { account: ALICE, logonId: first, logonType: 10, ip }),
  logon4624(at('09:00:00.200'), { account: ALICE, logonId: second, logonType: 10, ip }),
  lsm21(at('09:00:01'), { user: 'DOM\\alice', sessionId: 2, address: ip }),
  lsm21(at('09:00:01.100'), { user: 'DOM\\alice', sessionId: 3, address: ip }),
  lsm23(at('10:00:00'), { user: 'DOM\\alice', sessionId: 3 }),
  logoffByUser4647(at('09:59:59'), { account: ALICE, logonId: first }),
  logoffByUser4647(at('11:59:59'), { account: ALICE, logonId: second }),
  lsm23(at('12:00:00'), { user: 'DOM\\alice', sessionId: 2 }),
]
const connect = (logonId: number): FixtureEvent =>
  reconnected4778(at('09:30:00'), {
    account: ALICE,
    logonId,
    sessionName: 'RDP-Tcp#7',
    clientName: 'PC9',
    clientAddress: ip,
  })
const numbers = (events: readonly FixtureEvent[]): (string | null)[] =>
  sessionsOf(stage([...both, ...events]), 'alice').map(
    (one) => `${one.sessionId} ${one.logons.length} ${when(one.end)}`,
  )

describe('L2: 4778 names the connection, RdpCoreTS 66 the session it was given to', () => {
  it('joins the logon with the number, whatever the times of the logons say', () => {
    const assigned = rdpCoreTs66(at('09:29:45'), { connection: 'RDP-Tcp#7', sessionId: 3 })
    const played = stage([...both, connect(first), assigned])
    const session = sessionsOf(played, 'alice').find(({ sessionId }) => sessionId === 3)
    expect(session?.logons.map((logon) => played.found.logons[logon]?.logonId)).toEqual([BigInt(first)])
    expect(explained(session!)).toContain(
      'Session number 3 joined by connection-name (66, record 1); certain.',
    )
    expect(cited(played, session!.evidence)).toContain('66@09:29:45 session-number')
  })

  it('does not where another connection, or one of another time, was given a session', () => {
    for (const assigned of [
      rdpCoreTs66(at('09:29:45'), { connection: 'RDP-Tcp#8', sessionId: 3 }),
      rdpCoreTs66(at('09:29:00'), { connection: 'RDP-Tcp#7', sessionId: 3 }),
    ])
      expect(numbers([connect(first), assigned])).toEqual(numbers([connect(first)]))
  })
})

describe('L1: Sysmon 1 names the logon ID and the session number', () => {
  it('joins them', () => {
    const process = sysmonProcess1(at('09:10:00'), {
      subject: { ...ALICE, logonId: first },
      terminalSessionId: 3,
      processId: 4711,
      image: 'C:\\Windows\\explorer.exe',
    })
    const session = sessionsOf(stage([...both, process]), 'alice').find(({ sessionId }) => sessionId === 3)
    expect(explained(session!)).toContain('joined by process-record (1, record 1)')
    expect(when(session!.end)).toBe('09:59:59')
  })

  it('says nothing for services', () => {
    const process = sysmonProcess1(at('09:10:00'), {
      subject: { ...ALICE, logonId: first },
      terminalSessionId: 0,
      processId: 4711,
      image: 'C:\\Windows\\x.exe',
    })
    expect(numbers([process])).toEqual(numbers([]))
  })
})

describe('a session number that was given out again before its log begins', () => {
  const held = (logonId: number, until: string): FixtureEvent[] => [
    logon4624(at('08:00:00'), { account: ALICE, logonId, logonType: 10, ip }),
    locked4800(at('08:30:00'), { account: ALICE, logonId, sessionId: 7 }),
    ...(until === '' ? [] : [logoff4634(at(until), { account: ALICE, logonId, logonType: 10 })]),
  ]
  const bobs = [
    lsm24(at('12:00:00'), { user: 'DOM\\bob', sessionId: 7, address: ip }),
    lsm23(at('13:00:00'), { user: 'DOM\\bob', sessionId: 7 }),
  ]
  const ends = (events: readonly FixtureEvent[]): string[] =>
    sessionsOf(stage(events), 'alice').map(({ end }) => `${when(end)} ${end.reason}`)

  it('is not that of a logon that was over by then', () => {
    expect(ends([...held(first, '09:00:00'), ...bobs])).toEqual(['09:00:00 terminated'])
  })

  it('is not that of another account, whether or not its end is in evidence', () => {
    expect(ends([...held(first, ''), ...bobs])).toEqual(['08:30:00 < ? < ? open-at-end'])
  })
})

describe('two sessions of one account at a time', () => {
  it.each([
    [2, first],
    [3, second],
  ])('are unlocked by the logon that comes with the 4801, of session %i', (sessionId, own) => {
    const unlock = 0x90001
    const played = stage([
      ...both,
      locked4800(at('09:10:00'), { account: ALICE, logonId: own, sessionId }),
      logon4624(at('09:20:00'), { account: ALICE, logonId: unlock, logonType: 7, ip: '-' }),
      unlocked4801(at('09:20:00.100'), { account: ALICE, logonId: own, sessionId }),
    ])
    const owner = sessionsOf(played, 'alice').find(({ logons }) =>
      logons.some((one) => played.found.logons[one]?.logonId === BigInt(unlock)),
    )
    expect(owner?.logons.map((one) => played.found.logons[one]?.logonId)).toContain(BigInt(own))
  })
})
