import { describe, expect, it } from 'vitest'
import { durationText } from '../../../electron/core/text/duration'
import {
  disconnected4779,
  logoff4634,
  logoffByUser4647,
  logon4624,
  lsm21,
  lsm22,
  lsm23,
  lsm24,
  lsm25,
  lsm40,
  lsm41,
  lsm42,
  NETWORK_SERVICE,
  privileges4672,
  rcm1149,
  reconnected4778,
  winlogon7001,
  winlogon7002,
} from '../../fixtures/windows-events'
import { ALICE, at, BOB, connections, human, only, play, states, when } from './scene'

const account = BOB
const user = 'DOM\\bob'
const home = '203.0.113.9'
const desktop = 0xb1000
const nla = 0xa1000

const newSession = [
  privileges4672(at('13:00:01.000'), { account, logonId: nla }),
  logon4624(at('13:00:01.000'), { account, logonId: nla, logonType: 3, ip: home, port: '50111' }),
  rcm1149(at('13:00:01.100'), { user: 'bob', domain: 'DOM', ip: home }),
  logon4624(at('13:00:03.000'), { account, logonId: desktop, logonType: 10, ip: home }),
  lsm21(at('13:00:04.000'), { user, sessionId: 2, address: home }),
  lsm24(at('13:20:00.000'), { user, sessionId: 2, address: home }),
  disconnected4779(at('13:20:00.000'), {
    account,
    logonId: desktop,
    sessionName: 'RDP-Tcp#3',
    clientName: 'HOME-PC',
    clientAddress: home,
  }),
  logoff4634(at('13:20:00.200'), { account, logonId: nla, logonType: 3 }),
]
const evidenceUntil = (time: string) =>
  logon4624(time, { account: NETWORK_SERVICE, logonId: 0x3e4, logonType: 5 })

describe('T08 new RDP session with network level authentication', () => {
  const result = play([...newSession, evidenceUntil(at('18:00:00'))])
  const session = only(result)

  it('is one RDP session; the network logon is its pre-logon', () => {
    expect(session).toMatchObject({ kind: 'rdp', sessionId: 2, logonTypes: [10, 3] })
    expect(session.connections[0]?.ip).toBe(home)
    const roles = session.evidence.map(({ role }) => role)
    expect(roles).toContain('nla:start')
    expect(roles).toContain('network-authenticated')
  })

  it('is active until the disconnect and then disconnected, not ended', () => {
    expect(states(session)).toEqual(['active 13:00:03-13:20:00', 'disconnected 13:20:00-?'])
    expect(session.end).toMatchObject({
      reason: 'disconnected-at-end',
      best: null,
      latest: null,
      confidence: null,
    })
    expect(durationText(session)).toBe('>= 0:19:57 active')
  })
})

describe('T09 disconnect, reconnect from another address, logoff', () => {
  const away = '198.51.100.7'
  const unlock = 0xc1000
  const session = only(
    play([
      ...newSession,
      logon4624(at('14:00:00'), { account, logonId: unlock, logonType: 7, ip: away }),
      logoff4634(at('14:00:00'), { account, logonId: unlock, logonType: 7 }),
      lsm25(at('14:00:00'), { user, sessionId: 2, address: away }),
      reconnected4778(at('14:00:00'), {
        account,
        logonId: desktop,
        sessionName: 'RDP-Tcp#4',
        clientName: 'X',
        clientAddress: away,
      }),
      logoffByUser4647(at('14:10:00'), { account, logonId: desktop }),
      lsm23(at('14:10:00.100'), { user, sessionId: 2 }),
      lsm40(at('14:10:00.300'), { sessionId: 2, reason: 12 }),
      lsm24(at('14:10:00.500'), { user, sessionId: 2, address: away }),
      evidenceUntil(at('18:00:00')),
    ]),
  )

  it('is one session with two connections; the disconnect after the logoff does not revive it', () => {
    expect(when(session.start)).toBe('13:00:03')
    expect(session.end.reason).toBe('user-logoff')
    expect(when(session.end)).toBe('14:10:00')
    expect(states(session)).toEqual([
      'active 13:00:03-13:20:00',
      'disconnected 13:20:00-14:00:00',
      'active 14:00:00-14:10:00',
    ])
    expect(connections(session)).toEqual([
      `${home} HOME-PC 13:00:03-13:20:00`,
      `${away} X 14:00:00-14:10:00.500`,
    ])
  })
})

