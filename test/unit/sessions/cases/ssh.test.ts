import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { FixtureEvent } from '../../../fixtures/evtx-writer/fixture-record'
import { logoff4634, logon4624, openSsh4, SYSTEM_SUBJECT } from '../../../fixtures/windows-events'
import { ALICE, at, boot, BOB, clock, when } from '../scene'
import { cited, explained, filesOf, members, scene, sessionsOf, stage } from './scenes'

const SSHD = 'C:\\Windows\\System32\\OpenSSH\\sshd.exe'
const from = '203.0.113.9 port 50222'
const line = (time: string, payload: string): FixtureEvent => openSsh4(at(time), { processId: 4120, payload })
const cleartext = (time: string, logonId: number, account = ALICE): FixtureEvent =>
  logon4624(at(time), {
    account,
    logonId,
    logonType: 8,
    ip: '-',
    workstation: 'SRV',
    subject: SYSTEM_SUBJECT,
    processName: SSHD,
  })
const virtual = {
  sid: 'S-1-5-111-3847866527-469524349-687026318-516638107-4120',
  name: 'sshd_4120',
  domain: 'VIRTUAL USERS',
}
const service = logon4624(at('09:59:58'), {
  account: virtual,
  logonId: 0x80001,
  logonType: 5,
  processName: SSHD,
  virtualAccount: true,
})
const released = (time: string, logonId: number): FixtureEvent =>
  logoff4634(at(time), { account: ALICE, logonId, logonType: 8 })

const accepted = line('10:00:00', `Accepted password for dom\\alice from ${from} ssh2`)
const left = line('10:30:00', `Disconnected from user dom\\alice ${from}`)
const whole = [service, cleartext('09:59:59', 0x70001), accepted, left, released('10:30:01', 0x70001)]

describe('an SSH session', () => {
  const played = stage(whole)

  it('is one session from the logon to the leave, with its source and the account that served it', () => {
    expect(played.found.sessions).toHaveLength(1)
    const [session] = sessionsOf(played, 'alice')
    expect(session).toMatchObject({
      kind: 'ssh',
      class: 'human',
      logonTypes: [8],
      sid: ALICE.sid,
      confidence: 'certain',
    })
    expect([when(session!.start), when(session!.end), session!.end.reason]).toEqual([
      '09:59:59',
      '10:30:00',
      'user-logoff',
    ])
    expect(session!.connections).toMatchObject([{ ip: '203.0.113.9' }])
    expect(members(played, session!).map(({ account }) => account)).toEqual(['alice', 'sshd_4120'])
    expect(cited(played, session!.evidence)).toEqual([
      '4624@09:59:58 ssh-account:start',
      '4624@09:59:59 start',
      '4@10:00:00 ssh-accepted',
      '4@10:30:00 ssh-left',
      '4634@10:30:01 end',
    ])
    expect(explained(session!)).toContain(
      'The server accepted it by password from 203.0.113.9 port 50222 (4, record 1).',
    )
  })

  it('ends where the connection broke, else with its logon, else stays open', () => {
    const end = (events: FixtureEvent[]): string => {
      const [session] = sessionsOf(stage(events), 'alice')
      return `${when(session!.end)} ${session!.end.reason}`
    }
    const [, logon] = whole
    const broken = line('10:20:00', `Connection reset by ${from}`)
    const next = line('11:00:00', 'Server listening on 0.0.0.0 port 22.')
    expect(end([logon!, accepted, broken])).toBe('10:20:00 network-closed')
    expect(end([logon!, accepted, released('10:10:00', 0x70001)])).toBe('10:10:00 network-closed')
    expect(end([logon!, accepted, next])).toMatch(/open-at-end$/)
  })

  it('is known from the server log alone, and from the Security log alone', () => {
    const [told] = sessionsOf(stage([accepted, left]), 'alice')
    expect([told!.kind, told!.domain, when(told!.start), told!.start.method, told!.start.confidence]).toEqual(
      ['ssh', 'dom', '10:00:00', 'sshd', 'high'],
    )
    const [seen] = sessionsOf(stage([cleartext('09:59:59', 0x70001), released('10:30:01', 0x70001)]), 'alice')
    expect([seen!.kind, seen!.connections.length, when(seen!.end)]).toEqual(['ssh', 0, '10:30:01'])
    expect(explained(seen!)).toContain('its source is not known')
  })

  it('is not made of a logon of another program, another account or another time', () => {
    const other = logon4624(at('09:59:59'), {
      account: ALICE,
      logonId: 0x70001,
      logonType: 8,
      processName: 'C:\\inetpub\\w3wp.exe',
    })
    expect(sessionsOf(stage([other]), 'alice').map(({ kind }) => kind)).toEqual(['network'])
    for (const logon of [cleartext('09:59:59', 0x70001, BOB), cleartext('09:50:00', 0x70001)]) {
      const kinds = stage([logon, accepted, left]).found.sessions.map(({ logons }) => logons.length)
      expect(kinds.sort()).toEqual([0, 1])
    }
  })

  it('believes the last address of a line, whatever name a client gave', () => {
    const [session] = stage([
      line('10:00:00', `Accepted password for x from 10.9.9.9 port 1 ssh2 from ${from} ssh2`),
      line('10:05:00', `Disconnected from user y 10.9.9.9 port 1 ${from}`),
    ]).found.sessions
    expect(session!.connections).toMatchObject([{ ip: '203.0.113.9' }])
    expect(clock(session!.end.best)).toBe('10:05:00')
  })

  it('is the same whatever the order of the files', () => {
    const files = filesOf('SRV.dom.example', [...boot(at('08:00:00'), at('08:00:01')), ...whole])
    const text = (order: typeof files): string =>
      JSON.stringify(scene(order).found, (_, value: unknown) =>
        typeof value === 'bigint' ? String(value) : value,
      )
    const expected = text(files)
    fc.assert(
      fc.property(
        fc.shuffledSubarray(files, { minLength: files.length }),
        (order) => text(order) === expected,
      ),
      { numRuns: 10 },
    )
  })
})
