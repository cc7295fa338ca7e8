import { crc32 } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { readCase } from '../../../electron/worker/read-case'
import type { FixtureRecord } from '../../fixtures/evtx-writer/fixture-record'
import * as v from '../../fixtures/evtx-writer/values'
import { writeEvtx, type WriteOptions } from '../../fixtures/evtx-writer/write-evtx'
import { recoverEvents, withFiles, type EventLine } from '../../fixtures/recovery'
import { Random } from '../../fixtures/sample-case/random'

const HEADER = 4096
const CHUNK = 65_536

/** Records with ids from `first`; `names` makes templates of their own. */
function records(
  count: number,
  first = 1,
  names: readonly [string, string] = ['n', 'text'],
): FixtureRecord[] {
  return Array.from({ length: count }, (_, i) => ({
    provider: 'Test',
    channel: 'Test',
    computer: 'PC1',
    eventId: 7,
    recordId: BigInt(first + i),
    time: new Date(Date.UTC(2024, 2, 12, 10, 0, 0) + (first + i) * 1000).toISOString().replace('Z', '0000Z'),
    body: {
      kind: 'named',
      data: [
        [names[0], v.u32(first + i)],
        [names[1], v.text(`value ${first + i}`)],
      ],
    },
  }))
}

function log(count: number, first = 1, options: WriteOptions = {}): Buffer {
  return Buffer.from(writeEvtx(records(count, first), options))
}

function chunkOf(bytes: Buffer, n = 0): Buffer {
  return Buffer.from(bytes.subarray(HEADER + n * CHUNK, HEADER + (n + 1) * CHUNK))
}

/** Offsets in a chunk of its records. */
function places(chunk: Buffer): number[] {
  const found: number[] = []
  for (let at = 512; at < chunk.readUInt32LE(48); at += chunk.readUInt32LE(at + 4)) found.push(at)
  return found
}

function recordOf(chunk: Buffer, n: number): Buffer {
  const at = places(chunk)[n]!
  return chunk.subarray(at, at + chunk.readUInt32LE(at + 4))
}

/** Takes the last records of a chunk back: they stay behind its free-space offset, and the checksums are right. */
function rollBack(chunk: Buffer, count: number): void {
  const free = places(chunk).at(-count)
  chunk.writeUInt32LE(free, 48)
  chunk.writeUInt32LE(crc32(chunk.subarray(512, free)), 52)
  chunk.writeUInt32LE(crc32(chunk.subarray(128, 512), crc32(chunk.subarray(0, 120))), 124)
}

/** Bytes of chance, the same in each run. */
function noise(size: number, seed: number): Buffer {
  const random = new Random(`noise ${seed}`)
  const bytes = Buffer.alloc(size)
  for (let i = 0; i < size; i++) bytes[i] = random.integer(0, 256)
  return bytes
}

const idsOf = (lines: readonly EventLine[]): number[] => lines.map((line) => Number(line.headerRecordId))
const range = (from: number, count: number): number[] => Array.from({ length: count }, (_, i) => from + i)

async function recover(files: Readonly<Record<string, Uint8Array>>): Promise<EventLine[]> {
  return withFiles(files, async (paths) => (await recoverEvents(Object.values(paths))).lines)
}

describe('slack', () => {
  test('records behind the free-space offset come back with their names, the live ones stay live', async () => {
    const bytes = log(20)
    rollBack(bytes.subarray(HEADER), 5)
    const lines = await recover({ 'a.evtx': bytes })
    expect(idsOf(lines)).toEqual(range(1, 20))
    expect(lines.map(({ status }) => status)).toEqual([
      ...Array<string>(15).fill('live'),
      ...Array<string>(5).fill('recovered'),
    ])
    expect(lines[19]).toMatchObject({
      recordId: '20',
      data: [
        ['n', '20'],
        ['text', 'value 20'],
      ],
      recovery: { method: 'slack', template: 'own', doubt: '' },
    })
  })

  test('a copy of a live record is dropped and counted, in its own file and across files', async () => {
    const rolled = log(20)
    rollBack(rolled.subarray(HEADER), 5)
    await withFiles({ 'rolled.evtx': rolled, 'whole.evtx': log(20) }, async (paths) => {
      const { lines, states } = await recoverEvents([paths['rolled.evtx']!, paths['whole.evtx']!])
      expect(lines.filter(({ status }) => status === 'recovered')).toEqual([])
      expect(states[0]!.recovery).toMatchObject({ recovered: 0, duplicates: 5 })
    })
  })

  test('nothing is invented: values that do not fit the definition stand without names', async () => {
    const bytes = log(20)
    const chunk = bytes.subarray(HEADER)
    // The body's first value of the last record, u32 by its definition, becomes a text of two characters.
    const last = chunk.subarray(places(Buffer.from(chunk)).at(-1))
    const descriptor = last.indexOf(Buffer.from([4, 0, 0x08, 0]), 100)
    last[descriptor + 2] = 0x01
    rollBack(chunk, 5)
    const line = (await recover({ 'a.evtx': bytes })).at(-1)
    expect(line).toMatchObject({ headerRecordId: '20', status: 'recovered', recovery: { template: 'none' } })
    expect(line.data.every(([name]) => name === null)).toBe(true)
    expect(line.data.map(([, text]) => text)).toContain('value 20')
  })
})

