import { describe, expect, it } from 'vitest'
import { durationText } from '../../../electron/core/text/duration'
import type { FixtureEvent } from '../../fixtures/evtx-writer/fixture-record'
import {
  eventLog6005,
  eventLog6006,
  eventLog6008,
  kernelStart12,
  kernelStop13,
  logCleared1102,
  logServiceStop1100,
  logoff4634,
  logoffByUser4647,
  logon4624,
  lsm23,
  NETWORK_SERVICE,
  osStart4608,
  shutdown1074,
  systemLogon4624,
  unclean41,
  winlogon7001,
  winlogon7002,
} from '../../fixtures/windows-events'
import { ALICE, at, BOB, boot, CAROL, clock, human, only, play, shortLogon, when } from './scene'

describe('T11 restart with an open session whose start was cleared away', () => {
  const [elevated, filtered] = [0x1febb0, 0x1febc5]
  const result = play(
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
      eventLog6005(at('12:33:10')),
      ...boot(at('12:33:07.459'), at('12:33:07.469')),
    ],
    { firstRecordId: { Security: 505853n } },
  )

  it('is one session of unknown start that ended by user logoff during the restart', () => {
    const session = only(result)
    expect(session.logons).toHaveLength(2)
    expect(session.sessionId).toBe(3)
    expect(session.start).toMatchObject({ method: 'first-seen', best: null, confidence: 'medium' })
    expect(when(session.start)).toBe('? < ? < 12:32:35')
    expect(session.end).toMatchObject({ reason: 'user-logoff', confidence: 'certain' })
    expect(when(session.end)).toBe('12:32:43.290')
    expect(session.explanation.join(' ')).toMatch(
      /during the restart, started by DOM\\alice via RuntimeBroker\.exe \(1074/,
    )
    expect(session.explanation.join(' ')).toContain('existed before the log was cleared')
    expect(session.gaps).toEqual([
      'G2 log cleared 2024-05-14T12:32:35.0000000Z: 505852 record ids before it, none of them in evidence',
    ])
  })

  it('ended the first boot cleanly', () => {
    expect(result.boots.map(({ id, endKind }) => [id, endKind])).toEqual([
      ['PC1.dom.example#1', 'clean'],
      ['PC1.dom.example#2', 'open'],
    ])
    expect(clock(result.boots[1]!.start.best)).toBe('12:32:59.490')
  })
})

describe('T12 1100 before 4647 in the file', () => {
  it('is a user logoff at its own time, not a shutdown', () => {
    const session = only(
      play([
        logon4624(at('09:00:00'), { account: ALICE, logonId: 0x5a001, logonType: 2 }),
        logServiceStop1100(at('18:10:56.859'), { written: at('18:10:56.100') }),
        logoffByUser4647(at('18:10:56.344'), { account: ALICE, logonId: 0x5a001 }),
      ]),
    )
    expect(session.end.reason).toBe('user-logoff')
    expect(when(session.end)).toBe('18:10:56.344')
  })
})

