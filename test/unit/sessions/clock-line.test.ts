import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseClockOfDay } from '../../../electron/core/events/clock-of-day'
import type { FixtureEvent } from '../../fixtures/evtx-writer/fixture-record'
import { isoText, plusSeconds } from '../../fixtures/evtx-writer/time'
import {
  clockChange4616,
  kernelClockChange1,
  kernelStart12,
  locked4800 as locked,
  logoffByUser4647,
  logoff4634,
  logon4624,
  lsm21,
  lsm24,
  oldClockChange4616,
  osStart4608,
  systemLogon4624,
  unclean41,
  unlocked4801 as unlocked,
  winlogon7001,
  winlogon7002,
} from '../../fixtures/windows-events'
import { explained, filesOf, logonOf, scene, sessionOf, stage, type Scene } from './cases/scenes'
import { ALICE, at, BOB, clock, states, when } from './scene'

const account = ALICE
const logonId = 0x5a001
const inOrder = { writtenAsAdded: true }
const VBOX = 'C:\\Windows\\System32\\VBoxService.exe'
const step = { from: at('15:41:16'), to: at('13:41:16') }

const earlyBoot = (processName: string, stepAt = step): FixtureEvent[] => [
  osStart4608(at('15:40:00')),
  systemLogon4624(at('15:40:00.010')),
  logon4624(at('15:40:30'), { account, logonId, logonType: 2 }),
  clockChange4616(stepAt.to, { ...stepAt, processName }),
  logoffByUser4647(at('17:00:00'), { account, logonId }),
]

describe('an early-boot clock that is put right', () => {
  const played = stage(earlyBoot(VBOX), inOrder)

  it('moves what was stamped before, and keeps the recorded time beside it', () => {
    const session = sessionOf(played, 'alice')
    expect([when(session.start), when(session.end)]).toEqual(['13:40:30', '17:00:00'])
    expect(clock(session.recorded!.start)).toBe('15:40:30')
    expect(session.recorded!.end).toBeNull()
    expect(session.wallMs).toBe((3 * 3600 + 19 * 60 + 30) * 1000)
    expect(clock(logonOf(played, logonId).recorded!.start)).toBe('15:40:30')
  })

  it('is told once, whichever logs tell of it', () => {
    expect(played.found.clockCorrections.map(({ ticks }) => ticks)).toEqual([-72_000_000_000n])
    const both = stage(
      [kernelStart12(at('15:39:58')), kernelClockChange1(at('13:41:16'), step), ...earlyBoot(VBOX)],
      inOrder,
    )
    expect(both.found.clockCorrections).toHaveLength(1)
    expect(clock(both.found.boots[0]!.start.best)).toBe('13:39:58')
  })

  it('is no correction where a program of a person moved it, or later than half an hour after the start', () => {
    const late = { from: at('16:20:00'), to: at('14:20:00') }
    const byHand = { from: at('15:41:16'), to: at('13:41:16') }
    for (const other of [earlyBoot(VBOX, late), earlyBoot('C:\\Temp\\settime.exe', byHand)]) {
      const { found } = stage(other, inOrder)
      expect(found.clockCorrections).toEqual([])
      expect(found.sessions.map(({ start }) => when(start))).toEqual(['15:40:30'])
    }
  })
})

describe('a clock that was off by seconds early in a boot', () => {
  it('is drift: nobody knows since when, so the records stay where they are', () => {
    for (const seconds of [7, -7, 240]) {
      const drift = { from: isoText(plusSeconds(at('15:41:16'), seconds)), to: at('15:41:16') }
      const { found } = stage(earlyBoot(VBOX, drift), inOrder)
      expect(found.clockCorrections).toEqual([])
      expect(found.sessions.map(({ start }) => when(start))).toEqual(['15:40:30'])
    }
  })
})

