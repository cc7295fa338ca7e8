import { describe, expect, it } from 'vitest'
import {
  locked4800,
  logoff4634,
  logoffByUser4647,
  logon4624,
  logServiceStop1100,
  process4688,
} from '../../fixtures/windows-events'
import { ALICE, at, BOB, boot, CAROL, human, play, when } from './scene'

const orphan = 0x4c001
const log = (lower: number, higher: number) =>
  play(
    [
      logon4624(at('10:00:00'), {
        account: { sid: 'S-1-5-20', name: 'NETWORK SERVICE', domain: 'NT AUTHORITY' },
        logonId: 0x3e4,
        logonType: 5,
      }),
      logon4624(at('10:05:00'), { account: BOB, logonId: lower, logonType: 3, ip: '10.0.0.1' }),
      logon4624(at('10:20:00'), { account: CAROL, logonId: higher, logonType: 3, ip: '10.0.0.2' }),
      logoffByUser4647(at('11:00:00'), { account: ALICE, logonId: orphan }),
    ],
    { firstRecordId: { Security: 12_000n } },
  )
const alice = (result: ReturnType<typeof play>) => human(result).find((one) => one.account === 'alice')!

describe('T18 start lost because the log rolled', () => {
  it('lies between the logons with the neighbouring IDs', () => {
    const session = alice(log(0x4bf00, 0x4d000))
    expect(session.start).toMatchObject({ method: 'first-seen', best: null, confidence: 'medium' })
    expect(when(session.start)).toBe('10:05:00 < ? < 10:20:00')
    expect(session.end.reason).toBe('user-logoff')
  })

  it('lies before the evidence if every ID in it is higher', () => {
    const session = alice(log(0x5a000, 0x5b000))
    expect(when(session.start)).toBe('? < ? < 10:00:00')
    expect(session.explanation.join(' ')).toContain('began before the evidence')
  })

  it('gives the logon its first sign of life as the latest start', () => {
    const logon = log(0x4bf00, 0x4d000).logons.find((one) => one.logonId === BigInt(orphan))
    expect(when(logon!.start)).toBe('10:05:00 < ? < 11:00:00')
  })

  it('is bounded below by the start of the boot', () => {
    const result = play([
      ...boot(at('07:00:00'), at('07:00:00.010')),
      logoffByUser4647(at('11:00:00'), { account: ALICE, logonId: orphan }),
    ])
    expect(when(alice(result).start)).toBe('07:00:00 < ? < 11:00:00')
  })
})

describe('a logon of which hardly anything is left', () => {
  const stop = [logServiceStop1100(at('18:00:00')), ...boot(at('19:00:00'), at('19:00:00.010'))]

  it('may have been left long before its token was released', () => {
    const { logons } = play([
      logon4624(at('10:00:00'), { account: BOB, logonId: 0x90000, logonType: 3, ip: '10.0.0.1' }),
      logoff4634(at('11:00:00'), { account: ALICE, logonId: 0x60010, logonType: 2 }),
      ...stop,
    ])
    const { end } = logons.find(({ logonId }) => logonId === 0x60010n)!
    expect([when(end), end.reason, end.confidence]).toEqual(['? < 11:00:00 < 11:00:00', 'terminated', 'low'])
  })

  it('is known to have been open until its last sign where there is more than the release', () => {
    const { logons } = play([
      locked4800(at('10:00:00'), { account: ALICE, logonId: 0x60010, sessionId: 1 }),
      logoff4634(at('11:00:00'), { account: ALICE, logonId: 0x60010, logonType: 2 }),
      ...stop,
    ])
    expect(logons.filter(({ logonId }) => logonId === 0x60010n).map(({ end }) => when(end))).toEqual([
      '11:00:00',
    ])
  })

  it('may be half of a pair that ended with the other half', () => {
    const { logons } = play([
      process4688(at('10:00:00'), {
        subject: { ...ALICE, logonId: 0x60010 },
        processId: 0x1f2c,
        processName: 'C:\\Windows\\System32\\cmd.exe',
      }),
      ...stop,
    ])
    const { end } = logons.find(({ logonId }) => logonId === 0x60010n)!
    expect([when(end), end.reason]).toEqual(['10:00:00 < 10:00:00 < 18:00:00', 'unknown'])
  })
})
