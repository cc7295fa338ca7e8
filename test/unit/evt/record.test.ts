import { describe, expect, test } from 'vitest'
import { EVT_RECORD_HEAD } from '../../../electron/core/evt/layout'
import { readEvtRecord } from '../../../electron/core/evt/record'
import { legacyRecordBytes } from '../../fixtures/evt-writer/legacy-record'

const SAMPLE = {
  time: '2005-06-01T08:00:05Z',
  id: 528,
  computer: 'W2K3',
  category: 2,
  qualifiers: 0xc000,
  sid: 'S-1-5-21-1-2-3-1006',
  strings: ['klee', '', 'grüße 漢'],
  data: new Uint8Array([1, 2, 255]),
}

const patched = (at: number, value: number): Uint8Array => {
  const bytes = legacyRecordBytes(SAMPLE, 7)
  new DataView(bytes.buffer).setUint32(at, value, true)
  return bytes
}

describe('a record', () => {
  test('gives every field', () => {
    expect(readEvtRecord(legacyRecordBytes(SAMPLE, 7))).toEqual({
      number: 7,
      generated: Date.parse(SAMPLE.time) / 1000,
      written: Date.parse(SAMPLE.time) / 1000,
      eventId: 528,
      qualifiers: 0xc000,
      type: 8,
      category: 2,
      source: 'Security',
      computer: 'W2K3',
      sid: SAMPLE.sid,
      strings: SAMPLE.strings,
      data: SAMPLE.data,
      damaged: false,
    })
  })

  test('ignores the offsets of parts it does not have', () => {
    const bytes = legacyRecordBytes({ time: SAMPLE.time, id: 512 }, 1)
    const view = new DataView(bytes.buffer)
    for (const at of [36, 44, 52]) view.setUint32(at, 0xffffffff, true)
    expect(readEvtRecord(bytes)).toMatchObject({ sid: null, strings: [], damaged: false })
  })

  test.each([
    ['strings before the record', 36, 0],
    ['strings behind it', 36, 0xfffffff0],
    ['a SID that is too long', 40, 0x10000],
    ['a SID outside', 44, 0x7fffffff],
    ['data that is too long', 48, 0xffffffff],
    ['data outside', 52, 0x20],
  ])('with %s is damaged and keeps the rest', (_, at, value) => {
    expect(readEvtRecord(patched(at, value))).toMatchObject({ number: 7, source: 'Security', damaged: true })
  })

  test('that is cut anywhere keeps its whole strings only', () => {
    const whole = legacyRecordBytes(SAMPLE, 7)
    for (let size = 0; size < whole.length; size++) {
      const record = readEvtRecord(whole.subarray(0, size))
      if (size < EVT_RECORD_HEAD) expect(record).toBeNull()
      else {
        expect(record?.damaged).toBe(true)
        expect(SAMPLE.strings.slice(0, record!.strings.length)).toEqual(record!.strings)
      }
    }
  })
})
