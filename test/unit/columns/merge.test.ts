import { expect, test } from 'vitest'
import { TableMerger } from '../../../electron/core/columns/merge-batches'
import type { EventTable } from '../../../electron/core/columns/event-table'
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
  return merger.table()
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
