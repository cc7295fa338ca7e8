/** What looks like a hop between computers and is none, or not a sure one (sessions.md 7): unrelated records of one moment, shared addresses, names of other domains, rivals. */
import { describe, expect, it } from 'vitest'
import type { FixtureEvent } from '../../../fixtures/evtx-writer/fixture-record'
import { plusSeconds } from '../../../fixtures/evtx-writer/time'
import {
  disconnected4779,
  logoff4634,
  logoffByUser4647,
  logon4624,
  lsm21,
  lsm23,
  lsm24,
  lsm25,
  rcm1149,
  rdpClient1024,
  rdpClient1102,
  reconnected4778,
  serviceTicket4769,
  ticket4768,
  validation4776,
} from '../../../fixtures/windows-events'
import { ALICE, at, BOB } from '../scene'
import { arrows, desk, ownTicket, pc1, pc2, pc3, use } from './desks'
import { cited, explained, filesOf, scene, sessionsOf, type Scene } from './scenes'

const unknown = '10.9.9.9'
const home = desk({ from: '08:00:00', to: '17:00:00', logonId: 0x51000 })
const asked = (server = 'PC2.dom.example'): FixtureEvent[] => [...home, use('10:00:00', 0x51000, server)]
const network = (time: string, more: object = {}): FixtureEvent =>
  logon4624(at(time), { account: ALICE, logonId: 0x52000, logonType: 3, ip: unknown, ...more })
const two = (first: FixtureEvent[], second: FixtureEvent[], controller: FixtureEvent[] = []): Scene =>
  scene([
    ...filesOf('PC1.dom.example', first),
    ...filesOf('PC2.dom.example', second),
    ...(controller.length === 0 ? [] : filesOf('DC1.dom.example', controller)),
  ])

describe('a use of credentials and a logon within the same seconds', () => {
  it('are no hop where the logon is one at the keyboard, an unlock or a task', () => {
    const atKeyboard = logon4624(at('10:00:05'), {
      account: ALICE,
      logonId: 0x52000,
      logonType: 2,
      workstation: 'PC2',
    })
    for (const one of [
      atKeyboard,
      ...[4, 7, 11].map((logonType) => network('10:00:05', { logonType, ip: '-', workstation: 'PC2' })),
    ])
      expect(arrows(two(asked(), [one]))).toEqual([])
    expect(arrows(two(asked(), [network('10:00:05')]))).toEqual(['PC1 > PC2 10:00:00 medium'])
  })

  it('are a low one where the first computer had another address then; one of the other kind says nothing', () => {
    const known = [ownTicket('09:30:00', 'PC1'), ownTicket('10:30:00', 'PC1')]
    const played = two(
      asked(),
      desk({ from: '10:00:05', to: '12:00:00', logonId: 0x52000, ip: unknown }),
      known,
    )
    expect(arrows(played)).toEqual(['PC1 > PC2 10:00:00 low'])
    expect(played.found.hops[0]!.explanation).toContain(
      "though it came from 10.9.9.9 while 10.1.0.11 was the first computer's address",
    )
    expect(explained(sessionsOf(played, 'alice')[1]!)).toContain('May have been opened out of')
    expect(arrows(two(asked(), [network('10:00:05', { ip: 'fd00::7' })], known))).toEqual([
      'PC1 > PC2 10:00:00 medium',
    ])
  })

  it('are none where one account is local to the target and the other is of a domain', () => {
    const local = { sid: 'S-1-5-21-7-7-7-1001', name: 'alice', domain: 'PC2' }
    expect(arrows(two(asked(), [network('10:00:03', { account: local })]))).toEqual([])
    const asLocal = [...home, use('10:00:00', 0x51000, 'PC2', local)]
    expect(arrows(two(asLocal, [network('10:00:03', { account: local })]))).toHaveLength(1)
    expect(arrows(two(asLocal, [network('10:00:03')]))).toEqual([])
  })

  it('are none where the server that is named is of another domain than the one in evidence', () => {
    expect(arrows(two(asked('PC2.other.example'), [network('10:00:03')]))).toEqual([])
    expect(arrows(two(asked('pc2'), [network('10:00:03')]))).toHaveLength(1)
  })

  it('are each a low one where two computers could be the origin, and say so', () => {
    const played = scene([
      ...filesOf('PC1.dom.example', asked()),
      ...filesOf('PC3.dom.example', [
        ...desk({ from: '08:00:11', to: '17:00:12', logonId: 0x53000 }),
        use('10:00:01', 0x53000, 'PC2.dom.example'),
      ]),
      ...filesOf(
        'PC2.dom.example',
        desk({ from: '10:00:05', to: '12:00:00', logonId: 0x52000, ip: unknown }),
      ),
    ])
    expect(arrows(played)).toEqual(['PC1 > PC2 10:00:00 low', 'PC3 > PC2 10:00:01 low'])
    expect(played.found.hops[0]!.explanation).toContain(
      'A session on PC3.dom.example fits as well; only one of them can be its origin.',
    )
  })

  it('are a low one beside another that the address speaks for', () => {
    const played = scene([
      ...filesOf('PC1.dom.example', asked()),
      ...filesOf('PC3.dom.example', [
        ...desk({ from: '08:00:11', to: '17:00:12', logonId: 0x53000 }),
        use('10:00:01', 0x53000, 'PC2.dom.example'),
      ]),
      ...filesOf('PC2.dom.example', [
        ...desk({ from: '10:00:05', to: '12:00:00', logonId: 0x52000, ip: unknown }),
        ...desk({ from: '10:00:06', to: '11:00:00', logonId: 0x54000, ip: pc3 }).slice(0, 1),
      ]),
      ...filesOf('DC1.dom.example', [ownTicket('09:59:00', 'PC3', pc3), ownTicket('10:30:00', 'PC3', pc3)]),
    ])
    expect(arrows(played)).toContain('PC3 > PC2 10:00:01 high')
  })
})