describe('an early-boot clock that is behind while the boot before ran', () => {
  const forward = { from: at('12:05:00'), to: at('14:05:00') }
  const user = { user: 'DOM\\alice', sessionId: 2, address: '10.1.0.11' }
  const played = stage(
    [
      kernelStart12(at('08:00:00')),
      osStart4608(at('08:00:02')),
      logon4624(at('12:01:00'), { account: BOB, logonId: 0x40000, logonType: 3, ip: '10.0.0.2' }),
      logoff4634(at('12:01:30'), { account: BOB, logonId: 0x40000, logonType: 3 }),
      lsm21(at('12:02:00'), { ...user, user: 'DOM\\bob', sessionId: 1 }),
      lsm24(at('13:30:00'), { ...user, user: 'DOM\\bob', sessionId: 1 }),
      logon4624(at('13:59:00'), { account: BOB, logonId: 0x40100, logonType: 3, ip: '10.0.0.2' }),
      unclean41(at('12:00:01')),
      kernelStart12(at('12:00:00')),
      osStart4608(at('12:00:02')),
      logon4624(at('12:03:00'), { account, logonId, logonType: 10, ip: '10.1.0.11' }),
      lsm21(at('12:03:01'), user),
      clockChange4616(forward.to, { ...forward, processName: VBOX }),
      kernelClockChange1(forward.to, forward),
      logoffByUser4647(at('17:00:00'), { account, logonId }),
    ],
    inOrder,
  )

  it('is put right, and what the boot before logged at those times stays', () => {
    expect(played.found.boots.map(({ start }) => when(start))).toEqual(['08:00:00', '14:00:00'])
    expect(when(logonOf(played, logonId).start)).toBe('14:03:00')
    expect(when(logonOf(played, 0x40000).start)).toBe('12:01:00')
    expect(logonOf(played, 0x40100).end.reason).toBe('crash')
    const starts = played.found.sessions.filter(({ kind }) => kind === 'rdp').map(({ start }) => when(start))
    expect(starts).toEqual(['12:02:00', '14:03:00'])
  })
})

describe('a log that was silent since before the times that a clock showed that was behind', () => {
  const forward = { from: at('12:05:00'), to: at('14:05:00') }
  const user = { user: 'DOM\\alice', sessionId: 2, address: '10.1.0.11' }
  const played = stage(
    [
      kernelStart12(at('08:00:00')),
      osStart4608(at('08:00:02')),
      lsm21(at('09:00:00'), { ...user, user: 'DOM\\bob', sessionId: 1 }),
      logon4624(at('13:59:00'), { account: BOB, logonId: 0x40100, logonType: 3, ip: '10.0.0.2' }),
      unclean41(at('12:00:01')),
      kernelStart12(at('12:00:00')),
      osStart4608(at('12:00:02')),
      logon4624(at('12:03:00'), { account, logonId, logonType: 10, ip: '10.1.0.11' }),
      lsm21(at('12:03:01'), user),
      clockChange4616(forward.to, { ...forward, processName: VBOX }),
      kernelClockChange1(forward.to, forward),
      logoffByUser4647(at('17:00:00'), { account, logonId }),
    ],
    inOrder,
  )

  it('is put right by what another log tells of the same moment', () => {
    const rdp = played.found.sessions.filter(({ kind }) => kind === 'rdp')
    expect(rdp.map(({ start }) => when(start))).toEqual(['09:00:00', '14:03:00'])
    expect(rdp[0]!.end).toMatchObject({ reason: 'crash' })
    expect(when(rdp[0]!.end)).toBe('13:59:00 < 13:59:00 < 14:00:00')
  })
})

describe('a log that is silent for long after a clock that was ahead', () => {
  const back = { from: at('15:41:16'), to: at('13:41:16') }
  const user = { user: 'DOM\\alice', sessionId: 1, address: 'LOCAL' }
  const played = stage(
    [
      kernelStart12(at('15:39:20')),
      osStart4608(at('15:39:22')),
      logon4624(at('15:40:30'), { account, logonId, logonType: 2 }),
      lsm21(at('15:40:31'), user),
      clockChange4616(back.to, { ...back, processName: VBOX }),
      kernelClockChange1(back.to, back),
      lsm24(at('14:30:00'), user),
      lsm24(at('14:30:05'), user),
      logoffByUser4647(at('17:00:00'), { account, logonId }),
    ],
    inOrder,
  )

  it('is put right up to where it goes back, and no further', () => {
    expect(played.found.sessions.map(({ start }) => when(start))).toEqual(['13:40:30'])
    const [away] = played.found.sessions[0]!.states.filter(({ state }) => state === 'disconnected')
    expect(clock(away!.from)).toBe('14:30:00')
  })
})

