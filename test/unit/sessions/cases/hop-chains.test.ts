import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Hop } from '../../../../electron/contract/sessions'
import { chainTo, MAX_CHAIN, Ways } from '../../../../electron/core/sessions/hosts/chains'
import type { FixtureEvent } from '../../../fixtures/evtx-writer/fixture-record'
import { plusSeconds } from '../../../fixtures/evtx-writer/time'
import type { FixtureFile } from '../../../fixtures/read-table'
import {
  logon4624,
  rdpClient1024,
  rdpClient1102,
  reconnected4778,
  serviceTicket4769,
} from '../../../fixtures/windows-events'
import { ALICE, at, BOB, clock } from '../scene'
import { arrows, desk, ownTicket, pc1, pc2, pc3, use } from './desks'
import { cited, explained, filesOf, scene, sessionsOf, type Scene } from './scenes'

const three = [
  ...filesOf('PC1.dom.example', [
    ...desk({ from: '08:00:00', to: '17:00:00', logonId: 0x51000 }),
    use('09:59:59', 0x51000, 'PC2.dom.example'),
  ]),
  ...filesOf('PC2.dom.example', [
    ...desk({ from: '10:00:00', to: '12:00:00', logonId: 0x52000, ip: pc1, workstation: 'PC1' }),
    use('10:29:59', 0x52000, 'PC3.dom.example', BOB),
  ]),
  ...filesOf('PC3.dom.example', [
    ...desk({
      account: BOB,
      from: '10:30:00',
      to: '11:00:00',
      logonId: 0x53000,
      ip: pc2,
      workstation: 'PC2',
    }),
  ]),
]

describe('a chain over three computers', () => {
  const played = scene(three)

  it('is two hops, the second out of the session that the first led to', () => {
    expect(arrows(played)).toEqual(['PC1 > PC2 09:59:59 high', 'PC2 > PC3 10:29:59 high'])
    const { hops } = played.found
    expect(hops[1]!.from.session).toBe(hops[0]!.to.session)
  })

  it('is told to the session at its end, change of account included', () => {
    const [end] = sessionsOf(played, 'bob')
    expect(explained(end!)).toContain('Opened out of a session of alice on PC2.dom.example; high.')
    expect(explained(end!)).toContain(
      'Computers on the way here: PC1.dom.example > PC2.dom.example > PC3.dom.example.',
    )
    expect(cited(played, end!.evidence)).toContain('4648@10:29:59 hop:explicit-credentials')
  })

  it('is the same whatever the order of the files', () => {
    const text = (files: readonly FixtureFile[]): string =>
      JSON.stringify(scene(files).found, (_, value: unknown) =>
        typeof value === 'bigint' ? String(value) : value,
      )
    const expected = text(three)
    fc.assert(
      fc.property(
        fc.shuffledSubarray(three, { minLength: three.length }),
        (files) => text(files) === expected,
      ),
      { numRuns: 40 },
    )
  })
})

describe('sessions that open each other', () => {
  it('end as a chain that passes each once', () => {
    const played = scene([
      ...filesOf('PC1.dom.example', [
        ...desk({ from: '10:00:00', to: '12:00:00', logonId: 0x51000, ip: pc2, workstation: 'PC2' }),
        use('10:00:00', 0x51000, 'PC2'),
      ]),
      ...filesOf('PC2.dom.example', [
        ...desk({ from: '10:00:00.100', to: '12:00:00.100', logonId: 0x52000, ip: pc1, workstation: 'PC1' }),
        use('10:00:00.100', 0x52000, 'PC1'),
      ]),
    ])
    expect(arrows(played)).toHaveLength(2)
    const path = explained(sessionsOf(played, 'alice')[0]!)
    expect(path).not.toContain('on the way here: PC1.dom.example > PC2.dom.example > PC1')
  })
})

describe('a chain longer than anyone works through', () => {
  it('is followed for MAX_CHAIN steps back', () => {
    const hops = Array.from({ length: 100 }, (_, i): Hop => ({
      from: { machine: i, session: `s${i}` },
      to: { machine: i + 1, session: `s${i + 1}` },
      time: BigInt(i),
      arrived: BigInt(i),
      confidence: 'high',
      explanation: '',
      evidence: [],
    }))
    expect(chainTo(hops.at(-1), new Ways(hops)).map(({ from }) => from.machine)).toEqual(
      Array.from({ length: MAX_CHAIN }, (_, i) => 100 - MAX_CHAIN + i),
    )
  })
})

