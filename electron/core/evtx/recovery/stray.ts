import { u32 } from '../../bytes/little-endian'
import { Values } from '../binxml/instance'
import { FRAGMENT_HEADER, KIND_MASK, TEMPLATE_INSTANCE, TYPE_BINXML } from '../binxml/tokens'
import { CHUNK_HEADER_SIZE, CHUNK_SIZE, DecodeError, RECORD_HEADER_SIZE, RECORD_TAIL_SIZE } from '../layout'
import type { RecoveryTemplates } from './recovery-templates'

/**
 * Gives records outside any chunk the surroundings they had. Offsets in a record count from its chunk; a definition that lies inline says where that
 * began, and the records beside it have the same beginning. Without one a record stands alone and its definitions come from elsewhere.
 */
export class StrayPlacer {
  /** The chunk that is read as if it were there. */
  readonly chunk = new Uint8Array(CHUNK_SIZE)
  private readonly system = new Values()
  /** Byte in the file where the chunk of the stray before began. */
  private base: number | null = null
  /** What `chunk` was put together from; null for a record that stands alone. */
  private placed: { readonly base: number; readonly windowOffset: number } | null = null

  constructor(private readonly templates: RecoveryTemplates) {}

  /** Records of another file have other surroundings. */
  startFile(): void {
    this.base = null
    this.placed = null
  }

  /**
   * Copies a record and what is left of its chunk into `chunk`; for neighbours that is done once.
   * @param window bytes of the file around the record
   * @param windowOffset byte of the window in the file
   * @param offset byte of the record in the file
   * @returns the record's place in `chunk`, and whether that is another chunk than for the stray before
   */
  place(
    window: Uint8Array,
    windowOffset: number,
    offset: number,
    size: number,
  ): { readonly at: number; readonly isNew: boolean } {
    const at = offset - windowOffset
    const inline = this.baseOf(window, windowOffset, at, at + size)
    const base = inline ?? (isWithin(this.base, offset, size) ? this.base : null)
    this.base = base
    if (base !== null && base === this.placed?.base && windowOffset === this.placed.windowOffset)
      return { at: offset - base, isNew: false }
    this.chunk.fill(0)
    if (base === null) {
      const place = freePlace(window, at)
      this.chunk.set(window.subarray(at, at + size), place)
      this.placed = null
      return { at: place, isNew: true }
    }
    this.placed = { base, windowOffset }
    const from = Math.max(base, windowOffset)
    const to = Math.min(base + CHUNK_SIZE, windowOffset + window.length)
    this.chunk.set(window.subarray(from - windowOffset, to - windowOffset), from - base)
    return { at: offset - base, isNew: true }
  }

  /** Where the record's chunk began, by the inline definition of its System template or its body. */
  private baseOf(window: Uint8Array, windowOffset: number, at: number, end: number): number | null {
    const { system } = this
    const to = end - RECORD_TAIL_SIZE
    try {
      const outer = instanceAt(window, at + RECORD_HEADER_SIZE, to)
      if (outer < 0) return null
      const base = inlineBase(window, outer, to)
      if (base !== null) return checked(base + windowOffset, windowOffset + at, end - at)
      this.templates.readValues(window, outer, to, system)
      for (let i = 0; i < system.count; i++) {
        if (system.types[i] !== TYPE_BINXML || system.sizes[i] === 0) continue
        const inner = instanceAt(window, system.offsets[i]!, system.offsets[i]! + system.sizes[i]!)
        const innerBase = inner < 0 ? null : inlineBase(window, inner, to)
        if (innerBase !== null) return checked(innerBase + windowOffset, windowOffset + at, end - at)
      }
    } catch (error) {
      if (!(error instanceof DecodeError)) throw error
    }
    return null
  }
}

function instanceAt(bytes: Uint8Array, from: number, to: number): number {
  const at = (bytes[from]! & KIND_MASK) === FRAGMENT_HEADER ? from + 4 : from
  return at + 38 <= to && (bytes[at]! & KIND_MASK) === TEMPLATE_INSTANCE ? at : -1
}

/** The instance's id once more behind it, as first u32 of a GUID: the definition follows, and its offset field names this very place. */
function inlineBase(bytes: Uint8Array, at: number, to: number): number | null {
  if (at + 38 > to || u32(bytes, at + 14) !== u32(bytes, at + 2)) return null
  return at + 10 - u32(bytes, at + 6)
}

function checked(base: number, offset: number, size: number): number | null {
  return isWithin(base, offset, size) ? base : null
}

function isWithin(base: number | null, offset: number, size: number): boolean {
  return base !== null && offset >= base + CHUNK_HEADER_SIZE && offset + size <= base + CHUNK_SIZE
}

/** A place at which the record's offset fields do not happen to point right behind themselves. */
function freePlace(window: Uint8Array, at: number): number {
  const definition = u32(window, at + RECORD_HEADER_SIZE + 10)
  return definition === CHUNK_HEADER_SIZE + RECORD_HEADER_SIZE + 14
    ? CHUNK_HEADER_SIZE + 8
    : CHUNK_HEADER_SIZE
}
