import { describe, expect, it } from 'vitest'
import type { FixtureEvent } from '../../../fixtures/evtx-writer/fixture-record'
import { plusSeconds } from '../../../fixtures/evtx-writer/time'
import {
  logoff4634,
  logon4624,
  logoffByUser4647,
  serviceTicket4769,
  ticket4768,
  validation4776,
  winlogon7001,
  type Account,
} from '../../../fixtures/windows-events'
import { ALICE, at, BOB } from '../scene'
import { cited, explained, filesOf, scene, sessionsOf } from './scenes'

const DC1: Account = { sid: 'S-1-5-21-1-1-1-1000', name: 'DC1$', domain: 'DOM' }
const PC1: Account = { sid: 'S-1-5-21-1-1-1-1001', name: 'PC1$', domain: 'DOM' }
const guid = (n: number): string =>
  `{0A0B0C0D-0000-4000-8000-${n.toString(16).toUpperCase().padStart(12, '0')}}`
const realm = 'dom.example'
const ip = '10.1.0.11'

const ticket = (time: string | bigint, n: number, account = ALICE): FixtureEvent =>
  serviceTicket4769(time, {
    account,
    realm,
    ip,
    service: 'SRV$',
    serviceSid: 'S-1-5-21-1-1-1-1002',
    logonGuid: guid(n),
  })
const kerberos = (time: string | bigint, n: number, logonId: number, account = ALICE): FixtureEvent =>
  logon4624(time, {
    account,
    logonId,
    logonType: 3,
    ip: '-',
    authPackage: 'Kerberos',
    lmPackage: '-',
    logonGuid: guid(n),
  })

describe('a Kerberos logon and its ticket on the domain controller', () => {
  const server = filesOf('SRV.dom.example', [
    kerberos(at('10:00:01'), 1, 0x70001),
    logoff4634(at('10:00:09'), { account: ALICE, logonId: 0x70001, logonType: 3 }),
  ])

  it('are joined by LogonGuid: source address and record of the controller, certain', () => {
    const played = scene([...filesOf('DC1.dom.example', [ticket(at('10:00:00'), 1)]), ...server])
    const [session] = sessionsOf(played, 'alice')
    expect(cited(played, session!.evidence)).toEqual([
      '4769@10:00:00 service-ticket',
      '4624@10:00:01 start',
      '4634@10:00:09 end',
    ])
    expect(explained(session!)).toContain(
      'Its LogonGuid is that of a Kerberos ticket for SRV$ that was given to 10.1.0.11 by DC1.dom.example (4769, record 1); certain.',
    )
  })

  it('are not joined after the ten hours of a ticket, by another GUID, or for another account', () => {
    for (const other of [
      ticket('2024-05-13T23:59:00Z', 1),
      ticket(at('10:00:00'), 2),
      ticket(at('10:00:00'), 1, BOB),
    ]) {
      const played = scene([...filesOf('DC1.dom.example', [other]), ...server])
      expect(explained(sessionsOf(played, 'alice')[0]!)).not.toContain('ticket')
    }
  })

  it('give each logon of one ticket the last ticket before it', () => {
    const played = scene([
      ...filesOf('DC1.dom.example', [ticket(at('08:00:00'), 1), ticket(at('09:00:00'), 1)]),
      ...server,
    ])
    expect(cited(played, sessionsOf(played, 'alice')[0]!.evidence)[0]).toBe('4769@09:00:00 service-ticket')
  })

  it('mean nothing on one computer alone', () => {
    const played = scene(
      filesOf('SRV.dom.example', [ticket(at('10:00:00'), 1), kerberos(at('10:00:01'), 1, 0x70001)]),
    )
    expect(explained(sessionsOf(played, 'alice')[0]!)).not.toContain('ticket')
  })
})

