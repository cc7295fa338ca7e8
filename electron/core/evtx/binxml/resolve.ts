import type { Fragment, FragmentReader } from './fragment'
import type { Values } from './instance'
import type { ElementNode, Part } from './nodes'
import { attributeText, isDropped, repeatedItems, slotText } from './substitution'
import { TYPE_BINXML } from './tokens'

/** An element with its values filled in. */
export interface Element {
  readonly name: string
  readonly attributes: readonly (readonly [string, string])[]
  readonly elements: readonly Element[]
  /** Direct text only. */
  readonly text: string
}

/** Elements of a stream after substitution, by the same rules as the XML. @throws DecodeError */
export function resolveElements(reader: FragmentReader, fragment: Fragment): Element[] {
  const into = new Content()
  resolveParts(reader, fragment.parts, fragment.values, into)
  return into.elements
}

class Content {
  readonly elements: Element[] = []
  text = ''
}

function resolveParts(reader: FragmentReader, parts: readonly Part[], values: Values, into: Content): void {
  for (const part of parts) {
    if (part.kind === 'text') into.text += part.text
    else if (part.kind === 'element') resolveElement(reader, part.element, values, into)
    else if (part.kind === 'instance') {
      reader.instance(part.offset, reader.chunk.length, (f) => resolveParts(reader, f.parts, f.values, into))
    } else resolveSlot(reader, part.slot, values, into)
  }
}

function resolveSlot(reader: FragmentReader, slot: number, values: Values, into: Content): void {
  if (values.type(slot) !== TYPE_BINXML) {
    into.text += slotText(reader, slot, values)
    return
  }
  const at = values.offsets[slot]!
  const size = values.sizes[slot]!
  if (size > 0) reader.open(at, at + size, (f) => resolveParts(reader, f.parts, f.values, into))
}

function resolveElement(reader: FragmentReader, node: ElementNode, values: Values, into: Content): void {
  if (isDropped(node, values)) return
  const attributes = node.attributes
    .map((a) => [a.name, attributeText(reader, a, values)] as const)
    .filter(([, value]) => value !== '')
  const items = repeatedItems(reader, node, values)
  if (items) {
    for (const text of items.length > 0 ? items : [''])
      into.elements.push({ name: node.name, attributes, elements: [], text })
    return
  }
  const content = new Content()
  resolveParts(reader, node.children, values, content)
  into.elements.push({ name: node.name, attributes, elements: content.elements, text: content.text })
}