describe('a step inside a session', () => {
  const day = (...between: FixtureEvent[]): Scene =>
    stage(
      [
        logon4624(at('09:00:00'), { account, logonId, logonType: 2 }),
        ...between,
        logoffByUser4647(at('16:00:00'), { account, logonId }),
      ],
      inOrder,
    )

  it('puts in doubt what the clock skipped; the end stays as recorded', () => {
    const session = sessionOf(
      day(clockChange4616(at('14:00:00'), { from: at('10:00:00'), to: at('14:00:00') })),
      'alice',
    )
    expect(states(session)).toEqual([
      'active 09:00:00-10:00:00',
      'clock-suspect 10:00:00-14:00:00',
      'active 14:00:00-16:00:00',
    ])
    expect(session.recorded).toBeNull()
    expect(session.wallMs).toBe(3 * 3_600_000)
  })

  it('says what version 0 tells in local text, whatever the zone and the order of the date', () => {
    for (const [previous, next] of [
      [
        ['\u200e14/\u200e05/\u200e2024', '12:00:00'],
        ['\u200e14/\u200e05/\u200e2024', '10:00:00'],
      ],
      [
        ['5/14/2024', '12:00:00 PM'],
        ['5/14/2024', '10:00:00 AM'],
      ],
      [
        ['2024-05-15', '00:30:00'],
        ['2024-05-14', '22:30:00'],
      ],
    ] as const) {
      const session = sessionOf(day(oldClockChange4616(at('10:00:00'), { previous, next })), 'alice')
      expect(explained(session)).toContain('clock moved -2:00:00')
      expect(session.wallMs).toBe(9 * 3_600_000)
    }
  })

  it('says nothing where version 0 cannot be read', () => {
    const session = sessionOf(
      day(
        oldClockChange4616(at('10:00:00'), {
          previous: ['yesterday', 'noon'],
          next: ['1/1/1999', '10:00:00'],
        }),
      ),
      'alice',
    )
    expect(explained(session)).not.toContain('clock moved')
  })

  it('keeps a lock that lasted over it', () => {
    const session = sessionOf(
      day(
        locked(at('09:30:00'), { account, logonId, sessionId: 1 }),
        clockChange4616(at('14:00:00'), { from: at('10:00:00'), to: at('14:00:00') }),
        unlocked(at('15:00:00'), { account, logonId, sessionId: 1 }),
      ),
      'alice',
    )
    expect(states(session)).toEqual([
      'active 09:00:00-09:30:00',
      'locked 09:30:00-15:00:00',
      'active 15:00:00-16:00:00',
    ])
  })
})

describe('a step that Kernel-General 1 alone tells', () => {
  const back = { from: at('10:00:00'), to: at('08:00:00') }
  const tale = (...between: FixtureEvent[]): Scene =>
    stage(
      [
        logon4624(at('07:00:00'), { account, logonId, logonType: 2 }),
        locked(at('09:50:00'), { account, logonId, sessionId: 1 }),
        ...between,
        unlocked(at('08:10:00'), { account, logonId, sessionId: 1 }),
        logoffByUser4647(at('12:00:00'), { account, logonId }),
      ],
      inOrder,
    )

  it('marks the session it lies in, with its record', () => {
    const session = sessionOf(tale(kernelClockChange1(at('08:00:00'), back)), 'alice')
    expect(explained(session)).toContain('The clock moved -2:00:00 inside the session (1, record 1)')
    expect(session.wallMs).toBe(7 * 3_600_000)
    // Locked from 9:50 to 10:00, which was 8:00, and on to 8:10.
    expect(session.wallMs! - session.useMs!).toBe(20 * 60_000)
    expect(states(session)).toEqual([
      'active 07:00:00-08:00:00',
      'clock-suspect 08:00:00-09:50:00',
      'locked 09:50:00-10:00:00',
      'active 10:00:00-12:00:00',
    ])
  })

  it('counts once where 4616 tells it too', () => {
    const session = sessionOf(
      tale(kernelClockChange1(at('08:00:00'), back), clockChange4616(at('08:00:00'), back)),
      'alice',
    )
    expect(session.explanation.filter((text) => text.includes('clock moved'))).toHaveLength(1)
    expect(session.wallMs).toBe(7 * 3_600_000)
  })

  it('changes no length where the log does not show on which side of it the session began', () => {
    const session = sessionOf(
      stage(
        [
          kernelClockChange1(at('08:00:00'), back),
          logon4624(at('08:30:00'), { account, logonId, logonType: 2 }),
          logoffByUser4647(at('12:00:00'), { account, logonId }),
        ],
        inOrder,
      ),
      'alice',
    )
    expect(session.wallMs).toBe(3.5 * 3_600_000)
    expect(explained(session)).toContain('whether before or after its start no record tells')
  })

  it('is counted in a session that only Winlogon tells', () => {
    const session = sessionOf(
      stage(
        [
          winlogon7001(at('07:00:00'), { sessionId: 1, sid: account.sid }),
          kernelClockChange1(at('08:00:00'), back),
          winlogon7002(at('12:00:00'), { sessionId: 1, sid: account.sid }),
        ],
        inOrder,
      ),
      null,
    )
    expect(session.wallMs).toBe(7 * 3_600_000)
  })
})

