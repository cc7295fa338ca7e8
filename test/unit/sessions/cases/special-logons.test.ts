import { describe, expect, it } from 'vitest'
import { durationText } from '../../../../electron/core/text/duration'
import { plusSeconds } from '../../../fixtures/evtx-writer/time'
import {
  disconnected4779,
  logoff4634,
  logoffByUser4647,
  logon4624,
  logonFailed4625,
  lsm21,
  lsm24,
  lsm25,
  NETWORK_SERVICE,
  process4688,
  reconnected4778,
  SYSTEM_SUBJECT,
  type Account,
} from '../../../fixtures/windows-events'
import { ALICE, at, BOB, connections, human, nextDay, states, when } from '../scene'
import { cited, explained, logonOf, members, sessionOf, stage } from './scenes'

describe('T26 type 10 session taken over with tscon', () => {
  const admin: Account = { sid: 'S-1-5-21-1-1-1-500', name: 'Administrator', domain: 'DOM' }
  const user = 'DOM\\Administrator'
  const logonId = 0x9deb4d
  const [own, thief] = ['10.0.0.31', '10.0.0.66']
  const played = stage([
    logon4624(at('18:00:00'), { account: admin, logonId, logonType: 10, ip: own }),
    lsm21(at('18:00:01'), { user, sessionId: 3, address: own }),
    lsm24(at('19:00:00'), { user, sessionId: 3, address: own }),
    disconnected4779(at('19:00:00'), {
      account: admin,
      logonId,
      sessionName: 'RDP-Tcp#2',
      clientName: 'ADMIN-PC',
      clientAddress: own,
    }),
    process4688(at('20:33:20.500'), {
      subject: SYSTEM_SUBJECT,
      processId: 0x1d40,
      processName: 'C:\\Windows\\System32\\tscon.exe',
      commandLine: 'tscon 3 /dest:rdp-tcp#14',
      elevation: '%%1936',
    }),
    reconnected4778(at('20:33:21'), {
      account: admin,
      logonId,
      sessionName: 'RDP-Tcp#14',
      clientName: 'DESKTOP-RKEBDDR',
      clientAddress: thief,
    }),
    lsm25(at('20:33:21.100'), { user, sessionId: 3, address: thief }),
    logon4624(at('21:00:00'), { account: NETWORK_SERVICE, logonId: 0x3e4, logonType: 5 }),
  ])
  const session = () => sessionOf(played, 'Administrator')

  it('is one session, resumed by another client', () => {
    expect(human(played.found)).toHaveLength(1)
    expect(session()).toMatchObject({ kind: 'rdp', sessionId: 3 })
    expect(states(session())).toEqual([
      'active 18:00:00-19:00:00',
      'disconnected 19:00:00-20:33:21',
      'active 20:33:21-?',
    ])
    expect(connections(session())).toEqual([
      `${own} ADMIN-PC 18:00:00-19:00:00`,
      `${thief} DESKTOP-RKEBDDR 20:33:21-?`,
    ])
    expect(session().end.reason).toBe('open-at-end')
  })

  it('was resumed without any logon: nothing of the account lies in the minute before', () => {
    const before = cited(played, session().evidence).filter((text) => text.includes('@20:3'))
    expect(before).toEqual(['4778@20:33:21 reconnected', '25@20:33:21.100 lsm-reconnect'])
    expect(members(played, session()).map(({ logonType }) => logonType)).toEqual([10])
    expect(session().logonTypes).toEqual([10])
  })

  it('says that the reconnect had no logon of its own', () => {
    expect(explained(session())).toMatch(/no logon|without (a|any) logon/i)
  })
})

describe('T29 runas /netonly', () => {
  const [d1, e5] = [0xd1000, 0xe5000]
  const alice = { ...ALICE, logonId: d1 }
  const played = stage([
    logon4624(at('08:00:00'), { account: ALICE, logonId: d1, logonType: 2 }),
    logon4624(at('09:00:00'), {
      account: ALICE,
      logonId: e5,
      logonType: 9,
      subject: alice,
      outboundUser: 'adm',
      outboundDomain: 'DOM',
    }),
    logoff4634(at('10:00:00'), { account: ALICE, logonId: e5, logonType: 9 }),
    logoffByUser4647(at('17:00:00'), { account: ALICE, logonId: d1 }),
  ])
  const child = () => played.found.sessions.find(({ logonTypes }) => logonTypes.includes(9))!
  const parent = () => played.found.sessions.find(({ logonTypes }) => logonTypes.includes(2))!

  it('is a session of its own beside the desktop, of the same account', () => {
    expect(played.found.sessions).toHaveLength(2)
    expect(child()).toMatchObject({ sid: ALICE.sid, account: 'alice', kind: 'other' })
    expect([when(child().start), when(child().end)]).toEqual(['09:00:00', '10:00:00'])
    expect(logonOf(played, e5).flags).toContain('network-identity')
    expect(logonOf(played, e5).auth.process).toBe('seclogo')
  })

  it('is a child of the session that started it', () => {
    expect(logonOf(played, e5)).toMatchObject({ parentLogonId: BigInt(d1) })
  })

  it('has the start of the child among the records of its parent', () => {
    expect(cited(played, parent().evidence)).toContain('4624@09:00:00 started-other')
  })

  it('shows both names', () => {
    expect(explained(child())).toMatch(/alice \(network identity (DOM\\)?adm\)/)
  })
})

describe('T30 failed then success', () => {
  const ip = '10.0.0.99'
  const logonId = 0x61000
  const failures = Array.from({ length: 25 }, (_, i) =>
    logonFailed4625(plusSeconds(at('12:00:00'), i * 10), { account: BOB, logonType: 3, ip, port: '50001' }),
  )
  const played = stage([
    ...failures,
    logon4624(at('12:04:10'), { account: BOB, logonId, logonType: 3, ip }),
    logoff4634(at('12:05:00'), { account: BOB, logonId, logonType: 3 }),
  ])

  it('is one burst with the count of failures before it', () => {
    const burst = sessionOf(played, 'bob')
    expect(burst).toMatchObject({
      kind: 'network',
      failures: 25,
      burst: { count: 1, maxConcurrent: 1 },
      sid: BOB.sid,
    })
    expect([when(burst.start), when(burst.end)]).toEqual(['12:04:10', '12:05:00'])
    expect(burst.end).toMatchObject({ reason: 'network-closed', confidence: 'certain' })
    expect(durationText(burst)).toBe('seen 0:00:50')
  })

  it('keeps every failure with account, source, type and status', () => {
    expect(played.found.failures).toHaveLength(25)
    for (const failure of played.found.failures)
      expect(failure).toMatchObject({ account: 'bob', ip, logonType: 3, status: '0xc000006a' })
    const [first, last] = [played.found.failures[0]!, played.found.failures.at(-1)!]
    expect(Number(last.time - first.time)).toBe(240 * 10_000_000)
  })

  it('does not blame failures of another source, another account or the day before', () => {
    const other = stage([
      ...failures.slice(0, 5),
      logonFailed4625(at('12:03:00'), { account: ALICE, logonType: 3, ip }),
      logonFailed4625(at('12:03:30'), { account: BOB, logonType: 3, ip: '10.0.0.98' }),
      logon4624(nextDay('12:04:10'), { account: BOB, logonId, logonType: 3, ip }),
    ])
    expect(sessionOf(other, 'bob').failures).toBe(0)
    expect(other.found.failures).toHaveLength(7)
  })
})
