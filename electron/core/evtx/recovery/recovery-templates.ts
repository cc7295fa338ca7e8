import { u16, u32 } from '../../bytes/little-endian'
import { type Values } from '../binxml/instance'
import { TemplateStore, type Template } from '../binxml/template-store'
import { DecodeError, MAX_VALUES, TEMPLATE_HEAD_SIZE } from '../layout'
import { DefinitionReader } from './definition'
import type { Definition, TemplateLibrary } from './template-library'
import { fitsSlots, isSoundValue } from './value-fit'

export type TemplateSource = 'own' | 'borrowed' | 'none'

/** A template instance whose definition was chosen, and its values. */
export interface ResolvedInstance {
  readonly source: TemplateSource
  /** null for own. */
  readonly doubt: string | null
}

/** An instance without definition shows nothing by itself. */
const NOTHING = { parts: [], extent: { units: 0, depth: 0, repeats: 0 }, plan: {} } as const

/**
 * Templates for records that no checksum covers. Each instance is resolved first: by the definition in its place if id and names are right and the
 * values fit, else by one with the same id from elsewhere. Readers then get what was resolved and nothing else.
 */
export class RecoveryTemplates extends TemplateStore {
  readonly definitions = new DefinitionReader()
  private readonly resolved = new Map<number, Template>()
  private chunk: Uint8Array = new Uint8Array(0)

  constructor(private readonly library: TemplateLibrary) {
    super()
  }

  override startChunk(renewed = true): void {
    super.startChunk(renewed)
    this.definitions.startChunk(renewed)
    this.resolved.clear()
  }

  override at(_chunk: Uint8Array, offset: number, id: number): Template {
    const template = this.resolved.get(keyOf(offset, id))
    if (!template) throw new DecodeError('template definition is missing')
    return template
  }

  /** Before each record: what was resolved for one says nothing about the values of another. */
  startRecord(chunk: Uint8Array): void {
    this.chunk = chunk
    this.resolved.clear()
  }

  /**
   * Chooses a definition for the instance whose token stands at `at` and reads its descriptors into `values`.
   * @throws DecodeError where the values cannot even be found
   */
  resolve(at: number, to: number, values: Values): ResolvedInstance {
    const { chunk } = this
    const byteLength = this.readValues(chunk, at, to, values)
    const id = u32(chunk, at + 2)
    const offset = u32(chunk, at + 6)
    const own = this.definitions.at(chunk, offset, id)
    const loan = this.library.lend(id)
    if (own !== null && this.library.holds(own) && fits(values, own)) {
      this.put(offset, id, byteLength, own)
      return { source: 'own', doubt: null }
    }
    // A definition in its place that differs from what the live chunks hold cannot be told from a damaged one: neither is used.
    if (own === null && loan.state === 'known' && fits(values, loan.definition)) {
      this.put(offset, id, byteLength, loan.definition)
      return { source: 'borrowed', doubt: 'definition overwritten, one with its id was taken from elsewhere' }
    }
    this.put(offset, id, byteLength, null)
    return { source: 'none', doubt: whyNot(own !== null, loan.state) }
  }

  /**
   * Descriptors of the instance whose token stands at `at`; no definition is needed for them.
   * @returns bytes of its inline definition, 0 if it lies elsewhere
   * @throws DecodeError where the values cannot be found
   */
  readValues(chunk: Uint8Array, at: number, to: number, values: Values): number {
    if (at + 14 > to) throw new DecodeError('template instance is cut off')
    const offset = u32(chunk, at + 6)
    const inline = offset === at + 10
    if (inline && offset + TEMPLATE_HEAD_SIZE > to)
      throw new DecodeError('template definition runs past its record')
    // An inline definition has a size even where its body is overwritten: the values lie behind it.
    const byteLength = inline ? TEMPLATE_HEAD_SIZE + u32(chunk, offset + 20) : 0
    if (byteLength > to - at - 10) throw new DecodeError('template definition runs past its record')
    readDescriptors(chunk, at + 10 + byteLength, to, values)
    return byteLength
  }

  private put(offset: number, id: number, byteLength: number, chosen: Definition | null): void {
    const { parts, extent, plan } = chosen ?? NOTHING
    this.resolved.set(keyOf(offset, id), { id, byteLength, parts, extent, plan })
  }
}

function keyOf(offset: number, id: number): number {
  return (offset & 0x1fffff) * 0x100000000 + id
}

function fits(values: Values, { slots, slotCount }: Definition): boolean {
  return fitsSlots(values, slots, slotCount)
}

function whyNot(isInPlace: boolean, loan: 'known' | 'unknown' | 'ambiguous'): string {
  if (loan === 'ambiguous') return 'two different definitions have its id'
  if (loan === 'unknown') return 'no definition with its id was found'
  return isInPlace ? 'definition in its place does not fit' : 'values do not fit the definition with its id'
}

/** @throws DecodeError where the table or a value runs out of the record, or a value cannot be of its type */
function readDescriptors(chunk: Uint8Array, table: number, to: number, values: Values): void {
  if (table + 4 > to) throw new DecodeError('template instance is cut off')
  const count = u32(chunk, table)
  if (count > MAX_VALUES) throw new DecodeError(`template instance claims ${count} values`)
  let value = table + 4 + 4 * count
  if (value > to) throw new DecodeError('value descriptors run past the record')
  for (let i = 0, d = table + 4; i < count; i++, d += 4) {
    const size = u16(chunk, d)
    values.offsets[i] = value
    values.sizes[i] = size
    values.types[i] = chunk[d + 2]!
    value += size
    if (value > to) throw new DecodeError('value past end')
    if (!isSoundValue(chunk[d + 2]!, chunk, value - size, size))
      throw new DecodeError('a value does not fit its type')
  }
  values.count = count
  values.end = value
}
