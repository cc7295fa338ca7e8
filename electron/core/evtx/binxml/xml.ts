import { escapeText } from './escape'
import type { Fragment, FragmentReader } from './fragment'
import type { Values } from './instance'
import type { AttributeNode, ElementNode, Part } from './nodes'
import { TYPE_ARRAY, TYPE_BINXML, TYPE_NULL } from './tokens'
import { arrayItems, valueText } from './value'

/** XML text of a stream as Windows writes it (attributes in single quotes, nothing between elements). @throws DecodeError */
export function fragmentXml(reader: FragmentReader, fragment: Fragment): string {
  return partsXml(reader, fragment.parts, fragment.values)
}

function partsXml(reader: FragmentReader, parts: readonly Part[], values: Values): string {
  let xml = ''
  for (const part of parts) xml += partXml(reader, part, values)
  return xml
}

function partXml(reader: FragmentReader, part: Part, values: Values): string {
  switch (part.kind) {
    case 'text':
      return part.xml
    case 'slot':
      return slotXml(reader, part.slot, values)
    case 'element':
      return elementXml(reader, part.element, values)
    case 'instance':
      return reader.instance(part.offset, reader.chunk.length, (f) => fragmentXml(reader, f))
  }
}

function elementXml(reader: FragmentReader, node: ElementNode, values: Values): string {
  if (node.dependency >= 0 && values.type(node.dependency) === TYPE_NULL) return ''
  const open = node.openTag ?? openTag(reader, node, values)
  if (node.children.length === 0) return open + '/>'
  const items = repeatedItems(reader, node, values)
  if (items) {
    if (items.length === 0) return open + '/>'
    return items.map((item) => `${open}>${escapeText(item)}${node.closeTag}`).join('')
  }
  const content =
    node.onlySlot >= 0 ? slotXml(reader, node.onlySlot, values) : partsXml(reader, node.children, values)
  return content === '' ? `${open}>${node.closeTag}` : `${open}>${content}${node.closeTag}`
}

/** Items of an element whose content is an array value: the element repeats once for each (evtx-format 5, rule 6). */
export function repeatedItems(reader: FragmentReader, node: ElementNode, values: Values): string[] | null {
  const slot = node.onlySlot
  if (slot < 0 || (values.type(slot) & TYPE_ARRAY) === 0) return null
  return arrayItems(values.types[slot]!, reader.chunk, values.offsets[slot]!, values.sizes[slot]!)
}

function openTag(reader: FragmentReader, node: ElementNode, values: Values): string {
  let tag = '<' + node.name
  for (const attribute of node.attributes) {
    const value = attributeText(reader, attribute, values)
    if (value !== '') tag += ` ${attribute.name}='${escapeText(value)}'`
  }
  return tag
}

/** Text of an attribute after substitution; '' drops the attribute (rule 4). */
export function attributeText(reader: FragmentReader, attribute: AttributeNode, values: Values): string {
  let text = ''
  for (const part of attribute.parts) {
    if (part.kind === 'text') text += part.text
    else if (part.kind === 'slot') text += slotText(reader, part.slot, values)
  }
  return text
}

/** Unescaped text of a slot that is not BinXML; array items are joined by a comma. */
export function slotText(reader: FragmentReader, slot: number, values: Values): string {
  const type = values.type(slot)
  if (type === TYPE_NULL) return ''
  if (type & TYPE_ARRAY)
    return arrayItems(type, reader.chunk, values.offsets[slot]!, values.sizes[slot]!).join(', ')
  return valueText(type, reader.chunk, values.offsets[slot]!, values.sizes[slot]!)
}

function slotXml(reader: FragmentReader, slot: number, values: Values): string {
  if (values.type(slot) !== TYPE_BINXML) return escapeText(slotText(reader, slot, values))
  const at = values.offsets[slot]!
  const size = values.sizes[slot]!
  return size === 0 ? '' : reader.open(at, at + size, (f) => fragmentXml(reader, f))
}
