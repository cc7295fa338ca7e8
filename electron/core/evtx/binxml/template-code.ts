import { u16, u32 } from '../../bytes/little-endian'
import { CHUNK_SIZE, DecodeError, MAX_ELEMENT_DEPTH, MAX_NAME_UNITS, MAX_TEMPLATE_UNITS } from '../layout'
import * as T from './tokens'

/**
 * A BinXML stream copied out of its chunk: the same tokens, but every name written out and every length dropped, as 16-bit units. Two
 * definitions mean the same exactly when their code is equal, wherever they lay; that is how a template is recognised across chunks.
 *
 *   OPEN dependency n name... | ATTRIBUTE n name... | CLOSE_START | CLOSE_EMPTY | END_ELEMENT | VALUE_TEXT n text... | CDATA n text... |
 *   CHARACTER_REFERENCE unit | ENTITY_REFERENCE n name... | PI_TARGET n name... | PI_DATA n text... | SUBSTITUTION index type |
 *   OPTIONAL_SUBSTITUTION index type | TEMPLATE_INSTANCE offset | END_OF_STREAM
 */
export type TemplateCode = Uint16Array

const NAME_HASH_FACTOR = 65_599

/** Writes code for streams of one chunk. The result of `read` is valid until the next call. */
export class TemplateCodeReader {
  private units = new Uint16Array(4096)
  private length = 0
  private deepest = 0

  /** @param strictNames a name whose hash or end mark is wrong is an error, not a name (recovery: bytes that no checksum covers) */
  constructor(private readonly strictNames = false) {}

  /** Deepest nesting of elements in the last stream read. */
  get depth(): number {
    return this.deepest
  }

  /** Units written by the last `read`, which may have failed. */
  get unitsRead(): number {
    return this.length
  }

  /**
   * @param chunk bytes of the chunk (offsets in it are chunk offsets)
   * @param from first byte of the stream (fragment header or element)
   * @param to end of what may be read
   * @param inTemplate elements carry a dependency id (evtx-format 4: by context, never by guessing)
   * @param skipInstance for streams outside a definition: returns the position after the template instance at a position
   * @throws DecodeError on anything that is not BinXML within bounds
   */
  read(
    chunk: Uint8Array,
    from: number,
    to: number,
    inTemplate: boolean,
    skipInstance: ((at: number) => number) | null,
  ): TemplateCode {
    this.length = 0
    this.deepest = 0
    let at = from
    let depth = 0
    for (;;) {
      if (at >= to) throw new DecodeError('BinXML stream does not end')
      const token = chunk[at]!
      switch (token & T.KIND_MASK) {
        case T.END_OF_STREAM:
          this.put(T.END_OF_STREAM)
          return this.units.subarray(0, this.length)
        case T.FRAGMENT_HEADER:
          at += 4
          break
        case T.OPEN_START: {
          if (++depth > MAX_ELEMENT_DEPTH) throw new DecodeError('elements nest too deep')
          if (depth > this.deepest) this.deepest = depth
          at += 1
          this.put(T.OPEN_START)
          this.put(inTemplate ? this.read16(chunk, at, to) : T.NO_DEPENDENCY)
          at += (inTemplate ? 2 : 0) + 4
          at = this.putName(chunk, at, to)
          if (token & T.HAS_MORE) at += 4
          break
        }
        case T.CLOSE_START:
          this.put(T.CLOSE_START)
          at += 1
          break
        case T.CLOSE_EMPTY:
        case T.END_ELEMENT:
          if (--depth < 0) throw new DecodeError('element ends that did not begin')
          this.put(token & T.KIND_MASK)
          at += 1
          if (depth === 0 && !inTemplate && (at >= to || chunk[at] !== T.END_OF_STREAM)) {
            // A bare element inside a value may end without an end-of-stream token.
            this.put(T.END_OF_STREAM)
            return this.units.subarray(0, this.length)
          }
          break
        case T.ATTRIBUTE:
        case T.ENTITY_REFERENCE:
        case T.PI_TARGET:
          this.put(token & T.KIND_MASK)
          at = this.putName(chunk, at + 1, to)
          break
        case T.VALUE_TEXT:
          this.put(T.VALUE_TEXT)
          at = this.putText(chunk, at + 2, to)
          break
        case T.CDATA:
        case T.PI_DATA:
          this.put(token & T.KIND_MASK)
          at = this.putText(chunk, at + 1, to)
          break
        case T.CHARACTER_REFERENCE:
          this.put(T.CHARACTER_REFERENCE)
          this.put(this.read16(chunk, at + 1, to))
          at += 3
          break
        case T.SUBSTITUTION:
        case T.OPTIONAL_SUBSTITUTION:
          this.put(token & T.KIND_MASK)
          this.put(this.read16(chunk, at + 1, to))
          this.put(chunk[at + 3]!)
          at += 4
          break
        case T.TEMPLATE_INSTANCE:
          if (!skipInstance) throw new DecodeError('template instance inside a definition')
          this.put(T.TEMPLATE_INSTANCE)
          this.put(at)
          at = skipInstance(at)
          break
        default:
          throw new DecodeError(`unknown BinXML token 0x${token.toString(16)}`)
      }
    }
  }

