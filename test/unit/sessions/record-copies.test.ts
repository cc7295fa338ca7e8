import { describe, expect, it } from 'vitest'
import type { EventTable } from '../../../electron/core/columns/event-table'
import { conflictText } from '../../../electron/core/sessions/records/conflict-text'
import { coverageReport } from '../../../electron/core/sessions/coverage-report'
import { findCopies, RecordCopies } from '../../../electron/core/sessions/records/record-copies'
import { reconstruct } from '../../../electron/core/sessions/reconstruct'
import type { FixtureRecord } from '../../fixtures/evtx-writer/fixture-record'
import { plusSeconds } from '../../fixtures/evtx-writer/time'
import { writeEvtx } from '../../fixtures/evtx-writer/write-evtx'
import { LogHost } from '../../fixtures/log-host'
import { readTable, type FixtureFile } from '../../fixtures/read-table'
import { Random } from '../../fixtures/sample-case/random'
import { logoff4634, logon4624 } from '../../fixtures/windows-events'
import { ALICE, at, BOB } from './scene'

function network(count: number, from = at('09:00:00'), ip = '10.0.0.9'): FixtureRecord[] {
  const host = new LogHost('PC1.dom.example', { firstRecordId: { Security: 500n } })
  for (let i = 0; i < count; i++) {
    const [time, logonId] = [plusSeconds(from, i * 20), 0x60000 + i * 16]
    host.add(
      logon4624(time, { account: i % 2 ? ALICE : BOB, logonId, logonType: 3, ip }),
      logoff4634(plusSeconds(time, 1), { account: i % 2 ? ALICE : BOB, logonId, logonType: 3 }),
    )
  }
  return host.records()
}

const file = (name: string, records: readonly FixtureRecord[]): FixtureFile => ({
  name,
  bytes: writeEvtx(records),
})

function open(files: readonly FixtureFile[]): { table: EventTable; copies: RecordCopies } {
  const table = readTable(files)
  const copies = findCopies(table)
  if (copies === null) throw new Error('one source only')
  return { table, copies }
}

/** For every record its source, number and the other sources, in words. */
const places = ({ table, copies }: ReturnType<typeof open>): string[] =>
  Array.from(table.records.recordId, (id, record) => {
    const own = table.sources[table.records.source[record]!]
    return `${id} ${own}: ${copies.sourcesOf(record).join(' ')}`
  })

describe('the same record in several sources', () => {
  const records = network(100)

  it('is known in all its places, whichever of them is asked', () => {
    const both = open([
      file('a', records),
      file('b', records.slice(50, 120)),
      file('c', records.slice(110, 130)),
    ])
    const said = places(both)
    expect(said).toContain('500 a: ')
    expect(said).toContain('550 a: b')
    expect(said).toContain('550 b: a')
    expect(said).toContain('615 a: b c')
    expect(said).toContain('615 c: a b')
    expect(Array.from(both.copies.bySource)).toEqual([0, 70, 20])
    expect(both.copies.conflicts).toEqual([])
  })

  it('is looked for in one log of one machine only', () => {
    const other = new LogHost('PC2.dom.example', { firstRecordId: { Security: 500n } })
    other.add(logon4624(at('09:00:00'), { account: ALICE, logonId: 0x60000, logonType: 3, ip: '10.0.0.9' }))
    const { copies } = open([file('a', records), file('b', other.records())])
    expect(Array.from(copies.bySource)).toEqual([0, 0])
    expect(copies.conflicts).toEqual([])
  })

  it('counts once and lists its other places in the coverage of its log', () => {
    const files = [file('a', records), file('b', records.slice(0, 30))]
    const table = readTable(files)
    const [log] = coverageReport(table, reconstruct(table)).machines[0]!.channels
    expect(log).toMatchObject({ records: 230, copies: 30, conflicts: [], moreConflicts: 0 })
    const { subcategories, machines } = coverageReport(table, reconstruct(table))
    const of = (name: string): unknown =>
      machines[0]!.audit[subcategories.findIndex((one) => one.name === name)]
    expect([of('Logon'), of('Logoff')]).toMatchObject([{ count: 100 }, { count: 100 }])
  })

  it('agrees with a comparison of every record with every other, in any order of the files', () => {
    const random = new Random('record copies')
    for (let round = 0; round < 40; round++) {
      const files = Array.from({ length: 2 + Math.floor(random.next() * 4) }, (_, i) => {
        const kept = records.filter(() => random.next() < 0.7)
        const from = Math.floor(random.next() * 80)
        return file(
          `f${i}`,
          round % 2 ? kept : records.slice(from, from + 1 + Math.floor(random.next() * 100)),
        )
      })
      const opened = open(files)
      const { source, recordId } = opened.table.records
      const slow = Array.from(recordId, (id, a) => {
        const others = [...recordId.keys()].filter((b) => recordId[b] === id && source[b] !== source[a])
        const own = opened.table.sources[source[a]!]
        return `${id} ${own}: ${others.map((b) => opened.table.sources[source[b]!]).join(' ')}`
      })
      expect(places(opened)).toEqual(slow)
      const turned = open(files.toSorted(() => random.next() - 0.5))
      expect(places(turned)).toEqual(places(opened))
    }
  })
})