describe('crashes', () => {
  const other = 0x2b000
  const crashing: FixtureEvent[] = [
    logon4624(at('06:50:00'), { account: BOB, logonId: other, logonType: 3, ip: '10.0.0.5' }),
    logon4624(at('06:57:40'), { account: ALICE, logonId: 0x288f4, logonType: 2 }),
    logoff4634(at('06:59:38'), { account: BOB, logonId: other, logonType: 3 }),
    ...boot(at('07:02:00'), at('07:02:00.010')),
  ]
  const system = [
    eventLog6008(at('07:02:10'), { lastAlive: at('06:59:00'), intervalSeconds: 60 }),
    unclean41(at('07:02:05')),
  ]
  const alice = (events: readonly FixtureEvent[]) =>
    human(play(events)).find((one) => one.account === 'alice')!

  it('T13: between the last record and the next heartbeat that did not come', () => {
    const session = alice([...crashing, ...system])
    expect(session.end).toMatchObject({ reason: 'crash', confidence: 'high' })
    expect(when(session.end)).toBe('06:59:38 < 06:59:38 < 07:00:00')
    expect(durationText(session)).toBe('~0:01:58 (+0:00:22)')
  })

  it('T14: without the System log the reboot is inferred', () => {
    const session = alice(crashing)
    expect(session.end).toMatchObject({ reason: 'reboot-inferred', confidence: 'medium' })
    expect(when(session.end)).toBe('06:59:38 < 06:59:38 < 07:02:00')
  })

  it('T15: a long heartbeat interval is cut by the next start', () => {
    const session = alice([
      logon4624(at('12:00:00'), { account: ALICE, logonId: 0x288f4, logonType: 2 }),
      eventLog6008(at('14:08:00'), { lastAlive: at('13:59:13.029'), intervalSeconds: 2400 }),
      ...boot(at('14:07:44'), at('14:07:44.010')),
    ])
    expect(when(session.end)).toBe('13:59:13.029 < 13:59:13.029 < 14:07:44')
  })

  it('lies between the records where 6008 has no Binary', () => {
    const session = alice([
      ...crashing,
      eventLog6008(at('07:02:10'), { lastAlive: at('06:59:00'), intervalSeconds: 60, withoutBinary: true }),
    ])
    expect(session.end.reason).toBe('crash')
    expect(when(session.end)).toBe('06:59:38 < 06:59:38 < 07:02:00')
  })

  it('is in the machine track', () => {
    const { machineEvents } = play([...crashing, ...system])
    expect(machineEvents.map(({ kind, from, to }) => `${kind} ${clock(from)}-${clock(to)}`)).toEqual([
      'crash 06:59:38-07:00:00',
      'boot 07:02:00-07:02:00',
    ])
  })
})

describe('shutdown with a session open', () => {
  const result = play([
    ...shortLogon('08:00:00'),
    logon4624(at('09:00:00'), { account: ALICE, logonId: 0x288f4, logonType: 2 }),
    logon4624(at('09:10:00'), { account: BOB, logonId: 0x2b000, logonType: 3, ip: '10.0.0.5' }),
    shutdown1074(at('18:00:00'), {
      process: 'C:\\Windows\\Explorer.EXE (PC1)',
      computer: 'PC1',
      type: 'power off',
      user: 'DOM\\alice',
    }),
    logServiceStop1100(at('18:00:20')),
    eventLog6006(at('18:00:20')),
    kernelStop13(at('18:00:24')),
  ])

  it('ends every open logon between the request and the stop', () => {
    expect(result.logons.map((logon) => [logon.account, logon.end.reason, when(logon.end)])).toEqual([
      ['carol', 'network-closed', '08:00:01'],
      ['alice', 'shutdown', '18:00:00 < 18:00:20 < 18:00:24'],
      ['bob', 'shutdown', '18:00:00 < 18:00:20 < 18:00:24'],
    ])
  })

  it('says who asked', () => {
    const alice = human(result).find((one) => one.account === 'alice')
    expect(alice?.explanation.join(' ')).toContain('started by DOM\\alice via Explorer.EXE (1074, record 1)')
  })
})

describe('T17 logon ID used again after a reboot', () => {
  const result = play([
    logon4624(at('08:00:00'), { account: BOB, logonId: 0xd15f, logonType: 2 }),
    ...boot(at('09:00:00'), at('09:00:00.010')),
    logon4624(at('09:30:00'), { account: CAROL, logonId: 0xd15f, logonType: 2 }),
    logoff4634(at('10:00:00'), { account: CAROL, logonId: 0xd15f, logonType: 2 }),
    logon4624(nextWeek(), { account: NETWORK_SERVICE, logonId: 0x3e4, logonType: 5 }),
  ])

  it('is two sessions of two people', () => {
    expect(human(result).map((session) => [session.account, session.end.reason, when(session.end)])).toEqual([
      ['bob', 'reboot-inferred', '08:00:00 < 08:00:00 < 09:00:00'],
      ['carol', 'terminated', '10:00:00'],
    ])
  })

  it('is so even if no record of the start was exported', () => {
    const exported = play([
      logon4624(at('08:00:00'), { account: BOB, logonId: 0xd15f, logonType: 2 }),
      logon4624(at('09:30:00'), { account: CAROL, logonId: 0xd15f, logonType: 2 }),
      logoff4634(at('10:00:00'), { account: CAROL, logonId: 0xd15f, logonType: 2 }),
    ])
    expect(human(exported).map((session) => [session.account, session.end.reason])).toEqual([
      ['bob', 'reboot-inferred'],
      ['carol', 'terminated'],
    ])
    expect(exported.boots).toHaveLength(2)
  })
})

