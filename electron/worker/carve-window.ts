import { CHUNK_SIZE } from '../core/evtx/layout'
import type { ByteSource } from './sources/byte-source'

const WINDOW_SIZE = 2 * 1024 * 1024
/** Kept before a position: the rest of a chunk whose records come one by one. And read behind it: a chunk that begins there, and the signature of another. */
const MARGIN = CHUNK_SIZE + 8

/** A stretch of a file that moves forward, with a chunk's length before and behind the position that is worked on. */
export class CarveWindow {
  readonly size: number
  /** Byte of the file at which the window begins. */
  offset = 0
  bytes = Buffer.alloc(0)
  private readonly buffer = Buffer.alloc(WINDOW_SIZE)
  /** The file ends before its size says. */
  private endsAt = Infinity

  constructor(private readonly file: ByteSource) {
    this.size = file.size
  }

  /** Up to here a record or chunk may begin: it lies whole in the window. */
  get searchEnd(): number {
    const end = this.offset + this.bytes.length
    return end >= this.size || end >= this.endsAt ? end : end - MARGIN
  }

  /** Moves on until a chunk at `position` lies in the window, or all there is. @throws what the source throws */
  async fill(position: number): Promise<void> {
    if (position < this.searchEnd || this.offset + this.bytes.length >= Math.min(this.size, this.endsAt))
      return
    const from = Math.max(0, position - MARGIN)
    const kept = Math.max(0, this.offset + this.bytes.length - from)
    this.bytes.copyWithin(0, this.bytes.length - kept)
    this.offset = from
    const read = await this.file.read(this.buffer.subarray(kept), from + kept)
    if (read < this.buffer.length - kept) this.endsAt = from + kept + read
    this.bytes = this.buffer.subarray(0, kept + read)
  }

  /** Bytes [from, to) of the file as far as they are there. */
  slice(from: number, to: number): Buffer {
    return this.bytes.subarray(Math.max(0, from - this.offset), Math.max(0, to - this.offset))
  }

  /** First byte in [from, limit) at which a pattern begins; -1 if none. */
  indexOf(pattern: Buffer, from: number, limit: number): number {
    const end = Math.min(limit - this.offset + pattern.length - 1, this.bytes.length)
    const at = this.bytes.subarray(0, Math.max(0, end)).indexOf(pattern, from - this.offset)
    return at < 0 ? -1 : at + this.offset
  }
}
