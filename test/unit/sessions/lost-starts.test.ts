import { describe, expect, it } from 'vitest'
import { logoffByUser4647, logon4624 } from '../../fixtures/windows-events'
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
