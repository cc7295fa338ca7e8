import { DecodeError } from '../layout'
import { ByteSink, utf8 } from '../../bytes/byte-sink'
import { writeEscaped } from './escape'
import type { TemplateCode } from './template-code'
import * as T from './tokens'

/** A compiled stream: elements with literal text, and slots to be filled from an instance's values. */
export type Part =
  | { readonly kind: 'text'; readonly text: string; readonly xml: Uint8Array }
  | { readonly kind: 'slot'; readonly slot: number; readonly optional: boolean }
  | { readonly kind: 'element'; readonly element: ElementNode }
  /** Only in streams outside a definition: an instance at a chunk offset. */
  | { readonly kind: 'instance'; readonly offset: number }

export interface AttributeNode {
  readonly name: string
  readonly parts: readonly Part[]
  /** Blank, name, equals sign, quote. */
  readonly xmlStart: Uint8Array
}

export interface ElementNode {
  readonly name: string
  /** Slot whose NULL drops the element; -1 for none. */
  readonly dependency: number
  readonly attributes: readonly AttributeNode[]
  readonly children: readonly Part[]
  /** XML of the name and of the attributes up to the first that is not literal. */
  readonly openTag: Uint8Array
  /** The attributes after that. */
  readonly openAttributes: readonly AttributeNode[]
  readonly closeTag: Uint8Array
  /** The slot that is the whole content, else -1. */
  readonly onlySlot: number
}

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" }

/** Element trees of a stream's code; normally one root. Depth and size were bounded when the code was read. */
export function compileNodes(code: TemplateCode): readonly Part[] {
  return new NodeCompiler(code).children(true)
}

class NodeCompiler {
  private at = 0
  constructor(private readonly code: TemplateCode) {}

  private next(): number {
    const unit = this.code[this.at++]
    if (unit === undefined) throw new DecodeError('BinXML stream does not end')
    return unit
  }

  private text(): string {
    const count = this.next()
    let text = ''
    for (let i = 0; i < count; i++) text += String.fromCharCode(this.next())
    return text
  }

  /** Parts up to the closing token of the surrounding element, or the end of the stream at the top. */
  children(top: boolean): Part[] {
    const parts: Part[] = []
    for (;;) {
      const token = this.next()
      if (token === T.END_OF_STREAM) {
        if (!top) throw new DecodeError('stream ends inside an element')
        return parts
      }
      if (token === T.END_ELEMENT) {
        if (top) throw new DecodeError('element ends that did not begin')
        return parts
      }
      if (token === T.OPEN_START) parts.push({ kind: 'element', element: this.element() })
      else this.content(token, parts)
    }
  }

  private content(token: number, parts: Part[]): void {
    switch (token) {
      case T.VALUE_TEXT: {
        const text = this.text()
        return void parts.push({ kind: 'text', text, xml: escaped(text) })
      }
      case T.CDATA: {
        const text = this.text()
        return void parts.push({
          kind: 'text',
          text,
          xml: cdata(text),
        })
      }
      case T.CHARACTER_REFERENCE: {
        const text = String.fromCharCode(this.next())
        return void parts.push({ kind: 'text', text, xml: escaped(text) })
      }
      case T.ENTITY_REFERENCE: {
        const name = this.text()
        const text = ENTITIES[name] ?? `&${name};`
        return void parts.push({ kind: 'text', text, xml: utf8(`&${name};`) })
      }
      case T.PI_TARGET: {
        const target = this.text()
        const data = this.code[this.at] === T.PI_DATA ? (this.at++, this.text()) : ''
        return void parts.push({
          kind: 'text',
          text: '',
          xml: utf8(`<?${target} ${data.replaceAll('?>', '? >')}?>`),
        })
      }
      case T.SUBSTITUTION:
      case T.OPTIONAL_SUBSTITUTION: {
        const slot = this.next()
        this.next()
        return void parts.push({ kind: 'slot', slot, optional: token === T.OPTIONAL_SUBSTITUTION })
      }
      case T.TEMPLATE_INSTANCE:
        return void parts.push({ kind: 'instance', offset: this.next() })
      default:
        throw new DecodeError(`BinXML token 0x${token.toString(16)} out of place`)
    }
  }

  private element(): ElementNode {
    const dependency = this.next()
    const name = this.text()
    const attributes: AttributeNode[] = []
    for (;;) {
      const token = this.next()
      if (token === T.ATTRIBUTE) attributes.push(attributeNode(this.text()))
      else if (token === T.CLOSE_EMPTY) return finish(name, dependency, attributes, [])
      else if (token === T.CLOSE_START) return finish(name, dependency, attributes, this.children(false))
      else {
        const last = attributes.at(-1)
        if (!last) throw new DecodeError('content before the start tag is closed')
        this.content(token, last.parts as Part[])
      }
    }
  }
}

function finish(
  name: string,
  dependency: number,
  attributes: AttributeNode[],
  children: Part[],
): ElementNode {
  const firstOpen = attributes.findIndex((a) => a.parts.some((p) => p.kind !== 'text'))
  const literal = firstOpen < 0 ? attributes : attributes.slice(0, firstOpen)
  const only = children[0]
  return {
    name,
    attributes,
    children,
    dependency: dependency === T.NO_DEPENDENCY ? -1 : dependency,
    openTag: literalOpenTag(name, literal),
    openAttributes: attributes.slice(literal.length),
    closeTag: utf8(`</${name}>`),
    onlySlot: children.length === 1 && only?.kind === 'slot' ? only.slot : -1,
  }
}

function literalOpenTag(name: string, attributes: readonly AttributeNode[]): Uint8Array {
  const sink = new ByteSink(256)
  sink.text('<' + name)
  for (const { xmlStart, parts } of attributes) {
    const value = parts.map((p) => (p.kind === 'text' ? p.text : '')).join('')
    if (value === '') continue
    sink.raw(xmlStart)
    writeEscaped(sink, value)
    sink.text("'")
  }
  return sink.written.slice()
}

function attributeNode(name: string): AttributeNode {
  return { name, parts: [], xmlStart: utf8(` ${name}='`) }
}

function escaped(text: string): Uint8Array {
  const sink = new ByteSink(256)
  writeEscaped(sink, text)
  return sink.written.slice()
}

/** A CDATA section, split where the text holds the end mark. */
function cdata(text: string): Uint8Array {
  return utf8(`<![CDATA[${text.replaceAll(']]>', ']]]]><![CDATA[>')}]]>`)
}
