import { u32 } from '../../bytes/little-endian'
import { hexUpper } from '../../bytes/hex'
import { compileNodes } from '../binxml/nodes'
import { TemplateCodeReader, type TemplateCode } from '../binxml/template-code'
import * as T from '../binxml/tokens'
import {
  CHUNK_HEADER_SIZE,
  DecodeError,
  MAX_CHUNK_DEFINITION_UNITS,
  MAX_VALUES,
  TEMPLATE_HEAD_SIZE,
} from '../layout'
import type { Definition } from './template-library'

/**
 * Reads definitions where no checksum vouches for them: the id must be the first u32 of the GUID, the body must be one whole stream that ends where
 * its size says, and every name must fit its hash. One chunk at a time.
 */
export class DefinitionReader {
  private readonly reader = new TemplateCodeReader(true)
  private readonly read = new Map<number, Definition | null>()
  private units = 0

  startChunk(renewed: boolean): void {
    this.read.clear()
    if (renewed) this.units = 0
  }

  /** The definition at an offset of the chunk; null where there is no sound one with that id. */
  at(chunk: Uint8Array, offset: number, id: number): Definition | null {
    if (!hasDefinitionHead(chunk, offset, id)) return null
    const known = this.read.get(offset)
    if (known !== undefined) return known
    const definition = this.compile(chunk, offset, id)
    this.read.set(offset, definition)
    return definition
  }

  private compile(chunk: Uint8Array, offset: number, id: number): Definition | null {
    if (this.units > MAX_CHUNK_DEFINITION_UNITS) return null
    const body = offset + TEMPLATE_HEAD_SIZE
    const end = body + u32(chunk, offset + 20)
    try {
      if (end === body || chunk[end - 1] !== T.END_OF_STREAM) return null
      const code = this.reader.read(chunk, body, end, true, null).slice()
      const { parts, repeats } = compileNodes(code)
      if (parts.length !== 1 || parts[0]?.kind !== 'element') return null
      const slots = slotsOf(code)
      return {
        id,
        guid: hexUpper(chunk, offset + 4, offset + 20),
        code,
        parts,
        extent: { units: code.length, depth: this.reader.depth, repeats },
        plan: {},
        slots,
        slotCount: slots.reduce((most, slot, i) => (i % 2 === 0 ? Math.max(most, slot + 1) : most), 0),
      }
    } catch (error) {
      if (!(error instanceof DecodeError)) throw error
      return null
    } finally {
      this.units += this.reader.unitsRead
    }
  }
}

/** A definition's head lies within the chunk, with the id as first u32 of its GUID and a size that fits. */
export function hasDefinitionHead(chunk: Uint8Array, offset: number, id: number): boolean {
  const body = offset + TEMPLATE_HEAD_SIZE
  return (
    offset >= CHUNK_HEADER_SIZE &&
    body <= chunk.length &&
    u32(chunk, offset + 4) === id &&
    u32(chunk, offset + 20) <= chunk.length - body
  )
}

/** Slot and type of every substitution of a definition's code, in pairs. */
function slotsOf(code: TemplateCode): Uint16Array {
  const slots: number[] = []
  for (let at = 0; at < code.length;) {
    const token = code[at++]
    switch (token) {
      case T.OPEN_START:
        at += 2 + code[at + 1]!
        break
      case T.ATTRIBUTE:
      case T.VALUE_TEXT:
      case T.CDATA:
      case T.ENTITY_REFERENCE:
      case T.PI_TARGET:
      case T.PI_DATA:
        at += 1 + code[at]!
        break
      case T.CHARACTER_REFERENCE:
        at += 1
        break
      case T.SUBSTITUTION:
      case T.OPTIONAL_SUBSTITUTION:
        if (code[at]! >= MAX_VALUES) throw new DecodeError('template names a slot that cannot be')
        slots.push(code[at]!, code[at + 1]!)
        at += 2
        break
      default:
        break
    }
  }
  return Uint16Array.from(slots)
}
