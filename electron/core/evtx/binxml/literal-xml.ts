import { ByteSink, utf8 } from '../../bytes/byte-sink'
import { writeEscaped } from './escape'
import type { ElementNode, ElementXml, TextPart } from './nodes'

/** XML of an element's literal parts, made once. */
export function elementXml(node: ElementNode): ElementXml {
  return (node.xml ??= makeElementXml(node))
}

/** XML of literal text, made once. */
export function textXml(part: TextPart): Uint8Array {
  return (part.xml ??= part.markup === null ? escaped(part.text) : utf8(part.markup))
}

function makeElementXml({ name, attributes }: ElementNode): ElementXml {
  const firstOpen = attributes.findIndex(({ parts }) => parts.some((part) => part.kind !== 'text'))
  const literal = firstOpen < 0 ? attributes : attributes.slice(0, firstOpen)
  const tag = new ByteSink(256)
  tag.text('<' + name)
  for (const { name: attribute, parts } of literal) {
    const value = parts.map((part) => (part.kind === 'text' ? part.text : '')).join('')
    if (value === '') continue
    tag.text(` ${attribute}='`)
    writeEscaped(tag, value)
    tag.text("'")
  }
  const openTag = tag.written.slice()
  tag.text('>')
  return {
    openTag,
    wholeOpenTag: literal.length === attributes.length ? tag.written.slice() : null,
    openAttributes: attributes
      .slice(literal.length)
      .map((node) => ({ node, start: utf8(` ${node.name}='`) })),
    closeTag: utf8(`</${name}>`),
  }
}

function escaped(text: string): Uint8Array {
  const sink = new ByteSink(256)
  writeEscaped(sink, text)
  return sink.written.slice()
}
