import { describe, expect, test } from 'vitest'
import { writeEvt, type LegacyRecord } from '../../fixtures/evt-writer/write-evt'
import { readLegacy } from '../../fixtures/evt-writer/read-legacy'

/** Records whose sizes differ, so that every place of the end of a file comes up. */
const records = (count: number): LegacyRecord[] =>
  Array.from({ length: count }, (_, i) => ({
    time: new Date(Date.UTC(2005, 4, 1) + i * 60_000).toISOString(),
    id: 600 + (i % 20),
    sid: i % 3 === 0 ? 'S-1-5-18' : undefined,
    strings: [`record ${i}`, 'x'.repeat(i % 13)],
  })) as LegacyRecord[]

const numbers = (read: readonly { number: number }[]): number[] =>
  read.map(({ number }) => number).toSorted((a, b) => a - b)
const range = (from: number, to: number): number[] =>
  Array.from({ length: to - from + 1 }, (_, i) => from + i)

describe('a log that never wrapped', () => {
  test('is read from the first record to the end-of-file record', () => {
    const { bytes } = writeEvt(records(40))
    const { found, live, stale } = readLegacy(bytes)
    expect(numbers(live)).toEqual(range(1, 40))
    expect(live.some(({ damaged }) => damaged)).toBe(false)
    expect(stale).toEqual([])
    expect(found).toMatchObject({ skipped: 0, problems: [], cut: false, ring: { warnings: [] } })
  })

  test('is read by its end-of-file record where it was not closed', () => {
    const { found, live } = readLegacy(writeEvt(records(40), { dirty: true }).bytes)
    expect(numbers(live)).toEqual(range(1, 40))
    expect(found.ring.warnings.join()).toContain('not closed')
  })

  test('is read without an end-of-file record', () => {
    const { found, live } = readLegacy(writeEvt(records(40), { dirty: true, withoutEof: true }).bytes)
    expect(numbers(live)).toEqual(range(1, 40))
    expect(found.skipped).toBe(0)
    expect(found.ring.warnings.join()).toContain('no end-of-file record')
  })

  test('may hold nothing', () => {
    const { found, live } = readLegacy(writeEvt([]).bytes)
    expect(live).toEqual([])
    expect(found).toMatchObject({ skipped: 0, problemCount: 0 })
  })

  test('keeps its records where the header is overwritten', () => {
    const { bytes } = writeEvt(records(12))
    bytes.fill(0, 0, 48)
    expect(numbers(readLegacy(bytes).live)).toEqual(range(1, 12))
  })

  test('keeps its records where the header points at nothing', () => {
    const { bytes } = writeEvt(records(12))
    new DataView(bytes.buffer).setUint32(16, 0xfffffff0, true)
    new DataView(bytes.buffer).setUint32(20, 0x7, true)
    expect(numbers(readLegacy(bytes).live)).toEqual(range(1, 12))
  })
})

describe('a log that wrapped', () => {
  test('gives the ring, whatever is split over its end, and what is left of earlier rounds', () => {
    const seen = new Set<string>()
    for (let fileSize = 3000; fileSize < 3400; fileSize += 4) {
      for (const [dirty, keepFree] of [
        [false, 0],
        [true, 0],
        [false, 700],
      ] as const) {
        const written = writeEvt(records(70), { fileSize, dirty, keepFree, firstNumber: 100 })
        const { found, live, stale } = readLegacy(written.bytes)
        expect(numbers(live), `${fileSize}`).toEqual(written.live.map(({ number }) => number))
        expect(live.every((record) => !record.damaged)).toBe(true)
        expect(found.skipped, `${fileSize}`).toBe(0)
        for (const { number } of stale) expect(number).toBeLessThan(written.live[0]!.number)
        if (written.live.some(({ offset, size }) => offset + size > fileSize)) seen.add('record split')
        if (written.eof + 40 > fileSize) seen.add('end-of-file record split')
        if (stale.length > 0) seen.add('older records')
      }
    }
    expect([...seen].sort()).toEqual(['end-of-file record split', 'older records', 'record split'])
  })

  test('keeps every record that is there without its end-of-file record', () => {
    const written = writeEvt(records(70), { fileSize: 3200, dirty: true, withoutEof: true })
    const { live } = readLegacy(written.bytes)
    const found = new Set(numbers(live))
    for (const { number } of written.live) expect(found.has(number)).toBe(true)
  })
})

describe('damage', () => {
  test('a cut off log keeps what is whole, and the whole strings of the record that is cut', () => {
    const all = writeEvt(records(40))
    for (let cutAt = all.bytes.length - 900; cutAt < all.bytes.length - 300; cutAt += 37) {
      const { live, found } = readLegacy(writeEvt(records(40), { cutAt }).bytes)
      const whole = all.live.filter(({ offset, size }) => offset + size <= cutAt).length
      const sound = live.filter(({ damaged }) => !damaged)
      expect(sound).toHaveLength(whole)
      expect(live.length + found.skipped).toBeLessThanOrEqual(whole + 1)
      for (const { damaged, number, strings } of live) {
        if (damaged) expect([`record ${number - 1}`].slice(0, strings.length)).toEqual(strings.slice(0, 1))
      }
    }
  })

  test('an overwritten stretch costs the records in it and is told', () => {
    const { bytes, live: places } = writeEvt(records(40))
    bytes.fill(0xee, places[10]!.offset, places[13]!.offset)
    const { live, found } = readLegacy(bytes)
    expect(numbers(live)).toEqual([...range(1, 10), ...range(14, 40)])
    expect(found.skipped).toBe(1)
    expect(found.problems[0]).toMatchObject({
      from: places[10]!.offset,
      to: places[13]!.offset,
      state: 'skipped-bytes',
    })
  })

  test('a record whose size at the end is missing is told as damaged', () => {
    const { bytes, live: places } = writeEvt(records(20))
    const { offset, size } = places[4]!
    bytes.fill(0, offset + size - 4, offset + size)
    const { live, found } = readLegacy(bytes)
    expect(numbers(live)).toEqual(range(1, 20))
    expect(live.filter(({ damaged }) => damaged).map(({ number, strings }) => [number, strings])).toEqual([
      [5, ['record 4', 'xxxx']],
    ])
    expect(found.problems).toHaveLength(1)
  })
})
