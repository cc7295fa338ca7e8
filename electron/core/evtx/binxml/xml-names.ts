import { xmlName } from './markup'
import type { AttributeNode, ElementNode } from './nodes'

/** The names of a start tag as they are written; attributes in the order of the node's. */
export interface TagNames {
  readonly element: string
  readonly attributes: readonly string[]
}

/** Namespaces that no document may declare (Namespaces in XML 1.0, 3). */
const RESERVED = new Set(['http://www.w3.org/XML/1998/namespace', 'http://www.w3.org/2000/xmlns/'])
/** A prefix and a local name, both known to be made of name characters. */
const PREFIXED = /^([^:]+):([^:]+)$/

/**
 * Makes the names of a stream's elements such that every XML parser takes them: a prefix that is nowhere declared is no prefix, and of attributes
 * with one name the later ones are numbered. Names of sound logs come out as they are.
 */
export class XmlNames {
  /** How often each prefix is declared by open elements. */
  private readonly prefixes = new Map<string, number>([['xml', 1]])

  /** The names of a start tag; its declarations hold until `leave`. */
  enter(node: ElementNode): TagNames {
    for (const attribute of node.attributes) this.count(attribute, 1)
    const used = new Set<string>()
    const numbers = new Map<string, number>()
    const attributes = node.attributes.map((attribute) =>
      literalValue(attribute) === '' ? '' : unused(this.attributeName(attribute), used, numbers),
    )
    return { element: this.known(xmlName(node.name)), attributes }
  }

  leave(node: ElementNode): void {
    for (const attribute of node.attributes) this.count(attribute, -1)
  }

  private count(attribute: AttributeNode, step: 1 | -1): void {
    const name = xmlName(attribute.name)
    const prefix = name.startsWith('xmlns:') && declares(attribute, name) ? name.slice(6) : ''
    if (prefix !== '') this.prefixes.set(prefix, (this.prefixes.get(prefix) ?? 0) + step)
  }

  private attributeName(attribute: AttributeNode): string {
    const name = xmlName(attribute.name)
    if (name !== 'xmlns' && !name.startsWith('xmlns:')) return this.known(name)
    return declares(attribute, name) ? name : `_${flat(name)}`
  }

  private known(name: string): string {
    if (!name.includes(':')) return name
    const [, prefix = '', local = ''] = PREFIXED.exec(name) ?? []
    return local !== '' && xmlName(local) === local && (this.prefixes.get(prefix) ?? 0) > 0
      ? name
      : flat(name)
  }
}

/** Whether an attribute called `xmlns` or `xmlns:...` may declare what it says: its value has to be known, none is reserved. */
function declares(attribute: AttributeNode, name: string): boolean {
  const value = literalValue(attribute)
  if (value === null || value === '' || RESERVED.has(value)) return false
  if (name === 'xmlns') return true
  const prefix = name.slice(6)
  return !prefix.includes(':') && xmlName(prefix) === prefix && prefix !== 'xml' && prefix !== 'xmlns'
}

/** The value where no slot has a part in it, else null. */
function literalValue({ parts }: AttributeNode): string | null {
  let value = ''
  for (const part of parts) {
    if (part.kind !== 'text') return null
    value += part.text
  }
  return value
}

/** The name, or the first `name_2`, `name_3`... that the tag does not have yet. Two prefixes may stand for one namespace. */
function unused(name: string, used: Set<string>, numbers: Map<string, number>): string {
  let free = name
  while (used.has(keyOf(free))) {
    const number = (numbers.get(name) ?? 1) + 1
    numbers.set(name, number)
    free = `${flat(name)}_${number}`
  }
  used.add(keyOf(free))
  return free
}

function keyOf(name: string): string {
  const colon = name.indexOf(':')
  return colon < 0 || name.startsWith('xmlns:') ? name : name.slice(colon)
}

const flat = (name: string): string => name.replaceAll(':', '_')
