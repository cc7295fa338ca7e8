import { describe, expect, it } from 'vitest'
import {
  clockChange4616,
  eventLog6005,
  eventLog6006,
  eventLog6009,
  kernelStart12,
  logoff4634,
  logoffByUser4647,
  logon4624,
  logServiceStop1100,
  lsm21,
  lsm23,
  lsm24,
  lsm40,
  lsm41,
  lsm42,
  saverOn4802,
  shutdown1074,
  winlogon7001,
  winlogon7002,
} from '../../fixtures/windows-events'
import { ALICE, at, BOB, boot, nextDay, only, play, shortLogon, when } from './scene'

const endOf = (result: ReturnType<typeof play>, id: number): string[] => {
  const { end } = result.logons.find(({ logonId }) => logonId === BigInt(id))!
  return [end.reason, when(end)]
}

describe('the arbitration of the next session of a number', () => {
  const ip = '10.0.0.9'
  const lsm = (name: string) => ({ user: `DOM\\${name}`, sessionId: 1, address: ip })
  const result = play([
    ...boot(at('07:00:00'), at('07:00:00.010')),
    logon4624(at('08:00:00'), { account: ALICE, logonId: 0x20000, logonType: 10, ip }),
    winlogon7001(at('08:00:01'), { sessionId: 1, sid: ALICE.sid }),
    lsm21(at('08:00:01.500'), lsm('alice')),
    lsm24(at('08:30:00'), lsm('alice')),
    logServiceStop1100(at('09:00:00')),
    eventLog6006(at('09:00:00')),
    eventLog6005(at('10:00:00')),
    logon4624(at('11:00:00'), { account: BOB, logonId: 0x30000, logonType: 10, ip }),
    lsm41(at('11:00:00.100'), lsm('bob')),
    lsm42(at('11:00:00.150'), lsm('bob')),
    winlogon7001(at('11:00:01'), { sessionId: 1, sid: BOB.sid }),
    lsm21(at('11:00:01.500'), lsm('bob')),
  ])

  it('is no sign of life of the session before, which may have ended while nothing was logged', () => {
    expect(endOf(result, 0x20000)).toEqual(['unknown', '09:00:00 < 09:00:00 < 11:00:00.100'])
  })
})

describe('a session number that somebody else has, although no logoff is in evidence', () => {
  const ip = '10.0.0.9'
  const lsm = (name: string) => ({ user: `DOM\\${name}`, sessionId: 2, address: ip })
  const alice = [
    logon4624(at('08:00:00'), { account: ALICE, logonId: 0x20000, logonType: 10, ip }),
    lsm21(at('08:00:01'), lsm('alice')),
    lsm24(at('08:30:00'), lsm('alice')),
  ]
  const started = boot(at('07:00:00'), at('07:00:00.010'))

  it('was free by the first record of the other, whose logoff is not theirs', () => {
    const later = [lsm40(at('11:00:00'), { sessionId: 2, reason: 5 }), lsm24(at('11:00:00'), lsm('bob'))]
    const end = [lsm23(at('12:00:00'), lsm('bob')), lsm40(at('12:00:00.2'), { sessionId: 2, reason: 12 })]
    const result = play([...started, ...alice, ...later, ...end])
    expect(endOf(result, 0x20000)).toEqual(['replaced', '08:30:00 < 11:00:00 < 11:00:00'])
    const bob = result.sessions.find(({ account }) => account === 'bob')
    expect(bob?.end).toMatchObject({ reason: 'user-logoff' })
    expect(when(bob!.end)).toBe('12:00:00')
  })

  it('was free when a new connection of the other had it for a moment', () => {
    const moment = [
      lsm41(at('11:00:00'), lsm('bob')),
      lsm42(at('11:00:02'), lsm('bob')),
      lsm40(at('11:00:02.050'), { sessionId: 2, reason: 5 }),
    ]
    const result = play([
      ...started,
      ...alice,
      ...moment,
      lsm21(at('13:00:00'), { ...lsm('carol'), sessionId: 3 }),
    ])
    expect(endOf(result, 0x20000)).toEqual(['replaced', '08:30:00 < 11:00:00 < 11:00:00'])
  })
})

describe('a session number that its account was given again while the log service was stopped', () => {
  const lsm = { user: 'DOM\\alice', sessionId: 2, address: '10.0.0.9' }
  const logon = { account: ALICE, logonId: 0x20000, logonType: 10, ip: '10.0.0.9' }
  const endedBy = (logonId: number) =>
    play([
      ...boot(at('07:00:00'), at('07:00:00.010')),
      logon4624(at('08:00:00'), logon),
      lsm21(at('08:00:01'), lsm),
      logServiceStop1100(at('09:00:00')),
      eventLog6006(at('09:00:00')),
      eventLog6005(at('10:00:00')),
      ...shortLogon('10:05:00'),
      logoffByUser4647(at('11:00:00'), { account: ALICE, logonId }),
      lsm23(at('11:00:00.100'), lsm),
      lsm40(at('11:00:00.700'), { sessionId: 2, reason: 12 }),
    ])

  it('ends with the logoff of its own logon ID, but not with that of another', () => {
    expect(endOf(endedBy(0x20000), 0x20000)).toEqual(['user-logoff', '11:00:00'])
    expect(endOf(endedBy(0x30000), 0x20000)).toEqual(['unknown', '09:00:00 < 09:00:00 < 11:00:00.100'])
  })
})