  private put(unit: number): void {
    if (this.length === this.units.length) this.grow(1)
    this.units[this.length++] = unit
  }

  /** Makes room for `count` more units; the buffer never grows past its limit. */
  private grow(count: number): void {
    const needed = this.length + count
    if (needed > MAX_TEMPLATE_UNITS) throw new DecodeError('BinXML stream is larger than any real one')
    const larger = new Uint16Array(Math.min(Math.max(this.units.length * 2, needed), MAX_TEMPLATE_UNITS))
    larger.set(this.units)
    this.units = larger
  }

  private read16(chunk: Uint8Array, at: number, to: number): number {
    if (at + 2 > to) throw new DecodeError('BinXML stream is cut off')
    return u16(chunk, at)
  }

  /** u16 count and that many code units; returns the position after them. */
  private putText(chunk: Uint8Array, at: number, to: number): number {
    const count = this.read16(chunk, at, to)
    const end = at + 2 + 2 * count
    if (end > to) throw new DecodeError('text runs past its end')
    this.putUnits(chunk, at + 2, count)
    return end
  }

  private putUnits(chunk: Uint8Array, at: number, count: number): void {
    if (this.length + count + 1 > this.units.length) this.grow(count + 1)
    this.units[this.length++] = count
    for (let i = 0; i < count; i++) this.units[this.length++] = u16(chunk, at + 2 * i)
  }

  /**
   * A name reference: inline when it points right behind itself, else elsewhere in the chunk; one that cannot be a name reads `?`
   * (evtx-format 8).
   */
  private putName(chunk: Uint8Array, at: number, to: number): number {
    if (at + 4 > to) throw new DecodeError('name is cut off')
    const offset = u32(chunk, at)
    const limit = Math.min(chunk.length, CHUNK_SIZE)
    const inline = offset === at + 4
    if (offset + 10 > limit || offset + 10 + 2 * u16(chunk, offset + 6) > limit) {
      if (inline || this.strictNames) throw new DecodeError('name runs past the chunk')
      this.put(1)
      this.put(0x3f)
      return at + 4
    }
    const count = u16(chunk, offset + 6)
    if (this.strictNames && !isName(chunk, offset, count)) throw new DecodeError('name does not fit its hash')
    if (count > MAX_NAME_UNITS) {
      this.put(1)
      this.put(0x3f)
    } else this.putUnits(chunk, offset + 8, count)
    return inline ? at + 4 + 10 + 2 * count : at + 4
  }
}

/** A name structure with its hash right and its end mark in place (evtx-format 4). */
function isName(chunk: Uint8Array, offset: number, count: number): boolean {
  let hash = 0
  for (let i = 0; i < count; i++)
    hash = (Math.imul(hash, NAME_HASH_FACTOR) + u16(chunk, offset + 8 + 2 * i)) >>> 0
  return count > 0 && (hash & 0xffff) === u16(chunk, offset + 4) && u16(chunk, offset + 8 + 2 * count) === 0
}

export function sameCode(a: TemplateCode, b: TemplateCode): boolean {
  if (a.length !== b.length) return false
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false
  return true
}
