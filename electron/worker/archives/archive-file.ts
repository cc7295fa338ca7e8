import { closeSync, fstatSync, openSync, readSync } from 'node:fs'
import type { FilePart, FileSpot } from '../sources/file-source'

const READ_SIZE = 256 * 1024

/** An archive's bytes at positions: a file, or a stored archive inside one. Reads block: archives are opened where nobody waits for answers. */
export class ArchiveFile {
  readonly size: number
  private readonly fd: number
  private readonly part: FilePart

  /** @throws a system error */
  constructor(spot: FileSpot) {
    const path = typeof spot === 'string' ? spot : spot.path
    this.fd = openSync(path, 'r')
    this.part = typeof spot === 'string' ? { path, from: 0, size: fstatSync(this.fd).size } : spot
    this.size = this.part.size
  }

  /** Up to `length` bytes; fewer only at the end. */
  bytes(position: number, length: number): Buffer {
    const wanted = Math.max(0, Math.min(length, this.size - position))
    const into = Buffer.alloc(wanted)
    let filled = 0
    while (filled < wanted) {
      const read = readSync(this.fd, into, filled, wanted - filled, this.part.from + position + filled)
      if (read === 0) break
      filled += read
    }
    return into.subarray(0, filled)
  }

  /** Where bytes of it lie in the file. */
  partAt(position: number, size: number): FilePart {
    return { path: this.part.path, from: this.part.from + position, size }
  }

  /** Bytes [from, to) in order; fewer where the archive is cut off. */
  *stretch(from: number, to: number): Generator<Buffer> {
    for (let at = from; at < to;) {
      const chunk = this.bytes(at, Math.min(READ_SIZE, to - at))
      if (chunk.length === 0) return
      at += chunk.length
      yield chunk
    }
  }

  close(): void {
    closeSync(this.fd)
  }
}