describe('definitions', () => {
  /** A log whose body definition is overwritten with FF. */
  function overwritten(): Buffer {
    const bytes = log(10)
    const chunk = bytes.subarray(HEADER)
    const first = chunk.indexOf(Buffer.from('EventData', 'utf16le'))
    chunk.fill(0xff, first - 20, first + 18)
    return bytes
  }

  test('an overwritten one is borrowed by its id from another file', async () => {
    const alone = await recover({ 'a.evtx': overwritten() })
    expect(alone.map(({ data }) => data)).toEqual(
      range(1, 10).map((id) => [
        [null, String(id)],
        [null, `value ${id}`],
      ]),
    )
    const lines = await recover({ 'a.evtx': overwritten(), 'b.evtx': log(5, 1000) })
    const mended = lines.filter(({ source }) => source.endsWith('a.evtx'))
    expect(idsOf(mended)).toEqual(range(1, 10))
    expect(mended.map(({ recovery }) => recovery?.template)).toEqual(Array<string>(10).fill('borrowed'))
    expect(mended[9]!.data).toEqual([
      ['n', '10'],
      ['text', 'value 10'],
    ])
  })

  test('of two different ones with the same id neither is lent', async () => {
    const lender = Buffer.from(writeEvtx(records(3, 1000), { noCrc: true }))
    const other = Buffer.from(writeEvtx(records(3, 2000, ['other', 'names']), { noCrc: true }))
    const [theirs, own] = [bodyId(other), bodyId(lender)]
    for (let at = other.indexOf(theirs); at >= 0; at = other.indexOf(theirs, at + 1)) own.copy(other, at)
    const lines = await recover({ 'a.evtx': overwritten(), 'b.evtx': lender, 'c.evtx': other })
    const orphans = lines.filter(({ source }) => source.endsWith('a.evtx'))
    expect(orphans.length).toBe(10)
    expect(orphans.flatMap(({ data }) => data).every(([name]) => name === null)).toBe(true)
  })

  /** Id bytes of the body's definition: first u32 of the GUID of the second definition of the chunk. */
  function bodyId(bytes: Buffer): Buffer {
    const chunk = bytes.subarray(HEADER)
    const offsets = Array.from({ length: 32 }, (_, i) => chunk.readUInt32LE(384 + 4 * i)).filter(Boolean)
    const body = Math.max(...offsets)
    return Buffer.from(chunk.subarray(body + 4, body + 8))
  }
})