describe('a hop without explicit credentials', () => {
  const home = desk({ from: '08:00:00', to: '17:00:00', logonId: 0x51000 })
  const remote = desk({ from: '10:00:10', to: '12:00:00', logonId: 0x52000, ip: pc1 })
  const client = [
    rdpClient1024(at('10:00:00'), { server: 'PC2', userSid: ALICE.sid }),
    rdpClient1102(at('10:00:01'), { server: pc2, userSid: ALICE.sid }),
  ]
  const stageOf = (first: FixtureEvent[], second: FixtureEvent[], controller: FixtureEvent[] = []): Scene =>
    scene([
      ...filesOf('PC1.dom.example', first),
      ...filesOf('PC2.dom.example', second),
      ...(controller.length === 0 ? [] : filesOf('DC1.dom.example', controller)),
    ])

  it('is found by the Remote Desktop client, surer where the address is known', () => {
    expect(arrows(stageOf([...home, ...client], remote))).toEqual(['PC1 > PC2 10:00:00 medium'])
    const known = [ownTicket('09:59:50', 'PC1'), ownTicket('10:00:20', 'PC1')]
    expect(arrows(stageOf([...home, ...client], remote, known))).toEqual(['PC1 > PC2 10:00:00 high'])
  })

  it('is not found where the address was another computer, or nobody came in time', () => {
    expect(arrows(stageOf([...home, ...client], remote, [ownTicket('10:00:10', 'PC8')]))).toEqual([])
    const late = desk({ from: '10:00:40', to: '12:00:00', logonId: 0x52000, ip: pc1 })
    expect(arrows(stageOf([...home, ...client], late))).toEqual([])
  })

  it('is found by the address of the logon while the account has a desktop there', () => {
    const known = [ownTicket('09:30:00', 'PC1'), ownTicket('10:30:00', 'PC1')]
    const played = stageOf(home, remote, known)
    expect(arrows(played)).toEqual(['PC1 > PC2 10:00:10 medium'])
    expect(played.found.hops[0]!.explanation).toContain(
      "from 10.1.0.11, the first computer's address at that time",
    )
    const gone = desk({ from: '08:00:00', to: '09:00:00', logonId: 0x51000 })
    expect(arrows(stageOf(gone, remote, known))).toEqual([])
  })

  it('is not found by an address that was another computer’s in between', () => {
    const moved = [ownTicket('09:00:00', 'PC1'), ownTicket('10:00:00', 'PC8'), ownTicket('11:00:00', 'PC1')]
    const played = stageOf(home, remote, moved)
    expect(arrows(played)).toEqual([])
    expect(
      played.found.addresses.map(({ ip, name, from, to, count }) => [
        ip,
        name,
        clock(from),
        clock(to),
        count,
      ]),
    ).toEqual([
      [pc1, 'pc1', '09:00:00', '09:00:00', 1],
      [pc1, 'pc8', '10:00:00', '10:00:00', 1],
      [pc1, 'pc1', '11:00:00', '11:00:00', 1],
    ])
  })
})

describe('addresses of computers', () => {
  it('hold from the first to the last record; a reconnect is believed before names that clients gave', () => {
    const named = (time: string, workstation: string, logonId: number): FixtureEvent =>
      logon4624(at(time), {
        account: ALICE,
        logonId,
        logonType: 3,
        ip: pc3,
        workstation,
        authPackage: 'NTLM',
      })
    const connect = (time: string): FixtureEvent =>
      reconnected4778(at(time), {
        account: ALICE,
        logonId: 0x52000,
        sessionName: 'RDP-Tcp#1',
        clientName: 'PC3',
        clientAddress: pc3,
      })
    const { addresses } = scene([
      ...filesOf('PC1.dom.example', desk({ from: '08:00:00', to: '17:00:00', logonId: 0x51000 })),
      ...filesOf('PC2.dom.example', [
        named('09:00:00', 'PC3', 0x61000),
        connect('10:00:00'),
        named('10:30:00', 'LIAR', 0x62000),
        connect('11:00:00'),
        named('12:00:00', 'PC4', 0x63000),
      ]),
    ]).found
    expect(
      addresses.map(({ name, from, to, confidence, count }) => [
        name,
        clock(from),
        clock(to),
        confidence,
        count,
      ]),
    ).toEqual([
      ['pc3', '09:00:00', '11:00:00', 'high', 3],
      ['pc4', '12:00:00', '12:00:00', 'medium', 1],
    ])
  })
})

describe('clocks that are apart', () => {
  it('widen the windows of a hop, and are told', () => {
    const guid = (n: number): string => `{0A0B0C0D-0000-4000-8000-${String(n).padStart(12, '0')}}`
    const ahead = 95
    const tickets = (count: number): FixtureFile[] => [
      ...filesOf('PC1.dom.example', [
        ...desk({ from: '08:00:00', to: '17:00:00', logonId: 0x51000 }),
        use('09:59:59', 0x51000, 'PC2'),
        ...Array.from({ length: count }, (_, i) =>
          serviceTicket4769(plusSeconds(at('09:00:00'), i * 60), {
            account: BOB,
            realm: 'dom.example',
            ip: pc3,
            service: 'PC2$',
            serviceSid: 'S-1-5-21-1-1-1-1002',
            logonGuid: guid(i),
          }),
        ),
      ]),
      ...filesOf('PC2.dom.example', [
        ...desk({ from: '10:01:35', to: '12:00:00', logonId: 0x52000, ip: pc1 }),
        ...Array.from({ length: count }, (_, i) =>
          logon4624(plusSeconds(at('09:00:00'), i * 60 + ahead), {
            account: BOB,
            logonId: 0x41000 + i * 16,
            logonType: 3,
            ip: '-',
            authPackage: 'Kerberos',
            logonGuid: guid(i),
          }),
        ),
      ]),
    ]
    expect(arrows(scene(tickets(0)))).toEqual([])
    const played = scene(tickets(6))
    expect(arrows(played)).toEqual(['PC1 > PC2 09:59:59 medium'])
    expect(played.found.hops[0]!.explanation).toContain('95.0 s ahead of that of the first')
  })
})