describe('T31 only the System log', () => {
  const result = play([
    winlogon7001(at('08:00:00'), { sessionId: 1, sid: ALICE.sid }),
    winlogon7002(at('12:00:00'), { sessionId: 1, sid: ALICE.sid }),
    winlogon7001(at('13:00:00'), { sessionId: 1, sid: ALICE.sid }),
    unclean41(at('15:00:00')),
  ])

  it('is one session logged off and one that crashed, shown by SID', () => {
    const [first, second] = human(result)
    expect(first).toMatchObject({ account: null, sid: ALICE.sid, sessionId: 1 })
    expect(first?.start).toMatchObject({ method: '7001', confidence: 'high' })
    expect(first?.end).toMatchObject({ reason: 'logged-off', confidence: 'high' })
    expect([when(first!.start), when(first!.end)]).toEqual(['08:00:00', '12:00:00'])
    expect(second?.end.reason).toBe('crash')
    expect(when(second!.start)).toBe('13:00:00')
    expect(when(second!.end)).toBe('13:00:00 < 13:00:00 < 15:00:00')
  })
})

function nextWeek(): string {
  return '2024-05-21T08:00:00Z'
}

describe('a start of which the signs are written out of order', () => {
  it('leaves the stop before it what it was', () => {
    const { boots, logons } = play([
      ...boot(at('07:00:00'), at('07:00:00.010')),
      ...shortLogon('07:30:00'),
      logon4624(at('08:00:00'), { account: ALICE, logonId: 0x20000, logonType: 3 }),
      logServiceStop1100(at('09:00:00')),
      { ...osStart4608(at('12:00:00')), written: at('12:00:00.300') },
      systemLogon4624(at('12:00:00.200')),
    ])
    expect(boots.map(({ endKind }) => endKind)).toEqual(['clean', 'open'])
    expect(logons.find(({ logonId }) => logonId === 0x20000n)?.end.reason).toBe('shutdown')
  })
})

describe('a log service that is stopped and started again', () => {
  const { boots, logons } = play([
    kernelStart12(at('07:00:00')),
    eventLog6005(at('07:00:05')),
    ...boot(at('07:00:03'), at('07:00:03.010')),
    ...shortLogon('07:30:00'),
    logon4624(at('08:00:00'), { account: ALICE, logonId: 0x20000, logonType: 3 }),
    logServiceStop1100(at('09:00:00')),
    eventLog6006(at('09:00:00')),
    eventLog6005(at('10:00:00')),
    logon4624(at('11:00:00'), { account: BOB, logonId: 0x30000, logonType: 3 }),
    logServiceStop1100(at('18:00:00')),
    eventLog6006(at('18:00:00')),
    kernelStart12(at('19:00:00')),
    ...boot(at('19:00:03'), at('19:00:03.010')),
  ])
  const end = (id: bigint) => logons.find(({ logonId }) => logonId === id)!.end

  it('is no start of the computer', () => {
    expect(boots.map(({ start }) => when(start))).toEqual(['07:00:00', '19:00:00'])
  })

  it('leaves open when a logon ended that may have done so meanwhile', () => {
    expect([when(end(0x20000n)), end(0x20000n).reason]).toEqual(['09:00:00 < 09:00:00 < 18:00:00', 'unknown'])
    expect(end(0x30000n).reason).toBe('shutdown')
  })
})
