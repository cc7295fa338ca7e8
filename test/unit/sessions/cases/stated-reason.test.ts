import { describe, expect, it } from 'vitest'
import type { FixtureEvent } from '../../../fixtures/evtx-writer/fixture-record'
import {
  kernelStop13,
  logServiceStop1100,
  logon4624,
  statedReason1076,
  unclean41,
} from '../../../fixtures/windows-events'
import { ALICE, at, boot, BOB, when } from '../scene'
import { cited, explained, sessionOf, stage } from './scenes'

const open = logon4624(at('08:00:00'), { account: ALICE, logonId: 0x20000, logonType: 2 })
const restarted = [...boot(at('10:00:00'), at('10:00:00.010')), unclean41(at('10:00:05'))]
const stated = (time: string, reason = 'Other Failure: System Unresponsive') =>
  statedReason1076(at(time), { reason, code: '0x805000f', comment: 'fan broken', user: 'DOM\\bob' })
const alice = (events: readonly FixtureEvent[]) => {
  const played = stage(events)
  return { played, session: sessionOf(played, 'alice') }
}

describe('1076, the reason that a person gave of an unexpected stop', () => {
  it('is told with who gave it and its record, and changes neither reason nor time', () => {
    const { played, session } = alice([open, ...restarted, stated('11:00:00')])
    const without = alice([open, ...restarted]).session
    expect(session.end).toEqual(without.end)
    expect(explained(session)).toContain(
      'bugcheck (41, record 1); the reason that DOM\\bob gave later: "Other Failure: System Unresponsive", "fan broken", 0x805000f (1076, record 2).',
    )
    expect(cited(played, session.evidence)).toContain('1076@11:00:00 stated-reason')
    expect(played.found.boots[0]?.evidence.map(({ role }) => role)).toContain('stated-reason')
  })

  it('is of the last stop that was none by a shutdown', () => {
    const clean = [
      logServiceStop1100(at('12:00:00')),
      ...boot(at('13:00:00'), at('13:00:00.010')),
      kernelStop13(at('12:00:03'), { written: at('13:00:01') }),
      logon4624(at('11:00:00'), { account: BOB, logonId: 0x30000, logonType: 2 }),
    ]
    const { played, session } = alice([open, ...restarted, ...clean, stated('14:00:00')])
    expect(explained(session)).toContain('gave later')
    expect(explained(sessionOf(played, 'bob'))).not.toContain('gave later')
    expect(when(sessionOf(played, 'bob').end)).toBe('11:58:00 < 12:00:00 < 12:00:03')
  })

  it('is believed no more than a word: without 6008 or 41 the stop stays inferred', () => {
    const { session } = alice([open, ...boot(at('10:00:00'), at('10:00:00.010')), stated('11:00:00')])
    expect(session.end).toMatchObject({ reason: 'reboot-inferred', confidence: 'medium' })
    expect(explained(session)).toContain('how it stopped is not in evidence; the reason that DOM\\bob gave')
  })

  it('is text, whatever a person wrote, and told only so often', () => {
    const many = ['10', '11', '12', '13', '14', '15'].map((minute) =>
      stated(`11:${minute}:00`, `a\u202eb ${minute}`),
    )
    const { session } = alice([open, ...restarted, ...many])
    expect(explained(session)).not.toContain('\u202e')
    expect(explained(session).match(/gave later/g)).toHaveLength(4)
  })

  it('is of no stop where none is in evidence', () => {
    const { session } = alice([open, stated('11:00:00')])
    expect(session.end.reason).toBe('open-at-end')
    expect(explained(session)).not.toContain('gave later')
  })
})
