import { describe, expect, it } from 'vitest'
import { logoff4634, logoffByUser4647, logon4624 } from '../../fixtures/windows-events'
import type { LogHostOptions } from '../../fixtures/log-host'
import { ALICE, at, BOB, boot, CAROL, play, when } from './scene'

const again = 0x41000
const carol = { account: CAROL, logonId: 0x30000 }
const first = { account: BOB, logonId: again, logonType: 3 }
const second = { account: ALICE, logonId: again, logonType: 3 }

describe('a logon ID given out twice in one boot, which Windows does not do', () => {
  const { boots, logons } = play([
    ...boot(at('07:00:00'), at('07:00:00.010')),
    logon4624(at('08:00:00'), { ...carol, logonType: 2 }),
    logon4624(at('08:10:00'), { ...first, ip: '10.0.0.1' }),
    logoff4634(at('08:15:00'), first),
    logon4624(at('10:00:00'), { ...second, ip: '10.0.0.2' }),
    logoff4634(at('10:05:00'), second),
    logoffByUser4647(at('11:00:00'), carol),
    logoff4634(at('11:00:01'), { ...carol, logonType: 2 }),
  ])

  it('is no restart where an older logon lives on', () => {
    expect(boots).toHaveLength(1)
    expect(logons.find(({ account }) => account === 'carol')?.end.reason).toBe('user-logoff')
  })

  it('is two logons', () => {
    expect(logons.map(({ account, start, end }) => [account, when(start), when(end), end.reason])).toEqual([
      ['carol', '08:00:00', '11:00:00', 'user-logoff'],
      ['bob', '08:10:00', '08:15:00', 'network-closed'],
      ['alice', '10:00:00', '10:05:00', 'network-closed'],
    ])
  })

  it('is a restart where none does', () => {
    const alone = play([
      logon4624(at('08:00:00'), { ...carol, logonType: 2 }),
      logon4624(at('08:10:00'), { ...first, ip: '10.0.0.1' }),
      logoff4634(at('08:15:00'), first),
      logon4624(at('10:00:00'), { ...second, ip: '10.0.0.2' }),
      logoff4634(at('10:05:00'), second),
    ])
    expect(alone.boots).toHaveLength(2)
  })
})

describe('a logon ID given out again while its first logon is open', () => {
  const story = (options?: LogHostOptions) =>
    play(
      [
        ...boot(at('07:00:00'), at('07:00:00.010')),
        logon4624(at('08:10:00'), { ...first, ip: '10.0.0.1' }),
        logon4624(at('10:00:00'), { ...second, ip: '10.0.0.2' }),
        logoff4634(at('10:05:00'), second),
        logoff4634(at('10:30:00'), first),
      ],
      options,
    )

  it('is no restart in a log that shows starts and has no hole; each record tells whose it is', () => {
    const { boots, logons } = story()
    expect(boots).toHaveLength(1)
    expect(logons.map(({ account, start, end }) => [account, when(start), when(end)])).toEqual([
      ['bob', '08:10:00', '10:30:00'],
      ['alice', '10:00:00', '10:05:00'],
    ])
  })

  it('is one where records are missing between the two', () => {
    const lostIds = [{ channel: 'Security', after: at('09:00:00'), count: 50n }]
    expect(story({ lostIds }).boots).toHaveLength(2)
  })
})
