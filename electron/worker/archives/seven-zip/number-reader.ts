import { SourceProblem } from '../../sources/source-problem'

/** The numbers of a 7z directory, never read beyond its end. */
export class NumberReader {
  private at = 0

  constructor(private readonly bytes: Buffer) {}

  get left(): number {
    return this.bytes.length - this.at
  }

  /** @throws SourceProblem at the end, as all of these */
  take(length: number): Buffer {
    if (length > this.left) throw new SourceProblem(WRONG_DIRECTORY)
    this.at += length
    return this.bytes.subarray(this.at - length, this.at)
  }

  byte(): number {
    return this.take(1)[0]!
  }

  /** As many leading ones in the first byte as bytes follow; what is left of it are the highest bits. */
  number(): number {
    const first = this.byte()
    let value = 0
    let mask = 0x80
    for (let i = 0; i < 8; i++, mask >>= 1) {
      if ((first & mask) === 0) return safe(value + (first & (mask - 1)) * 2 ** (8 * i))
      value += this.byte() * 2 ** (8 * i)
    }
    return safe(value)
  }

  /** How many of something, each of which takes `bytes` or more in the directory. */
  count(most: number, bytes = 0): number {
    const count = this.number()
    if (count > most || count * bytes > this.left) throw new SourceProblem(WRONG_DIRECTORY)
    return count
  }

  uint32(): number {
    return this.take(4).readUInt32LE()
  }

  /** A bit for each of `count`, the highest first. */
  flags(count: number): boolean[] {
    const bits = this.take(Math.ceil(count / 8))
    return Array.from({ length: count }, (_, i) => (bits[i >> 3]! & (0x80 >> (i & 7))) !== 0)
  }

  /** The same after a byte that says whether all are set. */
  flagsOrAll(count: number): boolean[] {
    return this.byte() === 0 ? this.flags(count) : Array<boolean>(count).fill(true)
  }

  /** CRC-32 of each; null where there is none. */
  checksums(count: number): (number | null)[] {
    return this.flagsOrAll(count).map((isThere) => (isThere ? this.uint32() : null))
  }
}

/** Beyond 2^53 there is no file. */
function safe(value: number): number {
  if (!Number.isSafeInteger(value)) throw new SourceProblem(WRONG_DIRECTORY)
  return value
}

export const WRONG_DIRECTORY =
  'The directory of the 7z archive is damaged. Nothing of it was read. Get the archive anew if you can.'
