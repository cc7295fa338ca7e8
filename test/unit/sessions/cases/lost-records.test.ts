import { describe, expect, it } from 'vitest'
import { writeEvtx } from '../../../fixtures/evtx-writer/write-evtx'
import type { FixtureEvent } from '../../../fixtures/evtx-writer/fixture-record'
import { plusSeconds } from '../../../fixtures/evtx-writer/time'
import { LogHost } from '../../../fixtures/log-host'
import {
  logCleared1102,
  logoff4634,
  logoffByUser4647,
  logon4624,
  NETWORK_SERVICE,
  policyChange4719,
  type Account,
} from '../../../fixtures/windows-events'
import { ALICE, at, BOB, boot, human, when } from '../scene'
import { cited, explained, filesOf, logonOf, scene, sessionOf, stage } from './scenes'

const COMPUTER = 'PC1.dom.example'

/** A service logon: a record of the log that is about nobody. */
const filler = (time: string | bigint): FixtureEvent =>
  logon4624(time, { account: NETWORK_SERVICE, logonId: 0x3e4, logonType: 5 })

describe('T19 log cleared inside a session', () => {
  const logonId = 0x77000
  const subject = { ...ALICE, logonId }
  const copy = new LogHost(COMPUTER, { firstRecordId: { Security: 41n } })
    .add(
      ...Array.from({ length: 9 }, (_, i) => filler(plusSeconds(at('08:00:00'), i))),
      logon4624(at('09:00:00'), { account: ALICE, logonId, logonType: 2 }),
      ...Array.from({ length: 5 }, (_, i) => filler(plusSeconds(at('09:10:00'), i))),
    )
    .files()
  const live = new LogHost(COMPUTER, { firstRecordId: { Security: 61n } })
    .add(
      logCleared1102(at('10:00:00'), { subject }),
      filler(at('10:10:00')),
      logoffByUser4647(at('10:30:00'), { account: ALICE, logonId }),
    )
    .files()
  const both = scene([
    ...copy.map(({ bytes }) => ({ name: 'vss/Security.evtx', bytes })),
    ...live.map(({ bytes }) => ({ name: 'live/Security.evtx', bytes })),
  ])

  it('is one session from the copy into the cleared log', () => {
    const session = sessionOf(both, 'alice')
    expect([when(session.start), when(session.end)]).toEqual(['09:00:00', '10:30:00'])
    expect(session.start).toMatchObject({ method: '4624', confidence: 'certain' })
    expect(session.end).toMatchObject({ reason: 'user-logoff', confidence: 'certain' })
    expect(both.found.boots).toHaveLength(1)
  })

  it('was cleared by this session', () => {
    expect(cited(both, sessionOf(both, 'alice').evidence)).toEqual([
      '4624@09:00:00 start',
      '1102@10:00:00 cleared-log',
      '4647@10:30:00 user-logoff',
    ])
    expect(logonOf(both, logonId).flags).toContain('cleared-log')
  })

  it('says that it cleared the log', () => {
    expect(explained(sessionOf(both, 'alice'))).toMatch(/cleared the log itself/)
  })

  it('counts what the clear took: 60 record ids, 15 of them back from the copy', () => {
    const text = sessionOf(both, 'alice').gaps.find((gap) => gap.startsWith('G2'))
    expect(text).toMatch(/log cleared 2024-05-14T10:00:00/)
    expect(text).toMatch(/\b60\b/)
    expect(text).toMatch(/\b15\b/)
  })

  it('without the copy begins before the clear, of which it says so', () => {
    const alone = scene(live.map(({ bytes }) => ({ name: 'live/Security.evtx', bytes })))
    const session = sessionOf(alone, 'alice')
    expect(session.start).toMatchObject({ method: 'first-seen', best: null })
    expect(when(session.start)).toBe('? < ? < 10:00:00')
    expect(explained(session)).toContain('existed before the log was cleared')
  })
})

