import { u32 } from '../../bytes/little-endian'
import {
  DecodeError,
  MAX_CHUNK_DEFINITION_UNITS,
  MAX_KEPT_UNITS,
  MAX_SAME_ID,
  TEMPLATE_HEAD_SIZE,
} from '../layout'
import type { Extent } from './budget'
import { compileNodes, type Part } from './nodes'
import { sameCode, TemplateCodeReader, type TemplateCode } from './template-code'

/** A template definition, compiled once a run. `plans` belongs to whoever reads through it (system fields, session columns). */
export interface Template {
  readonly id: number
  readonly parts: readonly Part[]
  /** Head and body as stored in the chunk it was last met in. */
  readonly byteLength: number
  readonly extent: Extent
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
  readonly extent: Extent
  readonly plan: TemplatePlan
}

/**
 * Template definitions by chunk offset, compiled once for equal content whatever chunk or file they come from: recognised by id, confirmed by
 * comparing the whole code, so that an overwritten or forged definition never lends its shape to another record.
 */
export class TemplateStore {
  private readonly byOffset = new Map<number, Template>()
  /** Why the definition at an offset is unsound: every record of the chunk may ask for it. */
  private readonly unsound = new Map<number, string>()
  private readonly compiled = new Map<number, Compiled[]>()
  private readonly reader = new TemplateCodeReader()
  private units = 0
  private unitsKept = 0

  /** Units of all definitions read in this chunk. */
  get unitsInChunk(): number {
    return this.units
  }

  /** Offsets are only good within one chunk. @param renewed see FragmentReader.startChunk */
  startChunk(renewed = true): void {
    this.byOffset.clear()
    this.unsound.clear()
    if (renewed) this.units = 0
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
    if (u32(chunk, offset + 4) !== id) throw new DecodeError('template id does not match its definition')
    const why = this.unsound.get(offset)
    if (why !== undefined) throw new DecodeError(why)
    const { parts, extent, plan } = this.compileOnce(chunk, offset, body + size, id)
    const template: Template = { id, byteLength: TEMPLATE_HEAD_SIZE + size, parts, extent, plan }
    this.byOffset.set(offset, template)
    return template
  }

  private compileOnce(chunk: Uint8Array, offset: number, to: number, id: number): Compiled {
    if (this.units > MAX_CHUNK_DEFINITION_UNITS)
      throw new DecodeError('template definitions of the chunk are larger than any real ones')
    try {
      return this.compile(chunk, offset + TEMPLATE_HEAD_SIZE, to, id)
    } catch (error) {
      if (error instanceof DecodeError) this.unsound.set(offset, error.message)
      throw error
    } finally {
      this.units += this.reader.unitsRead
    }
  }

  private compile(chunk: Uint8Array, from: number, to: number, id: number): Compiled {
    const code = this.reader.read(chunk, from, to, true, null)
    const same = this.compiled.get(id)?.find((known) => sameCode(known.code, code))
    if (same) return same
    const { parts, repeats } = compileNodes(code)
    const extent = { units: code.length, depth: this.reader.depth, repeats }
    const fresh: Compiled = { code: code.slice(), parts, extent, plan: {} }
    this.keep(id, fresh)
    return fresh
  }

  private keep(id: number, fresh: Compiled): void {
    if (this.unitsKept > MAX_KEPT_UNITS) {
      this.compiled.clear()
      this.unitsKept = 0
    }
    this.unitsKept += fresh.extent.units
    const family = this.compiled.get(id) ?? []
    if (family.length === MAX_SAME_ID) this.unitsKept -= family.shift()!.extent.units
    family.push(fresh)
    this.compiled.set(id, family)
  }
}
