import { describe, expect, it } from 'vitest'
import { writeEvtx } from '../../../fixtures/evtx-writer/write-evtx'
import { plusSeconds } from '../../../fixtures/evtx-writer/time'
import { LogHost } from '../../../fixtures/log-host'
import {
  eventLog6011,
  explicit4648,
  locked4800,
  logoff4634,
  logoffByUser4647,
  logon4624,
  lsm21,
  lsm23,
  lsm40,
  rcm1149,
  rdpClient1024,
  rdpClient1102,
  unlocked4801,
  windowManager,
  winlogon7001,
} from '../../../fixtures/windows-events'
import { ALICE, at, when } from '../scene'
import { cited, filesOf, logonOf, scene, sessionsOf } from './scenes'

const account = ALICE

describe('T22 two machines, one account', () => {
  const pc1 = '10.1.0.11'
  const [home, remote, nla] = [0x5a001, 0xb1000, 0xa1000]
  const first = filesOf('PC1.dom.example', [
    logon4624(at('08:00:00'), { account, logonId: home, logonType: 2, workstation: 'PC1' }),
    winlogon7001(at('08:00:00'), { sessionId: 1, sid: account.sid }),
    rdpClient1024(at('09:59:58'), { server: 'PC2', userSid: account.sid }),
    rdpClient1102(at('09:59:58.500'), { server: '10.1.0.12', userSid: account.sid }),
    explicit4648(at('09:59:59'), {
      subject: { ...account, logonId: home },
      target: account,
      server: 'PC2.dom.example',
      processName: 'C:\\Windows\\System32\\lsass.exe',
    }),
    locked4800(at('12:00:00'), { account, logonId: home, sessionId: 1 }),
    unlocked4801(at('12:30:00'), { account, logonId: home, sessionId: 1 }),
    logoffByUser4647(at('17:00:00'), { account, logonId: home }),
  ])
  const second = filesOf('PC2.dom.example', [
    logon4624(at('10:00:00'), {
      account,
      logonId: nla,
      logonType: 3,
      ip: pc1,
      workstation: 'PC1',
    }),
    rcm1149(at('10:00:00.100'), { user: 'alice', domain: 'DOM', ip: pc1 }),
    logon4624(at('10:00:02'), { account, logonId: remote, logonType: 10, ip: pc1, workstation: 'PC2' }),
    lsm21(at('10:00:03'), { user: 'DOM\\alice', sessionId: 2, address: pc1 }),
    logoffByUser4647(at('10:30:00'), { account, logonId: remote }),
    lsm23(at('10:30:00.100'), { user: 'DOM\\alice', sessionId: 2 }),
    lsm40(at('10:30:00.200'), { sessionId: 2, reason: 12 }),
    logoff4634(at('10:30:01'), { account, logonId: nla, logonType: 3 }),
  ])
  const played = scene([...first, ...second])

  it('are two machines with a session each, one inside the other', () => {
    expect(played.found.machines.map(({ name }) => name)).toEqual(['PC1.dom.example', 'PC2.dom.example'])
    expect(sessionsOf(played, 'alice').map((one) => [one.kind, when(one.start), when(one.end)])).toEqual([
      ['console', '08:00:00', '17:00:00'],
      ['rdp', '10:00:02', '10:30:00'],
    ])
  })

  it('gives the remote session its source, the first machine', () => {
    const [, inner] = sessionsOf(played, 'alice')
    expect(inner?.connections[0]).toMatchObject({ ip: pc1 })
  })

  it('keeps the explicit use of credentials with the session that made it', () => {
    const [outer] = sessionsOf(played, 'alice')
    expect(cited(played, outer!.evidence)).toContain('4648@09:59:59 explicit-credentials')
  })

  it('shows the hop from the first session to the second', () => {
    const [outer, inner] = sessionsOf(played, 'alice')
    const { hops } = played.found
    expect(hops).toHaveLength(1)
    expect(hops[0]).toMatchObject({
      from: { session: outer!.id },
      to: { session: inner!.id },
      confidence: 'high',
    })
  })
})

describe('T24 machine renamed', () => {
  const names = ['WIN-A1B2C3', 'PC7.dom.example'] as const
  const dwm = (index: number) => ({ account: windowManager(index), logonId: 0x20000 + index, logonType: 2 })
  const before = new LogHost(names[0], { firstRecordId: { Security: 1007n } }).add(
    logon4624(at('08:00:00'), { account, logonId: 0x30000, logonType: 2 }),
    ...[1, 2, 3, 4].map((i) => logoff4634(plusSeconds(at('09:00:00'), i), dwm(i))),
  )
  const after = new LogHost(names[1], { firstRecordId: { Security: 1012n } }).add(
    ...[5, 6, 7].map((i) => logoff4634(plusSeconds(at('09:00:10'), i), dwm(i))),
    logoffByUser4647(at('10:00:00'), { account, logonId: 0x30000 }),
  )
  const bytes = writeEvtx([...before.records(), ...after.records()])
  const played = scene([{ name: 'Security.evtx', bytes }])

  it('is one machine with both names', () => {
    expect(played.found.machines).toHaveLength(1)
    expect(played.found.machines[0]).toMatchObject({ name: names[1], aliases: [names[1], names[0]] })
    expect(new Set(played.found.logons.map(({ machine }) => machine))).toEqual(new Set([0]))
  })

  it('is one boot, and a session lives through the change of name', () => {
    expect(played.found.boots).toHaveLength(1)
    const logon = logonOf(played, 0x30000)
    expect([when(logon.start), when(logon.end)]).toEqual(['08:00:00', '10:00:00'])
    expect(logon.end.reason).toBe('user-logoff')
  })

  it('is one machine by the rename record too, where the logs do not run on', () => {
    const old = new LogHost('OLDNAME').add(
      logon4624(at('08:00:00'), { account, logonId: 0x30000, logonType: 2 }),
    )
    const system = new LogHost('NEWNAME').add(
      eventLog6011(at('09:00:00'), { from: 'OLDNAME', to: 'NEWNAME' }),
    )
    const [security] = old.files()
    const [renamed] = system.files()
    const joined = scene([
      { name: 'old/Security.evtx', bytes: security!.bytes },
      { name: 'new/System.evtx', bytes: renamed!.bytes },
    ])
    expect(joined.found.machines.map(({ aliases }) => aliases)).toEqual([['NEWNAME', 'OLDNAME']])
  })
})

describe('T24 two machines that share a first label', () => {
  it('stay two', () => {
    const files = ['pc1.a.example', 'pc1.b.example'].flatMap((computer) =>
      filesOf(computer, [logon4624(at('08:00:00'), { account, logonId: 0x30000, logonType: 2 })]),
    )
    expect(scene(files).found.machines).toHaveLength(2)
  })
})
