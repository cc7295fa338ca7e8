/** Records that a collector keeps of other computers (channel ForwardedEvents), under record ids of its own (sessions.md 4.1). */
import { describe, expect, it } from 'vitest'
import { coverageReport } from '../../../../electron/core/sessions/coverage-report'
import type { FixtureEvent, FixtureRecord } from '../../../fixtures/evtx-writer/fixture-record'
import { plusSeconds } from '../../../fixtures/evtx-writer/time'
import { writeEvtx } from '../../../fixtures/evtx-writer/write-evtx'
import { LogHost } from '../../../fixtures/log-host'
import type { FixtureFile } from '../../../fixtures/read-table'
import { logoffByUser4647, logon4624, logonFailed4625 } from '../../../fixtures/windows-events'
import { ALICE, at, BOB, when } from '../scene'
import { scene, type Scene } from './scenes'

const on = (time: string, account = ALICE): FixtureEvent =>
  logon4624(at(time), { account, logonId: 0x30000, logonType: 2 })
const off = (time: string, account = ALICE): FixtureEvent =>
  logoffByUser4647(at(time), { account, logonId: 0x30000 })
const failures = (from: string, count: number): FixtureEvent[] =>
  Array.from({ length: count }, (_, i) =>
    logonFailed4625(plusSeconds(at(from), i), { account: ALICE, logonType: 3, ip: '10.0.0.9' }),
  )

/** Records of a computer as the collector has them, from one of its record ids on. */
const collected = (computer: string, first: bigint, ...events: readonly FixtureEvent[]): FixtureRecord[] =>
  new LogHost(computer, { firstRecordId: { ForwardedEvents: first } })
    .add(...events.map((event) => ({ ...event, channel: 'ForwardedEvents' })))
    .records()
const collector = (...parts: readonly (readonly FixtureRecord[])[]): FixtureFile => ({
  name: 'ForwardedEvents.evtx',
  bytes: writeEvtx(parts.flat()),
})
const ownLog = (first: bigint, ...events: readonly FixtureEvent[]): FixtureFile => ({
  name: 'Security.evtx',
  bytes: new LogHost('PC1', { firstRecordId: { Security: first } }).add(...events).files()[0]!.bytes,
})
const spans = ({ found }: Scene): string[] =>
  found.sessions.map(
    (one) => `${found.machines[one.machine]?.name} ${one.account} ${when(one.start)} ${when(one.end)}`,
  )

describe('a collector’s log', () => {
  it('is of as many computers as it names, though its record ids run on from one to the next', () => {
    const played = scene([
      collector(
        collected('PC1', 1n, on('08:00:00'), off('09:00:00')),
        collected('PC2', 3n, on('10:00:00', BOB), off('11:00:00', BOB)),
      ),
    ])
    expect(spans(played)).toEqual(['PC1 alice 08:00:00 09:00:00', 'PC2 bob 10:00:00 11:00:00'])
  })

  it('has no holes: what is between is of other computers', () => {
    const played = scene([
      collector(
        collected('PC1', 1n, ...failures('08:00:00', 20)),
        collected('PC2', 21n, ...failures('08:00:30', 2)),
        collected('PC1', 23n, ...failures('08:01:00', 20)),
      ),
    ])
    expect(played.found.gaps).toEqual([])
    for (const { channels } of coverageReport(played.table, played.found).machines)
      expect(channels.map(({ missing, gaps }) => [missing, gaps])).toEqual([[0, []]])
  })

  it('counts once what the computer’s own log has too, and adds what that has lost', () => {
    const tried = failures('08:10:00', 5)
    const played = scene([
      ownLog(100n, on('08:00:00'), ...tried),
      collector(collected('PC1', 7n, on('08:00:00'), ...tried, off('09:00:00'))),
    ])
    expect(played.found.failures).toHaveLength(5)
    expect(spans(played)).toEqual(['PC1 alice 08:00:00 09:00:00'])
    expect(played.found.sessions[0]!.end.confidence).toBe('certain')
  })
})
