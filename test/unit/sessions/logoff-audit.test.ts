import { describe, expect, it } from 'vitest'
import type { End, Reconstruction } from '../../../electron/contract/sessions'
import type { FixtureEvent } from '../../fixtures/evtx-writer/fixture-record'
import {
  eventsDropped1101,
  kernelStart12,
  logoff4634,
  logoffByUser4647,
  logon4624,
  logServiceStop1100,
  policyChange4719,
} from '../../fixtures/windows-events'
import { ALICE, at, BOB, boot, nextDay, play, shortLogon, when } from './scene'

const ID = 0x30000
const network = (i: number) =>
  logon4624(at(`${String(8 + i).padStart(2, '0')}:00:00`), {
    account: BOB,
    logonId: ID + i * 0x100,
    logonType: 3,
  })
const networks = (count: number): FixtureEvent[] => [...Array(count).keys()].map(network)
const change = (time: string, changes: '%%8448' | '%%8449') =>
  policyChange4719(time, { subject: { ...ALICE, logonId: 0x3e7 }, changes })
/** A boot of the 14th with these events, and the start of the next. */
const story = (...events: FixtureEvent[]) =>
  play([
    ...boot(at('07:00:00'), at('07:00:00.010')),
    ...events,
    logServiceStop1100(at('18:00:00')),
    ...boot(at('19:00:00'), at('19:00:00.010')),
  ])
const endOf = (result: Reconstruction, id = ID): End =>
  result.logons.find(({ logonId }) => logonId === BigInt(id))!.end
const told = (end: End): string[] => [end.reason, when(end)]

describe('logoffs that are not audited', () => {
  it('leave open when logons ended', () => {
    expect(told(endOf(story(...networks(9))))).toEqual(['unknown', '08:00:00 < 08:00:00 < 18:00:00'])
  })

  it('leave open more than a stop of the log service does', () => {
    const end = endOf(story(...networks(10), logServiceStop1100(at('16:30:00'))))
    expect(told(end)).toEqual(['unknown', '08:00:00 < 08:00:00 < 18:00:00'])
  })

  it('are told from one that is missing', () => {
    const other = { account: BOB, logonId: ID + 0x800, logonType: 3 }
    expect(endOf(story(...networks(9), logoff4634(at('17:00:00'), other))).reason).toBe('shutdown')
  })

  it('are not shown to be audited by a log of few logons, none of which ends', () => {
    expect(told(endOf(story(...networks(2))))).toEqual(['unknown', '08:00:00 < 08:00:00 < 18:00:00'])
    expect(endOf(story(...networks(1))).reason).toBe('shutdown')
    expect(endOf(story(...shortLogon('07:30:00'), ...networks(2))).reason).toBe('shutdown')
  })

  it('leave open the end of a service, too, in a log in which no logon ends', () => {
    const service = logon4624(at('12:00:00'), { account: ALICE, logonId: 0x40000, logonType: 5 })
    const later = [ID, ID + 1].map((logonId) =>
      logon4624(nextDay('08:00:00'), { account: BOB, logonId, logonType: 3 }),
    )
    const result = play([
      ...boot(at('07:00:00'), at('07:00:00.010')),
      service,
      logServiceStop1100(at('18:00:00')),
      ...boot(nextDay('07:00:00'), nextDay('07:00:00.010')),
      ...later,
    ])
    expect(told(endOf(result, 0x40000))).toEqual(['unknown', '12:00:00 < 12:00:00 < 18:00:00'])
  })
})

