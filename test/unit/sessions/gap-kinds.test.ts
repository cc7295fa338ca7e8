import { describe, expect, it } from 'vitest'
import type { Gap, Reconstruction } from '../../../electron/contract/sessions'
import type { FixtureEvent } from '../../fixtures/evtx-writer/fixture-record'
import { fileTime, isoText, plusSeconds } from '../../fixtures/evtx-writer/time'
import { LogHost, type LogHostOptions } from '../../fixtures/log-host'
import { readTable } from '../../fixtures/read-table'
import {
  auditsLost4612,
  eventLog6006,
  eventsDropped1101,
  logoff4634,
  logon4624,
  lsm21,
  policyChange4719,
  serviceStartType7040,
  serviceState7036,
  systemLogCleared104,
} from '../../fixtures/windows-events'
import { reconstruct } from '../../../electron/core/sessions/reconstruct'
import { ALICE, at, BOB, boot, human, play } from './scene'

const logon = (time: string | bigint, logonId: number): FixtureEvent =>
  logon4624(time, { account: ALICE, logonId, logonType: 3 })
const ofKind = (found: Reconstruction, kind: Gap['kind']): Gap[] =>
  found.gaps.filter((gap) => gap.kind === kind)
const span = ({ from, to }: Gap): string =>
  [from, to].map((time) => (time === null ? '?' : isoText(time).slice(11, 19))).join('-')

/** A log with evidence links as record ids. */
function named(events: readonly FixtureEvent[], options?: LogHostOptions): Map<string, string[]> {
  const table = readTable(new LogHost('PC1.dom.example', options).add(...events).files())
  return new Map(
    reconstruct(table).gaps.map(({ kind, evidence }) => [
      kind,
      evidence.map(({ record, role }) => `${role} ${table.records.recordId[record]}`),
    ]),
  )
}

describe('G5, silence', () => {
  /** A logon every twenty seconds from 09:00 to 13:00, but none from 10:00 to 12:00; the System log writes `other`. */
  const busy = (other: readonly string[], ...more: FixtureEvent[]): Reconstruction => {
    const begin = fileTime(at('09:00:00'))
    const visits = Array.from({ length: 4 * 180 }, (_, i) => plusSeconds(begin, 60 + i * 20))
      .filter((time) => time < fileTime(at('10:00:00')) || time >= fileTime(at('12:00:00')))
      .map((time, i) => logon(time, 0x50000 + i * 16))
    return play([
      ...boot(at('07:00:00'), at('07:00:00.010')),
      ...visits,
      ...other.map((time) => serviceState7036(at(time), 'Spooler', 'running')),
      ...more,
    ])
  }

  it('is a pause far beyond the usual ones while another log goes on', () => {
    const [gap, ...others] = ofKind(busy(['11:00:00']), 'G5')
    expect(others).toEqual([])
    expect(span(gap!)).toBe('09:59:40-12:00:00')
    expect(gap!.text).toContain('no Security record for 2:00:20')
    expect(gap!.evidence.map(({ role }) => role)).toEqual(['before', 'after'])
  })

  it('is none where every log is silent, or the others write only at its ends', () => {
    expect(ofKind(busy([]), 'G5')).toEqual([])
    expect(ofKind(busy(['10:01:00', '11:59:00']), 'G5')).toEqual([])
  })

  it('is none in a log of few records, whatever their pauses', () => {
    const found = play([
      logon(at('08:00:00'), 0x50000),
      serviceState7036(at('10:00:00'), 'Spooler', 'running'),
      logon(at('12:00:00'), 0x51000),
    ])
    expect(ofKind(found, 'G5')).toEqual([])
  })

  it('marks the sessions that it overlaps', () => {
    const desktop = [
      logon4624(at('09:30:10'), { account: BOB, logonId: 0x57000, logonType: 2 }),
      logoff4634(at('12:30:10'), { account: BOB, logonId: 0x57000, logonType: 2 }),
    ]
    const session = human(busy(['11:00:00'], ...desktop)).find(({ account }) => account === 'bob')
    expect(session!.gaps.map((text) => text.slice(0, 2))).toContain('G5')
  })
})

describe('G7, the order of logon IDs', () => {
  const visits = (ids: readonly number[]): FixtureEvent[] =>
    ids.map((id, i) => logon(plusSeconds(at('08:00:00'), i * 60), id))
  const growing = Array.from({ length: 40 }, (_, i) => 0x50000 + i * 0x100)

  it('contradicts one time', () => {
    const late = growing.with(30, 0x50a80)
    expect(ofKind(play(visits(late)), 'G7').map(({ text }) => text)).toEqual([
      'logon 0x50b00 began 2024-05-14T08:11:00.0000000Z, but the lower logon 0x50a80 2024-05-14T08:30:00.0000000Z: one of the times is wrong',
    ])
  })

  it('tells nothing of a boot where many contradict it', () => {
    const gaps = ofKind(play(visits(growing.toReversed())), 'G7')
    expect(gaps.map(({ text }) => text)).toEqual([
      'logon IDs of PC1.dom.example#1 do not follow the time: 39 of 40 began before one with a lower number',
    ])
  })

  it('is kept by logons in order', () => {
    expect(ofKind(play(visits(growing)), 'G7')).toEqual([])
  })
})

