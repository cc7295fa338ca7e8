import { describe, expect, test } from 'vitest'
import { ChunkReader } from '../../../electron/core/evtx/chunk-reader'
import { scanChunk } from '../../../electron/core/evtx/chunk'
import {
  CHUNK_SIZE,
  MAX_CHUNK_UNITS,
  MAX_PROBLEMS,
  MAX_RECORD_UNITS,
} from '../../../electron/core/evtx/layout'
import { readEvent } from '../../../electron/core/evtx/event'
import { ChunkWriter, type TemplateInstance } from '../../fixtures/evtx-writer/chunk-writer'
import * as v from '../../fixtures/evtx-writer/values'
import { attribute, element, slot, textPart, type XmlElement } from '../../fixtures/evtx-writer/xml-node'
import { Consumers } from '../../fuzz/consumers'
import { brokenInvariants } from '../../fuzz/invariants'

const event = (...body: XmlElement[]): XmlElement =>
  element('Event', [], [element('System', [], [element('EventID', [], [textPart('7')])]), ...body])

/** A chunk of the records; its XML may not grow past a bound that follows from the units. */
function reasonsOf(contents: readonly (TemplateInstance | XmlElement)[]): {
  reasons: string[]
  decoded: number
} {
  const writer = new ChunkWriter()
  contents.forEach((content, i) => {
    if (!writer.add({ id: BigInt(i + 1), written: 1n, content })) throw new Error('does not fit')
  })
  const chunk = writer.finish(1n, false)
  const readings = new Consumers().read(chunk, false)
  expect(brokenInvariants(readings)).toEqual([])
  expect(readings.xml.text.length).toBeLessThan(6 * MAX_CHUNK_UNITS)
  const { problems, records } = readings.jsonl.report
  return { reasons: [...new Set(problems.map(({ what }) => what))], decoded: records.decoded }
}

const nest = (depth: number): XmlElement => {
  let inner = element('x')
  for (let i = 1; i < depth; i++) inner = element('x', [], [inner])
  return inner
}

const streams = (depth: number): TemplateInstance => {
  const template = element('x', [], [slot(0, 0x21)])
  let inner: TemplateInstance = { template, values: [v.u8(1)] }
  for (let i = 1; i < depth; i++) inner = { template, values: [{ nested: inner }] }
  return inner
}

const body = (nested: TemplateInstance | XmlElement): TemplateInstance => ({
  template: event(element('EventData', [], [slot(0, 0x21)])),
  values: [{ nested }],
})

describe('limits are kept, whoever reads', () => {
  test('open elements: 512 in a stream, and over all streams together', () => {
    expect(reasonsOf([event(nest(500))]).decoded).toBe(1)
    expect(reasonsOf([event(nest(600))]).reasons).toEqual(['elements nest too deep'])
    // 300 and 300 in a stream within it: the call stack holds both.
    const inner: TemplateInstance = { template: nest(300), values: [] }
    expect(
      reasonsOf([
        { template: event(nest(300), element('y', [], [slot(0, 0x21)])), values: [{ nested: inner }] },
      ]).reasons,
    ).toEqual(['elements nest too deep'])
  })

  test('streams in streams: 64', () => {
    expect(reasonsOf([body(streams(60))]).decoded).toBe(1)
    expect(reasonsOf([body(streams(70))]).reasons).toEqual(['streams nest too deep'])
  })

  test('one big value used thousands of times', () => {
    const many = Array.from({ length: 4000 }, () => slot(0, 1))
    const big = { template: event(element('EventData', [], many)), values: [v.text('x'.repeat(10_000))] }
    expect(reasonsOf([big]).reasons).toEqual(['record expands to more text than any real one'])
  })

  test('streams that hold the same stream many times over', () => {
    const fan = element(
      'x',
      [],
      Array.from({ length: 40 }, () => slot(0, 0x21)),
    )
    let inner: TemplateInstance = { template: fan, values: [v.nullValue()] }
    for (let i = 0; i < 12; i++) inner = { template: fan, values: [{ nested: inner }] }
    expect(reasonsOf([body(inner)]).reasons).toEqual(['record expands to more text than any real one'])
  })

  test('an array of nothing in an element of much', () => {
    const long = element('Data', [attribute('Name', textPart('n'.repeat(500)))], [slot(0, 0x81)])
    const items = v.textArray(Array.from({ length: 4000 }, () => ''))
    expect(
      reasonsOf([{ template: event(element('EventData', [], [long])), values: [items] }]).reasons,
    ).toEqual(['record expands to more text than any real one'])
  })

  test('a large template in many small records: the chunk has a limit of its own', () => {
    const template = event(element('EventData', [], [textPart('t'.repeat(20_000))]))
    const { reasons, decoded } = reasonsOf(Array.from({ length: 200 }, () => ({ template, values: [] })))
    expect(reasons).toEqual(['chunk expands to more text than any real one'])
    expect(decoded).toBeGreaterThan(MAX_CHUNK_UNITS / 25_000)
    expect(MAX_RECORD_UNITS).toBeGreaterThan(20_000)
  })

  test('long names: those past 512 units read ?, templates past 65,536 units and chunks past their sum are refused', () => {
    const name = (n: number): string => 'n'.repeat(n)
    expect(reasonsOf([event(element(name(512)), element(name(513)))]).decoded).toBe(1)
    const wide = (n: number, text = ''): XmlElement =>
      event(
        element('EventData', [], [...Array.from({ length: n }, () => element(name(512))), textPart(text)]),
      )
    expect(reasonsOf([{ template: wide(130), values: [] }]).reasons).toEqual([
      'BinXML stream is larger than any real one',
    ])
    const many = Array.from({ length: 20 }, (_, i) => ({ template: wide(100, String(i)), values: [] }))
    expect(reasonsOf(many).reasons).toContain(
      'template definitions of the chunk are larger than any real ones',
    )
  })

  test('more values than any template', () => {
    const values = Array.from({ length: 8193 }, () => v.nullValue())
    expect(reasonsOf([{ template: event(), values }]).reasons).toEqual([
      'template instance claims 8193 values',
    ])
  })

  test('paths of values in UserData', () => {
    let tree = element(
      'p'.repeat(500),
      [],
      Array.from({ length: 40 }, () => element('v')),
    )
    for (let i = 0; i < 60; i++) tree = element('p'.repeat(500), [], [tree])
    expect(reasonsOf([event(element('UserData', [], [tree]))]).reasons).toEqual([
      'paths of values are longer than any real ones',
    ])
  })

  test('a chunk full of signatures is walked in one pass, its problems are counted and few are kept', () => {
    const chunk = new ChunkWriter().finish(1n, true)
    const view = new DataView(chunk.buffer)
    view.setUint32(48, CHUNK_SIZE, true)
    for (let at = 512; at < CHUNK_SIZE; at += 8) view.setUint32(at, 0x2a2a, true)
    const begun = performance.now()
    const scan = scanChunk(chunk, 0, true, () => 0)
    expect(performance.now() - begun).toBeLessThan(1000)
    expect(scan.problems.length).toBeLessThanOrEqual(MAX_PROBLEMS)
    const reader = new ChunkReader()
    const { records } = reader.eachRecord(chunk, 0, true, (at, size) =>
      readEvent(reader.fragments, at, at + size),
    )
    expect(records.seen).toBe(records.decoded + records.damaged + records.skipped)
  })
})
