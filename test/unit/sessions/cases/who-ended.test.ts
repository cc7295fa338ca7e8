import { describe, expect, it } from 'vitest'
import type { FixtureEvent } from '../../../fixtures/evtx-writer/fixture-record'
import {
  clockChange4616,
  eventLog6006,
  logoff4634,
  logon4624,
  logServiceStop1100,
  lsm21,
  lsm23,
  lsm24,
  lsm25,
  lsm39,
  lsm40,
  process4688,
  rdpCoreTs102,
  shutdown1074,
  shutdownAborted1075,
  unclean41,
} from '../../../fixtures/windows-events'
import { ALICE, at, BOB, boot, CAROL, states, when } from '../scene'
import { explained, filesOf, scene, sessionOf, stage } from './scenes'

const ip = '203.0.113.9'
const [own, admin] = [0x71000, 0x50000]
const tool = (subject: { logonId: number } & typeof BOB): FixtureEvent =>
  process4688(at('14:59:58'), {
    subject,
    processId: 0x1f2c,
    processName: 'C:\\Windows\\System32\\logoff.exe',
    elevation: '%%1936',
  })
const remote: FixtureEvent[] = [
  logon4624(at('13:00:00'), { account: ALICE, logonId: own, logonType: 10, ip }),
  lsm21(at('13:00:01'), { user: 'DOM\\alice', sessionId: 2, address: ip }),
]
const off = lsm23(at('15:00:00'), { user: 'DOM\\alice', sessionId: 2 })
const reason = (code: number): FixtureEvent => lsm40(at('15:00:00.300'), { sessionId: 2, reason: code })
const byBob = tool({ ...BOB, logonId: admin })
const byAlice = tool({ ...ALICE, logonId: own })

describe('who ended a session', () => {
  it('is told by the process record of the program that did it', () => {
    const { end, explanation } = sessionOf(stage([...remote, byBob, off, reason(2)]), 'alice')
    expect(end).toMatchObject({ reason: 'admin-logoff', confidence: 'high', by: 'DOM\\bob via logoff.exe' })
    expect(explanation.join(' ')).toMatch(
      /DOM\\bob via logoff\.exe was started in another logon \(4688, record \d+\)/,
    )
  })

  it('is the account itself where its own logon started the program: a user logoff', () => {
    expect(sessionOf(stage([...remote, byAlice, off, reason(2)]), 'alice').end).toMatchObject({
      reason: 'user-logoff',
      by: null,
    })
  })

  it('is known from the program alone where LSM gives no reason, with less confidence', () => {
    expect(sessionOf(stage([...remote, byBob, off]), 'alice').end).toMatchObject({
      reason: 'admin-logoff',
      confidence: 'medium',
      by: 'DOM\\bob via logoff.exe',
    })
    const released = logoff4634(at('15:00:00'), { account: ALICE, logonId: own, logonType: 10 })
    expect(sessionOf(stage([...remote, byBob, released]), 'alice').end.reason).toBe('admin-logoff')
    expect(sessionOf(stage([...remote, released]), 'alice').end.reason).toBe('terminated')
  })

  it('is the user of the session that LSM 39 names', () => {
    const { end } = sessionOf(
      stage([
        lsm21(at('12:00:00'), { user: 'DOM\\carol', sessionId: 5, address: ip }),
        ...remote,
        lsm39(at('14:59:59'), { targetSession: 2, source: 5 }),
        off,
      ]),
      'alice',
    )
    expect(end).toMatchObject({ reason: 'admin-logoff', by: 'DOM\\carol in session 5' })
  })

  it('is its own user where LSM 39 names another session of the same account', () => {
    const { end } = sessionOf(
      stage([
        ...remote,
        lsm21(at('13:30:00'), { user: 'dom\\Alice', sessionId: 5, address: ip }),
        lsm39(at('14:59:59'), { targetSession: 2, source: 5 }),
        off,
      ]),
      'alice',
    )
    expect(end).toMatchObject({ reason: 'user-logoff', by: 'dom\\Alice in session 5' })
  })

  it('is who asked for the restart, unless that was called off', () => {
    const asked = shutdown1074(at('14:58:00'), {
      process: 'C:\\Windows\\System32\\wusa.exe (PC1)',
      computer: 'PC1',
      type: 'restart',
      user: 'DOM\\carol',
    })
    const stopped = [
      logServiceStop1100(at('15:00:00')),
      eventLog6006(at('15:00:00.100')),
      ...boot(at('15:02:00'), at('15:02:00.010')),
    ]
    const logon = logon4624(at('13:00:00'), { account: CAROL, logonId: own, logonType: 2 })
    expect(sessionOf(stage([logon, asked, ...stopped]), 'carol').end).toMatchObject({
      reason: 'restart',
      by: 'DOM\\carol via wusa.exe',
    })
    const called = stage([logon, asked, shutdownAborted1075(at('14:59:00'), 'DOM\\carol'), ...stopped])
    expect(sessionOf(called, 'carol').end.by).toBeNull()
  })
})

