// @vitest-environment jsdom
import { describe, expect, test } from 'vitest'
import { ByteSink } from '../../../electron/core/bytes/byte-sink'
import { ChunkReader } from '../../../electron/core/evtx/chunk-reader'
import { renderChunk } from '../../../electron/core/export/render-chunk'
import { recordLoop } from '../../../electron/worker/record-loop'
import { ChunkWriter, type TemplateInstance } from '../../fixtures/evtx-writer/chunk-writer'
import * as v from '../../fixtures/evtx-writer/values'
import {
  attribute,
  element,
  slot,
  textPart,
  type XmlAttribute,
  type XmlElement,
} from '../../fixtures/evtx-writer/xml-node'
import { Random } from '../../fixtures/sample-case/random'
import { xmlFault } from '../../fixtures/strict-xml'
import { randomElement, randomInstance } from '../../fuzz/random-content'

const CHUNKS = 300

/** What `events --format xml` prints of records with such content: the same with the record loop and without. */
function printed(contents: readonly (TemplateInstance | XmlElement)[]): string {
  const writer = new ChunkWriter()
  contents.forEach((content, i) => writer.add({ id: BigInt(i + 1), written: 1n, content }))
  const chunk = writer.finish(1n, false)
  const readers = [new ChunkReader(), ...(recordLoop ? [new ChunkReader({ loop: recordLoop })] : [])]
  const texts = readers.map((reader) => {
    const sink = new ByteSink()
    renderChunk(sink, reader, chunk, 0, false, 'log', 'xml')
    return Buffer.from(sink.written).toString()
  })
  expect(new Set(texts).size).toBe(1)
  return `<Events>\n${texts[0]!}</Events>`
}

/** What a parser that the project did not write says (saxes, through jsdom), null where it takes the document. */
function parserSays(xml: string): string | null {
  const document = new DOMParser().parseFromString(xml, 'application/xml')
  return document.querySelector('parsererror')?.textContent ?? null
}

const tag = (name: string, ...attributes: XmlAttribute[]): string => {
  const xml = printed([element('Event', [], [element(name, attributes, [textPart('t')])])])
  expect(xmlFault(xml)).toBeNull()
  expect(parserSays(xml)).toBeNull()
  return /<Event>(.*)<\/Event>/s.exec(xml)?.[1] ?? xml
}
const of = (name: string, value = 'v'): XmlAttribute => attribute(name, textPart(value))

describe('XML from hostile templates', () => {
  test('of attributes with one name the later ones are numbered', () => {
    expect(tag('x', of('a', '1'), of('a', '2'), of('a_2', '3'), of('a', '4'))).toBe(
      "<x a='1' a_2='2' a_2_2='3' a_3='4'>t</x>",
    )
    expect(tag('x', of('<', '1'), of('>', '2'))).toBe("<x _='1' __2='2'>t</x>")
    // What is left out for being empty takes no name.
    expect(tag('x', of('a', ''), of('a', '2'))).toBe("<x a='2'>t</x>")
  })

  test('thousands of attributes with one name take no time to speak of', () => {
    const begun = performance.now()
    const text = tag('x', ...Array.from({ length: 3000 }, () => of('a')))
    expect(text).toContain(" a_3000='v'")
    expect(performance.now() - begun).toBeLessThan(2000)
  })

  test('a prefix counts where it is declared, for its element and what is in it', () => {
    expect(tag('p:x', of('xmlns:p', 'urn:p'), of('p:a'))).toBe("<p:x xmlns:p='urn:p' p:a='v'>t</p:x>")
    expect(tag('p:x', of('q:a'), of('xml:lang', 'de'))).toBe("<p_x q_a='v' xml:lang='de'>t</p_x>")
    expect(tag('x', of('xmlns:p', 'urn:p'), of('xmlns:q', 'urn:p'), of('p:a', '1'), of('q:a', '2'))).toBe(
      "<x xmlns:p='urn:p' xmlns:q='urn:p' p:a='1' q_a_2='2'>t</x>",
    )
    const after = element('Event', [], [element('p:x', [of('xmlns:p', 'urn:p')]), element('p:y')])
    expect(printed([after])).toContain("<Event><p:x xmlns:p='urn:p'/><p_y/></Event>")
  })

  test('a declaration that is none is an attribute', () => {
    expect(tag('x', of('xmlns:xml', 'urn:p'), of('xmlns:xmlns', 'urn:p'))).toBe(
      "<x _xmlns_xml='urn:p' _xmlns_xmlns='urn:p'>t</x>",
    )
    expect(tag('x', of('xmlns', 'http://www.w3.org/2000/xmlns/'))).toBe(
      "<x _xmlns='http://www.w3.org/2000/xmlns/'>t</x>",
    )
    const filled: TemplateInstance = {
      template: element('Event', [], [element('p:x', [attribute('xmlns:p', slot(0, 1))])]),
      values: [v.text('urn:p')],
    }
    expect(printed([filled])).toContain("<Event><p_x _xmlns_p='urn:p'/></Event>")
  })

  test('a reference to an entity that nobody declares is text, and names are names', () => {
    const content = [
      { kind: 'entity', name: 'nbsp' },
      { kind: 'entity', name: 'a"b' },
      { kind: 'instruction', target: 'p:i', data: 'x?>y' },
      { kind: 'cdata', text: ']]>\u0001\ud800' },
      { kind: 'character', code: 0xfffe },
    ] as const
    const xml = printed([element('Event', [], [element('1 x', [], content)])])
    expect(xmlFault(xml)).toBeNull()
    expect(parserSays(xml)).toBeNull()
    expect(xml).toContain(
      '<_1_x>&amp;nbsp;&amp;a&quot;b;<?p_i x? >y?><![CDATA[]]]]><![CDATA[>\ufffd\ufffd]]>\ufffd</_1_x>',
    )
  })

  test(`${CHUNKS} chunks of any BinXML are documents for every parser`, { timeout: 60_000 }, () => {
    let records = 0
    for (let i = 0; i < CHUNKS; i++) {
      const random = new Random(`well-formed:${i}`)
      const xml = printed(
        Array.from({ length: 6 }, () =>
          random.next() < 0.3 ? randomElement(random, 0) : randomInstance(random),
        ),
      )
      records += xml.split('\n').length - 2
      const faults = { chunk: i, ours: xmlFault(xml), parser: parserSays(xml) }
      expect(faults).toEqual({ chunk: i, ours: null, parser: null })
    }
    expect(records).toBeGreaterThan(CHUNKS * 3)
  })
})

describe('the check itself', () => {
  test.each([
    ["<a b='1' b='2'/>", 'twice'],
    ["<a xmlns:p='u' xmlns:q='u' p:b='1' q:b='2'/>", 'twice'],
    ['<p:a/>', 'not declared'],
    ['<a>&nbsp;</a>', '&'],
    ["<a b='&nbsp;'/>", '&'],
    ['<a>]]></a>', ']]>'],
    ['<a>\u0001</a>', 'U+1'],
    ['<a>\ufffe</a>', 'U+fffe'],
    ['<a><b></a></b>', 'another'],
    ['<a><!-- -- --></a>', '--'],
    ['<a/><b/>', 'roots'],
    ['<1/>', 'begins no tag'],
    ["<a xmlns:xml='u'/>", 'reserved'],
    ["<a xmlns:p=''/>", 'without a namespace'],
    ['<a><?xml x?></a>', 'target'],
  ])('refuses %j, as the parser does', (xml, why) => {
    expect(xmlFault(xml)).toContain(why)
    expect(parserSays(xml)).not.toBeNull()
  })
})
