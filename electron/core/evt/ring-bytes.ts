import { u32 } from '../bytes/little-endian'
import { EVT_HEADER_SIZE } from './layout'

/** The bytes after the header as a ring: what begins at the end of the file goes on behind the header. */
export class RingBytes {
  /** End of the ring: the file's length, cut to whole 32-bit words (records lie on these). */
  readonly end: number
  /** Bytes in the ring. */
  readonly length: number

  constructor(readonly bytes: Uint8Array) {
    this.end = Math.max(EVT_HEADER_SIZE, bytes.length & ~3)
    this.length = this.end - EVT_HEADER_SIZE
  }

  /** Whether an offset can be that of a record. */
  holds(offset: number): boolean {
    return offset >= EVT_HEADER_SIZE && offset < this.end && offset % 4 === 0
  }

  /** Offset `count` bytes (at most one round) further. */
  after(offset: number, count: number): number {
    const to = offset + count
    return to < this.end ? to : to - this.length
  }

  /** Bytes from one offset forward to another; 0 where they are the same. */
  distance(from: number, to: number): number {
    return to >= from ? to - from : to - from + this.length
  }

  /** The word at an aligned offset of the ring. */
  word(offset: number): number {
    return u32(this.bytes, offset)
  }

  /** The word `count` bytes after an offset. */
  wordAfter(offset: number, count: number): number {
    return u32(this.bytes, this.after(offset, count))
  }

  /** `size` bytes (at most one round) from an offset on; a copy where they are split over the end. */
  slice(offset: number, size: number): Uint8Array {
    if (offset + size <= this.end) return this.bytes.subarray(offset, offset + size)
    const whole = new Uint8Array(size)
    const head = this.end - offset
    whole.set(this.bytes.subarray(offset, this.end))
    whole.set(this.bytes.subarray(EVT_HEADER_SIZE, EVT_HEADER_SIZE + size - head), head)
    return whole
  }
}
