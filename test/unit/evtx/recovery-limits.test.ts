import { crc32 } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { MAX_CHUNK_UNITS } from '../../../electron/core/evtx/layout'
import { candidateSize } from '../../../electron/core/evtx/recovery/candidate'
import {
  MAX_CANDIDATE_SIZE,
  MAX_DEFINITIONS,
  MAX_ID_HIGH,
  MAX_RAW_VALUES,
  MAX_RECORD_TRAIL,
  MAX_RECOVERED_RANGES,
  MIN_CANDIDATE_SIZE,
  WRITTEN_FROM,
  WRITTEN_TO,
} from '../../../electron/core/evtx/recovery/limits'
import {
  TemplateLibrary,
  TRUST,
  type Definition,
} from '../../../electron/core/evtx/recovery/template-library'
import { RecoveryPass } from '../../../electron/worker/recovery-pass'
import { ChunkWriter, type TemplateInstance } from '../../fixtures/evtx-writer/chunk-writer'
import * as v from '../../fixtures/evtx-writer/values'
import { element, slot, textPart, type XmlElement } from '../../fixtures/evtx-writer/xml-node'
import { recoverEvents, withFiles, type EventLine } from '../../fixtures/recovery'

const WRITTEN = 0x01da_0000_0000_0000n

interface Frame {
  readonly size: number
  readonly written?: number
  readonly idHigh?: number
}

/** A frame of a record: nothing in it is looked at but its ends. */
function framed({ size, written = WRITTEN_FROM, idHigh = 0 }: Frame): number {
  const bytes = new Uint8Array(size + 16)
  const view = new DataView(bytes.buffer)
  const words = [0x2a2a, size, 1, idHigh, 0, written] as const
  ;[0, 4, 8, 12, 16, 20].forEach((at, i) => view.setUint32(at, words[i]!, true))
  view.setUint32(size - 4, size, true)
  return candidateSize(bytes, 0, bytes.length)
}

describe('what recovery takes for a record', () => {
  test.each([
    ['the smallest', { size: MIN_CANDIDATE_SIZE }, true],
    ['smaller', { size: MIN_CANDIDATE_SIZE - 8 }, false],
    ['the largest', { size: MAX_CANDIDATE_SIZE }, true],
    ['larger than a chunk holds', { size: MAX_CANDIDATE_SIZE + 8 }, false],
    ['no multiple of 8', { size: MIN_CANDIDATE_SIZE + 4 }, false],
    ['the last time', { size: 64, written: WRITTEN_TO - 1 }, true],
    ['written too late', { size: 64, written: WRITTEN_TO }, false],
    ['written too early', { size: 64, written: WRITTEN_FROM - 1 }, false],
    ['the highest id', { size: 64, idHigh: MAX_ID_HIGH }, true],
    ['an id above it', { size: 64, idHigh: MAX_ID_HIGH + 1 }, false],
  ])('%s: %o', (_, frame: Frame, taken) => {
    expect(framed(frame)).toBe(taken ? frame.size : 0)
  })
})

/** A log of one chunk whose last records lie behind the free-space offset. */
function rolledBack(contents: readonly TemplateInstance[], count: number): Buffer {
  return Buffer.concat([fileHeader(), rolledBackChunk(contents, count, 1)])
}

function rolledBackChunk(contents: readonly TemplateInstance[], count: number, firstId: number): Buffer {
  const writer = new ChunkWriter()
  const places: number[] = []
  contents.forEach((content, i) => {
    const id = BigInt(firstId + i)
    if (!writer.add({ id, written: WRITTEN + id, content })) throw new Error('full')
  })
  const chunk = Buffer.from(writer.finish(1n, false))
  for (let at = 512; at < chunk.readUInt32LE(48); at += chunk.readUInt32LE(at + 4)) places.push(at)
  seal(chunk, places.at(-count))
  return chunk
}

function fileHeader(): Buffer {
  const header = Buffer.alloc(4096)
  header.write('ElfFile\0', 'latin1')
  header.writeUInt32LE(128, 32)
  header.writeUInt16LE(4096, 40)
  header.writeUInt32LE(crc32(header.subarray(0, 120)), 124)
  return header
}

