/** Tickets, checks, addresses and measured clocks of several computers: the same whatever the order of files, and however a log is cut. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Reconstruction } from '../../../../electron/contract/sessions'
import { reconstruct } from '../../../../electron/core/sessions/reconstruct'
import type { FixtureEvent } from '../../../fixtures/evtx-writer/fixture-record'
import { plusSeconds } from '../../../fixtures/evtx-writer/time'
import { writeEvtx } from '../../../fixtures/evtx-writer/write-evtx'
import { LogHost } from '../../../fixtures/log-host'
import { readTable, type FixtureFile } from '../../../fixtures/read-table'
import {
  explicit4648,
  logoff4634,
  logon4624,
  reconnected4778,
  serviceTicket4769,
  ticket4768,
  validation4776,
} from '../../../fixtures/windows-events'
import { ALICE, at, BOB } from '../scene'

const realm = 'dom.example'
const guid = (n: number): string =>
  `{0A0B0C0D-0000-4000-8000-${n.toString(16).toUpperCase().padStart(12, '0')}}`
const PEOPLE = [ALICE, BOB] as const

/** One thing that happens on the domain controller and on the server. */
interface Act {
  readonly kind: 'ticket' | 'check' | 'address' | 'hop'
  readonly second: number
  readonly person: 0 | 1
  readonly host: number
}
const acts = fc.array(
  fc.record<Act>({
    kind: fc.constantFrom('ticket', 'check', 'address', 'hop'),
    second: fc.integer({ min: 0, max: 7200 }),
    person: fc.constantFrom(0, 1),
    host: fc.integer({ min: 1, max: 3 }),
  }),
  { minLength: 6, maxLength: 24 },
)

function hosts(story: readonly Act[], skew: number): readonly LogHost[] {
  const [dc, server, client] = ['DC1', 'SRV', 'PC1'].map((name) => new LogHost(`${name}.dom.example`))
  client!.add(logon4624(at('07:59:00'), { account: ALICE, logonId: 0x9000, logonType: 2 }))
  story.forEach(({ kind, second, person, host }, i) => {
    const time = plusSeconds(at('08:00:00'), second)
    const there = plusSeconds(at('08:00:00'), second + 1 + skew)
    const account = PEOPLE[person]
    const ip = `10.1.0.${host}`
    const logonId = 0x10000 + i * 16
    const logon = (more: object): FixtureEvent =>
      logon4624(there, { account, logonId, logonType: 3, ip, ...more })
    if (kind === 'ticket') {
      const ticket = { account, realm, ip, service: 'SRV$', serviceSid: 'S-1-5-21-1-1-1-1002' }
      dc!.add(serviceTicket4769(time, { ...ticket, logonGuid: guid(i) }))
      server!.add(logon({ ip: '-', authPackage: 'Kerberos', lmPackage: '-', logonGuid: guid(i) }))
    } else if (kind === 'check') {
      dc!.add(validation4776(time, { user: account.name, workstation: `PC${host}` }))
      server!.add(logon({ workstation: `PC${host}` }))
    } else if (kind === 'address') {
      const computer = { sid: `S-1-5-21-1-1-1-10${host}`, name: `PC${host}$`, domain: 'DOM' }
      dc!.add(ticket4768(time, { account: computer, realm, ip }))
      server!.add(
        reconnected4778(there, {
          account,
          logonId: 0x8000,
          sessionName: 'RDP-Tcp#1',
          clientName: `PC${host}`,
          clientAddress: ip,
        }),
      )
    } else {
      client!.add(
        explicit4648(time, {
          subject: { ...ALICE, logonId: 0x9000 },
          target: account,
          server: 'SRV.dom.example',
          processName: 'C:\\Windows\\System32\\lsass.exe',
        }),
      )
      server!.add(
        logon({ workstation: 'PC1' }),
        logoff4634(plusSeconds(there, 5), { account, logonId, logonType: 3 }),
      )
    }
  })
  return [dc!, server!, client!]
}

const whole = (all: readonly LogHost[]): FixtureFile[] =>
  all.flatMap((host) => host.files().map(({ name, bytes }) => ({ name: `${host.computer}/${name}`, bytes })))

/** Each log cut in two, the second half beginning with records of the first. */
const cut = (all: readonly LogHost[], share: number): FixtureFile[] =>
  all.flatMap((host) =>
    [...host.channels()].flatMap(([channel, records]) => {
      const middle = Math.max(1, Math.floor(records.length * share))
      return [records.slice(0, middle), records.slice(Math.max(0, middle - 2))].map((part, i) => ({
        name: `${host.computer}/${channel}-${i}.evtx`,
        bytes: writeEvtx(part),
      }))
    }),
  )

const text = (value: unknown): string =>
  JSON.stringify(value, (_, one: unknown) => (typeof one === 'bigint' ? String(one) : one))
/** What is told, without rows of the table, which a cut log numbers otherwise. */
const said = ({ sessions, hops, addresses, skews }: Reconstruction): string =>
  text([
    sessions.map(({ id, start, end, explanation }) => [id, start, end, explanation]),
    hops.map(({ from, to, time, confidence, explanation }) => [from, to, time, confidence, explanation]),
    addresses.map(({ ip, name, from, to, confidence, count }) => [ip, name, from, to, confidence, count]),
    skews.map(({ from, to, medianMs, spreadMs, pairs }) => [from, to, medianMs, spreadMs, pairs]),
  ])

describe('tickets, checks, addresses and skew', () => {
  it('are byte-equal whatever the order of the files', () => {
    fc.assert(
      fc.property(acts, fc.integer({ min: -90, max: 90 }), fc.nat(), (story, skew, seed) => {
        const files = cut(hosts(story, skew), 0.5)
        const [other] = fc.sample(fc.shuffledSubarray(files, { minLength: files.length }), {
          seed,
          numRuns: 1,
        })
        expect(text(reconstruct(readTable(other!)))).toBe(text(reconstruct(readTable(files))))
      }),
      { numRuns: 40 },
    )
  })

  it('say the same of a log that is cut in two as of the whole one', () => {
    fc.assert(
      fc.property(
        acts,
        fc.integer({ min: -90, max: 90 }),
        fc.double({ min: 0.1, max: 0.9, noNaN: true }),
        (story, skew, share) => {
          const all = hosts(story, skew)
          expect(said(reconstruct(readTable(cut(all, share))))).toBe(said(reconstruct(readTable(whole(all)))))
        },
      ),
      { numRuns: 40 },
    )
  })

  it('measure something in such stories', () => {
    const story = Array.from({ length: 8 }, (_, i): Act => ({
      kind: 'ticket',
      second: i * 60,
      person: 0,
      host: 1,
    }))
    expect(reconstruct(readTable(whole(hosts(story, 30)))).skews).toMatchObject([
      { medianMs: 31_000, pairs: 8 },
    ])
  })
})