describe('G8, G12: records that Windows itself did not write', () => {
  it('G8 is said by the log service and the audit', () => {
    const found = play([
      logon(at('08:00:00'), 0x50000),
      eventsDropped1101(at('08:10:00')),
      auditsLost4612(at('08:20:00')),
    ])
    expect(ofKind(found, 'G8').map(({ text }) => text)).toEqual([
      'records may be lost at 2024-05-14T08:10:00.0000000Z: audit events dropped by the transport',
      'records may be lost at 2024-05-14T08:20:00.0000000Z: audit queue exhausted - audits lost',
    ])
  })

  it('G12 lasts from the change of the log service to the change back, in any language', () => {
    const change = (time: string, from: string, to: string, key = 'EventLog'): FixtureEvent =>
      serviceStartType7040(at(time), { service: 'Windows-Ereignisprotokoll', key, from, to })
    const found = play([
      change('08:00:00', 'Automatisch starten', 'Deaktiviert'),
      change('08:30:00', 'Automatisch starten', 'Deaktiviert', 'Spooler'),
      change('09:00:00', 'Deaktiviert', 'Automatisch starten'),
      change('10:00:00', 'Automatisch starten', 'Deaktiviert'),
    ])
    expect(ofKind(found, 'G12').map(span)).toEqual(['08:00:00-09:00:00', '10:00:00-?'])
  })

  it('G12 is also the time in which no logon is audited at all', () => {
    const subject = { ...BOB, logonId: 0x58000 }
    const turn = (time: string, changes: string): FixtureEvent[] =>
      ['9215', '9216', '921B', '921C'].map((part) =>
        policyChange4719(at(time), {
          subject,
          changes,
          subcategoryGuid: `{0CCE${part}-69AE-11D9-BED3-505054503030}`,
        }),
      )
    const found = play([...turn('08:00:00', '%%8448'), ...turn('09:00:00', '%%8449')])
    expect(ofKind(found, 'G12').map(span)).toEqual(['08:00:00-09:00:00'])
    expect(ofKind(found, 'G9')).toHaveLength(4)
  })
})

describe('gaps of other logs', () => {
  it('G4 is told by the System log too', () => {
    const found = play([
      ...boot(at('07:00:00'), at('07:00:00.010')),
      eventLog6006(at('08:00:00')),
      serviceState7036(at('09:00:00'), 'Spooler', 'running'),
    ])
    expect(ofKind(found, 'G4').map(({ channel }) => channel)).toEqual(['System'])
  })

  it('G1, G2 and G3 name the log', () => {
    const lsm = 'Microsoft-Windows-TerminalServices-LocalSessionManager/Operational'
    const arrivals = Array.from({ length: 30 }, (_, i) =>
      lsm21(plusSeconds(at('08:00:00'), i * 60), { user: 'DOM\\alice', sessionId: 2, address: 'LOCAL' }),
    )
    const subject = { ...BOB, logonId: 0x58000 }
    const found = play([...arrivals, systemLogCleared104(at('09:00:00'), { subject, cleared: lsm })], {
      firstRecordId: { [lsm]: 301n },
      lostIds: [{ channel: lsm, after: at('08:10:30'), count: 4n }],
    })
    expect(found.gaps.map(({ kind, text }) => `${kind} ${text}`)).toEqual([
      `G3 nothing of ${lsm} before 2024-05-14T08:00:00.0000000Z: older records are overwritten or elsewhere`,
      `G1 4 records missing after 2024-05-14T08:10:00.0000000Z of ${lsm}`,
      `G2 ${lsm} cleared 2024-05-14T09:00:00.0000000Z`,
    ])
  })
})

describe('evidence of gaps', () => {
  it('leads to the records on both sides', () => {
    const visits = Array.from({ length: 40 }, (_, i) => logon(at(`08:${10 + i}:00`), 0x50000 + i * 16))
    const evidence = named([...visits, ...boot(at('09:30:00'), at('09:30:00.010'))], {
      firstRecordId: { Security: 101n },
      lostIds: [{ channel: 'Security', after: at('08:29:30'), count: 12n }],
    })
    expect(evidence.get('G1')).toEqual(['before 120', 'after 133'])
    expect(evidence.get('G3')).toEqual(['after 101'])
    expect(evidence.get('G10')!.at(-1)).toMatch(/^next-boot /)
  })
})

describe('many gaps of one kind', () => {
  it('are told together from the thousandth on, open ones too', () => {
    const subject = { ...BOB, logonId: 0x58000 }
    const turns = Array.from({ length: 2410 }, (_, i) =>
      policyChange4719(plusSeconds(at('08:00:00'), i), {
        subject,
        changes: i % 2 === 0 ? '%%8448' : '%%8449',
      }),
    )
    const gaps = ofKind(
      play([...turns, ...turns.slice(0, 1).map((turn) => ({ ...turn, time: at('09:30:00') }))]),
      'G9',
    )
    expect(gaps).toHaveLength(1000)
    expect(gaps.at(-1).text).toBe('or another of 207 gaps in this time, too many to be told one by one')
    expect(gaps.at(-1).to).toBeNull()
  })

  it('of a session are counted beyond the twentieth hole', () => {
    const visits = Array.from({ length: 900 }, (_, i) =>
      logon(plusSeconds(at('08:00:30'), i * 10), 0x60000 + i * 16),
    )
    const found = play(
      [
        logon4624(at('08:00:00'), { account: BOB, logonId: 0x50000, logonType: 2 }),
        ...visits,
        logoff4634(at('12:00:00'), { account: BOB, logonId: 0x50000, logonType: 2 }),
      ],
      {
        lostIds: Array.from({ length: 25 }, (_, i) => ({
          channel: 'Security',
          after: plusSeconds(at('08:01:00'), i * 300),
          count: 2n,
        })),
      },
    )
    const session = human(found).find(({ account }) => account === 'bob')
    expect(session!.gaps).toHaveLength(21)
    expect(session!.gaps.at(-1)).toBe('G1 5 more holes in the record ids')
  })
})
