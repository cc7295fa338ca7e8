import { utf8, type ByteSink } from '../../bytes/byte-sink'
import { writeEscaped } from './escape'
import type { Fragment, FragmentReader } from './fragment'
import type { Values } from './instance'
import { elementXml, textXml } from './literal-xml'
import type { AttributeNode, ElementNode, ElementXml, Part } from './nodes'
import { attributeText, isDropped, repeatedItems, slotText } from './substitution'
import { TYPE_ARRAY, TYPE_BINXML, TYPE_NULL } from './tokens'
import { writeValue } from './write-value'

const EMPTY_END = utf8('/>')
const TAG_END = utf8('>')
const QUOTE = utf8("'")

/** Writes a stream as XML the way Windows does (attributes in single quotes, nothing between elements). @throws DecodeError */
export function writeXml(sink: ByteSink, reader: FragmentReader, fragment: Fragment): void {
  writeParts(sink, reader, fragment.parts, fragment.values)
}

function writeParts(sink: ByteSink, reader: FragmentReader, parts: readonly Part[], values: Values): void {
  for (const part of parts) {
    if (part.kind === 'element') writeElement(sink, reader, part.element, values)
    else if (part.kind === 'text') sink.raw(textXml(part))
    else if (part.kind === 'slot') writeSlot(sink, reader, part.slot, values)
    else reader.instance(part.offset, reader.chunk.length, (f) => writeXml(sink, reader, f))
  }
}

function writeElement(sink: ByteSink, reader: FragmentReader, node: ElementNode, values: Values): void {
  if (isDropped(node, values)) return
  const xml = elementXml(node)
  const items = repeatedItems(reader, node, values)
  if (items) {
    for (const item of items.length > 0 ? items : ['']) {
      writeOpenTag(sink, reader, xml, values)
      sink.raw(TAG_END)
      writeEscaped(sink, item)
      sink.raw(xml.closeTag)
    }
    return
  }
  if (xml.wholeOpenTag && node.children.length > 0) sink.raw(xml.wholeOpenTag)
  else {
    writeOpenTag(sink, reader, xml, values)
    if (node.children.length === 0) return sink.raw(EMPTY_END)
    sink.raw(TAG_END)
  }
  if (node.onlySlot >= 0) writeSlot(sink, reader, node.onlySlot, values)
  else writeParts(sink, reader, node.children, values)
  sink.raw(xml.closeTag)
}

function writeOpenTag(sink: ByteSink, reader: FragmentReader, xml: ElementXml, values: Values): void {
  sink.raw(xml.openTag)
  for (const { node, start } of xml.openAttributes) writeAttribute(sink, reader, node, start, values)
}

function writeAttribute(
  sink: ByteSink,
  reader: FragmentReader,
  attribute: AttributeNode,
  start: Uint8Array,
  values: Values,
): void {
  const before = sink.length
  sink.raw(start)
  const empty = sink.length
  const [only, more] = attribute.parts
  if (only?.kind === 'slot' && !more) writeSlot(sink, reader, only.slot, values)
  else writeEscaped(sink, attributeText(reader, attribute, values))
  if (sink.length === empty) sink.length = before
  else sink.raw(QUOTE)
}

function writeSlot(sink: ByteSink, reader: FragmentReader, slot: number, values: Values): void {
  const type = values.type(slot)
  if (type === TYPE_NULL) return
  const at = values.offsets[slot]!
  const size = values.sizes[slot]!
  if (type === TYPE_BINXML) {
    if (size > 0) reader.open(at, at + size, (f) => writeXml(sink, reader, f))
  } else if (type & TYPE_ARRAY) writeEscaped(sink, slotText(reader, slot, values))
  else writeValue(sink, type, reader.chunk, at, size)
}
