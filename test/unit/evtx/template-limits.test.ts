import { describe, expect, test } from 'vitest'
import { TemplateStore, type TemplatePlan } from '../../../electron/core/evtx/binxml/template-store'
import { MAX_KEPT_UNITS, MAX_SAME_ID } from '../../../electron/core/evtx/layout'
import { ChunkWriter } from '../../fixtures/evtx-writer/chunk-writer'
import { element, textPart, type XmlElement } from '../../fixtures/evtx-writer/xml-node'
import { Consumers } from '../../fuzz/consumers'
import { brokenInvariants } from '../../fuzz/invariants'

/** As MAX_TEMPLATES and MAX_CODE of the record loop. */
const LOOP_TEMPLATES = 4096
const LOOP_CODE_BYTES = 16 << 20
const FIRST_INSTANCE = 512 + 28

/** A chunk with a record for each template. */
function chunkOf(templates: readonly XmlElement[]): Uint8Array {
  const writer = new ChunkWriter()
  templates.forEach((template, i) => {
    const added = writer.add({ id: BigInt(i + 1), written: 1n, content: { template, values: [] } })
    if (!added) throw new Error('does not fit')
  })
  return writer.finish(1n, false)
}

const small = (text: string): XmlElement => element('Event', [], [textPart(text)])

/** Some 61,000 units of names in few bytes: a name stands in the chunk once. */
const wide = (text: string): XmlElement =>
  element('Event', [], [...Array.from({ length: 119 }, () => element('n'.repeat(512))), textPart(text)])
const WIDE_UNITS = 119 * 513

/** What is kept with the first template of a chunk, found with an id of one's choice. */
function planOf(store: TemplateStore, chunk: Uint8Array, id: number): TemplatePlan {
  const view = new DataView(chunk.buffer)
  const definition = view.getUint32(FIRST_INSTANCE + 6, true)
  view.setUint32(definition + 4, id, true)
  store.startChunk()
  return store.at(chunk, definition, id).plan
}

describe('templates kept between chunks', () => {
  test(`of one id ${MAX_SAME_ID} are kept; the next takes the place of the oldest`, () => {
    const store = new TemplateStore()
    const chunks = Array.from({ length: MAX_SAME_ID + 1 }, (_, i) => chunkOf([small(`text ${i}`)]))
    const plans = chunks.slice(0, MAX_SAME_ID).map((chunk) => planOf(store, chunk, 7))
    expect(new Set(plans).size).toBe(MAX_SAME_ID)
    chunks.slice(0, MAX_SAME_ID).forEach((chunk, i) => expect(planOf(store, chunk, 7)).toBe(plans[i]))
    const last = planOf(store, chunks[MAX_SAME_ID]!, 7)
    expect(plans).not.toContain(last)
    expect(planOf(store, chunks[1]!, 7)).toBe(plans[1])
    expect(planOf(store, chunks[0]!, 7)).not.toBe(plans[0])
    // Others are not touched by it.
    expect(planOf(store, chunks[MAX_SAME_ID]!, 7)).toBe(last)
  })

  test(`of all together ${MAX_KEPT_UNITS} units are kept, then all are read anew`, () => {
    const store = new TemplateStore()
    const first = chunkOf([wide('first')])
    const plan = planOf(store, first, 1)
    const fit = Math.floor(MAX_KEPT_UNITS / WIDE_UNITS)
    for (let i = 2; i <= fit; i++) planOf(store, chunkOf([wide(String(i))]), i)
    expect(planOf(store, first, 1)).toBe(plan)
    for (let i = fit + 1; i <= fit + 3; i++) planOf(store, chunkOf([wide(String(i))]), i)
    expect(planOf(store, first, 1)).not.toBe(plan)
  })
})

describe('more templates than the record loop keeps are read all the same', () => {
  test.each([
    ['many', LOOP_TEMPLATES + 300, 150, small],
    ['large ones', Math.ceil(LOOP_CODE_BYTES / 2 / WIDE_UNITS) + 12, 4, wide],
  ] as const)('%s', { timeout: 60_000 }, (_, count, aChunk, template) => {
    const consumers = new Consumers()
    for (let from = 0; from < count; from += aChunk) {
      const chunk = chunkOf(Array.from({ length: aChunk }, (_unused, i) => template(`t${from + i}`)))
      const readings = consumers.read(chunk, false)
      expect(brokenInvariants(readings)).toEqual([])
      expect(readings.xml.report.records).toMatchObject({ seen: aChunk, decoded: aChunk })
    }
  })
})
