import { describe, expect, test } from 'vitest'
import type { SourceId } from '../../../electron/contract/ids'
import { CHUNK_SIZE, FILE_HEADER_SIZE } from '../../../electron/core/evtx/layout'
import { openLog, readLog } from '../../../electron/worker/read-source'
import { ParserPool } from '../../../electron/worker/scheduler'
import { SourceProgress } from '../../../electron/worker/source-progress'
import type { ByteSource } from '../../../electron/worker/sources/byte-source'
import { chunksOf } from '../../fuzz/base-chunks'
import * as v from '../../fixtures/evtx-writer/values'
import { attribute, element, slot, textPart } from '../../fixtures/evtx-writer/xml-node'
import type { FixtureRecord } from '../../fixtures/evtx-writer/fixture-record'
import { writeEvtx, type WriteOptions } from '../../fixtures/evtx-writer/write-evtx'
import { readEvents, readXml } from '../../fixtures/read-events'
import { readTable } from '../../fixtures/read-table'

const RECORDS = Array.from({ length: 40 }, (_, i): FixtureRecord => ({
  provider: 'Test',
  channel: 'Test',
  computer: 'PC1',
  eventId: 1,
  time: `2024-03-12T10:00:${String(i).padStart(2, '0')}.0000000Z`,
  body: { kind: 'named', data: [['n', v.u32(i)]] },
}))

/** Parts of a file at their places, zeros between them. */
class SparseSource implements ByteSource {
  readonly modifiedMs = null
  constructor(
    readonly size: number,
    private readonly parts: ReadonlyMap<number, Uint8Array>,
  ) {}

  read(into: Uint8Array, position: number): Promise<number> {
    const length = Math.min(into.length, this.size - position)
    into.fill(0, 0, length)
    for (const [at, bytes] of this.parts) {
      const from = Math.max(at, position)
      const to = Math.min(at + bytes.length, position + length)
      if (from < to) into.set(bytes.subarray(from - at, to - at), from - position)
    }
    return Promise.resolve(Math.max(0, length))
  }

  close(): Promise<void> {
    return Promise.resolve()
  }
}

async function read(source: ByteSource): Promise<{ progress: SourceProgress; offsets: number[] }> {
  const progress = new SourceProgress('s' as SourceId, 'a.evtx', 'a.evtx')
  const pool = new ParserPool({ threads: 0 })
  const offsets: number[] = []
  progress.start(source.size, null)
  const log = await openLog(source, progress)
  await readLog(log, pool, progress, {
    signal: new AbortController().signal,
    output: 'table',
    hash: null,
    deliver: (_, delivery) => offsets.push(...(delivery?.result?.batch?.offset ?? [])),
  })
  await pool.close()
  return { progress, offsets }
}

const whole = (bytes: Uint8Array): ByteSource => new SparseSource(bytes.length, new Map([[0, bytes]]))
const written = (options: WriteOptions): Uint8Array => writeEvtx(RECORDS, { recordsPerChunk: 10, ...options })

