/** Facts that the worked cases name, beside those in the tests of each subject. */
import { describe, expect, it } from 'vitest'
import { durationText } from '../../../../electron/core/text/duration'
import type { FixtureEvent } from '../../../fixtures/evtx-writer/fixture-record'
import {
  disconnected4779,
  eventLog6006,
  eventLog6008,
  kernelStart12,
  kernelStop13,
  locked4800,
  logCleared1102,
  logoff4634,
  logoffByUser4647,
  logon4624,
  logServiceStop1100,
  lsm21,
  lsm23,
  lsm24,
  lsm25,
  lsm40,
  NETWORK_SERVICE,
  powerTroubleshooter1,
  privileges4672,
  process4688,
  rcm1149,
  rdpCoreTs131,
  reconnected4778,
  shutdown1074,
  sleep42,
  unclean41,
  unlocked4801,
  winlogon7001,
  winlogon7002,
} from '../../../fixtures/windows-events'
import { ALICE, at, BOB, boot, clock, connections, nextDay, states, when } from '../scene'
import { cited, explained, logonOf, members, sessionOf, stage } from './scenes'

const account = ALICE
const service = (time: string): FixtureEvent =>
  logon4624(time, { account: NETWORK_SERVICE, logonId: 0x3e4, logonType: 5 })

describe('T01 evidence of a plain console day', () => {
  const logonId = 0x5a001
  const played = stage([
    logon4624(at('08:00:00'), { account, logonId, logonType: 2 }),
    winlogon7001(at('08:00:00'), { sessionId: 1, sid: account.sid }),
    logoffByUser4647(at('17:00:00'), { account, logonId }),
    logoff4634(at('17:00:02'), { account, logonId, logonType: 2 }),
  ])

  it('is every record of the case with its role', () => {
    const session = sessionOf(played, 'alice')
    expect(cited(played, session.evidence)).toEqual([
      '4624@08:00:00 start',
      '7001@08:00:00 desktop-logon',
      '4647@17:00:00 user-logoff',
      '4634@17:00:02 end',
    ])
    expect(session.confidence).toBe('certain')
    expect(session.end.method).toBe('4647')
    expect(states(session)).toEqual(['active 08:00:00-17:00:00'])
    expect(explained(session)).toContain('Lock and disconnect are not audited: use time is an upper bound.')
  })
})

describe('T02 nothing is open', () => {
  const logonId = 0x5a001
  const played = stage([
    logon4624(at('08:00:00'), { account, logonId, logonType: 2 }),
    logoffByUser4647(at('17:00:00'), { account, logonId }),
    ...['14', '15', '16', '17'].map((day) => service(`2024-05-${day}T17:00:30Z`)),
  ])

  it('neither the session nor its logon; no release of the token is claimed', () => {
    expect(sessionOf(played, 'alice').end).toMatchObject({ reason: 'user-logoff', confidence: 'certain' })
    expect(logonOf(played, logonId).end).toEqual(sessionOf(played, 'alice').end)
    expect(logonOf(played, logonId).tokenReleased).toBeNull()
    expect(played.found.sessions.every(({ end }) => end.best !== null)).toBe(true)
  })
})

describe('T03 a human account, ended by no one it names', () => {
  const played = stage([
    logon4624(at('09:00:00'), { account, logonId: 0x60010, logonType: 2 }),
    logoff4634(at('09:30:00'), { account, logonId: 0x60010, logonType: 2 }),
  ])

  it('rests on the 4634 alone', () => {
    const session = sessionOf(played, 'alice')
    expect(session).toMatchObject({ class: 'human', confidence: 'medium' })
    expect(session.end.method).toBe('4634')
    expect(session.end.earliest).toBe(session.end.latest)
    expect(cited(played, session.evidence)).toEqual(['4624@09:00:00 start', '4634@09:30:00 end'])
  })
})

describe('T05 both halves in evidence', () => {
  const [elevated, filtered] = [0x512d1, 0x513da]
  const played = stage([
    logon4624(at('10:00:00.100'), {
      account,
      logonId: elevated,
      logonType: 2,
      linkedLogonId: filtered,
      elevated: true,
    }),
    logon4624(at('10:00:00.101'), { account, logonId: filtered, logonType: 2, linkedLogonId: elevated }),
    privileges4672(at('10:00:00.101'), { account, logonId: elevated }),
    process4688(at('10:05:00'), {
      subject: { ...account, logonId: elevated },
      processId: 0x1f2c,
      processName: 'C:\\Windows\\System32\\mmc.exe',
      elevation: '%%1937',
    }),
    logoffByUser4647(at('11:00:00'), { account, logonId: filtered }),
  ])

  it('each with its records; the elevated one is marked', () => {
    expect(cited(played, sessionOf(played, 'alice').evidence)).toEqual([
      '4624@10:00:00.100 start',
      '4624@10:00:00.101 start',
      '4672@10:00:00.101 privileges',
      '4688@10:05:00 process',
      '4647@11:00:00 user-logoff',
    ])
    expect(logonOf(played, elevated)).toMatchObject({ linkedLogonId: BigInt(filtered) })
    expect(logonOf(played, elevated).flags).toEqual(['privileged', 'elevated'])
    expect(logonOf(played, filtered).flags).toEqual([])
  })
})