describe('one address of two computers', () => {
  /** A gateway: PC1 reconnected and left by the address, PC3 logs on by it in between. */
  const gateway = '192.0.2.1'
  const named = {
    account: BOB,
    logonId: 0x40000,
    sessionName: 'RDP-Tcp#1',
    clientName: 'PC1',
    clientAddress: gateway,
  }
  const server = filesOf('PC2.dom.example', [
    reconnected4778(at('09:00:00'), named),
    disconnected4779(at('11:00:00'), named),
    ...desk({ from: '10:00:00', to: '12:00:00', logonId: 0x52000, ip: gateway, workstation: 'PC3' }),
  ])
  const third = desk({ from: '08:00:11', to: '17:00:12', logonId: 0x53000 })
  const remote = (played: Scene): string => explained(sessionsOf(played, 'alice').at(-1))

  it('is no origin by itself where the logon names the other one', () => {
    const idle = scene([...filesOf('PC1.dom.example', home), ...filesOf('PC3.dom.example', third), ...server])
    // The desktop itself names nobody; the check of the password just before it does.
    expect(arrows(idle)).toEqual([])
  })

  it('leaves the one that the logon names and its own records speak for, no more than medium', () => {
    const played = scene([
      ...filesOf('PC1.dom.example', home),
      ...filesOf('PC3.dom.example', [...third, use('09:59:59', 0x53000, 'PC2.dom.example')]),
      ...server,
    ])
    expect(arrows(played)).toEqual(['PC3 > PC2 09:59:59 medium'])
    expect(remote(played)).toContain(
      'whose logon names the first computer but came from the address of PC1.dom.example',
    )
  })
})

describe('a computer whose Security log is lost', () => {
  it('is reached as its Remote Desktop logs tell', () => {
    const user = 'DOM\\alice'
    const played = two(
      [...asked(), rdpClient1024(at('10:00:01'), { server: 'PC2', userSid: ALICE.sid })],
      [
        rcm1149(at('10:00:05'), { user: 'alice', domain: 'DOM', ip: pc1 }),
        lsm21(at('10:00:08'), { user, sessionId: 2, address: pc1 }),
        lsm23(at('11:00:00'), { user, sessionId: 2 }),
      ],
    )
    expect(arrows(played)).toEqual(['PC1 > PC2 10:00:00 medium'])
    expect(cited(played, played.found.hops[0]!.evidence)).toEqual([
      '4648@10:00:00 explicit-credentials',
      '21@10:00:08 lsm-logon',
      '1024@10:00:01 rdp-client',
    ])
  })
})