describe('a lock over a step', () => {
  it('lasts as long as it did: use time counts no hour that never was', () => {
    const session = sessionOf(
      stage(
        [
          logon4624(at('09:00:00'), { account, logonId, logonType: 2 }),
          locked(at('09:30:00'), { account, logonId, sessionId: 1 }),
          clockChange4616(at('14:00:00'), { from: at('10:00:00'), to: at('14:00:00') }),
          unlocked(at('15:00:00'), { account, logonId, sessionId: 1 }),
          logoffByUser4647(at('16:00:00'), { account, logonId }),
        ],
        inOrder,
      ),
      'alice',
    )
    expect([session.wallMs, session.useMs]).toEqual([3 * 3_600_000, 1.5 * 3_600_000])
  })
})

describe('clocks of the day in text', () => {
  it('are ticks since midnight and one, or nothing', () => {
    expect(parseClockOfDay('00:00:00')).toBe(1n)
    expect(parseClockOfDay('12:00:01 AM')).toBe(10_000_001n)
    expect(parseClockOfDay('9:43:15 pm')).toBe(78_195n * 10_000_000n + 1n)
    expect(parseClockOfDay('24:00:00')).toBeNull()
    expect(parseClockOfDay('noon')).toBeNull()
  })
})

describe('properties of the corrected line', () => {
  const story = (clockSteps: readonly number[]): FixtureEvent[] => [
    ...earlyBoot(VBOX),
    ...clockSteps.flatMap((minutes, i) => [
      logon4624(at(`18:0${i}:00`), { account: BOB, logonId: 0x70000 + i, logonType: 2 }),
      clockChange4616(at('19:00:00'), {
        from: new Date(Date.parse(at('19:00:00')) - minutes * 60_000).toISOString(),
        to: at('19:00:00'),
      }),
      logoffByUser4647(at(`19:1${i}:00`), { account: BOB, logonId: 0x70000 + i }),
    ]),
  ]
  const steps = fc.array(fc.integer({ min: -300, max: 300 }), { maxLength: 4 })

  it('the order of files never matters', () => {
    fc.assert(
      fc.property(steps, (moves) => {
        const files = [...filesOf('PC1', story(moves), inOrder), ...filesOf('PC2', earlyBoot(VBOX), inOrder)]
        const lines = ({ found }: Scene): string =>
          JSON.stringify([found.sessions, found.clockCorrections, found.boots], (_, value: unknown) =>
            typeof value === 'bigint' ? String(value) : value,
          )
        expect(lines(scene(files.toReversed()))).toBe(lines(scene(files)))
      }),
      { numRuns: 50 },
    )
  })

  it('no end precedes its start where the steps are in the log', () => {
    fc.assert(
      fc.property(steps, (moves) => {
        for (const { start, end, states: spans } of stage(story(moves), inOrder).found.sessions) {
          expect(end.best! >= start.best!).toBe(true)
          for (const span of spans) expect(span.to! >= span.from).toBe(true)
        }
      }),
      { numRuns: 50 },
    )
  })
})