describe('T06 the helper inside', () => {
  const [logonId, helper] = [0x7a000, 0x9b000]
  const played = stage([
    locked4800(at('12:00:00'), { account, logonId, sessionId: 1 }),
    logon4624(at('12:30:00'), { account, logonId: helper, logonType: 7 }),
    logoff4634(at('12:30:00'), { account, logonId: helper, logonType: 7 }),
    unlocked4801(at('12:30:00'), { account, logonId, sessionId: 1 }),
  ])

  it('is evidence of the unlock, also where the logon itself is lost', () => {
    const session = sessionOf(played, 'alice')
    expect(states(session)).toEqual(['locked 12:00:00-12:30:00', 'active 12:30:00-?'])
    expect(cited(played, session.evidence)).toEqual([
      '4800@12:00:00 locked',
      '4624@12:30:00 unlock:start',
      '4634@12:30:00 unlock:end',
      '4801@12:30:00 unlocked',
    ])
  })
})

const home = '203.0.113.9'
const away = '198.51.100.7'
const [desktop, nla, unlock] = [0xb1000, 0xa1000, 0xc1000]
const connection = '{F4205BAC-1B01-40FC-AEEF-3C971C730000}'
const user = 'DOM\\bob'
const remote: FixtureEvent[] = [
  rdpCoreTs131(at('13:00:00.000'), { ip: home, port: 50_111, activityId: connection }),
  privileges4672(at('13:00:01.000'), { account: BOB, logonId: nla }),
  logon4624(at('13:00:01.000'), { account: BOB, logonId: nla, logonType: 3, ip: home, port: '50111' }),
  rcm1149(at('13:00:01.100'), { user: 'bob', domain: 'DOM', ip: home, activityId: connection }),
  logon4624(at('13:00:03.000'), { account: BOB, logonId: desktop, logonType: 10, ip: home }),
  lsm21(at('13:00:04.000'), { user, sessionId: 2, address: home, activityId: connection }),
  lsm24(at('13:20:00.000'), { user, sessionId: 2, address: home, activityId: connection }),
  disconnected4779(at('13:20:00.000'), {
    account: BOB,
    logonId: desktop,
    sessionName: 'RDP-Tcp#3',
    clientName: 'HOME-PC',
    clientAddress: home,
  }),
  logoff4634(at('13:20:00.200'), { account: BOB, logonId: nla, logonType: 3 }),
]

describe('T08 evidence of a new RDP session', () => {
  const played = stage([...remote, service(at('18:00:00'))])

  it('is every record of the case but the first', () => {
    expect(
      cited(played, sessionOf(played, 'bob').evidence).filter((text) => !text.startsWith('131@')),
    ).toEqual([
      '4672@13:00:01 nla:privileges',
      '4624@13:00:01 nla:start',
      '1149@13:00:01.100 network-authenticated',
      '4624@13:00:03 start',
      '21@13:00:04 lsm-logon',
      '4779@13:20:00 disconnected',
      '24@13:20:00 lsm-disconnect',
      '4634@13:20:00.200 nla:end',
    ])
  })

  it('has the accepted connection of the same ActivityID too', () => {
    const links = cited(played, sessionOf(played, 'bob').evidence)
    expect(links.filter((text) => text.startsWith('131@13:00:00'))).toHaveLength(1)
  })

  it('ends the pre-logon by itself', () => {
    expect(logonOf(played, nla).end).toMatchObject({ reason: 'network-closed', confidence: 'certain' })
    expect(members(played, sessionOf(played, 'bob')).map(({ logonId }) => Number(logonId))).toEqual([
      desktop,
      nla,
    ])
  })
})