describe('a logoff in the last minutes before a restart', () => {
  const restarted = [
    shutdown1074(at('14:59:30'), {
      process: 'C:\\Windows\\System32\\shutdown.exe (PC1)',
      computer: 'PC1',
      type: 'restart',
      user: 'DOM\\carol',
    }),
    logServiceStop1100(at('15:01:00')),
    eventLog6006(at('15:01:00.100')),
    ...boot(at('15:02:00'), at('15:02:00.010')),
  ]

  it('is due to the program that was started for it, before the restart', () => {
    expect(sessionOf(stage([...remote, byBob, off, ...restarted]), 'alice').end).toMatchObject({
      reason: 'admin-logoff',
      by: 'DOM\\bob via logoff.exe',
    })
    const released = logoff4634(at('15:00:00'), { account: ALICE, logonId: own, logonType: 10 })
    expect(sessionOf(stage([...remote, byBob, released, ...restarted]), 'alice').end.reason).toBe(
      'admin-logoff',
    )
  })

  it('is due to the restart where no program was, a limit of hours before or not', () => {
    const idle = lsm40(at('13:30:00'), { sessionId: 2, reason: 3 })
    for (const events of [[off], [idle, off]])
      expect(sessionOf(stage([...remote, ...events, ...restarted]), 'alice').end).toMatchObject({
        reason: 'restart',
        by: 'DOM\\carol via shutdown.exe',
      })
  })
})

describe('a session that a limit had disconnected', () => {
  const gone = (code: number): FixtureEvent[] => [
    lsm40(at('13:30:00'), { sessionId: 2, reason: code }),
    lsm24(at('13:30:00.100'), { user: 'DOM\\alice', sessionId: 2, address: ip }),
  ]
  const back = lsm25(at('14:00:00'), { user: 'DOM\\alice', sessionId: 2, address: ip })

  it('ended by it when it is logged off hours later, if nobody came back', () => {
    for (const code of [3, 4]) {
      const session = sessionOf(stage([...remote, ...gone(code), off]), 'alice')
      expect(session.end).toMatchObject({ reason: 'idle-or-limit', confidence: 'high', method: 'LSM-23+40' })
      expect(when(session.end)).toBe('15:00:00')
      expect(explained(session)).toMatch(
        /Reason of the end from 40, record \d+, reason \d \((idle|time) limit\)\. That limit had/,
      )
    }
  })

  it('was just logged off when somebody came back before, or left for another reason', () => {
    const reasonOf = (...events: FixtureEvent[]): string =>
      sessionOf(stage([...remote, ...events, off]), 'alice').end.reason
    expect(reasonOf(...gone(3), back)).toBe('logged-off')
    expect(reasonOf(...gone(11))).toBe('logged-off')
    expect(reasonOf(...gone(3), byBob)).toBe('admin-logoff')
  })
})