describe('T10 RDP takes the console session over', () => {
  const vagrant = ALICE
  const name = 'DOM\\alice'
  const [elevated, filtered] = [0x512d1, 0x513da]
  const [second, secondFiltered] = [0xae31a, 0xae330]
  const pre = 0xa48ec
  const ip = '192.168.38.1'
  const result = play([
    logon4624(at('12:33:51.724'), {
      account: vagrant,
      logonId: elevated,
      logonType: 2,
      linkedLogonId: filtered,
      elevated: true,
    }),
    logon4624(at('12:33:51.725'), {
      account: vagrant,
      logonId: filtered,
      logonType: 2,
      linkedLogonId: elevated,
    }),
    privileges4672(at('12:33:51.726'), { account: vagrant, logonId: elevated }),
    lsm41(at('12:33:51.930'), { user: name, sessionId: 1 }),
    lsm42(at('12:33:51.940'), { user: name, sessionId: 1 }),
    winlogon7001(at('12:33:51.942'), { sessionId: 1, sid: vagrant.sid }),
    lsm21(at('12:33:52.704'), { user: name, sessionId: 1, address: 'LOCAL' }),
    lsm22(at('12:33:53.848'), { user: name, sessionId: 1, address: 'LOCAL' }),
    logon4624(at('12:34:25.568'), { account: vagrant, logonId: pre, logonType: 3, ip }),
    rcm1149(at('12:34:25.606'), { user: 'alice', domain: '', ip }),
    logon4624(at('12:34:28.194'), {
      account: vagrant,
      logonId: second,
      logonType: 10,
      ip,
      linkedLogonId: secondFiltered,
    }),
    logon4624(at('12:34:28.195'), {
      account: vagrant,
      logonId: secondFiltered,
      logonType: 10,
      ip,
      linkedLogonId: second,
    }),
    lsm41(at('12:34:28.216'), { user: name, sessionId: 2 }),
    lsm40(at('12:34:28.426'), { sessionId: 1, reason: 5 }),
    disconnected4779(at('12:34:28.543'), { account: vagrant, logonId: filtered, sessionName: 'Console' }),
    lsm24(at('12:34:28.992'), { user: name, sessionId: 1, address: 'LOCAL' }),
    lsm40(at('12:34:29.059'), { sessionId: 2, reason: 0 }),
    lsm40(at('12:34:29.415'), { sessionId: 1, reason: 5 }),
    reconnected4778(at('12:34:30.050'), {
      account: vagrant,
      logonId: filtered,
      sessionName: 'RDP-Tcp#0',
      clientName: 'silversurfer',
      clientAddress: ip,
    }),
    lsm25(at('12:34:30.951'), { user: name, sessionId: 1, address: ip }),
    lsm42(at('12:34:30.952'), { user: name, sessionId: 2 }),
    logoff4634(at('12:34:31.129'), { account: vagrant, logonId: secondFiltered, logonType: 10 }),
    logoff4634(at('12:34:31.129'), { account: vagrant, logonId: second, logonType: 10 }),
    logoffByUser4647(at('12:34:40.609'), { account: vagrant, logonId: filtered }),
    lsm23(at('12:34:40.632'), { user: name, sessionId: 1 }),
    winlogon7002(at('12:34:40.796'), { sessionId: 1, sid: vagrant.sid }),
    lsm40(at('12:34:41.014'), { sessionId: 1, reason: 12 }),
    lsm24(at('12:34:41.146'), { user: name, sessionId: 1, address: ip }),
    logoff4634(at('12:34:41.157'), { account: vagrant, logonId: pre, logonType: 3 }),
  ])

  it('is one session and not a second one of three seconds', () => {
    const session = only(result)
    expect(session).toMatchObject({ kind: 'console', sessionId: 1 })
    expect(when(session.start)).toBe('12:33:51.724')
    expect(session.end).toMatchObject({ reason: 'user-logoff', confidence: 'certain' })
    expect(when(session.end)).toBe('12:34:40.609')
  })

  it('has a console and a remote connection, disconnected between them', () => {
    const session = only(result)
    expect(connections(session)).toEqual([
      'console - 12:33:51.724-12:34:28.543',
      `${ip} silversurfer 12:34:30.050-12:34:41.146`,
    ])
    expect(states(session)[1]).toBe('disconnected 12:34:28.543-12:34:30.050')
  })

  it('holds the helpers: the temporary pair and the pre-logon', () => {
    const helpers = only(result).logons.map((index) => result.logons[index])
    expect(helpers.map((logon) => [Number(logon?.logonId), logon?.end.reason])).toEqual([
      [elevated, 'user-logoff'],
      [filtered, 'user-logoff'],
      [second, 'helper-ended'],
      [secondFiltered, 'helper-ended'],
      [pre, 'network-closed'],
    ])
  })
})

describe('who ended a session, by the reason that the session manager gives', () => {
  const ended = (reason: number) =>
    only(
      play([
        logon4624(at('13:00:03'), { account, logonId: desktop, logonType: 10, ip: home }),
        lsm21(at('13:00:04'), { user, sessionId: 2, address: home }),
        ...(reason === 12 ? [] : [lsm40(at('13:59:59'), { sessionId: 2, reason })]),
        lsm23(at('14:00:00'), { user, sessionId: 2 }),
        ...(reason === 12 ? [lsm40(at('14:00:00.400'), { sessionId: 2, reason })] : []),
        logoff4634(at('14:00:02'), { account, logonId: desktop, logonType: 10 }),
      ]),
    )

  it.each([
    [12, 'user-logoff'],
    [2, 'admin-logoff'],
    [3, 'idle-or-limit'],
    [4, 'idle-or-limit'],
    [0, 'logged-off'],
  ])('reason %i is %s', (reason, expected) => {
    const session = ended(reason)
    expect(session.end).toMatchObject({ reason: expected, confidence: 'high' })
    expect(when(session.end)).toBe('14:00:00')
  })
})

describe('a session number used again without a logoff', () => {
  it('shows the earlier session as replaced', () => {
    const [first, second] = human(
      play([
        lsm21(at('09:00:00'), { user, sessionId: 2, address: home }),
        lsm21(at('11:00:00'), { user, sessionId: 2, address: home }),
        lsm23(at('12:00:00'), { user, sessionId: 2 }),
      ]),
    )
    expect(first?.end).toMatchObject({ reason: 'replaced', confidence: 'medium' })
    expect(when(first!.end)).toBe('09:00:00 < 11:00:00 < 11:00:00')
    expect(second?.end.reason).toBe('logged-off')
  })
})