describe('T25 same file twice and an exported subset', () => {
  const logonId = 0x5a001
  const host = new LogHost(COMPUTER, { firstRecordId: { Security: 12_000n } }).add(
    logon4624(at('08:00:00'), { account: ALICE, logonId, logonType: 2 }),
    ...Array.from({ length: 400 }, (_, i) => [
      logon4624(plusSeconds(at('09:00:00'), i * 20), {
        account: BOB,
        logonId: 0x60000 + i * 16,
        logonType: 3,
        ip: '10.0.0.9',
      }),
      logoff4634(plusSeconds(at('09:00:01'), i * 20), {
        account: BOB,
        logonId: 0x60000 + i * 16,
        logonType: 3,
      }),
    ]).flat(),
    logoffByUser4647(at('17:00:00'), { account: ALICE, logonId }),
  )
  const records = host.records()
  const whole = writeEvtx(records)
  const subset = records.filter((_, i) => i % 4 === 0).slice(0, 200)
  // Windows numbers the records of a filtered export anew in their headers and keeps EventRecordID.
  const filtered = writeEvtx(subset.map((record, i) => ({ ...record, headerRecordId: BigInt(i + 1) })))
  const once = scene([{ name: 'a/Security.evtx', bytes: whole }])
  const all = scene([
    { name: 'a/Security.evtx', bytes: whole },
    { name: 'b/Security.evtx', bytes: whole },
    { name: 'c/export.evtx', bytes: filtered },
  ])

  it('counts no event twice', () => {
    expect(all.found.logons.map(({ id }) => id)).toEqual(once.found.logons.map(({ id }) => id))
    expect(all.found.sessions.map(({ id, start, end }) => [id, start, end])).toEqual(
      once.found.sessions.map(({ id, start, end }) => [id, start, end]),
    )
    expect(sessionOf(all, 'bob').burst).toEqual({ count: 400, maxConcurrent: 1 })
    for (const session of all.found.sessions) {
      const links = cited(all, session.evidence)
      expect(links).toHaveLength(new Set(links).size)
    }
  })

  it('lists every source', () => {
    expect(all.table.sources).toHaveLength(3)
  })

  it('is one machine and one boot without a gap', () => {
    expect(all.found.machines).toHaveLength(1)
    expect(all.found.boots).toHaveLength(1)
    expect(all.found.sessions.flatMap(({ gaps }) => gaps)).toEqual([])
  })

  it('finds no missing ids in the export alone: it is a filtered export', () => {
    const alone = scene([{ name: 'c/export.evtx', bytes: filtered }])
    expect(alone.found.sessions.flatMap(({ gaps }) => gaps.filter((gap) => gap.startsWith('G1')))).toEqual([])
    expect(alone.found.sessions.some(({ end }) => end.reason === 'unknown')).toBe(false)
  })
})

describe('T32 audit policy turned off', () => {
  const mallory: Account = { sid: 'S-1-5-21-1-1-1-1666', name: 'mallory', domain: 'DOM' }
  const logonId = 0x60010
  const days = ['15', '16', '17', '18', '19', '20', '21', '22']
  const events: FixtureEvent[] = [
    ...boot(at('07:00:00'), at('07:00:00.010')),
    logon4624(at('07:30:00'), { account: BOB, logonId: 0x50000, logonType: 2 }),
    logoffByUser4647(at('08:30:00'), { account: BOB, logonId: 0x50000 }),
    logoff4634(at('08:30:01'), { account: BOB, logonId: 0x50000, logonType: 2 }),
    policyChange4719(at('09:00:00'), { subject: { ...mallory, logonId: 0x58000 }, changes: '%%8448' }),
    logon4624(at('09:30:00'), { account: ALICE, logonId, logonType: 2 }),
    ...days.map((day) => filler(`2024-05-${day}T10:00:00Z`)),
    ...boot('2024-05-23T06:00:00Z', '2024-05-23T06:00:00.010Z'),
  ]
  const played = stage(events)

  it('ends the open session by the next start, not open for nine days', () => {
    const session = sessionOf(played, 'alice')
    expect(session.end).toMatchObject({ reason: 'reboot-inferred', confidence: 'medium' })
    expect(when(session.end)).toBe('09:30:00 < 22 10:00:00 < 23 06:00:00')
  })

  it('leaves what ended before as it was', () => {
    const bob = human(played.found).find(({ account }) => account === 'bob')
    expect(bob?.end).toMatchObject({ reason: 'user-logoff', confidence: 'certain' })
  })

  it('marks the session: logoffs were not audited, by whom since when', () => {
    const gap = sessionOf(played, 'alice').gaps.find((text) => text.startsWith('G9'))
    expect(gap).toMatch(/2024-05-14T09:00:00/)
  })

  it('does not mark the session that ended before', () => {
    const bob = human(played.found).find(({ account }) => account === 'bob')
    expect(bob?.gaps).toEqual([])
  })

  it('names the account that did it among the logons', () => {
    expect(logonOf(played, 0x58000)).toMatchObject({ account: 'mallory', start: { method: 'first-seen' } })
    expect(cited(played, logonOf(played, 0x58000).evidence)).toContain('4719@09:00:00 policy-change')
  })
})

describe('T25 the copies in other folders', () => {
  it('give the same whatever the order of the files', () => {
    const events = [
      logon4624(at('08:00:00'), { account: ALICE, logonId: 0x5a001, logonType: 2 }),
      logoffByUser4647(at('17:00:00'), { account: ALICE, logonId: 0x5a001 }),
    ]
    const [a] = filesOf(COMPUTER, events)
    const copies = ['z', 'm', 'a'].map((folder) => ({ name: `${folder}/Security.evtx`, bytes: a!.bytes }))
    expect(scene(copies).found.sessions).toEqual(scene(copies.toReversed()).found.sessions)
  })
})
