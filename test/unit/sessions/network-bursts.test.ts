import { describe, expect, it } from 'vitest'
import { durationText } from '../../../electron/core/text/duration'
import type { FixtureEvent } from '../../fixtures/evtx-writer/fixture-record'
import { plusSeconds } from '../../fixtures/evtx-writer/time'
import { logoff4634, logon4624, logonFailed4625, NETWORK_SERVICE } from '../../fixtures/windows-events'
import { ALICE, at, BOB, human, only, play, when } from './scene'

const server = { sid: 'S-1-5-21-1-1-1-1201', name: 'SRV$', domain: 'DOM' }

function storm(): FixtureEvent[] {
  const events: FixtureEvent[] = []
  for (let i = 0; i < 5000; i++) {
    const start = plusSeconds(at('10:00:00'), i * 0.72)
    const logonId = 0x100000 + i * 16
    events.push(logon4624(start, { account: server, logonId, logonType: 3, ip: '10.0.0.9' }))
    events.push(logoff4634(start + 400_000n, { account: server, logonId, logonType: 3 }))
  }
  for (let i = 0; i < 12; i++) {
    const start = plusSeconds(at('10:00:05'), i * 300)
    const logonId = 0x100008 + i * 16 * 400
    events.push(logon4624(start, { account: ALICE, logonId, logonType: 3, ip: '10.0.0.20' }))
    events.push(logoff4634(start + 10_000_000n, { account: ALICE, logonId, logonType: 3 }))
  }
  return events
}

describe('T23 storm of network logons', () => {
  const result = play(storm())

  it('is one hidden burst of the server and one of alice', () => {
    expect(result.sessions.map((one) => [one.account, one.kind, one.class, one.burst])).toEqual([
      ['SRV$', 'network', 'machine', { count: 5000, maxConcurrent: 1 }],
      ['alice', 'network', 'human', { count: 12, maxConcurrent: 1 }],
    ])
  })

  it('keeps every logon', () => {
    expect(result.logons).toHaveLength(5012)
    expect(new Set(result.logons.map(({ id }) => id)).size).toBe(5012)
    expect(only(result).logons).toHaveLength(12)
    expect(
      result.logons.every(({ end }) => end.reason === 'network-closed' && end.confidence === 'certain'),
    ).toBe(true)
  })

  it('is called seen, not a duration', () => {
    expect(durationText(only(result))).toBe('seen 0:55:01')
    expect(only(result).useMs).toBeNull()
  })
})

describe('bursts', () => {
  const network = (start: string, logonId: number, ip: string): FixtureEvent =>
    logon4624(start, { account: ALICE, logonId, logonType: 3, ip })

  it('split after ten minutes without a logon, and by source', () => {
    const result = play([
      network(at('10:00:00'), 0x10000, '10.0.0.1'),
      network(at('10:09:59'), 0x11000, '10.0.0.1'),
      network(at('10:20:00'), 0x12000, '10.0.0.1'),
      network(at('10:20:00'), 0x13000, '10.0.0.2'),
    ])
    expect(
      human(result)
        .map((one) => [one.connections[0]?.ip, one.burst?.count])
        .sort(),
    ).toEqual([
      ['10.0.0.1', 1],
      ['10.0.0.1', 2],
      ['10.0.0.2', 1],
    ])
  })

  it('are open while one of their logons is', () => {
    const session = only(
      play([network(at('10:00:00'), 0x10000, '10.0.0.1'), network(at('10:01:00'), 0x11000, '10.0.0.1')]),
    )
    expect(session.end).toMatchObject({ reason: 'open-at-end', best: null })
    expect(session.burst).toEqual({ count: 2, maxConcurrent: 2 })
  })

  it('count the failures of the same account and source just before', () => {
    const failures = Array.from({ length: 25 }, (_, i) =>
      logonFailed4625(plusSeconds(at('09:56:00'), i * 9), { account: ALICE, logonType: 3, ip: '10.0.0.1' }),
    )
    const result = play([...failures, network(at('10:00:00'), 0x10000, '10.0.0.1')])
    expect(only(result).failures).toBe(25)
    expect(result.failures).toHaveLength(25)
    expect(result.failures[0]).toMatchObject({ account: 'alice', ip: '10.0.0.1', status: '0xc000006a' })
  })
})

describe('logons that are not people', () => {
  it('are sessions too, of their class, and never of the well-known IDs', () => {
    const service = { sid: 'S-1-5-21-1-1-1-1300', name: 'svc_backup', domain: 'DOM' }
    const result = play([
      logon4624(at('08:00:00'), { account: NETWORK_SERVICE, logonId: 0x3e4, logonType: 5 }),
      logon4624(at('08:00:01'), { account: service, logonId: 0x20000, logonType: 5 }),
      logon4624(at('08:00:02'), { account: service, logonId: 0x21000, logonType: 4 }),
      logoff4634(at('08:05:00'), { account: service, logonId: 0x21000, logonType: 4 }),
    ])
    expect(result.sessions.map((one) => [one.kind, one.class, one.end.reason])).toEqual([
      ['service', 'service', 'open-at-end'],
      ['batch', 'batch', 'batch-ended'],
    ])
    expect(human(result)).toHaveLength(0)
  })

  it('are known by the first rule that fits', () => {
    const classOf = (name: string, sid: string, logonType: number) =>
      play([logon4624(at('08:00:00'), { account: { name, sid, domain: 'X' }, logonId: 0x20000, logonType })])
        .logons[0]?.class
    expect(classOf('DWM-1', 'S-1-5-90-0-1', 2)).toBe('window-manager')
    expect(classOf('UMFD-0', 'S-1-5-96-0-0', 2)).toBe('window-manager')
    expect(classOf('DefaultAppPool', 'S-1-5-82-1-2-3', 5)).toBe('service')
    expect(classOf('PC1$', 'S-1-5-18', 3)).toBe('machine')
    expect(classOf('ANONYMOUS LOGON', 'S-1-5-7', 3)).toBe('anonymous')
    expect(classOf(BOB.name, BOB.sid, 3)).toBe('human')
  })
})

describe('a lost start of a network logon', () => {
  it('is bounded by its first sign', () => {
    const result = play([logoff4634(at('10:00:00'), { account: ALICE, logonId: 0x10000, logonType: 3 })])
    expect(when(result.logons[0]!.start)).toBe('? < ? < 10:00:00')
    expect(result.logons[0]).toMatchObject({ logonType: 3, start: { method: 'first-seen' } })
  })
})
