import { DecodeError } from '../layout'
import type { TemplateCode } from './template-code'
import { cdataMarkup, instructionMarkup } from './markup'
import * as T from './tokens'

/** A compiled stream: elements with literal text, and slots to be filled from an instance's values. */
export type Part =
  | TextPart
  | { readonly kind: 'slot'; readonly slot: number; readonly optional: boolean }
  | { readonly kind: 'element'; readonly element: ElementNode }
  /** Only in streams outside a definition: an instance at a chunk offset. */
  | { readonly kind: 'instance'; readonly offset: number }

export interface TextPart {
  readonly kind: 'text'
  readonly text: string
  /** How it stands in XML where that is not the escaped text: CDATA, processing instructions. */
  readonly markup: string | null
}

export interface AttributeNode {
  readonly name: string
  readonly parts: readonly Part[]
}

export interface ElementNode {
  readonly name: string
  /** Slot whose NULL drops the element; -1 for none. */
  readonly dependency: number
  readonly attributes: readonly AttributeNode[]
  readonly children: readonly Part[]
  /** The slot that is the whole content, else -1. */
  readonly onlySlot: number
}

const ENTITIES: ReadonlyMap<string, string> = new Map([
  ['lt', '<'],
  ['gt', '>'],
  ['amp', '&'],
  ['quot', '"'],
  ['apos', "'"],
])

/** Element trees of a stream, and how often its most used slot is used (budget.ts). */
export interface CompiledNodes {
  readonly parts: readonly Part[]
  readonly repeats: number
}

/** Element trees of a stream's code; normally one root. Depth and size were bounded when the code was read. */
export function compileNodes(code: TemplateCode): CompiledNodes {
  const compiler = new NodeCompiler(code)
  const parts = compiler.children(true)
  return { parts, repeats: compiler.repeats }
}

class NodeCompiler {
  /** Most uses of one slot. */
  repeats = 1
  private at = 0
  private readonly uses = new Map<number, number>()
  constructor(private readonly code: TemplateCode) {}

  private next(): number {
    const unit = this.code[this.at++]
    if (unit === undefined) throw new DecodeError('BinXML stream does not end')
    return unit
  }

  private text(): string {
    const { code } = this
    const to = this.next() + this.at
    if (to > code.length) throw new DecodeError('BinXML stream does not end')
    let text = ''
    for (let i = this.at; i < to; i++) text += String.fromCharCode(code[i]!)
    this.at = to
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
      case T.VALUE_TEXT:
        return addText(parts, this.text())
      case T.CDATA: {
        const text = this.text()
        return void parts.push(textPart(text, cdataMarkup(text)))
      }
      case T.CHARACTER_REFERENCE:
        return addText(parts, String.fromCharCode(this.next()))
      case T.ENTITY_REFERENCE: {
        const name = this.text()
        // A log has no declarations: a reference to anything else is kept as the text it is written with.
        return addText(parts, ENTITIES.get(name) ?? `&${name};`)
      }
      case T.PI_TARGET: {
        const target = this.text()
        const data = this.code[this.at] === T.PI_DATA ? (this.at++, this.text()) : ''
        return void parts.push(textPart('', instructionMarkup(target, data)))
      }
      case T.SUBSTITUTION:
      case T.OPTIONAL_SUBSTITUTION: {
        const slot = this.next()
        this.next()
        const uses = (this.uses.get(slot) ?? 0) + 1
        this.uses.set(slot, uses)
        if (uses > this.repeats) this.repeats = uses
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
      if (token === T.ATTRIBUTE) attributes.push({ name: this.text(), parts: [] })
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
  const only = children.length === 1 && children[0]?.kind === 'slot' ? children[0] : null
  return {
    name,
    attributes,
    children,
    // An optional slot that is all content drops its element like a dependency (rule 7).
    dependency: dependency !== T.NO_DEPENDENCY ? dependency : only?.optional ? only.slot : -1,
    onlySlot: only ? only.slot : -1,
  }
}

/** Adds text to what stands before it, so that two references that make one character stay together. */
function addText(parts: Part[], text: string): void {
  const last = parts.at(-1)
  if (last?.kind === 'text' && last.markup === null) parts[parts.length - 1] = textPart(last.text + text)
  else parts.push(textPart(text))
}

function textPart(text: string, markup: string | null = null): TextPart {
  return { kind: 'text', text, markup }
}