function seal(chunk: Buffer, free: number): void {
  chunk.writeUInt32LE(free, 48)
  chunk.writeUInt32LE(crc32(chunk.subarray(512, free)), 52)
  chunk.writeUInt32LE(crc32(chunk.subarray(128, 512), crc32(chunk.subarray(0, 120))), 124)
}

const instance = (n: number, values: TemplateInstance['values'] = [v.u32(n)]): TemplateInstance => ({
  template: element(
    'Event',
    [],
    [
      element('System', [], [element('EventID', [], [textPart('7')])]),
      element('EventData', [], [element('Data', [], [slot(0, 8)])]),
    ],
  ),
  values,
})

async function recovered(file: Uint8Array) {
  return withFiles({ 'a.evtx': file }, async ({ 'a.evtx': path }) => {
    const { lines, states } = await recoverEvents([path!])
    return { lines: lines.filter(({ status }) => status === 'recovered'), state: states[0]! }
  })
}

describe('what recovery keeps of a record', () => {
  /** The last record of a log made longer by bytes between its values and its end. */
  async function withTrail(more: number): Promise<EventLine | undefined> {
    const file = rolledBack([instance(1), instance(2), instance(3)], 1)
    const chunk = file.subarray(4096)
    const at = chunk.readUInt32LE(48)
    const size = chunk.readUInt32LE(at + 4)
    chunk.writeUInt32LE(0, at + size - 4)
    chunk.writeUInt32LE(size + more, at + 4)
    chunk.writeUInt32LE(size + more, at + size + more - 4)
    return (await recovered(file)).lines[0]
  }

  test(`values that end more than ${MAX_RECORD_TRAIL} bytes before it are not its values`, async () => {
    expect(await withTrail(8)).toMatchObject({ data: [[null, '3']], recovery: { template: 'own' } })
    expect(await withTrail(MAX_RECORD_TRAIL)).toMatchObject({
      data: [],
      recovery: {
        template: 'none',
        doubt: 'its values do not end where it does; only its header could be read',
      },
    })
  })

  test.each([
    ['values', MAX_RAW_VALUES, Array.from({ length: MAX_RAW_VALUES }, (_, i) => v.u32(i))],
    ['more values', MAX_RAW_VALUES, Array.from({ length: MAX_RAW_VALUES + 9 }, (_, i) => v.u32(i))],
    ['items', MAX_RAW_VALUES, [v.textArray(Array.from({ length: MAX_RAW_VALUES + 9 }, (_, i) => `i${i}`))]],
    ['few', 3, [v.u32(1), v.u32(2), v.u32(3)]],
  ])('raw values without a definition: %s, %i are listed', async (_, listed, values) => {
    const file = rolledBack([instance(1, values), instance(2, values)], 1)
    // The definition is overwritten: neither record has one.
    const chunk = file.subarray(4096)
    chunk.fill(0xff, 512 + 28 + 10 + 4, 512 + 28 + 10 + 40)
    const { lines } = await recovered(file)
    expect(lines.at(-1)).toMatchObject({ headerRecordId: '2', recovery: { template: 'none' } })
    expect(lines.at(-1)?.data).toHaveLength(listed)
  })

  test.each([
    [MAX_RECOVERED_RANGES, MAX_RECOVERED_RANGES],
    [MAX_RECOVERED_RANGES + 200, MAX_RECOVERED_RANGES],
  ])('of %i recovered records the place of %i is kept, all are counted', async (count, kept) => {
    const inChunk = 200
    const contents = Array.from({ length: inChunk + 1 }, (_, i) => instance(i))
    const chunks = Array.from({ length: count / inChunk }, (_, i) =>
      rolledBackChunk(contents, inChunk, 1 + i * (inChunk + 1)),
    )
    await withFiles({ 'a.evtx': Buffer.concat([fileHeader(), ...chunks]) }, async ({ 'a.evtx': path }) => {
      const pass = new RecoveryPass()
      const source = { path: path!, shown: 'a.evtx' }
      const { signal } = new AbortController()
      await pass.collect(source, signal)
      const { counts, ranges } = await pass.recover(source, signal, { recovered: () => undefined })
      expect(counts.recovered).toBe(count)
      expect(ranges).toHaveLength(kept)
    })
  })
})