describe('different records with the same number', () => {
  const records = network(20)
  const said = (files: readonly FixtureFile[]): string[] => {
    const { table, copies } = open(files)
    return copies.conflicts.map((conflict) => conflictText(table, conflict))
  }

  it('are a conflict where the values differ, which says where', () => {
    const changed = records.map((record, i) =>
      i === 6 ? network(20, at('09:00:00'), '10.9.9.9')[6]! : record,
    )
    expect(said([file('a', records), file('b', changed)])).toEqual([
      'one record id stands for different records in a and b, 39 agree: one of the two was changed or damaged; ' +
        'first record 506 (4624 of 2024-05-14T09:01:00.0000000Z), which differs in ip',
    ])
  })

  it('are told of each record: which sources have it, which say otherwise', () => {
    const changed = records.map((record, i) =>
      i === 6 ? network(20, at('09:00:00'), '10.9.9.9')[6]! : record,
    )
    const { table, copies } = open([file('a', records), file('b', changed), file('c', changed)])
    const row = (source: number, id: bigint): number =>
      table.records.recordId.findIndex((own, at) => own === id && table.records.source[at] === source)
    expect(copies.sourcesOf(row(0, 506n))).toEqual([])
    expect(copies.disputedBy(row(0, 506n))).toEqual(['b', 'c'])
    expect(copies.sourcesOf(row(1, 506n))).toEqual(['c'])
    expect(copies.disputedBy(row(1, 506n))).toEqual(['a'])
    expect(copies.sourcesOf(row(1, 505n))).toEqual(['a', 'c'])
    expect(copies.disputedBy(row(1, 505n))).toEqual([])
  })

  it('are a conflict where the time differs, and both stay in the case', () => {
    const later = records.map((record, i) => (i === 6 ? network(20, at('09:30:00'))[6]! : record))
    const files = [file('a', records), file('b', later)]
    expect(said(files)[0]).toMatch(/^one record id stands for different records in a and b, 39 agree/)
    const table = readTable(files)
    const [logon, ...others] = reconstruct(table).logons.filter(({ logonId }) => logonId === 0x60030n)
    expect(others).toEqual([])
    expect([logon?.start.confidence, logon?.end.confidence]).toEqual(['medium', 'certain'])
    const starts = logon?.evidence.filter(({ record }) => table.records.eventId[record] === 4624) ?? []
    expect(new Set(starts.map(({ record }) => table.records.time[record])).size).toBe(2)
  })

  it('are two generations of a log where none agree', () => {
    const [text, ...more] = said([file('a', records), file('b', network(20, at('15:00:00')))])
    expect(text).toMatch(/^40 record ids stand .* none agree: two generations of the log, or two computers/)
    expect(more).toEqual([])
  })

  it('are said the same in any order of the files', () => {
    const files = [
      file('a', records),
      file('b', network(20, at('15:00:00'))),
      file('c', network(20, at('09:00:00'), '10.9.9.9')),
    ]
    const first = said(files)
    // Each is compared with the first source that has the number.
    expect(first).toHaveLength(2)
    for (const order of [
      [2, 1, 0],
      [1, 0, 2],
      [2, 0, 1],
    ])
      expect(said(order.map((i) => files[i]!))).toEqual(first)
  })

  it('cost a few comparisons a record where a log gives one number to all its records', () => {
    const same = network(4000).map((record) => ({ ...record, recordId: 7n }))
    const files = [file('a', same), file('b', same)]
    const comparing = RecordCopies.prototype as unknown as Comparing
    const { isSameRecord } = comparing
    let comparisons = 0
    comparing.isSameRecord = function (a, b) {
      comparisons++
      return isSameRecord.call(this, a, b)
    }
    try {
      expect(open(files).copies.conflicts.length).toBeGreaterThan(0)
    } finally {
      comparing.isSameRecord = isSameRecord
    }
    expect(comparisons).toBeGreaterThan(0)
    expect(comparisons / readTable(files).records.length).toBeLessThan(20)
  })
})

/** How two records are compared, to count how often they are. */
interface Comparing {
  isSameRecord: (a: number, b: number) => boolean
}
