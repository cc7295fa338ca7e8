import { u32 } from '../../bytes/little-endian'
import { DecodeError, TEMPLATE_HEAD_SIZE } from '../layout'
import { compileNodes, type Part } from './nodes'
import { sameCode, TemplateCodeReader, type TemplateCode } from './template-code'

/** A template definition, compiled once a run. `plans` belongs to whoever reads through it (system fields, session columns). */
export interface Template {
  readonly id: number
  readonly parts: readonly Part[]
  /** Head and body as stored in the chunk it was last met in. */
  readonly byteLength: number
  readonly plan: TemplatePlan
}

/** What readers work out once a template; see chunk-parser and system-plan. */
export interface TemplatePlan {
  system?: unknown
  body?: unknown
}

interface Compiled {
  readonly code: TemplateCode
  readonly parts: readonly Part[]
  readonly plan: TemplatePlan
}

/**
 * Template definitions by chunk offset, compiled once for equal content whatever chunk or file they come from: recognised by id, confirmed by
 * comparing the whole code, so that an overwritten or forged definition never lends its shape to another record.
 */
export class TemplateStore {
  private readonly byOffset = new Map<number, Template>()
  private readonly compiled = new Map<number, Compiled[]>()
  private readonly reader = new TemplateCodeReader()

  /** Offsets are only good within one chunk. */
  startChunk(): void {
    this.byOffset.clear()
  }

  /** @throws DecodeError if there is no sound definition with that id (evtx-format 5: the id is the first u32 of its GUID). */
  at(chunk: Uint8Array, offset: number, id: number): Template {
    const known = this.byOffset.get(offset)
    if (known) {
      if (known.id !== id) throw new DecodeError('template id does not match its definition')
      return known
    }
    const body = offset + TEMPLATE_HEAD_SIZE
    if (offset < 512 || body > chunk.length)
      throw new DecodeError('template definition lies outside the chunk')
    const size = u32(chunk, offset + 20)
    if (size > chunk.length - body) throw new DecodeError('template definition runs past the chunk')
    if (u32(chunk, offset + 4) !== id) throw new DecodeError('template definition was overwritten')
    const template: Template = {
      id,
      byteLength: TEMPLATE_HEAD_SIZE + size,
      ...this.compile(chunk, body, body + size, id),
    }
    this.byOffset.set(offset, template)
    return template
  }

  private compile(
    chunk: Uint8Array,
    from: number,
    to: number,
    id: number,
  ): { parts: readonly Part[]; plan: TemplatePlan } {
    const code = this.reader.read(chunk, from, to, true, null)
    const family = this.compiled.get(id) ?? []
    const same = family.find((c) => sameCode(c.code, code))
    if (same) return same
    const fresh: Compiled = { code: code.slice(), parts: compileNodes(code), plan: {} }
    family.push(fresh)
    this.compiled.set(id, family)
    return fresh
  }
}
