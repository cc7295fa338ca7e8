import { describe, expect, it } from 'vitest'
import type { FixtureEvent } from '../../fixtures/evtx-writer/fixture-record'
import type { LogHostOptions } from '../../fixtures/log-host'
import {
  clockChange4616,
  disconnected4779,
  locked4800,
  logoff4634,
  logoffByUser4647,
  logon4624,
  lsm21,
  lsm24,
  lsm25,
  lsm40,
  powerTroubleshooter1,
  reconnected4778,
  sleep42,
  unclean41,
  unlocked4801,
} from '../../fixtures/windows-events'
import { cited, stage } from './cases/scenes'
import { ALICE, at, boot, clock, nextDay } from './scene'

const account = ALICE
const logonId = 0x7a000
const began = logon4624(at('08:00:00'), { account, logonId, logonType: 2 })
const leaves = logoffByUser4647(at('17:00:00'), { account, logonId })

/** `state from-to: records` of alice's session. */
function course(events: readonly FixtureEvent[], options?: LogHostOptions): string[] {
  const played = stage(events, options)
  const own = played.found.sessions.filter((one) => one.account === account.name)
  expect(own).toHaveLength(1)
  return (own[0]?.states ?? []).map(
    ({ state, from, to, evidence }) =>
      `${state} ${clock(from)}-${clock(to)}: ${cited(played, evidence).join(', ')}`,
  )
}

describe('records that a state of a session rests on', () => {
  it('are those of the lock, of the return, and of start and end', () => {
    const events = [
      began,
      locked4800(at('12:00:00'), { account, logonId, sessionId: 1 }),
      logon4624(at('12:30:00'), { account, logonId: 0x9b000, logonType: 7 }),
      logoff4634(at('12:30:00'), { account, logonId: 0x9b000, logonType: 7 }),
      unlocked4801(at('12:30:00.100'), { account, logonId, sessionId: 1 }),
      leaves,
    ]
    expect(course(events)).toEqual([
      'active 08:00:00-12:00:00: 4624@08:00:00 from, 4800@12:00:00 to',
      'locked 12:00:00-12:30:00.100: 4800@12:00:00 from, 4624@12:30:00 to, 4801@12:30:00.100 to',
      'active 12:30:00.100-17:00:00: 4624@12:30:00 from, 4801@12:30:00.100 from, 4647@17:00:00 to',
    ])
  })

  it('are all that tell of one disconnect, whichever of them gave the time', () => {
    const ip = '203.0.113.9'
    const user = 'DOM\\alice'
    const link = { account, logonId, sessionName: 'RDP-Tcp#3', clientName: 'HOME', clientAddress: ip }
    const events = [
      logon4624(at('13:00:00'), { account, logonId, logonType: 10, ip }),
      lsm21(at('13:00:01'), { user, sessionId: 2, address: ip }),
      lsm24(at('13:20:00'), { user, sessionId: 2, address: ip }),
      disconnected4779(at('13:20:00.200'), link),
      lsm40(at('13:20:00.300'), { sessionId: 2, reason: 0 }),
      reconnected4778(at('14:00:00'), link),
      lsm25(at('14:00:00.500'), { user, sessionId: 2, address: ip }),
    ]
    expect(course(events)).toEqual([
      'active 13:00:00-13:20:00.200: 4624@13:00:00 from, 24@13:20:00 to, 4779@13:20:00.200 to, 40@13:20:00.300 to',
      'disconnected 13:20:00.200-14:00:00: 24@13:20:00 from, 4779@13:20:00.200 from, 40@13:20:00.300 from, 4778@14:00:00 to, 25@14:00:00.500 to',
      'active 14:00:00-?: 4778@14:00:00 from, 25@14:00:00.500 from',
    ])
  })

  it('are the one that tells both ends of a sleep, and what the sleep interrupts keeps its own', () => {
    const events = [
      began,
      locked4800(at('12:00:00'), { account, logonId, sessionId: 1 }),
      sleep42(at('13:00:00')),
      powerTroubleshooter1(nextDay('07:00:01'), { sleep: at('13:00:00'), wake: nextDay('07:00:00') }),
      unlocked4801(nextDay('07:10:00'), { account, logonId, sessionId: 1 }),
      logoffByUser4647(nextDay('09:00:00'), { account, logonId }),
    ]
    expect(course(events).slice(1, 4)).toEqual([
      'locked 12:00:00-13:00:00: 4800@12:00:00 from, 1@15 07:00:01 to',
      'asleep 13:00:00-15 07:00:00: 1@15 07:00:01 span',
      'locked 15 07:00:00-15 07:10:00: 1@15 07:00:01 from, 4801@15 07:10:00 to',
    ])
  })

  it('are those on both sides of a hole in the log', () => {
    const other = (time: string, id: number) =>
      logon4624(at(time), { account: { ...account, name: 'other' }, logonId: id, logonType: 3 })
    const events = [began, other('09:00:00', 0x90000), other('10:00:00', 0x91000), leaves]
    const lostIds = [{ channel: 'Security', after: at('09:30:00'), count: 1n }]
    expect(course(events, { lostIds })[1]).toBe(
      'evidence-gap 09:00:00-10:00:00: 4624@09:00:00 span, 4624@10:00:00 span',
    )
  })

  it('is the change of the clock where that puts a stretch in doubt', () => {
    const change = clockChange4616(at('11:00:00'), {
      subject: { ...account, logonId },
      from: at('10:00:00'),
      to: at('11:00:00'),
      processName: 'C:\\Windows\\System32\\rundll32.exe',
    })
    expect(course([began, change, leaves])[1]).toMatch(/^clock-suspect 10:00:00-11:00:00: 4616@\S+ span$/)
  })

  it('is at the end of a crash what the next start says of it', () => {
    const crashed = course([
      began,
      logon4624(at('09:00:00'), { account: { ...account, name: 'other' }, logonId: 0x90000, logonType: 3 }),
      ...boot(at('10:00:00'), at('10:00:00.010')),
      unclean41(at('10:00:05')),
    ])
    expect(crashed).toEqual(['active 08:00:00-09:00:00: 4624@08:00:00 from, 41@10:00:05 to'])
  })
})
