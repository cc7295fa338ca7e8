import { describe, expect, it } from 'vitest'
import type { LogonFlag } from '../../../../electron/contract/sessions'
import {
  logoff4634,
  logon4624,
  lsm21,
  privileges4672,
  process4688,
  rcm1149,
  rdpCoreTs104,
  rdpCoreTs131,
  share5140,
  type LogonFields,
} from '../../../fixtures/windows-events'
import { ALICE, at, BOB } from '../scene'
import { explained, logonOf, sessionOf, stage } from './scenes'

const ip = '203.0.113.9'
const logonId = 0x71000

describe('special logons carry a badge, and a sentence that names the record', () => {
  const play = (fields: Partial<LogonFields>) =>
    stage([logon4624(at('09:00:00'), { account: ALICE, logonId, logonType: 2, ...fields })])

  it.each<[LogonFlag, Partial<LogonFields>, RegExp]>([
    ['cached', { logonType: 11 }, /Cached credentials \(4624, record 1\): no domain controller was asked/],
    ['delegation', { logonType: 3, ip, impersonation: '%%1840' }, /level delegation \(4624, record 1\)/],
    [
      's4u',
      { logonType: 3, ip, transmittedServices: 'HTTP/web.dom.example' },
      /HTTP\/web\.dom\.example \(4624, record 1\)/,
    ],
    [
      'restricted-admin',
      { logonType: 10, ip, restrictedAdmin: '%%1842' },
      /Restricted admin mode \(4624, record 1\)/,
    ],
    [
      'remote-credential-guard',
      { logonType: 10, ip, version: 3, remoteCredentialGuard: '%%1842' },
      /Remote credential guard \(4624, record 1\)/,
    ],
    [
      'virtual-account',
      { logonType: 5, virtualAccount: true },
      /virtual account of a service \(4624, record 1\)/,
    ],
  ])('%s', (flag, fields, sentence) => {
    const played = play(fields)
    const [session] = played.found.sessions
    expect(session!.flags).toContain(flag)
    expect(logonOf(played, logonId).flags).toContain(flag)
    expect(explained(session!)).toMatch(sentence)
  })

  it('runas and /netonly tell out of which logon they were started', () => {
    const played = stage([
      logon4624(at('08:00:00'), { account: ALICE, logonId, logonType: 2 }),
      logon4624(at('09:00:00'), {
        account: BOB,
        logonId: 0x72000,
        logonType: 2,
        logonProcess: 'seclogo',
        subject: { ...ALICE, logonId },
      }),
      logon4624(at('09:05:00'), {
        account: ALICE,
        logonId: 0x73000,
        logonType: 9,
        subject: { ...ALICE, logonId },
        outboundUser: 'adm',
        outboundDomain: 'DOM',
      }),
    ])
    const runas = sessionOf(played, 'bob')
    expect([runas.kind, runas.flags]).toEqual(['other', ['runas']])
    expect(explained(runas)).toContain('Started from logon 0x71000 of DOM\\alice (4624, record 2).')
    const netonly = played.found.sessions.find(({ logonTypes }) => logonTypes.includes(9))!
    expect(netonly.flags).toEqual(['network-identity'])
    expect(explained(netonly)).toContain('alice (network identity DOM\\adm) by 4624, record 3')
  })

  it('privileges and the use of the elevated half name their records', () => {
    const [elevated, filtered] = [0x512d1, 0x513da]
    const session = sessionOf(
      stage([
        logon4624(at('10:00:00.100'), {
          account: ALICE,
          logonId: elevated,
          logonType: 2,
          linkedLogonId: filtered,
          elevated: true,
        }),
        logon4624(at('10:00:00.101'), {
          account: ALICE,
          logonId: filtered,
          logonType: 2,
          linkedLogonId: elevated,
        }),
        privileges4672(at('10:00:00.101'), { account: ALICE, logonId: elevated }),
        process4688(at('10:05:00'), {
          subject: { ...ALICE, logonId: elevated },
          processId: 0x1f2c,
          processName: 'C:\\Windows\\System32\\mmc.exe',
          elevation: '%%1937',
        }),
      ]),
      'alice',
    )
    expect(session.flags).toEqual(['privileged', 'elevated'])
    expect(explained(session)).toContain('half of one logon (4624, record 1; 4624, record 2)')
    expect(explained(session)).toContain('Privileges of an administrator were given to it (4672, record 3)')
    expect(explained(session)).toContain('A process ran with the elevated half (4688, record 4)')
  })
})

describe('network-level authentication', () => {
  const activityId = '{F4205BAC-1B01-40FC-AEEF-3C971C730000}'
  const other = logon4624(at('12:00:00'), { account: ALICE, logonId: 0x60000, logonType: 3, ip: '10.0.0.7' })
  const desktop = logon4624(at('13:00:03'), { account: BOB, logonId, logonType: 10, ip })
  const nla = logon4624(at('13:00:01'), { account: BOB, logonId: 0x70000, logonType: 3, ip })

  it('is told with its record, its package and the client zone', () => {
    const session = sessionOf(
      stage([
        other,
        rdpCoreTs131(at('13:00:00'), { ip, port: 50_111, activityId }),
        nla,
        rcm1149(at('13:00:01.100'), { user: 'bob', domain: 'DOM', ip, activityId }),
        desktop,
        lsm21(at('13:00:04'), { user: 'DOM\\bob', sessionId: 2, address: ip, activityId }),
        rdpCoreTs104(at('13:00:04.500'), { biasHours: -1, activityId }),
      ]),
      'bob',
    )
    expect(session.flags).toEqual(['nla'])
    expect(explained(session)).toMatch(/pre-logon \(network-level authentication\): 4624, record \d+\./)
    expect(session.connections).toMatchObject([
      { ip, activityId: activityId.toLowerCase(), auth: 'NLA, NTLM', timeZone: '[-1]' },
    ])
  })

  it('is missing where network logons are audited and none came from the address', () => {
    const session = sessionOf(stage([other, desktop]), 'bob')
    expect(session.flags).toEqual(['no-nla'])
    expect(explained(session)).toMatch(/No network logon from its address came before it \(4624, record 2\)/)
  })

  it('is not said to be missing where the log begins with the logon, or shows no network logon at all', () => {
    expect(sessionOf(stage([desktop, other]), 'bob').flags).toEqual(['no-nla'])
    expect(sessionOf(stage([desktop]), 'bob').flags).toEqual([])
    expect(sessionOf(stage([other, nla, desktop]), 'bob').flags).toEqual(['nla'])
  })
})

describe('a burst', () => {
  it('tells its first and last logon, privileges and shares, with their records', () => {
    const [burst] = stage([
      logon4624(at('09:00:00'), { account: BOB, logonId, logonType: 3, ip }),
      privileges4672(at('09:00:00'), { account: BOB, logonId }),
      share5140(at('09:00:01'), { account: BOB, logonId, ip, share: 'C$' }),
      logoff4634(at('09:00:02'), { account: BOB, logonId, logonType: 3 }),
      logon4624(at('09:03:00'), { account: BOB, logonId: 0x72000, logonType: 3, ip }),
    ]).found.sessions
    expect(burst!.explanation).toEqual([
      expect.stringContaining('without a pause of 10 minutes: 2.'),
      'Its first logon is 4624, record 1, its last 4624, record 5.',
      'Privileges of an administrator were given to it (4672, record 2).',
      'Shares were used under its logon IDs: 1, first 5140, record 3.',
    ])
  })
})
