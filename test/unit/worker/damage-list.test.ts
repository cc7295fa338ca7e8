import { expect, test } from 'vitest'
import type { SourceRange } from '../../../electron/contract/engine'
import { MAX_PROBLEMS } from '../../../electron/core/evtx/layout'
import { readCase } from '../../../electron/worker/read-case'
import { DamageList } from '../../../electron/worker/damage-list'
import { KLEE, logon528 } from '../../fixtures/evt-writer/legacy-events'
import { writeEvt } from '../../fixtures/evt-writer/write-evt'
import { ChunkWriter } from '../../fixtures/evtx-writer/chunk-writer'
import { element } from '../../fixtures/evtx-writer/xml-node'
import { recordOffsets, soundLog } from '../../fixtures/bad-input'
import { withFiles } from '../../fixtures/recovery'

// As in damage-list.
const MAX_PLACES = 10_000

const placeAt = (from: number): SourceRange => ({ from, to: from + 8, state: 'skipped-bytes', what: 'x' })

test('the first places of a file are kept, in whatever order they are told, and all are counted', () => {
  const list = new DamageList()
  const count = 2 * MAX_PLACES + 500
  // Two from the front, two from the back, and so on: as slabs of several threads come.
  for (let i = 0; i < count / 2; i++) list.add([placeAt(i), placeAt(count - 1 - i)])
  expect(list.count).toBe(count)
  expect(list.first().map(({ from }) => from)).toEqual(Array.from({ length: MAX_PLACES }, (_, i) => i))
  list.clear()
  expect([list.count, list.first()]).toEqual([0, []])
})

/** A log of one chunk in which every second record of these many has lost its signature. */
function withHoles(records: number): { bytes: Uint8Array; holes: number } {
  const writer = new ChunkWriter()
  for (let i = 0; i < records; i++) writer.add({ id: BigInt(i + 1), written: 1n, content: element('Event') })
  const bytes = Buffer.concat([soundLog(1).subarray(0, 4096), writer.finish(1n, true)])
  const places = recordOffsets(bytes).filter((_, i) => i % 2 === 1)
  for (const at of places) bytes.fill(0x55, at, at + 8)
  return { bytes, holes: places.length }
}

test('a chunk with more problems than are listed counts them all: chunk, damaged and skipped', async () => {
  const { bytes, holes } = withHoles(400)
  expect(holes).toBeGreaterThan(2 * MAX_PROBLEMS)
  await withFiles({ 'a.evtx': bytes }, async ({ 'a.evtx': path }) => {
    const { sources } = await readCase([path!])
    const { records, chunks, ranges } = sources[0]!
    expect(records.seen).toBe(records.decoded + records.damaged + records.skipped)
    expect(records.skipped).toBe(holes)
    expect(ranges.shown).toHaveLength(MAX_PROBLEMS)
    expect(ranges.shown.length + ranges.more).toBe(records.damaged + records.skipped + chunks.damaged)
  })
})

test('a lost chunk is one place', async () => {
  const bytes = soundLog(400)
  bytes.fill(0x58, 4096, 4104)
  await withFiles({ 'a.evtx': bytes }, async ({ 'a.evtx': path }) => {
    // Its first chunk is no longer what tells a log with a damaged header.
    const { sources } = await readCase([path!])
    expect(sources[0]!.records.skipped).toBe(1)
    expect(sources[0]!.ranges).toMatchObject({ shown: [{ state: 'lost-chunk', from: 4096 }], more: 0 })
  })
})

test('a legacy record of which a part lies outside is listed where it is', async () => {
  const desk = { account: KLEE, logonId: 0x1f3a2 }
  const { bytes } = writeEvt([
    logon528('2005-06-01T08:00:00Z', desk),
    logon528('2005-06-01T08:01:00Z', desk),
    logon528('2005-06-01T08:02:00Z', desk),
  ])
  const view = new DataView(bytes.buffer, bytes.byteOffset)
  const second = 48 + view.getUint32(48, true)
  // Its strings begin behind its end.
  view.setUint32(second + 36, 0xffff, true)
  await withFiles({ 'SecEvent.Evt': bytes }, async ({ 'SecEvent.Evt': path }) => {
    const { sources } = await readCase([path!])
    expect(sources[0]!.records).toEqual({ seen: 3, decoded: 2, damaged: 1, skipped: 0 })
    expect(sources[0]!.ranges).toMatchObject({ shown: [{ state: 'damaged-record', from: second }], more: 0 })
  })
})