describe('T09 what the last disconnect does not do', () => {
  const played = stage([
    ...remote,
    logon4624(at('14:00:00'), { account: BOB, logonId: unlock, logonType: 7, ip: away }),
    logoff4634(at('14:00:00'), { account: BOB, logonId: unlock, logonType: 7 }),
    lsm25(at('14:00:00'), { user, sessionId: 2, address: away }),
    reconnected4778(at('14:00:00'), {
      account: BOB,
      logonId: desktop,
      sessionName: 'RDP-Tcp#4',
      clientName: 'X',
      clientAddress: away,
    }),
    logoffByUser4647(at('14:10:00'), { account: BOB, logonId: desktop }),
    lsm23(at('14:10:00.100'), { user, sessionId: 2 }),
    lsm40(at('14:10:00.300'), { sessionId: 2, reason: 12 }),
    lsm24(at('14:10:00.500'), { user, sessionId: 2, address: away }),
    service(at('18:00:00')),
  ])

  it('changes nothing: it is evidence of the session that ended', () => {
    const session = sessionOf(played, 'bob')
    expect(session.end).toMatchObject({ reason: 'user-logoff', confidence: 'certain', method: '4647' })
    expect(session.states.at(-1)?.state).toBe('active')
    expect(cited(played, session.evidence).slice(-4)).toEqual([
      '4647@14:10:00 user-logoff',
      '23@14:10:00.100 lsm-logoff',
      '40@14:10:00.300 lsm-reason',
      '24@14:10:00.500 lsm-disconnect',
    ])
  })

  it('was used from two addresses', () => {
    const session = sessionOf(played, 'bob')
    expect(session.connections.map(({ ip, sessionName }) => [ip, sessionName])).toEqual([
      [home, 'RDP-Tcp#3'],
      [away, 'RDP-Tcp#4'],
    ])
    expect(session.wallMs).toBe((69 * 60 + 57) * 1000)
    expect(session.wallMs! - session.useMs!).toBe(40 * 60_000)
    expect(logonOf(played, unlock).end.reason).toBe('helper-ended')
  })
})

describe('T11 a stop that needs no 4634', () => {
  const [elevated, filtered] = [0x1febb0, 0x1febc5]
  const played = stage(
    [
      logCleared1102(at('12:32:35'), { subject: { ...ALICE, logonId: elevated } }),
      shutdown1074(at('12:32:40.900'), {
        process: 'C:\\Windows\\System32\\RuntimeBroker.exe (PC1)',
        computer: 'PC1',
        type: 'restart',
        user: 'DOM\\alice',
      }),
      logoffByUser4647(at('12:32:43.290'), { account: ALICE, logonId: filtered }),
      lsm23(at('12:32:43.340'), { user: 'DOM\\alice', sessionId: 3 }),
      winlogon7002(at('12:32:43.468'), { sessionId: 3, sid: ALICE.sid }),
      logServiceStop1100(at('12:32:44.240')),
      eventLog6006(at('12:32:44.256')),
      kernelStart12(at('12:32:59.490')),
      kernelStop13(at('12:32:49.311'), { written: at('12:33:00') }),
      ...boot(at('12:33:07.459'), at('12:33:07.469')),
    ],
    { firstRecordId: { Security: 505_853n } },
  )

  it('keeps the logoff for its reason and does not ask for the token', () => {
    const session = sessionOf(played, 'alice')
    expect(session.end).toMatchObject({ reason: 'user-logoff', method: '4647', confidence: 'certain' })
    expect(explained(session)).not.toContain('4634')
    expect(session.confidence).toBe('medium')
    expect(cited(played, session.evidence)).toEqual([
      '1102@12:32:35 cleared-log',
      '1074@12:32:40.900 shutdown-request',
      '4647@12:32:43.290 user-logoff',
      '23@12:32:43.340 lsm-logoff',
      '7002@12:32:43.468 desktop-logoff',
      '1100@12:32:44.240 stop',
      '6006@12:32:44.256 stop',
      '13@12:32:49.311 stop',
    ])
  })

  it('puts the stop of the first boot at its StopTime at the latest', () => {
    const [first] = played.found.boots
    expect(clock(first!.end.latest)).toBe('12:32:49.311')
    expect(played.found.machineEvents.map(({ kind }) => kind)).toEqual(['log-cleared', 'restart', 'boot'])
    expect(clock(played.found.machineEvents[2]!.from)).toBe('12:32:59.490')
  })
})

const other = 0x2b000
const crashing: FixtureEvent[] = [
  logon4624(at('06:50:00'), { account: BOB, logonId: other, logonType: 3, ip: '10.0.0.5' }),
  logon4624(at('06:57:40'), { account: ALICE, logonId: 0x288f4, logonType: 2 }),
  logoff4634(at('06:59:38'), { account: BOB, logonId: other, logonType: 3 }),
  ...boot(at('07:02:00'), at('07:02:00.010')),
]