describe('the Remote Desktop client of one of two people on a computer', () => {
  it('belongs to the session of the user that its record names, whoever it logs on as', () => {
    const played = two(
      [
        ...home,
        ...desk({
          account: BOB,
          from: '08:10:00',
          to: '17:00:00',
          logonId: 0x58000,
          ip: '10.7.7.7',
          number: 3,
        }),
        rdpClient1024(at('10:00:00'), { server: 'PC2', userSid: BOB.sid }),
        rdpClient1102(at('10:00:01'), { server: pc2, userSid: BOB.sid }),
      ],
      desk({ from: '10:00:10', to: '12:00:00', logonId: 0x52000, ip: pc1 }),
      [ownTicket('09:30:00', 'PC1'), ownTicket('10:30:00', 'PC1')],
    )
    expect(arrows(played)).toEqual(['PC1 > PC2 10:00:00 high'])
    const [bob] = sessionsOf(played, 'bob')
    expect(played.found.hops[0]!.from.session).toBe(bob!.id)
  })

  it('leads to the session of a console that it takes over', () => {
    const played = two(
      [...home, rdpClient1024(at('10:00:00'), { server: 'PC2', userSid: ALICE.sid })],
      [
        ...desk({ from: '09:00:00', to: '12:00:00', logonId: 0x52000 }),
        network('10:00:08', { logonId: 0x53000, logonType: 7, ip: pc1 }),
        logoff4634(at('10:00:08'), { account: ALICE, logonId: 0x53000, logonType: 7 }),
        lsm25(at('10:00:09'), { user: 'DOM\\alice', sessionId: 2, address: pc1 }),
      ],
    )
    expect(arrows(played)).toEqual(['PC1 > PC2 10:00:00 medium'])
  })

  it('belongs to none where that user has no session in evidence', () => {
    const played = two(
      [...home, rdpClient1024(at('10:00:00'), { server: 'PC2', userSid: BOB.sid })],
      desk({ from: '10:00:10', to: '12:00:00', logonId: 0x52000, ip: pc1 }),
    )
    expect(arrows(played)).toEqual([])
  })
})

describe('a desktop that was reached from one computer, left, and reached again from another', () => {
  const user = 'DOM\\alice'
  const pc4 = '10.1.0.14'
  const played = scene([
    ...filesOf('PC1.dom.example', [...home, use('09:59:59', 0x51000, 'PC2.dom.example')]),
    ...filesOf('PC4.dom.example', [
      ...desk({ from: '08:00:13', to: '17:00:14', logonId: 0x54000 }),
      use('11:59:59', 0x54000, 'PC2.dom.example'),
    ]),
    ...filesOf('PC2.dom.example', [
      logon4624(at('10:00:00'), { account: ALICE, logonId: 0x52000, logonType: 10, ip: pc1 }),
      lsm21(at('10:00:00'), { user, sessionId: 2, address: pc1 }),
      use('10:29:59', 0x52000, 'PC3.dom.example'),
      lsm24(at('11:00:00'), { user, sessionId: 2, address: pc1 }),
      network('12:00:00', { logonId: 0x52f00, ip: pc4, workstation: 'PC4' }),
      network('12:00:01', { logonId: 0x53000, logonType: 7, ip: pc4 }),
      logoff4634(at('12:00:01'), { account: ALICE, logonId: 0x53000, logonType: 7 }),
      lsm25(at('12:00:01'), { user, sessionId: 2, address: pc4 }),
      reconnected4778(at('12:00:01'), {
        account: ALICE,
        logonId: 0x52000,
        sessionName: 'RDP-Tcp#1',
        clientName: 'PC4',
        clientAddress: pc4,
      }),
      use('12:29:59', 0x52000, 'PC5.dom.example'),
      logoffByUser4647(at('13:00:00'), { account: ALICE, logonId: 0x52000 }),
      lsm23(at('13:00:00'), { user, sessionId: 2 }),
    ]),
    ...filesOf(
      'PC3.dom.example',
      desk({ from: '10:30:00', to: '11:00:00', logonId: 0x53000, ip: pc2, workstation: 'PC2' }),
    ),
    ...filesOf(
      'PC5.dom.example',
      desk({ from: '12:30:00', to: '12:40:00', logonId: 0x55000, ip: pc2, workstation: 'PC2' }),
    ),
  ])
  const onMachine = (name: string): string => {
    const machine = played.found.machines.findIndex((one) => one.name.startsWith(name))
    return explained(played.found.sessions.find((one) => one.machine === machine && one.account === 'alice')!)
  }

  it('is told both, the second as reached again', () => {
    const text = onMachine('PC2')
    expect(text).toMatch(/Opened out of a session of alice on PC1\.dom\.example/)
    expect(text).toMatch(
      /Reached again at 2024-05-14T12:00:0\d.* out of a session of alice on PC4\.dom\.example; high/,
    )
  })

  it('is on the way of each chain as it was reached then', () => {
    expect(onMachine('PC3')).toContain(
      'on the way here: PC1.dom.example > PC2.dom.example > PC3.dom.example.',
    )
    expect(onMachine('PC5')).toContain(
      'on the way here: PC4.dom.example > PC2.dom.example > PC5.dom.example.',
    )
  })
})

