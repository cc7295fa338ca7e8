import type { FragmentReader } from './fragment'
import type { Values } from './instance'
import type { AttributeNode, ElementNode } from './nodes'
import { TYPE_ARRAY, TYPE_NULL } from './tokens'
import { arrayItems, valueText } from './value'

/** True where the element's dependency is NULL: it is dropped with its content (evtx-format 5, rule 3). */
export function isDropped(node: ElementNode, values: Values): boolean {
  return node.dependency >= 0 && values.type(node.dependency) === TYPE_NULL
}

/** Items of an element whose content is an array value: the element repeats once for each (rule 6); null for all others. */
export function repeatedItems(reader: FragmentReader, node: ElementNode, values: Values): string[] | null {
  const slot = node.onlySlot
  if (slot < 0 || (values.type(slot) & TYPE_ARRAY) === 0) return null
  return arrayItems(values.types[slot]!, reader.chunk, values.offsets[slot]!, values.sizes[slot]!)
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