describe('T13 sign of life and evidence of a crash', () => {
  const played = stage([
    ...crashing,
    eventLog6008(at('07:02:10'), { lastAlive: at('06:59:00'), intervalSeconds: 60 }),
    unclean41(at('07:02:05')),
  ])

  it('cites the records of the next boot', () => {
    const session = sessionOf(played, 'alice')
    expect(session.end).toMatchObject({ method: 'heartbeat-6008', confidence: 'high' })
    expect(cited(played, session.evidence)).toEqual([
      '4624@06:57:40 start',
      '41@07:02:05 crash',
      '6008@07:02:10 crash',
    ])
    expect(session.wallMs).toBe(118_000)
  })

  it('names the last sign of life of the session itself', () => {
    expect(explained(sessionOf(played, 'alice'))).toMatch(/last sign of life.*4624, record 2/i)
  })
})

describe('T14 duration without the System log', () => {
  it('is open by the time the computer was off at most', () => {
    const played = stage(crashing)
    const session = sessionOf(played, 'alice')
    expect(session.end).toMatchObject({ reason: 'reboot-inferred', method: 'next-boot' })
    expect(durationText(session)).toBe('~0:01:58 (+0:02:22)')
    expect(cited(played, session.evidence)).toEqual([
      '4624@06:57:40 start',
      '4608@07:02:00 next-boot',
      '4624@07:02:00.010 next-boot',
    ])
  })
})

describe('T15 with a record after the heartbeat', () => {
  it('begins at the last record of the boot', () => {
    const session = sessionOf(
      stage([
        logon4624(at('12:00:00'), { account: ALICE, logonId: 0x288f4, logonType: 2 }),
        service(at('14:02:00')),
        eventLog6008(at('14:08:00'), { lastAlive: at('13:59:13.029'), intervalSeconds: 2400 }),
        ...boot(at('14:07:44'), at('14:07:44.010')),
      ]),
      'alice',
    )
    expect(session.end.reason).toBe('crash')
    expect(when(session.end)).toBe('14:02:00 < 14:02:00 < 14:07:44')
  })
})

describe('T16 states over two days', () => {
  const logonId = 0x7a000
  const played = stage([
    logon4624(at('08:00:00'), { account, logonId, logonType: 2 }),
    sleep42(at('16:22:16')),
    powerTroubleshooter1(nextDay('07:16:53'), { sleep: at('16:22:15'), wake: nextDay('07:16:52') }),
    logon4624(nextDay('07:17:00'), { account, logonId: 0x9b000, logonType: 7 }),
    logoff4634(nextDay('07:17:00'), { account, logonId: 0x9b000, logonType: 7 }),
    logoffByUser4647(nextDay('09:00:00'), { account, logonId }),
  ])

  it('are active, asleep for 14:54:37, active', () => {
    const session = sessionOf(played, 'alice')
    expect(states(session)).toEqual([
      'active 08:00:00-16:22:15',
      'asleep 16:22:15-15 07:16:52',
      'active 15 07:16:52-15 09:00:00',
    ])
    expect([when(session.start), when(session.end)]).toEqual(['08:00:00', '15 09:00:00'])
    expect(session.wallMs).toBe(25 * 3_600_000)
    expect(session.useMs).toBe(25 * 3_600_000 - ((14 * 60 + 54) * 60 + 37) * 1000)
    expect(played.found.boots).toHaveLength(1)
    expect(connections(session)).toEqual(['console - 08:00:00-15 09:00:00'])
  })
})

describe('T31 the second session', () => {
  const played = stage([
    winlogon7001(at('08:00:00'), { sessionId: 1, sid: ALICE.sid }),
    winlogon7002(at('12:00:00'), { sessionId: 1, sid: ALICE.sid }),
    winlogon7001(at('13:00:00'), { sessionId: 1, sid: ALICE.sid }),
    unclean41(at('15:00:00')),
  ])

  it('crashed on the word of the next start', () => {
    const [first, second] = played.found.sessions
    expect(first).toMatchObject({ account: null, sid: ALICE.sid, logons: [], confidence: 'high' })
    expect(second?.end).toMatchObject({ reason: 'crash', confidence: 'high' })
    expect(cited(played, second!.evidence)).toEqual(['7001@13:00:00 desktop-logon', '41@15:00:00 crash'])
  })

  it('has a name once any log gives it', () => {
    const named = stage([
      winlogon7001(at('08:00:00'), { sessionId: 1, sid: ALICE.sid }),
      winlogon7002(at('12:00:00'), { sessionId: 1, sid: ALICE.sid }),
      logon4624(at('18:00:00'), { account: ALICE, logonId: 0x7000, logonType: 3, ip: '10.0.0.5' }),
    ])
    expect(named.found.sessions.map(({ account: name }) => name)).toEqual(['alice', 'alice'])
  })
})
