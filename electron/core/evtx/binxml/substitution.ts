import type { FragmentReader } from './fragment'
import type { Values } from './instance'
import type { AttributeNode, ElementNode } from './nodes'
import { TYPE_ARRAY, TYPE_NULL } from './tokens'
import { arrayItems, valueText } from './value'

/** Between array items that stand in one text. */
export const SEPARATOR = ', '

/** True where the element's dependency is NULL: it is dropped with its content (evtx-format 5, rule 3). */
export function isDropped(node: ElementNode, values: Values): boolean {
  return node.dependency >= 0 && values.type(node.dependency) === TYPE_NULL
}

/** Items of an element whose content is an array value: the element repeats once for each (rule 6); null for all others. */
export function repeatedItems(reader: FragmentReader, node: ElementNode, values: Values): string[] | null {
  const slot = node.onlySlot
  if (slot < 0 || (values.type(slot) & TYPE_ARRAY) === 0) return null
  const items = arrayItems(values.types[slot]!, reader.chunk, values.offsets[slot]!, values.sizes[slot]!)
  reader.spend(itemsCost(items.length, node, values))
  return items
}

/** Text units that stand between the items of an array: the element's tags over and over, or commas (budget.ts). */
export function itemsCost(count: number, element: ElementNode | null, values: Values): number {
  if (element === null) return count * SEPARATOR.length
  let tag = element.name.length
  for (const { name, parts } of element.attributes) {
    tag += name.length
    for (const part of parts) {
      if (part.kind === 'text') tag += part.text.length
      else if (part.kind === 'slot' && part.slot < values.count) tag += values.sizes[part.slot]!
    }
  }
  return count * tag
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
  if (type & TYPE_ARRAY) {
    const items = arrayItems(type, reader.chunk, values.offsets[slot]!, values.sizes[slot]!)
    reader.spend(itemsCost(items.length, null, values))
    return items.join(SEPARATOR)
  }
  return valueText(type, reader.chunk, values.offsets[slot]!, values.sizes[slot]!)
}
