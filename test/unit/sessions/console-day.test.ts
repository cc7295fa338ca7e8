import { describe, expect, it } from 'vitest'
import { durationText } from '../../../electron/core/text/duration'
import {
  logoff4634,
  logoffByUser4647,
  logon4624,
  NETWORK_SERVICE,
  privileges4672,
  process4688,
  winlogon7001,
} from '../../fixtures/windows-events'
import { ALICE, at, only, play, when } from './scene'

const account = ALICE

describe('T01 plain console day', () => {
  const logonId = 0x5a001
  const result = play([
    logon4624(at('08:00:00'), { account, logonId, logonType: 2 }),
    winlogon7001(at('08:00:00'), { sessionId: 1, sid: account.sid }),
    logoffByUser4647(at('17:00:00'), { account, logonId }),
    logoff4634(at('17:00:02'), { account, logonId, logonType: 2 }),
  ])
  const session = only(result)

  it('is one console session with its number', () => {
    expect(session).toMatchObject({
      kind: 'console',
      sessionId: 1,
      account: 'alice',
      logonTypes: [2],
      class: 'human',
    })
    expect(session.start).toMatchObject({ method: '4624', confidence: 'certain' })
    expect(when(session.start)).toBe('08:00:00')
  })

  it('ends at the user logoff, certain; the token goes two seconds later', () => {
    expect(session.end).toMatchObject({ reason: 'user-logoff', confidence: 'certain' })
    expect(when(session.end)).toBe('17:00:00')
    expect(result.logons).toHaveLength(1)
    expect(result.logons[0]?.end).toEqual(session.end)
    expect(Number(result.logons[0]!.tokenReleased! - session.end.best!)).toBe(2 * 10_000_000)
  })

  it('was used all the time, as an upper bound: locks are not audited', () => {
    expect(durationText(session)).toBe('9:00:00')
    expect(session).toMatchObject({ wallMs: 32_400_000, useMs: 32_400_000, useIsUpperBound: true })
  })

  it('says what each time was taken from', () => {
    expect(session.explanation[0]).toBe('Start taken from logon 4624, record 1.')
    expect(session.explanation).toContain('End taken from user-initiated logoff 4647, record 2.')
    expect(session.evidence.map(({ role }) => role)).toEqual(['start', 'desktop-logon', 'user-logoff', 'end'])
  })
})

describe('T02 logoff without 4634', () => {
  const logonId = 0x5a001
  const later = ['14', '15', '16', '17'].map((day) =>
    logon4624(`2024-05-${day}T17:00:30Z`, { account: NETWORK_SERVICE, logonId: 0x3e4, logonType: 5 }),
  )
  const session = only(
    play([
      logon4624(at('08:00:00'), { account, logonId, logonType: 2 }),
      winlogon7001(at('08:00:00'), { sessionId: 1, sid: account.sid }),
      logoffByUser4647(at('17:00:00'), { account, logonId }),
      ...later,
    ]),
  )

  it('has the same end and says that the token was not released in evidence', () => {
    expect(session.end.reason).toBe('user-logoff')
    expect(when(session.end)).toBe('17:00:00')
    expect(session.explanation.join(' ')).toContain('release of the token (4634) is not in evidence')
  })
})

describe('T03 termination without user action', () => {
  const logonId = 0x60010
  const session = only(
    play([
      logon4624(at('09:00:00'), { account, logonId, logonType: 2 }),
      logoff4634(at('09:30:00'), { account, logonId, logonType: 2 }),
    ]),
  )

  it('is terminated at a certain time, for a reason that is not', () => {
    expect(session.end).toMatchObject({ reason: 'terminated', confidence: 'medium' })
    expect(when(session.end)).toBe('09:30:00')
  })
})

describe('T04 duplicate 4634', () => {
  const logonId = 0x60010
  const result = play([
    logon4624(at('09:00:00'), { account, logonId, logonType: 2 }),
    logoff4634(at('09:30:00.000'), { account, logonId, logonType: 2 }),
    logoff4634(at('09:30:00.003'), { account, logonId, logonType: 2 }),
  ])

  it('is one session with one end and both records as evidence', () => {
    const session = only(result)
    expect(when(session.end)).toBe('09:30:00')
    expect(result.logons).toHaveLength(1)
    expect(session.evidence.filter(({ role }) => role === 'end')).toHaveLength(2)
    expect(session.wallMs).toBe(1_800_000)
  })
})

describe('T05 UAC pair', () => {
  const [elevated, filtered] = [0x512d1, 0x513da]
  const result = play([
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

  it('is one session with two logon IDs, admin-capable, elevation used', () => {
    const session = only(result)
    expect(session.logons.map((index) => result.logons[index]?.logonId)).toEqual([
      BigInt(elevated),
      BigInt(filtered),
    ])
    expect(session).toMatchObject({ adminCapable: true, elevationUsed: true })
    expect(when(session.end)).toBe('11:00:00')
  })

  it('closes both logons by the one logoff', () => {
    expect(result.logons.map((logon) => [logon.end.reason, when(logon.end)])).toEqual([
      ['user-logoff', '11:00:00'],
      ['user-logoff', '11:00:00'],
    ])
  })

  it('is recognised without the link field too (Windows before 10)', () => {
    const old = play([
      logon4624(at('10:00:00.100'), { account, logonId: elevated, logonType: 2, version: 0 }),
      logon4624(at('10:00:00.101'), { account, logonId: filtered, logonType: 2, version: 0 }),
      privileges4672(at('10:00:00.101'), { account, logonId: elevated }),
      logoffByUser4647(at('11:00:00'), { account, logonId: filtered }),
    ])
    expect(only(old)).toMatchObject({ adminCapable: true, elevationUsed: false })
    expect(only(old).logons).toHaveLength(2)
  })
})
