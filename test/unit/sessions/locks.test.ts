import { describe, expect, it } from 'vitest'
import {
  locked4800,
  logoff4634,
  logoffByUser4647,
  logon4624,
  powerTroubleshooter1,
  saverOff4803,
  saverOn4802,
  sleep42,
  unlocked4801,
  winlogon7001,
} from '../../fixtures/windows-events'
import { ALICE, at, human, nextDay, only, play, states, when } from './scene'

const account = ALICE
const logonId = 0x7a000
const helper = 0x9b000

const unlockHelper = [
  logon4624(at('12:30:00'), { account, logonId: helper, logonType: 7 }),
  logoff4634(at('12:30:00'), { account, logonId: helper, logonType: 7 }),
]

describe('T06 unlock helper', () => {
  const result = play([
    logon4624(at('08:00:00'), { account, logonId, logonType: 2 }),
    locked4800(at('12:00:00'), { account, logonId, sessionId: 1 }),
    ...unlockHelper,
    unlocked4801(at('12:30:00'), { account, logonId, sessionId: 1 }),
    logoffByUser4647(at('17:00:00'), { account, logonId }),
  ])

  it('is one session, locked for half an hour, with the helper inside and no second bar', () => {
    const session = only(result)
    expect(session.sessionId).toBe(1)
    expect(states(session)).toEqual([
      'active 08:00:00-12:00:00',
      'locked 12:00:00-12:30:00',
      'active 12:30:00-17:00:00',
    ])
    expect(session.logonTypes).toEqual([2, 7])
    expect(session.useMs).toBe(8.5 * 3_600_000)
    expect(session.useIsUpperBound).toBe(false)
  })

  it('ends the helper as a helper', () => {
    const logon = result.logons.find((one) => one.logonId === BigInt(helper))
    expect(logon?.end).toMatchObject({ reason: 'helper-ended', confidence: 'certain' })
  })
})

describe('T07 unlock without 4801', () => {
  const session = only(
    play([
      logon4624(at('08:00:00'), { account, logonId, logonType: 2 }),
      ...unlockHelper,
      logoffByUser4647(at('17:00:00'), { account, logonId }),
    ]),
  )

  it('shows no locked interval, says so, and gives use as an upper bound', () => {
    expect(states(session)).toEqual(['active 08:00:00-17:00:00'])
    expect(session.useIsUpperBound).toBe(true)
    expect(session.explanation.join(' ')).toMatch(/locked before 4624, record 2; since when is unknown/)
  })
})

describe('screen saver', () => {
  it('is a state of its own', () => {
    const session = only(
      play([
        logon4624(at('08:00:00'), { account, logonId, logonType: 2 }),
        saverOn4802(at('09:00:00'), { account, logonId, sessionId: 1 }),
        saverOff4803(at('09:10:00'), { account, logonId, sessionId: 1 }),
        logoffByUser4647(at('10:00:00'), { account, logonId }),
      ]),
    )
    expect(states(session)[1]).toBe('screen-saver 09:00:00-09:10:00')
  })
})

describe('T16 sleep inside a session', () => {
  it('is one session over two days; use leaves the sleep out', () => {
    const session = only(
      play([
        logon4624(at('08:00:00'), { account, logonId, logonType: 2 }),
        sleep42(at('16:22:16')),
        powerTroubleshooter1(nextDay('07:16:53'), { sleep: at('16:22:15'), wake: nextDay('07:16:52') }),
        logon4624(nextDay('07:17:00'), { account, logonId: helper, logonType: 7 }),
        logoff4634(nextDay('07:17:00'), { account, logonId: helper, logonType: 7 }),
        logoffByUser4647(nextDay('09:00:00'), { account, logonId }),
      ]),
    )
    const asleep = session.states.filter(({ state }) => state === 'asleep')
    expect(asleep).toHaveLength(1)
    const sleptMs = (14 * 3600 + 54 * 60 + 37) * 1000
    expect(session.wallMs! - session.useMs!).toBe(sleptMs)
  })
})

describe('T27 lock events only', () => {
  const session = only(
    play([
      locked4800(at('10:00:00'), { account, logonId, sessionId: 1 }),
      unlocked4801(at('10:20:00'), { account, logonId, sessionId: 1 }),
      locked4800(at('11:00:00'), { account, logonId, sessionId: 1 }),
    ]),
  )

  it('is a session of unknown start that is still open', () => {
    expect(session.start).toMatchObject({ method: 'first-seen', best: null })
    expect(when(session.start)).toBe('? < ? < 10:00:00')
    expect(session.end).toMatchObject({ reason: 'open-at-end', best: null, latest: null })
    expect(states(session)).toEqual([
      'locked 10:00:00-10:20:00',
      'active 10:20:00-11:00:00',
      'locked 11:00:00-?',
    ])
    expect(session.sessionId).toBe(1)
  })
})

describe('an unlock whose session left nothing else', () => {
  it('is one session for all unlocks of the account, not one bar each', () => {
    const result = play([
      ...unlockHelper,
      logon4624(at('15:00:00'), { account, logonId: 0x9c000, logonType: 7 }),
      logoff4634(at('15:00:00'), { account, logonId: 0x9c000, logonType: 7 }),
    ])
    expect(human(result)).toHaveLength(1)
    expect(only(result).start.method).toBe('first-seen')
    expect(when(only(result).start)).toBe('? < ? < 12:30:00')
  })

  it('joins a session that Winlogon knows', () => {
    const session = only(
      play([winlogon7001(at('08:00:00'), { sessionId: 1, sid: account.sid }), ...unlockHelper]),
    )
    expect(session.start).toMatchObject({ method: '7001', confidence: 'high' })
    expect(session.account).toBe('alice')
  })
})