describe('a session of a time before the Security and the System log begin', () => {
  it('may have ended with a restart that they do not show', () => {
    const lsm = { user: 'DOM\\alice', sessionId: 2, address: '10.0.0.9' }
    const result = play([
      lsm21(at('08:00:00'), lsm),
      lsm24(at('08:30:00'), lsm),
      ...shortLogon('15:00:00'),
      logServiceStop1100(at('18:00:00')),
      ...boot(at('19:00:00'), at('19:00:00.010')),
    ])
    const session = result.sessions.find(({ account }) => account === 'alice')!
    expect([session.end.reason, when(session.end)]).toEqual(['unknown', '08:30:00 < 08:30:00 < 18:00:00'])
    expect(session.explanation.join(' ')).toContain('show starts since 2024-05-14T15:00:00')
  })
})

describe('a session number that is given out again, without the LocalSessionManager log', () => {
  const day = (hour: string, logonId: number) => [
    logon4624(at(`${hour}:00:00`), { account: ALICE, logonId, logonType: 10, ip: '10.0.0.9' }),
    winlogon7001(at(`${hour}:00:01`), { sessionId: 1, sid: ALICE.sid }),
    saverOn4802(at(`${hour}:10:00`), { account: ALICE, logonId, sessionId: 1 }),
    winlogon7002(at(`${hour}:30:00`), { sessionId: 1, sid: ALICE.sid }),
  ]

  it('belongs to each logon in its time', () => {
    const result = play([...day('08', 0x20000), ...day('09', 0x30000)])
    expect(endOf(result, 0x20000)).toEqual(['logged-off', '08:30:00'])
    expect(endOf(result, 0x30000)).toEqual(['logged-off', '09:30:00'])
  })
})

describe('an unlock that may be of either of two sessions', () => {
  const ip = '10.0.0.9'
  const result = play([
    ...boot(at('07:00:00'), at('07:00:00.010')),
    logon4624(at('08:00:00'), { account: BOB, logonId: 0x20000, logonType: 2 }),
    logon4624(at('09:00:00'), { account: BOB, logonId: 0x30000, logonType: 10, ip }),
    logon4624(at('10:00:00'), { account: BOB, logonId: 0x40000, logonType: 7, ip }),
    logon4624(at('10:30:00'), { account: ALICE, logonId: 0x50000, logonType: 3 }),
    logon4624(at('10:40:00'), { account: ALICE, logonId: 0x60000, logonType: 3 }),
    logServiceStop1100(at('18:00:00')),
    ...boot(at('19:00:00'), at('19:00:00.010')),
  ])

  it('is a sign of life of neither', () => {
    expect(endOf(result, 0x30000)).toEqual(['unknown', '09:00:00 < 09:00:00 < 18:00:00'])
  })
})

describe('a log service that starts where the System log begins', () => {
  const alive = { account: ALICE, logonId: 0x20000, logonType: 5 }
  const security = [
    ...boot(at('07:00:00'), at('07:00:00.010')),
    ...shortLogon('07:30:00'),
    logon4624(at('08:00:00'), alive),
    logServiceStop1100(at('09:00:00')),
    logon4624(at('11:00:00'), { account: BOB, logonId: 0x30000, logonType: 3 }),
    logoff4634(nextDay('17:00:00'), alive),
  ]
  const system = [
    eventLog6009(at('10:00:00')),
    eventLog6005(at('10:00:00')),
    shutdown1074(nextDay('17:59:00'), {
      process: 'x (PC1)',
      computer: 'PC1',
      type: 'restart',
      user: 'DOM\\bob',
    }),
    kernelStart12(nextDay('18:30:00')),
    ...boot(nextDay('18:30:03'), nextDay('18:30:03.010')),
  ]

  it('is no start of the computer where the Security log goes on and would show it', () => {
    const result = play([...security, ...system])
    expect(result.boots.map(({ start }) => when(start))).toEqual(['07:00:00', '15 18:30:00'])
    expect(endOf(result, 0x20000)).toEqual(['service-ended', '15 17:00:00'])
  })

  it('may be one where the Security log does not reach back', () => {
    const result = play([...security.slice(-1), ...system])
    expect(result.boots).toHaveLength(2)
    expect(when(result.boots[0]!.start)).toBe('10:00:00')
  })
})

describe('a logon by an early clock after which LocalSessionManager was silent until that time came again', () => {
  const step = { from: at('15:00:00'), to: at('14:00:00') }
  const lsm = { user: 'DOM\\alice', sessionId: 1, address: 'LOCAL' }
  const result = play(
    [
      ...boot(at('14:50:00'), at('14:50:00.010')),
      logon4624(at('14:59:00'), { account: ALICE, logonId: 0x20000, logonType: 2 }),
      lsm21(at('14:59:01'), lsm),
      clockChange4616(step.to, step),
      logoffByUser4647(at('17:00:00'), { account: ALICE, logonId: 0x20000 }),
      lsm23(at('17:00:00.500'), lsm),
    ],
    { writtenAsAdded: true },
  )

  it('is one session, at the time that the right clock would have shown', () => {
    const session = only(result)
    expect([when(session.start), when(session.end)]).toEqual(['13:59:00', '17:00:00'])
    expect(session.sessionId).toBe(1)
  })
})