describe('what Kernel-Power 41 says of a crash', () => {
  const crash = (fields: Parameters<typeof unclean41>[1]): string =>
    explained(
      sessionOf(
        stage([
          logon4624(at('13:00:00'), { account: ALICE, logonId: own, logonType: 2 }),
          unclean41(at('15:02:05'), fields),
          ...boot(at('15:02:00'), at('15:02:00.010')),
        ]),
        'alice',
      ),
    )

  it('is a sentence with its record', () => {
    expect(crash({})).toContain('power loss or hang, no bugcheck (41, record 1)')
    expect(crash({ bugcheckCode: 0x9f })).toContain('bugcheck 0x9f (41, record 1)')
    expect(crash({ powerButtonTimestamp: 5n })).toContain('the power button was held')
    expect(crash({ sleepInProgress: true })).toContain('going to sleep or waking')
  })
})

describe('a session without an end', () => {
  it('tells its own last sign of life', () => {
    expect(explained(sessionOf(stage(remote), 'alice'))).toContain(
      'Its own last sign of life is 21, record 1, at 2024-05-14T13:00:01.0000000Z.',
    )
  })
})

describe('states', () => {
  it('are without evidence where records are missing', () => {
    const played = scene(
      filesOf(
        'PC1',
        [
          logon4624(at('08:00:00'), { account: ALICE, logonId: own, logonType: 2 }),
          logon4624(at('09:00:00'), { account: BOB, logonId: 0x80000, logonType: 3, ip }),
          logon4624(at('10:00:00'), { account: BOB, logonId: 0x90000, logonType: 3, ip }),
          logoff4634(at('11:00:00'), { account: ALICE, logonId: own, logonType: 2 }),
        ],
        { lostIds: [{ channel: 'Security', after: at('09:00:00'), count: 1n }] },
      ),
    )
    expect(states(sessionOf(played, 'alice'))).toEqual([
      'active 08:00:00-09:00:00',
      'evidence-gap 09:00:00-10:00:00',
      'active 10:00:00-11:00:00',
    ])
  })

  it('are disconnected by the transport where no other log tells of it', () => {
    const activityId = '{F4205BAC-1B01-40FC-AEEF-3C971C730000}'
    const session = sessionOf(
      stage([
        logon4624(at('13:00:00'), { account: ALICE, logonId: own, logonType: 10, ip }),
        lsm21(at('13:00:01'), { user: 'DOM\\alice', sessionId: 2, address: ip, activityId }),
        rdpCoreTs102(at('13:30:00'), { activityId }),
      ]),
      'alice',
    )
    expect(states(session)).toEqual(['active 13:00:00-13:30:00', 'disconnected 13:30:00-?'])
    expect(session.end.reason).toBe('disconnected-at-end')
  })
})

describe('a virtual machine that stood still', () => {
  const VBOX = 'C:\\Windows\\System32\\VBoxService.exe'
  const caught = { from: at('10:00:00'), to: '2024-05-24T10:00:00Z', processName: VBOX }
  const day = (processName: string): FixtureEvent[] => [
    logon4624(at('09:00:00'), { account: ALICE, logonId: own, logonType: 2 }),
    clockChange4616(caught.to, { ...caught, processName }),
    logoff4634('2024-05-24T11:00:00Z', { account: ALICE, logonId: own, logonType: 2 }),
  ]

  it('was asleep: the time passed, and was not used', () => {
    const session = sessionOf(stage(day(VBOX)), 'alice')
    expect(session.states.map(({ state }) => state)).toEqual(['active', 'asleep', 'active'])
    expect([session.wallMs, session.useMs]).toEqual([242 * 3_600_000, 2 * 3_600_000])
    expect(explained(session)).toContain('The clock caught up +240:00:00 (4616, record 2)')
    expect(when(session.end)).toBe('24 11:00:00')
  })

  it('is not told of a clock that somebody else put forward', () => {
    const session = sessionOf(stage(day('C:\\Windows\\System32\\rundll32.exe')), 'alice')
    expect(session.wallMs).toBe(2 * 3_600_000)
    expect(session.states.map(({ state }) => state)).toContain('clock-suspect')
  })
})