describe('a password that was checked elsewhere in the same second', () => {
  it('is not that of a local account, which its own computer checks', () => {
    const local = { sid: 'S-1-5-21-5-5-5-500', name: 'Administrator', domain: 'PC2' }
    const check = validation4776(at('10:00:00'), { user: 'Administrator', workstation: 'PC1' })
    const logon = (domain: string): FixtureEvent =>
      network('10:00:01', { account: { ...local, domain }, workstation: 'PC1', authPackage: 'NTLM' })
    const said = (domain: string): string =>
      explained(
        sessionsOf(
          scene([...filesOf('PC9.dom.example', [check]), ...filesOf('PC2.dom.example', [logon(domain)])]),
          'Administrator',
        )[0]!,
      )
    expect(said('PC2')).not.toContain('checked by NTLM')
    expect(said('DOM')).toContain('checked by NTLM')
  })
})

describe('a clock that was changed between the tickets', () => {
  const guid = (n: number): string => `{0A0B0C0D-0000-4000-8000-${String(n).padStart(12, '0')}}`
  const skews = (late: (i: number) => number, count = 12) =>
    scene([
      ...filesOf(
        'DC1.dom.example',
        Array.from({ length: count }, (_, i) =>
          serviceTicket4769(plusSeconds(at('09:00:00'), i * 60), {
            account: BOB,
            realm: 'dom.example',
            ip: pc3,
            service: 'PC2$',
            serviceSid: 'S-1-5-21-1-1-1-1002',
            logonGuid: guid(i),
          }),
        ),
      ),
      ...filesOf(
        'PC2.dom.example',
        Array.from({ length: count }, (_, i) =>
          logon4624(plusSeconds(at('09:00:00'), i * 60 + late(i)), {
            account: BOB,
            logonId: 0x41000 + i * 16,
            logonType: 3,
            ip: '-',
            authPackage: 'Kerberos',
            logonGuid: guid(i),
          }),
        ),
      ),
    ]).found.skews

  it('has no one skew; a few tickets that were used late change nothing', () => {
    expect(skews((i) => (i > 6 ? 600 : 0))).toEqual([])
    expect(skews((i) => (i > 9 ? 600 : 7))).toMatchObject([{ medianMs: 7000, pairs: 12 }])
  })
})

describe('whose address an address was', () => {
  const addresses = (played: Scene): string[] => played.found.addresses.map(({ ip, name }) => `${ip} ${name}`)

  it('is not told by a ticket that was asked for in vain', () => {
    const refused = ticket4768(at('09:00:00'), {
      account: { sid: 'S-1-5-21-1-1-1-1001', name: 'PC1$', domain: 'DOM' },
      realm: 'dom.example',
      ip: unknown,
      status: 0x18,
    })
    expect(addresses(two(home, [], [refused]))).toEqual([])
  })

  it('is not told by two servers that one user asks for at once; by two users it is', () => {
    const clients = (second: string): FixtureEvent[] => [
      rdpClient1024(at('10:00:00'), { server: 'PC2', userSid: ALICE.sid }),
      rdpClient1024(at('10:00:01'), { server: 'PC7', userSid: second }),
      rdpClient1102(at('10:00:02'), { server: pc2, userSid: ALICE.sid }),
      rdpClient1102(at('10:00:03'), { server: '10.1.0.17', userSid: second }),
    ]
    const other = desk({ from: '08:00:07', to: '17:00:07', logonId: 0x52000 })
    expect(addresses(two([...home, ...clients(ALICE.sid)], other))).toEqual([])
    expect(addresses(two([...home, ...clients(BOB.sid)], other))).toEqual(['10.1.0.12 pc2', '10.1.0.17 pc7'])
  })
})

describe('evidence of a hop', () => {
  it('names the record of each sign', () => {
    const played = two(asked(), desk({ from: '10:00:05', to: '12:00:00', logonId: 0x52000, ip: unknown }))
    expect(cited(played, played.found.hops[0]!.evidence)).toEqual([
      '4648@10:00:00 explicit-credentials',
      '4624@10:00:05 start',
    ])
  })
})
