import { describe, expect, test } from 'vitest'
import * as v from '../../fixtures/evtx-writer/values'
import type { FixtureRecord } from '../../fixtures/evtx-writer/fixture-record'
import { writeEvtx } from '../../fixtures/evtx-writer/write-evtx'
import { readEvents, readXml } from '../../fixtures/read-events'

const record = (data: [string, v.FixtureValue][]): FixtureRecord => ({
  provider: 'Test-Provider',
  channel: 'Test/Operational',
  computer: 'PC1',
  eventId: 1,
  time: '2024-03-12T10:00:00.1234567Z',
  body: { kind: 'named', data },
})

const VALUES: [string, v.FixtureValue][] = [
  ['text', v.text('Zürich & <b>"co"</b> 𝄞')],
  ['nul', v.textWithNul('ends here')],
  ['ansi', v.ansi('caf\u00e9')],
  ['i8', v.i8(-5)],
  ['u8', v.u8(200)],
  ['i16', v.i16(-300)],
  ['u16', v.u16(65_535)],
  ['i32', v.i32(-2_147_024_894)],
  ['u32', v.u32(4_294_967_295)],
  ['i64', v.i64(-9_223_372_036_854_775_808n)],
  ['u64', v.u64(18_446_744_073_709_551_615n)],
  ['f64', v.f64(0.1)],
  ['bool', v.bool(true)],
  ['binary', v.binary(new Uint8Array([0, 1, 0xab]))],
  ['hex32', v.hex32(0xc000006d)],
  ['hex64', v.hex64(0x1_0000_03e7n)],
  ['zero', v.hex64(0n)],
  ['size', v.sizeT(0x7ffe_0000_0000n)],
  ['time', v.time('2021-02-12T12:32:59.4912345Z')],
  ['guid', v.guid('{54849625-5478-4994-a5ba-3e3b0328c30d}')],
  ['sid', v.sid('S-1-5-21-3648566514-1342408385-4134854909-1000')],
  ['null', v.nullValue(8)],
]

/** Windows changed the case of GUIDs over time; lower case is today's. */
const shown = (name: string, value: v.FixtureValue): string =>
  name === 'guid' ? value.text.toLowerCase() : value.text

describe('value types', () => {
  test('come out as Windows writes them, in the list and in the XML', () => {
    const log = writeEvtx([record(VALUES)])
    const [event] = readEvents(log).events
    expect(event!.data).toEqual(VALUES.map(([name, value]) => [name, shown(name, value)]))
    const [xml] = readXml(log)
    for (const [name, value] of VALUES) {
      const text = shown(name, value)
        .replaceAll('&', '&amp;')
        .replaceAll('<', '&lt;')
        .replaceAll('>', '&gt;')
        .replaceAll('"', '&quot;')
      expect(xml).toContain(`<Data Name='${name}'>${text}</Data>`)
    }
  })

  test('a 32-bit float is its shortest decimal', () => {
    expect(readEvents(writeEvtx([record([['f32', v.f32(0.1)]])])).events[0]!.data).toEqual([['f32', '0.1']])
  })

  test('a string array repeats the element; an empty one leaves it empty', () => {
    const log = writeEvtx([
      record([
        ['list', v.textArray(['a', '', 'b'])],
        ['none', v.textArray([])],
      ]),
    ])
    expect(readEvents(log).events[0]!.data).toEqual([
      ['list', 'a'],
      ['list', ''],
      ['list', 'b'],
      ['none', ''],
    ])
    expect(readXml(log)[0]).toContain(
      `<Data Name='list'>a</Data><Data Name='list'></Data><Data Name='list'>b</Data>`,
    )
  })

  test('control characters and lone surrogates stay in the list and are replaced in XML', () => {
    const log = writeEvtx([record([['x', v.rawValue(1, new Uint8Array([0x03, 0, 0x00, 0xd8, 0x41, 0]))]])])
    expect(readEvents(log).events[0]!.data).toEqual([['x', '\u0003\ud800A']])
    expect(readXml(log)[0]).toContain(`<Data Name='x'>\ufffd\ufffdA</Data>`)
  })

  test('an unknown type is shown as hex and the next value still read', () => {
    const log = writeEvtx([
      record([
        ['odd', v.rawValue(0x7f, new Uint8Array([1, 2]))],
        ['next', v.u8(7)],
      ]),
    ])
    expect(readEvents(log).events[0]!.data).toEqual([
      ['odd', '0102'],
      ['next', '7'],
    ])
  })
})
