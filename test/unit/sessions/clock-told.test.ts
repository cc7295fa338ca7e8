import { describe, expect, it } from 'vitest'
import { NOTHING_TOLD } from '../../../electron/core/sessions/machines/machines'
import { coverageReport } from '../../../electron/core/sessions/coverage-report'
import { reconstruct, reconstructLogons } from '../../../electron/core/sessions/reconstruct'
import type { Reconstruction } from '../../../electron/contract/sessions'
import { clockOffsetText, parseClockOffset } from '../../../electron/core/text/clock-offset'
import { readTable } from '../../fixtures/read-table'
import {
  clockChange4616,
  eventLog6008,
  kernelStart12,
  locked4800,
  logoffByUser4647,
  logon4624,
  osStart4608,
  powerTroubleshooter1,
  systemLogon4624,
  unclean41,
  unlocked4801,
} from '../../fixtures/windows-events'
import { explained, filesOf, sessionsOf } from './cases/scenes'
import { ALICE, at, BOB, clock, human, states, when } from './scene'

const PC = 'PC1.dom.example'
const hour = 3_600_000
const told = (offsetMs: number, computer = 'pc1.DOM.example') => ({
  ...NOTHING_TOLD,
  clocks: [{ computer, offsetMs, reason: 'measured against the domain controller' }],
})

describe('a clock that a person corrects', () => {
  const logonId = 0x5a001
  const files = [
    ...filesOf(PC, [
      kernelStart12(at('07:00:00')),
      osStart4608(at('07:00:05')),
      systemLogon4624(at('07:00:05.010')),
      logon4624(at('08:00:00'), { account: ALICE, logonId, logonType: 2 }),
      locked4800(at('09:00:00'), { account: ALICE, logonId, sessionId: 1 }),
      unlocked4801(at('09:30:00'), { account: ALICE, logonId, sessionId: 1 }),
      powerTroubleshooter1(at('12:00:01'), { sleep: at('11:00:00'), wake: at('12:00:00') }),
      eventLog6008(at('14:01:10'), { lastAlive: at('13:30:00'), intervalSeconds: 60 }),
      unclean41(at('14:01:00')),
      osStart4608(at('14:01:00')),
      systemLogon4624(at('14:01:00.010')),
    ]),
    ...filesOf('PC2.dom.example', [
      logon4624(at('08:00:00'), { account: BOB, logonId: 0x6000, logonType: 2 }),
      logoffByUser4647(at('10:00:00'), { account: BOB, logonId: 0x6000 }),
    ]),
  ]
  const table = readTable(files)
  const before = reconstruct(table)
  const after = reconstruct(table, told(-hour))
  const alice = (found: Reconstruction) => sessionsOf({ table, found }, 'alice')[0]!

  it('moves every time of the computer: sessions, states, boots, crash, end of evidence', () => {
    expect([when(alice(before).start), when(alice(before).end)]).toEqual([
      '08:00:00',
      '13:30:00 < 13:30:00 < 13:31:00',
    ])
    expect([when(alice(after).start), when(alice(after).end)]).toEqual([
      '07:00:00',
      '12:30:00 < 12:30:00 < 12:31:00',
    ])
    expect(states(alice(after))).toEqual([
      'active 07:00:00-08:00:00',
      'locked 08:00:00-08:30:00',
      'active 08:30:00-10:00:00',
      'asleep 10:00:00-11:00:00',
      'active 11:00:00-12:30:00',
    ])
    expect(after.boots.slice(0, 2).map(({ start }) => clock(start.best))).toEqual(['06:00:00', '13:01:00'])
    expect([alice(after).wallMs, alice(after).useMs]).toEqual([alice(before).wallMs, alice(before).useMs])
    expect(clock(after.coverage[0]!.last)).toBe('13:01:10')
  })

  it('keeps the recorded times beside them, and says who moved them', () => {
    expect(clock(alice(after).recorded!.start)).toBe('08:00:00')
    expect(explained(alice(after))).toContain(
      'All times of this computer are moved by -1:00:00, as the case says: measured against the domain controller.',
    )
    expect(after.clockCorrections).toMatchObject([{ by: 'person', ticks: -36_000_000_000n, machine: 0 }])
    expect(coverageReport(table, after).clocks.map(({ text }) => text)).toEqual([
      'All times moved by -1:00:00, as the case says: measured against the domain controller',
    ])
  })

  it('leaves other computers as they are', () => {
    const [bob] = sessionsOf({ table, found: after }, 'bob')
    expect([when(bob!.start), bob!.recorded]).toEqual(['08:00:00', null])
  })

  it('changes no id: what was tagged before is found again', () => {
    expect(after.sessions.map(({ id }) => id).sort()).toEqual(before.sessions.map(({ id }) => id).sort())
    expect([...reconstructLogons(table, told(-hour)).logons].map(({ id }) => id)).toEqual(
      [...reconstructLogons(table).logons].map(({ id }) => id),
    )
  })

  it('is passed over where no log has the name, and stays a time at the ends of the calendar', () => {
    expect(reconstruct(table, told(hour, 'PC9')).clockCorrections).toEqual([])
    const far = reconstruct(table, told(-100 * 366 * 24 * hour))
    expect(far.coverage[0]!.last < far.coverage[1]!.first).toBe(true)
    expect(human(far)).toHaveLength(human(before).length)
  })
})

describe('ids and a correction that the logs themselves tell', () => {
  const logonId = 0x5a001
  const early = [
    osStart4608(at('15:40:00')),
    systemLogon4624(at('15:40:00.010')),
    logon4624(at('15:40:30'), { account: ALICE, logonId, logonType: 2 }),
    logoffByUser4647(at('15:41:00'), { account: ALICE, logonId }),
  ]
  const step = { from: at('15:41:16'), to: at('13:41:16') }
  const put = clockChange4616(at('13:41:16'), {
    ...step,
    processName: 'C:\\Windows\\System32\\VBoxService.exe',
  })
  const idsOf = (events: Parameters<typeof filesOf>[1]): string[][] => {
    const found = reconstruct(readTable(filesOf(PC, events, { writtenAsAdded: true })))
    return [found.sessions, found.logons].map((list) => list.map(({ id }) => id).sort())
  }

  it('are those of the recorded start, whether the step is in evidence or not', () => {
    expect(idsOf([...early, put])).toEqual(idsOf(early))
  })
})

describe('text of a clock offset', () => {
  it.each([
    ['-0:00:42', -42_000],
    ['+2:00:00', 7_200_000],
    ['1:30', 90_000],
    ['90 min', 5_400_000],
    ['-1.5 s', -1500],
    ['\u22121h', -3_600_000],
    ['250ms', 250],
    ['+1 d', 86_400_000],
  ])('%s is read', (text, ms) => {
    expect(parseClockOffset(text)).toBe(ms)
    expect(parseClockOffset(clockOffsetText(ms))).toBe(ms)
  })

  it.each(['', 'soon', '5', '1:60', '1:75:00', '--1 s', '1:2:3:4'])('%s is not', (text) => {
    expect(parseClockOffset(text)).toBeNull()
  })
})
