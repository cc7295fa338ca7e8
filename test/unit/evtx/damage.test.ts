import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import * as v from '../../fixtures/evtx-writer/values'
import type { FixtureRecord } from '../../fixtures/evtx-writer/fixture-record'
import { writeEvtx } from '../../fixtures/evtx-writer/write-evtx'
import { readEvents } from '../../fixtures/read-events'
import { readTable } from '../../fixtures/read-table'

const RECORDS: FixtureRecord[] = Array.from({ length: 40 }, (_, i) => ({
  provider: 'Test',
  channel: 'Test',
  computer: 'PC1',
  eventId: i % 3,
  time: `2024-03-12T10:00:${String(i).padStart(2, '0')}.0000000Z`,
  body: {
    kind: 'named',
    data: [
      ['n', v.u32(i)],
      ['text', v.text(`value ${i}`)],
    ],
  },
}))
const FIRST_RECORD = 4096 + 512

function damaged(change: (bytes: Uint8Array, view: DataView) => void, options = {}): Uint8Array {
  const bytes = writeEvtx(RECORDS, options)
  change(bytes, new DataView(bytes.buffer))
  return bytes
}

/** Offset of the n-th record. */
function place(bytes: Uint8Array, n: number): number {
  const view = new DataView(bytes.buffer)
  let at = FIRST_RECORD
  for (let i = 0; i < n; i++) at += view.getUint32(at + 4, true)
  return at
}

function counts(bytes: Uint8Array): { seen: number; decoded: number; damaged: number; skipped: number } {
  const sum = { seen: 0, decoded: 0, damaged: 0, skipped: 0 }
  for (const { records } of readEvents(bytes).reports)
    for (const key of ['seen', 'decoded', 'damaged', 'skipped'] as const) sum[key] += records[key]
  return sum
}

describe('damage is counted and never stops a file', () => {
  test('a sound file has none', () => {
    expect(counts(damaged(() => {}))).toEqual({ seen: 40, decoded: 40, damaged: 0, skipped: 0 })
  })

  test('an overwritten signature loses one record', () => {
    const bytes = damaged((b) => b.fill(0xff, place(b, 5), place(b, 5) + 8))
    expect(counts(bytes)).toEqual({ seen: 40, decoded: 39, damaged: 0, skipped: 1 })
    expect(readEvents(bytes).reports[0]!.status).toBe('data-crc')
  })

  test('a wrong size is mended by the copy behind it', () => {
    expect(counts(damaged((b, view) => view.setUint32(place(b, 5) + 4, 0, true))).decoded).toBe(40)
  })

  test('a wrong size copy is forgiven where the next record follows', () => {
    expect(counts(damaged((b, view) => view.setUint32(place(b, 6) - 4, 1, true))).decoded).toBe(40)
  })

  test('a token that is none damages its record only, and the record stays in the list with what its header says', () => {
    // The first use of a template holds its definition: damage a later record's instance token instead.
    const bytes = damaged((b) => (b[place(b, 20) + 28] = 0x3a))
    expect(counts(bytes)).toEqual({ seen: 40, decoded: 39, damaged: 1, skipped: 0 })
    expect(readEvents(bytes).events[20]).toMatchObject({
      status: 'damaged',
      headerRecordId: '21',
      eventId: null,
    })
    expect(readTable([{ name: 'a', bytes }]).records.length).toBe(39)
  })

  test('a definition under another id lends nothing: every record that used it is damaged', () => {
    const view = new DataView(damaged(() => {}).buffer)
    const instance = FIRST_RECORD + 28
    const definition = 4096 + view.getUint32(instance + 6, true)
    const bytes = damaged((_, v) => v.setUint32(definition + 4, 0xdeadbeef, true))
    const result = counts(bytes)
    expect(result.decoded).toBe(0)
    expect(result.damaged).toBe(40)
  })

  test('a chunk without signature is skipped, the others are read', () => {
    const bytes = damaged((b) => b.fill(0, 4096 + 65_536, 4096 + 65_536 + 8), { recordsPerChunk: 10 })
    expect(counts(bytes)).toEqual({ seen: 31, decoded: 30, damaged: 0, skipped: 1 })
  })

  test('a file cut in the middle keeps what is whole', () => {
    const whole = damaged(() => {})
    const cut = whole.slice(0, place(whole, 12) + 10)
    const { reports, events } = readEvents(cut)
    expect(reports[0]!.status).toBe('short')
    expect(events.length).toBe(12)
  })
})

describe('hostile bytes', () => {
  test('whatever is changed, reading ends, throws nothing and counts add up', () => {
    const sound = writeEvtx(RECORDS)
    const end = place(sound, 39)
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 4096, max: end }), fc.integer({ min: 0, max: 255 })), {
          minLength: 1,
          maxLength: 40,
        }),
        (changes) => {
          const bytes = sound.slice()
          for (const [at, value] of changes) bytes[at] = value
          const { seen, decoded, damaged: bad, skipped } = counts(bytes)
          expect(seen).toBe(decoded + bad + skipped)
          readTable([{ name: 'a', bytes }])
        },
      ),
      { numRuns: 300 },
    )
  })
})
