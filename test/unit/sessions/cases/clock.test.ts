import { describe, expect, it } from 'vitest'
import { parseFileTimeText } from '../../../../electron/core/bytes/filetime'
import {
  clockChange4616,
  kernelClockChange1,
  kernelStart12,
  logoffByUser4647,
  logon4624,
  osStart4608,
  process4688,
  systemLogon4624,
} from '../../../fixtures/windows-events'
import { ALICE, at, clock, states, when } from '../scene'
import { cited, explained, logonOf, sessionOf, stage } from './scenes'

const account = ALICE
/** Of a clock on the day of the example. */
const fileTime = (time: string): bigint => parseFileTimeText(at(time)) ?? 0n

describe('T20 clock set back by the user', () => {
  const logonId = 0x90000
  const subject = { ...account, logonId }
  const played = stage(
    [
      logon4624(at('09:00:00'), { account, logonId, logonType: 2 }),
      clockChange4616(at('08:00:00'), {
        from: at('10:00:00'),
        to: at('08:00:00'),
        subject,
        processName: 'C:\\Windows\\System32\\rundll32.exe',
      }),
      process4688(at('08:05:00'), {
        subject,
        processId: 0x1f2c,
        processName: 'C:\\Windows\\System32\\cmd.exe',
      }),
      logoffByUser4647(at('08:30:00'), { account, logonId }),
    ],
    { writtenAsAdded: true },
  )
  const session = () => sessionOf(played, 'alice')

  it('is one session that ended by the user; raw times are kept', () => {
    expect(when(session().start)).toBe('09:00:00')
    expect(session().end).toMatchObject({ reason: 'user-logoff', confidence: 'certain' })
    // The end lies behind the start, on the line without the step; the clock's own 08:30 is kept beside it.
    expect(when(session().end)).toBe('10:30:00')
    expect(session().recorded).toEqual({ start: null, end: fileTime('08:30:00') })
    expect(cited(played, session().evidence).toSorted()).toEqual([
      '4616@08:00:00 clock-change',
      '4624@09:00:00 start',
      '4647@08:30:00 user-logoff',
      '4688@08:05:00 process',
    ])
  })

  it('lasted an hour and a half on the line without the step, never minus half an hour', () => {
    expect(session().wallMs).toBe(90 * 60_000)
    expect(session().useMs).toBe(90 * 60_000)
  })

  it('is in doubt on both sides of the step, and nowhere else', () => {
    expect(states(session())).toEqual(['clock-suspect 09:00:00-10:30:00'])
  })

  it('is the same for the logon', () => {
    const { start, end, recorded } = logonOf(played, logonId)
    expect([when(start), when(end)]).toEqual(['09:00:00', '10:30:00'])
    expect(recorded).toEqual({ start: null, end: fileTime('08:30:00') })
  })

  it('says by how much the clock moved inside the session', () => {
    expect(explained(session())).toMatch(/clock moved -2:00:00 inside (the|this) session/i)
    expect(explained(session())).toMatch(/4616, record 2/)
  })

  it('is one boot: a clock is no restart', () => {
    expect(played.found.boots).toHaveLength(1)
  })
})

describe('T21 early-boot clock error', () => {
  const step = { from: at('15:41:16'), to: at('13:41:18') }
  const played = stage(
    [
      kernelStart12(at('15:39:58')),
      osStart4608(at('15:40:00')),
      systemLogon4624(at('15:40:00.010')),
      clockChange4616(at('13:41:18'), {
        ...step,
        processName: 'C:\\Windows\\System32\\VBoxService.exe',
      }),
      kernelClockChange1(at('13:41:18'), step),
      logon4624(at('13:45:00'), { account, logonId: 0x5a001, logonType: 2 }),
      logoffByUser4647(at('17:00:00'), { account, logonId: 0x5a001 }),
    ],
    { writtenAsAdded: true },
  )
  const withoutSystem = stage(
    [
      osStart4608(at('15:40:00')),
      systemLogon4624(at('15:40:00.010')),
      clockChange4616(at('13:41:18'), { ...step, processName: 'C:\\Windows\\System32\\VBoxService.exe' }),
      logon4624(at('13:45:00'), { account, logonId: 0x5a001, logonType: 2 }),
    ],
    { writtenAsAdded: true },
  )

  it('puts the start of the boot where the corrected clock has it', () => {
    expect(played.found.boots).toHaveLength(1)
    // Kernel-General 12 says two seconds earlier than 4608.
    expect(clock(played.found.boots[0]!.start.best)).toBe('13:40:00')
    expect(withoutSystem.found.boots).toHaveLength(1)
    expect(clock(withoutSystem.found.boots[0]!.start.best)).toBe('13:40:02')
  })

  it('leaves the session as it is: no silence, no gap, no suspect stretch', () => {
    const session = sessionOf(played, 'alice')
    expect([when(session.start), when(session.end)]).toEqual(['13:45:00', '17:00:00'])
    expect(session.wallMs).toBe(3.25 * 3_600_000)
    expect(session.gaps).toEqual([])
    expect(session.states.every(({ state, from, to }) => state === 'active' && to! > from)).toBe(true)
  })
})