describe('carving', () => {
  test('an image gives exactly what was put in', async () => {
    const image = noise(5 * 1024 * 1024, 7)
    const put = (bytes: Uint8Array, at: number): void => image.set(bytes, at)
    put(chunkOf(log(30, 100)), 12_345)
    // Across the border of two windows, and across the end of the file's first 2 MiB.
    put(chunkOf(log(40, 200)), 2 * 1024 * 1024 - 30_001)
    // Half a chunk, and another right behind it.
    const half = chunkOf(log(60, 300)).subarray(0, 9_003)
    put(half, 3_000_001)
    put(chunkOf(log(20, 400)), 3_009_004)
    const whole = places(chunkOf(log(60, 300))).filter(
      (_, i, all) => (all[i + 1] ?? 0) <= half.length && i < 59,
    )
    // Records alone: with and without the definition inside.
    put(recordOf(chunkOf(log(3, 500)), 0), 4_000_003)
    put(recordOf(chunkOf(log(3, 510)), 2), 4_100_005)
    const { lines, states } = await withFiles({ 'image.raw': image }, (paths) =>
      recoverEvents(Object.values(paths)),
    )
    // Half a chunk is none whose checksum could be right.
    expect(states[0]).toMatchObject({
      chunks: { ok: 3, damaged: 1, empty: 0 },
      recovery: { carvedChunks: { ok: 3, damaged: 1 } },
    })
    expect(idsOf(lines)).toEqual([
      ...range(100, 30),
      ...range(200, 40),
      ...range(300, whole.length),
      ...range(400, 20),
      500,
      512,
    ])
    expect(lines.every(({ status }) => status === 'recovered')).toBe(true)
    const named = lines.map(({ data }) => data[1]?.join('='))
    expect(named).toEqual(idsOf(lines).map((id) => `text=value ${id}`))
    expect(lines.at(-2).recovery).toMatchObject({ method: 'carved-record', template: 'own' })
    expect(lines.at(-1).recovery).toMatchObject({ method: 'carved-record', template: 'borrowed' })
  })

  test('a record whose definitions exist nowhere keeps its header and its values', async () => {
    const image = noise(100_000, 9)
    image.set(recordOf(chunkOf(log(3, 510)), 2), 5_003)
    const [line, ...rest] = await recover({ 'image.raw': image })
    expect(rest).toEqual([])
    expect(line).toMatchObject({
      offset: 5_003,
      headerRecordId: '512',
      recordId: null,
      kind: null,
      recovery: { method: 'carved-record', template: 'none' },
    })
    expect(line!.data.map(([, text]) => text)).toContain('value 512')
  })

  test('chunks that were shifted in a log are found beside the slots', async () => {
    const bytes = log(90, 1, { recordsPerChunk: 30 })
    const cut = HEADER + CHUNK + 20_000
    const shifted = Buffer.concat([bytes.subarray(0, cut), noise(100, 3), bytes.subarray(cut)])
    const { lines, states } = await withFiles({ 'a.evtx': shifted }, (paths) =>
      recoverEvents(Object.values(paths)),
    )
    expect(idsOf(lines)).toEqual(range(1, 90))
    expect(states[0]!.recovery!.carvedChunks.ok).toBe(1)
  })

  test.each([1, 7, 72, 500])(
    'a chunk %i bytes behind its slot does not hide the live one in the next slot',
    async (by) => {
      const bytes = log(90, 1, { recordsPerChunk: 30 })
      const slot = HEADER + CHUNK
      const chunk = chunkOf(bytes, 1)
      bytes.fill(0, slot, slot + by)
      chunk.copy(bytes, slot + by, 0, CHUNK - by)
      const lines = await recover({ 'a.evtx': bytes })
      expect(idsOf(lines)).toEqual(range(1, 90))
      expect(lines.slice(60).every(({ status }) => status === 'live')).toBe(true)
    },
  )

  test('what holds nothing says so, and without recovery a hint is given', async () => {
    await withFiles({ 'image.raw': noise(300_000, 5) }, async (paths) => {
      const { lines, states } = await recoverEvents([paths['image.raw']!])
      expect(lines).toEqual([])
      expect(states[0]!.message).toContain('no chunk or record')
      const { sources } = await readCase([paths['image.raw']!], { threads: 1 })
      expect(sources[0]!.message).toContain('--recover')
    })
  })
})

test('rows and counts do not depend on the order of the files', async () => {
  const rolled = log(20, 1)
  rollBack(rolled.subarray(HEADER), 5)
  const image = noise(200_000, 11)
  image.set(chunkOf(log(30, 10)), 777)
  await withFiles({ 'a.evtx': rolled, 'b.raw': image, 'c.evtx': log(5, 1000) }, async (paths) => {
    const names = Object.values(paths)
    const first = await readCase(names, { threads: 1, recover: true })
    const second = await readCase(names.toReversed(), { threads: 1, recover: true })
    const facts = ({ table, sources }: typeof first): unknown => [
      [...table.records.recordId],
      [...(table.records.recovered ?? [])],
      table.strings,
      sources.map(({ recovery, records: counts }) => [recovery, counts]),
    ]
    expect(facts(first)).toEqual(facts(second))
    // 5 of slack, then 30 of the image less those that a.evtx has already.
    expect([...(first.table.records.recovered ?? [])].filter(Boolean).length).toBe(5 + 30 - 11)
  })
})