describe('a change of the audit policy', () => {
  it('leaves open what ended after it, however few logons there are', () => {
    const end = endOf(story(...shortLogon('07:30:00'), network(0), change(at('09:00:00'), '%%8448')))
    expect(told(end)).toEqual(['unknown', '09:00:00 < 09:00:00 < 18:00:00'])
  })

  it('counts after the next start, until a logoff shows the contrary', () => {
    const [start, alive] = [nextDay('07:00:00'), { account: ALICE, logonType: 5 }]
    const result = play([
      ...boot(at('07:00:00'), at('07:00:00.010')),
      ...shortLogon('07:30:00'),
      change(at('09:00:00'), '%%8448'),
      logServiceStop1100(at('18:00:00')),
      ...boot(start, nextDay('07:00:00.010')),
      logon4624(nextDay('08:00:00'), { ...alive, logonId: 0x50000 }),
      logoffByUser4647(nextDay('12:00:00'), { account: BOB, logonId: 0x51000 }),
      logon4624(nextDay('13:00:00'), { ...alive, logonId: 0x52000 }),
      logServiceStop1100(nextDay('18:00:00')),
      kernelStart12(nextDay('19:00:00')),
      ...boot(nextDay('19:00:03'), nextDay('19:00:03.010')),
    ])
    expect(endOf(result, 0x50000).reason).toBe('unknown')
    expect(endOf(result, 0x52000).reason).toBe('shutdown')
  })

  it('leaves open the end of a logon that was there while logoffs were not audited', () => {
    const off = [change(at('09:00:00'), '%%8448'), change(at('10:00:00'), '%%8449')]
    const result = story(...shortLogon('07:30:00'), network(0), ...off, network(4))
    expect(told(endOf(result))).toEqual(['unknown', '09:00:00 < 09:00:00 < 18:00:00'])
    expect(endOf(result, ID + 0x400).reason).toBe('shutdown')
  })

  it('that adds it says that it was off before', () => {
    const after = { account: BOB, logonId: ID + 0x800, logonType: 3 }
    const result = story(network(0), change(at('09:00:00'), '%%8449'), logoff4634(at('17:00:00'), after))
    expect(told(endOf(result))).toEqual(['unknown', '08:00:00 < 08:00:00 < 18:00:00'])
  })

  it('that adds it without a removal in evidence says that it was off since the last logoff', () => {
    const lost = [...shortLogon('07:30:00'), network(0), change(at('09:00:00'), '%%8449')]
    const result = story(...lost, ...shortLogon('10:00:00'))
    expect(told(endOf(result))).toEqual(['unknown', '08:00:00 < 08:00:00 < 18:00:00'])
  })

  it('leaves open what ended before it, where records are missing before it or were lost', () => {
    const off = change(at('12:00:00'), '%%8448')
    const dropped = story(
      ...shortLogon('07:30:00'),
      network(0),
      eventsDropped1101(at('10:00:00')),
      off,
      network(5),
    )
    expect(told(endOf(dropped))).toEqual(['unknown', '08:00:00 < 08:00:00 < 18:00:00'])
    const stopped = story(
      ...shortLogon('07:30:00'),
      network(0),
      logServiceStop1100(at('09:30:00')),
      network(2),
      off,
      network(5),
    )
    expect(told(endOf(stopped))).toEqual(['unknown', '09:30:00 < 09:30:00 < 18:00:00'])
  })

  it('leaves open whether a logon has ended at all, while the computer runs on', () => {
    const logs = [...shortLogon('07:30:00'), network(0), change(at('09:00:00'), '%%8448'), network(5)]
    const result = play([...boot(at('07:00:00'), at('07:00:00.010')), ...logs])
    expect(told(endOf(result))).toEqual(['unknown', '09:00:00 < ? < ?'])
  })

  it('lets the next start end a session at the keyboard, but not what may only have reconnected one', () => {
    const typed = (logonType: number) =>
      play([
        ...boot(at('07:00:00'), at('07:00:00.010')),
        ...shortLogon('07:30:00'),
        change(at('09:00:00'), '%%8448'),
        logon4624(at('09:30:00'), { account: ALICE, logonId: ID, logonType, ip: '10.0.0.9' }),
        ...boot(nextDay('07:00:00'), nextDay('07:00:00.010')),
      ])
    expect(endOf(typed(2)).reason).toBe('reboot-inferred')
    expect(endOf(typed(10)).reason).toBe('unknown')
  })
})

describe('records that were lost (1101)', () => {
  it('leave open the end of a logon that was there before', () => {
    const story1101 = (time: string) =>
      story(...shortLogon('07:05:00'), network(0), eventsDropped1101(at(time)), network(9))
    expect(told(endOf(story1101('12:00:00')))).toEqual(['unknown', '08:00:00 < 08:00:00 < 18:00:00'])
    expect(endOf(story1101('07:06:00')).reason).toBe('shutdown')
  })

  it('may hold the logoff of a person whose token was released later', () => {
    const logon = { account: ALICE, logonId: ID, logonType: 2 }
    const told1101 = (time: string) =>
      told(
        endOf(
          story(
            ...shortLogon('07:05:00'),
            logon4624(at('08:00:00'), logon),
            eventsDropped1101(at(time)),
            logoff4634(at('12:00:00'), logon),
          ),
        ),
      )
    expect(told1101('10:00:00')).toEqual(['terminated', '08:00:00 < 12:00:00 < 12:00:00'])
    expect(told1101('13:00:00')).toEqual(['terminated', '12:00:00'])
  })

  it('are those of the stop before, where 1101 is among the records of a start', () => {
    const early = logon4624(at('07:01:00'), { account: ALICE, logonId: ID, logonType: 5 })
    expect(endOf(story(early, eventsDropped1101(at('07:02:00')))).reason).toBe('shutdown')
    expect(endOf(story(early, eventsDropped1101(at('17:59:59')))).reason).toBe('shutdown')
  })
})