describe('files as they are found', () => {
  test('past 4 GiB the chunk count of the header wraps: every chunk is read, and nothing is said', async () => {
    const bytes = written({})
    const [first, second] = chunksOf(bytes)
    const last = FILE_HEADER_SIZE + CHUNK_SIZE * 65_540
    const source = new SparseSource(
      last + CHUNK_SIZE,
      new Map([
        [0, bytes.slice(0, FILE_HEADER_SIZE)],
        [FILE_HEADER_SIZE, first!],
        [last, second!],
      ]),
    )
    const { progress, offsets } = await read(source)
    expect(progress.snapshot()).toMatchObject({
      records: { seen: 20, decoded: 20 },
      truncated: false,
      warnings: [],
    })
    expect(offsets.filter((offset) => offset > 2 ** 32).length).toBe(10)
    expect(offsets[10]).toBe(last + 512)
  })

  test('a ring that has wrapped: records in the order they lie in, and nothing is said', async () => {
    const bytes = written({ wrapped: 1 })
    expect(
      readEvents(bytes)
        .events.map(({ recordId }) => Number(recordId))
        .slice(0, 11),
    ).toEqual([31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 1])
    expect((await read(whole(bytes))).progress.snapshot()).toMatchObject({
      records: { decoded: 40 },
      warnings: [],
    })
  })

  test.each([
    ['chunk count too small', 42, 1],
    ['first chunk', 8, 99],
    ['next record id', 24, 3],
    ['unknown flags', 120, 0x40],
  ])('a header that lies loses nothing: %s', async (_, at, value) => {
    const bytes = written({ noCrc: true })
    new DataView(bytes.buffer).setUint16(at, value, true)
    expect((await read(whole(bytes))).progress.snapshot().records).toMatchObject({ seen: 40, decoded: 40 })
  })

  test('a log still open, with the zeros that Windows laid out behind it', async () => {
    const { progress } = await read(whole(written({ dirty: true, emptyChunks: 5 })))
    expect(progress.snapshot()).toMatchObject({
      records: { decoded: 40 },
      chunks: { ok: 4, damaged: 0, empty: 5 },
    })
    expect(progress.snapshot().warnings).toEqual(['log was not closed (dirty)'])
  })
})

describe('records as collectors and tools write them', () => {
  test('a forwarded event with RenderingInfo: its data, its place and its message', () => {
    const log = writeEvtx([
      {
        ...RECORDS[0]!,
        style: 'text',
        rendering: { culture: 'en-US', message: 'An <account> was logged on.' },
      },
    ])
    expect(readEvents(log).events[0]).toMatchObject({ kind: 'EventData', data: [['n', '0']], recordId: '1' })
    expect(readXml(log)[0]).toContain(
      `<RenderingInfo Culture='en-US'><Message>An &lt;account&gt; was logged on.</Message>`,
    )
    expect(readTable([{ name: 'a', bytes: log }]).records.length).toBe(1)
  })

  test('arrays in attributes, in text and as whole content; a pair of references is one character', () => {
    const root = {
      template: element(
        'Event',
        [],
        [
          element('System', [], [element('EventID', [], [textPart('7')])]),
          element(
            'EventData',
            [],
            [
              element('Data', [attribute('Name', slot(0, 0x86))], [textPart('is '), slot(0, 0x86)]),
              element('Data', [attribute('Name', textPart('a'))], [slot(0, 0x86)]),
              element(
                'Data',
                [],
                [
                  { kind: 'character' as const, code: 0xd834 },
                  { kind: 'character' as const, code: 0xdd1e },
                ],
              ),
              element('Data', [], [slot(1, 1, true)]),
            ],
          ),
        ],
      ),
      values: [v.array([v.u16(1), v.u16(2)]), v.nullValue()],
    }
    const log = writeEvtx([{ ...RECORDS[0]!, rawRoot: root }])
    expect(readEvents(log).events[0]!.data).toEqual([
      ['1, 2', 'is 1, 2'],
      ['a', '1'],
      ['a', '2'],
      [null, '𝄞'],
    ])
    expect(readXml(log)[0]).toContain(
      `<Data Name='1, 2'>is 1, 2</Data><Data Name='a'>1</Data><Data Name='a'>2</Data><Data>𝄞</Data></EventData>`,
    )
  })

  test('names that are none stay as they are in the list and are made names in XML', () => {
    const root = element(
      'Event',
      [],
      [element('System'), element('UserData', [], [element('<a b>', [], [textPart('x')])])],
    )
    const log = writeEvtx([{ ...RECORDS[0]!, rawRoot: root }])
    expect(readEvents(log).events[0]!.data).toEqual([['<a b>', 'x']])
    expect(readXml(log)[0]).toContain('<_a_b_>x</_a_b_>')
  })
})