describe('clocks of two computers', () => {
  const many = (count: number, ahead: number) =>
    scene([
      ...filesOf(
        'DC1.dom.example',
        Array.from({ length: count }, (_, i) => ticket(plusSeconds(at('10:00:00'), i * 60), i)),
      ),
      ...filesOf(
        'SRV.dom.example',
        Array.from({ length: count }, (_, i) =>
          kerberos(plusSeconds(at('10:00:00'), i * 60 + ahead + (i === 2 ? 9 : 0)), i, 0x70001 + i * 16),
        ),
      ),
    ])

  it('are compared by the median of at least five tickets and the logons that used them', () => {
    const { skews } = many(5, 42).found
    expect(skews).toHaveLength(1)
    expect(skews[0]).toMatchObject({ from: 0, to: 1, medianMs: 42_000, spreadMs: 0, pairs: 5 })
    expect(skews[0]!.evidence).toHaveLength(10)
    expect(many(4, 42).found.skews).toEqual([])
  })

  it('are told where they differ, and only there', () => {
    const said = (ahead: number): string => explained(sessionsOf(many(6, ahead), 'alice')[0]!)
    expect(said(42)).toContain(
      'The clock of the second computer is 42.0 s ahead of that of the first (median of 6 pairs of records); no time is changed for it.',
    )
    expect(said(-42)).toContain('42.0 s behind')
    expect(said(0)).not.toContain('clock')
  })
})

describe('an NTLM logon and the controller that checked the password', () => {
  const logon = logon4624(at('10:00:01'), {
    account: ALICE,
    logonId: 0x70001,
    logonType: 3,
    ip,
    workstation: 'PC1',
    authPackage: 'NTLM',
    logonProcess: 'NtLmSsp ',
  })
  const said = (check: FixtureEvent): string =>
    explained(
      sessionsOf(
        scene([...filesOf('DC1.dom.example', [check]), ...filesOf('SRV.dom.example', [logon])]),
        'alice',
      )[0]!,
    )

  it('are joined within two seconds', () => {
    expect(said(validation4776(at('10:00:00'), { user: 'alice', workstation: 'PC1' }))).toContain(
      "The account's password was checked by NTLM from a client that called itself PC1 on DC1.dom.example (4776, record 1) within seconds; medium.",
    )
  })

  it('are not joined later, for another client, or where the check failed', () => {
    for (const check of [
      validation4776(at('09:59:58'), { user: 'alice', workstation: 'PC1' }),
      validation4776(at('10:00:00'), { user: 'alice', workstation: 'PC9' }),
      validation4776(at('10:00:00'), { user: 'alice', workstation: 'PC1', status: 0xc000006a }),
      validation4776(at('10:00:00'), { user: 'bob', workstation: 'PC1' }),
    ])
      expect(said(check)).not.toContain('NTLM')
  })
})

describe('a logon at the keyboard and its first ticket', () => {
  const console = filesOf('PC1.dom.example', [
    logon4624(at('08:00:10'), { account: ALICE, logonId: 0x5a001, logonType: 2 }),
    winlogon7001(at('08:00:10'), { sessionId: 1, sid: ALICE.sid }),
    logoffByUser4647(at('17:00:00'), { account: ALICE, logonId: 0x5a001 }),
  ])
  const first = ticket4768(at('08:00:00'), { account: ALICE, realm, ip })
  const said = (events: FixtureEvent[]): string =>
    explained(sessionsOf(scene([...filesOf('DC1.dom.example', events), ...console]), 'alice')[0]!)

  it('are joined where the address was the computer own at that time', () => {
    const own = ticket4768(at('07:59:50'), { account: PC1, realm, ip })
    expect(said([own, first])).toContain(
      "A first Kerberos ticket of this account was given to 10.1.0.11, this computer's address then, by DC1.dom.example (4768, record 2) just before; medium.",
    )
  })

  it('are not joined where no record, or only one of hours before, says whose address it was', () => {
    expect(said([first])).not.toContain('ticket')
    expect(said([ticket4768(at('03:00:00'), { account: PC1, realm, ip }), first])).not.toContain('ticket')
    expect(said([ticket4768(at('07:59:50'), { account: DC1, realm, ip }), first])).not.toContain('ticket')
  })
})
