import { describe, expect, test } from 'vitest'
import { MAX_EVT_PROBLEMS, MAX_EVT_RECORD_SIZE, MAX_NAME_UNITS } from '../../../electron/core/evt/layout'
import { legacyRecordBytes, type LegacyRecord } from '../../fixtures/evt-writer/legacy-record'
import { readLegacy } from '../../fixtures/evt-writer/read-legacy'
import { writeEvt } from '../../fixtures/evt-writer/write-evt'

const record = (more: Partial<LegacyRecord> = {}): LegacyRecord => ({
  time: '2005-06-01T08:00:00Z',
  id: 7,
  strings: ['x'],
  ...more,
})

/** A record of so many bytes. */
function ofSize(size: number): LegacyRecord {
  const empty = legacyRecordBytes(record(), 1).length
  return record({ data: new Uint8Array(size - empty) })
}

describe('limits of legacy logs', () => {
  test.each([
    [MAX_EVT_RECORD_SIZE, 3, 0],
    [MAX_EVT_RECORD_SIZE + 4, 2, 1],
  ])('a record of %i bytes: %i are read, %i stretches skipped', (size, live, skipped) => {
    const { bytes } = writeEvt([record(), ofSize(size), record()])
    const read = readLegacy(bytes)
    expect(read.live).toHaveLength(live)
    expect(read.found.skipped).toBe(skipped)
  })

  test.each([
    [MAX_NAME_UNITS - 1, false],
    [MAX_NAME_UNITS, true],
  ])('a source of %i characters, damaged: %s', (length, damaged) => {
    const { bytes } = writeEvt([record({ source: 's'.repeat(length) })])
    const [first] = readLegacy(bytes).live
    expect(first?.damaged).toBe(damaged)
    expect(first?.source).toBe(damaged ? '' : 's'.repeat(length))
  })

  test.each([
    [MAX_EVT_PROBLEMS, MAX_EVT_PROBLEMS],
    [MAX_EVT_PROBLEMS + 20, MAX_EVT_PROBLEMS],
  ])('of %i problems %i are kept, all are counted', (holes, kept) => {
    const { bytes, live } = writeEvt(Array.from({ length: 2 * holes + 1 }, () => record()))
    for (let i = 1; i < live.length; i += 2)
      bytes.fill(0xee, live[i]!.offset, live[i]!.offset + live[i]!.size)
    const { found } = readLegacy(bytes)
    expect(found.skipped).toBe(holes)
    expect(found.problemCount).toBe(holes)
    expect(found.problems).toHaveLength(kept)
  })
})