describe('what records outside chunks may make', () => {
  /** Some 51,000 units in 1,300 bytes. */
  const large = element(
    'Event',
    [],
    [
      element('System', [], [element('EventID', [], [textPart('7')])]),
      element(
        'EventData',
        [],
        [...Array.from({ length: 100 }, () => element('n'.repeat(512))), element('Data', [], [slot(0, 8)])],
      ),
    ],
  )

  /** A chunk full of small records of one large template, its header and what else is before its records wiped. */
  function strays(template: XmlElement, first: number): { bytes: Buffer; count: number } {
    const writer = new ChunkWriter()
    let id = first
    const record = (): Parameters<ChunkWriter['add']>[0] => ({
      id: BigInt(id),
      written: WRITTEN + BigInt(id),
      content: { template, values: [v.u32(id)] },
    })
    while (writer.add(record())) id++
    return { bytes: Buffer.from(writer.finish(1n, false)).fill(0, 0, 512), count: id - first }
  }

  test('64 KiB of them make no more text than a chunk: the others keep their values without names', async () => {
    const { bytes, count } = strays(large, 1)
    await withFiles({ 'a.img': bytes }, async ({ 'a.img': path }) => {
      const { lines, states } = await recoverEvents([path!])
      expect(lines.length).toBeGreaterThan(1000)
      expect(lines.length).toBeGreaterThanOrEqual(count - 1)
      expect(lines.at(-1)?.data.at(-1)).toEqual([null, String(count)])
      const { own, none } = states[0]!.recovery!
      expect(own).toBeGreaterThan(10)
      expect(own).toBeLessThanOrEqual(MAX_CHUNK_UNITS / 50_000)
      expect(own + none).toBe(lines.length)
    })
  })

  test('their surroundings are those of their own file', async () => {
    const named = (name: string): XmlElement =>
      element(
        'Event',
        [],
        [
          element('System', [], [element('EventID', [], [textPart('7')])]),
          element('EventData', [], [element(name, [], [slot(0, 8)])]),
        ],
      )
    const files = { 'a.img': strays(named('Aaa'), 1).bytes, 'b.img': strays(named('Bbb'), 5000).bytes }
    await withFiles(files, async (paths) => {
      const { lines } = await recoverEvents([paths['a.img']!, paths['b.img']!])
      expect(lines.length).toBeGreaterThan(1000)
      for (const { headerRecordId, data, recovery } of lines) {
        expect(recovery?.template).toBe('own')
        expect(data).toEqual([[Number(headerRecordId) < 5000 ? 'Aaa' : 'Bbb', headerRecordId]])
      }
    })
  })
})

describe('definitions learned', () => {
  const definition = (id: number, guid = String(id)): Definition => ({
    id,
    guid,
    code: Uint16Array.of(0),
    parts: [],
    extent: { units: 1, depth: 0, repeats: 1 },
    plan: {},
    slots: new Uint16Array(0),
    slotCount: 0,
  })

  test(`${MAX_DEFINITIONS} ids, no more; of an id that is known others are still learned`, () => {
    const library = new TemplateLibrary()
    for (let id = 0; id < MAX_DEFINITIONS + 10; id++) library.learn(definition(id), TRUST.checked)
    expect(library.size).toBe(MAX_DEFINITIONS)
    expect(library.lend(MAX_DEFINITIONS - 1).state).toBe('known')
    expect(library.lend(MAX_DEFINITIONS).state).toBe('unknown')
    library.learn(definition(0, 'another'), TRUST.checked)
    expect(library.lend(0).state).toBe('ambiguous')
  })

  test('of one id two of equal trust are enough to lend none, and a better one ends the doubt in any order', () => {
    const learned: (readonly [string, 0 | 1 | 2])[] = [
      ['a', TRUST.slack],
      ['b', TRUST.slack],
      ['c', TRUST.slack],
      ['d', TRUST.checked],
    ]
    for (const order of [learned, learned.toReversed()]) {
      const library = new TemplateLibrary()
      order.forEach(([guid, trust], i) => {
        library.learn(definition(7, guid), trust)
        if (i === 2 && order === learned) expect(library.lend(7).state).toBe('ambiguous')
      })
      expect(library.lend(7)).toMatchObject({ state: 'known', definition: { guid: 'd' } })
    }
  })
})
