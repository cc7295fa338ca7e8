import { ByteSink } from '../../bytes/byte-sink'
import { writeEscaped } from './escape'
import type { AttributeNode, ElementNode, Part } from './nodes'
import { XmlNames, type TagNames } from './xml-names'

/** What a step of a program does. */
export const STEP = { literal: 0, slot: 1, ifPresent: 2, attribute: 3, instance: 4 } as const

/** One step; all have the same fields, so that the loop over them stays fast. */
export interface Step {
  readonly kind: (typeof STEP)[keyof typeof STEP]
  /** literal: the text. slot: what stands between items of an array value. attribute: blank, name, equals sign, quote. */
  readonly bytes: Uint8Array
  /** slot, attribute: the slot (-1: several parts). ifPresent: the slot whose NULL skips. instance: chunk offset. */
  readonly slot: number
  /** ifPresent: the step to go on with. slot: first step of the element's start tag where that is not all literal, else -1. */
  readonly target: number
  readonly attribute: AttributeNode | null
  /** slot: the element whose whole content it is. */
  readonly element: ElementNode | null
}

const NO_STEP: Step = {
  kind: STEP.literal,
  bytes: new Uint8Array(0),
  slot: -1,
  target: -1,
  attribute: null,
  element: null,
}
const programs = new WeakMap<readonly Part[], readonly Step[]>()

/**
 * Steps that write a stream as XML: literal text between two values is one copy, whatever tags it holds. Made once for the parts of a template.
 */
export function xmlProgram(parts: readonly Part[]): readonly Step[] {
  const known = programs.get(parts)
  if (known) return known
  const program = new ProgramWriter().program(parts)
  programs.set(parts, program)
  return program
}

class ProgramWriter {
  private readonly steps: Step[] = []
  private readonly literal = new ByteSink(512)
  private readonly names = new XmlNames()

  program(parts: readonly Part[]): readonly Step[] {
    this.parts(parts)
    this.endLiteral()
    return this.steps
  }

  private parts(parts: readonly Part[]): void {
    for (const part of parts) {
      if (part.kind === 'element') this.element(part.element)
      else if (part.kind === 'slot') this.step(STEP.slot, { slot: part.slot })
      else if (part.kind === 'instance') this.step(STEP.instance, { slot: part.offset })
      else if (part.markup !== null) this.literal.text(part.markup)
      else writeEscaped(this.literal, part.text)
    }
  }

  private element(node: ElementNode): void {
    const condition = node.dependency >= 0 ? this.step(STEP.ifPresent, { slot: node.dependency }) : -1
    const literalTag = node.attributes.every(isLiteral)
    if (!literalTag) this.endLiteral()
    const begin = this.steps.length
    const names = this.names.enter(node)
    this.startTag(node, names)
    if (node.children.length === 0) this.literal.text('/>')
    else {
      this.literal.text('>')
      if (node.onlySlot < 0) this.parts(node.children)
      else if (literalTag)
        this.step(STEP.slot, { slot: node.onlySlot, bytes: betweenItems(node, names), element: node })
      else
        this.step(STEP.slot, {
          slot: node.onlySlot,
          bytes: bytesOf(endTag(names)),
          target: begin,
          element: node,
        })
      this.literal.text(endTag(names))
    }
    this.names.leave(node)
    if (condition >= 0) {
      this.endLiteral()
      this.steps[condition] = { ...this.steps[condition]!, target: this.steps.length }
    }
  }

  private startTag({ attributes }: ElementNode, names: TagNames): void {
    this.literal.text('<' + names.element)
    attributes.forEach((attribute, i) => {
      const name = names.attributes[i]!
      if (isLiteral(attribute)) writeLiteralAttribute(this.literal, name, attribute)
      else {
        const [only, more] = attribute.parts
        const slot = only?.kind === 'slot' && !more ? only.slot : -1
        this.step(STEP.attribute, { slot, attribute, bytes: bytesOf(` ${name}='`) })
      }
    })
  }

  /** Adds a step; returns its number. */
  private step(kind: Step['kind'], fields: Partial<Step>): number {
    this.endLiteral()
    return this.steps.push({ ...NO_STEP, kind, ...fields }) - 1
  }

  private endLiteral(): void {
    if (this.literal.length === 0) return
    const bytes = this.literal.written.slice()
    this.literal.clear()
    this.steps.push({ ...NO_STEP, bytes })
  }
}

function isLiteral({ parts }: AttributeNode): boolean {
  return parts.every((part) => part.kind === 'text')
}

/** Empty attributes are dropped (evtx-format 5, rule 4). */
function writeLiteralAttribute(sink: ByteSink, name: string, { parts }: AttributeNode): void {
  const value = parts.map((part) => (part.kind === 'text' ? part.text : '')).join('')
  if (value === '') return
  sink.text(` ${name}='`)
  writeEscaped(sink, value)
  sink.text("'")
}

function endTag({ element }: TagNames): string {
  return `</${element}>`
}

/** End tag and start tag again: an array value repeats its element (rule 6). */
function betweenItems({ attributes }: ElementNode, names: TagNames): Uint8Array {
  const sink = new ByteSink(256)
  sink.text(`${endTag(names)}<${names.element}`)
  attributes.forEach((attribute, i) => writeLiteralAttribute(sink, names.attributes[i]!, attribute))
  sink.text('>')
  return sink.written.slice()
}

function bytesOf(text: string): Uint8Array {
  const sink = new ByteSink(text.length * 3)
  sink.text(text)
  return sink.written.slice()
}
