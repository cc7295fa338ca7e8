import { expect, test } from 'vitest'
import { TableMerger } from '../../../electron/core/columns/merge-batches'
import { idColumn, SegmentedColumn, segmentRows } from '../../../electron/core/columns/segmented-column'
import { TEXT_FIELDS, type EventTable, type TextColumn } from '../../../electron/core/columns/event-table'
import { ChunkParser } from '../../../electron/core/events/chunk-parser'
import * as v from '../../fixtures/evtx-writer/values'
import type { FixtureRecord } from '../../fixtures/evtx-writer/fixture-record'
import { writeEvtx } from '../../fixtures/evtx-writer/write-evtx'
import { eachChunk } from '../../fixtures/read-table'

function log(computer: string, users: readonly string[]): Uint8Array {
  const records = users.map((user, i): FixtureRecord => ({
    provider: 'Microsoft-Windows-Security-Auditing',
    channel: 'Security',
    computer,
    eventId: 4647,
    recordId: BigInt(i + 1),
    time: `2024-03-12T10:00:0${i}.0000000Z`,
    body: {
      kind: 'named',
      data: [
        ['TargetUserName', v.text(user)],
        ['TargetLogonId', v.hex64(BigInt(i + 1000))],
      ],
    },
  }))
  return writeEvtx(records, { recordsPerChunk: 2 })
}

/** Reads logs chunk by chunk on `streams` parsers in turn and merges in the given order. */
function merged(
  files: readonly (readonly [string, Uint8Array])[],
  streams: number,
  reverse: boolean,
  last = false,
): EventTable {
  const parsers = Array.from({ length: streams }, () => new ChunkParser())
  const merger = new TableMerger()
  let turn = 0
  for (const [name, bytes] of reverse ? files.toReversed() : files) {
    let order = 0
    eachChunk(bytes, (chunk, offset) => {
      const stream = turn++ % streams
      const parser = parsers[stream]!
      parser.parse(chunk, offset, false)
      merger.add(name, order++, stream, parser.table.take())
    })
  }
  return merger.table(last)
}

test('the table is the same whatever the order of files and the number of parsers', () => {
  const files = [
    ['b', log('PC2', ['carol', 'alice', 'dave'])],
    ['a', log('PC1', ['alice', 'bob', 'alice', 'erin'])],
  ] as const
  const expected = merged(files, 1, false)
  expect(expected.sources).toEqual(['a', 'b'])
  expect([...expected.family.targetUser].map((id) => expected.strings[id])).toEqual([
    'alice',
    'bob',
    'alice',
    'erin',
    'carol',
    'alice',
    'dave',
  ])
  expect([...expected.family.targetLogonId]).toEqual([1000n, 1001n, 1002n, 1003n, 1000n, 1001n, 1002n])
  expect(merged(files, 3, true)).toEqual(expected)
  expect(merged(files, 2, false)).toEqual(expected)
})

/** With texts instead of their ids, which differ where columns are taken as they lie, and so do the widths of numbers. */
function withTexts({ strings, records, family, ...table }: EventTable): unknown {
  const texts = (ids: TextColumn): (string | undefined)[] => Array.from(ids, (id) => strings[id])
  const { provider, channel, computer } = records
  return {
    ...table,
    records: {
      ...records,
      offset: [...records.offset],
      provider: texts(provider),
      channel: texts(channel),
      computer: texts(computer),
    },
    family: {
      ...family,
      ...Object.fromEntries(TEXT_FIELDS.map((field) => [field, texts(family[field])])),
    },
  }
}

test('logs that came in order are joined where they lie, to the same table', () => {
  const files = [
    ['a', log('PC1', ['alice', 'bob', 'alice', 'erin'])],
    ['b', log('PC2', ['carol', 'alice', 'dave'])],
  ] as const
  const expected = withTexts(merged(files, 1, false))
  expect(withTexts(merged(files, 1, false, true))).toEqual(expected)
  // Out of order, and so copied.
  expect(merged(files, 1, true, true)).toEqual(merged(files, 1, false))
})

test('batches that threads finished out of turn are put in order, and joined where they lie', () => {
  const users = ['alice', 'bob', 'alice', 'erin', 'carol', 'alice', 'dave']
  const parsers = [new ChunkParser(), new ChunkParser()]
  const batches: Parameters<TableMerger['add']>[] = []
  eachChunk(log('PC1', users), (chunk, offset) => {
    const stream = batches.length % 2
    parsers[stream]!.parse(chunk, offset, false)
    batches.push(['a', batches.length, stream, parsers[stream]!.table.take()])
  })
  const joined = (arrivals: readonly number[], outOfTurn: number, last: boolean): EventTable => {
    const merger = new TableMerger(0, outOfTurn)
    for (const arrival of arrivals) merger.add(...batches[arrival]!)
    return merger.table(last)
  }
  const expected = joined([0, 1, 2, 3], 0, false)
  const late = [1, 0, 3, 2]
  expect(joined(late, 2, false)).toEqual(expected)
  expect(withTexts(joined(late, 2, true))).toEqual(withTexts(expected))
  // Texts keep the ids of their arrival only where no row had to move.
  expect(joined(late, 2, true).strings).not.toEqual(expected.strings)
  expect(joined(late, 0, true).strings).toEqual(expected.strings)
  // The second batch never came.
  expect(joined([3, 2, 0], 2, true).records.length).toBe(joined([0, 2, 3], 0, true).records.length)
})

test('a column takes as many bytes a value as its largest one needs', () => {
  const column = idColumn(segmentRows(1))
  const kinds: (string | undefined)[] = []
  const values = [7, 255, 256, 65_535, 65_536, 0xffff_ffff, 0x1_0000_0000, 3]
  values.forEach((value, row) => {
    column.writeNarrow(row, Float64Array.of(value), Number.MAX_SAFE_INTEGER)
    kinds.push(column.take(row + 1)?.constructor.name)
  })
  const twice = ['Uint8Array', 'Uint16Array', 'Uint32Array', 'Float64Array'].flatMap((kind) => [kind, kind])
  expect(kinds).toEqual(twice)
  expect([...(column.take(values.length) ?? [])]).toEqual(values)
})

test('text ids that another parser gave find room too', () => {
  const column = idColumn(segmentRows(1))
  const of = [0, 300, 70_000, 5]
  column.writeIds(0, Uint32Array.of(3, 1, 2, 3, 0), { of, same: false }, 80_000)
  expect([...(column.take(5) ?? [])]).toEqual([5, 300, 70_000, 5, 0])
})

test('a column holds more rows than were expected, and lies in one piece up to as many', () => {
  const expected = 3 << 16
  const column = new SegmentedColumn((length) => new Uint32Array(length), segmentRows(expected))
  const rows = Uint32Array.from({ length: expected }, (_, row) => row)
  column.write(0, rows)
  expect(column.take(expected)?.every((value, row) => value === row)).toBe(true)
  column.write(expected, rows)
  expect(column.take(2 * expected)).toBeNull()
  const copied = new Uint32Array(2 * expected)
  column.copy(0, 2 * expected, copied, 0)
  expect(copied.every((value, row) => value === row % expected)).toBe(true)
})

test('what a hostile file claims to hold is not laid out at once', () => {
  expect(segmentRows(1e12)).toBeLessThanOrEqual(1 << 22)
  expect(segmentRows(0)).toBe(segmentRows(1))
})
