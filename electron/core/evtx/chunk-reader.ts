import { crc32 as tableCrc32 } from '../bytes/crc32'
import { FragmentReader } from './binxml/fragment'
import { scanChunk, type ChunkReport } from './chunk'
import { DecodeError, MAX_PROBLEMS } from './layout'

export interface ChunkReaderOptions {
  /** CRC-32 of bytes; where the host has a faster one. */
  readonly crc32?: (bytes: Uint8Array) => number
}

/** Reads chunks one after the other; keeps what is the same in all of them (compiled templates). */
export class ChunkReader {
  readonly fragments = new FragmentReader()
  private readonly crc32: (bytes: Uint8Array) => number

  constructor(options: ChunkReaderOptions = {}) {
    this.crc32 = options.crc32 ?? tableCrc32
  }

  /**
   * Visits every record of a chunk. A visit that throws DecodeError makes the record damaged: `onDamaged` is told and the walk goes on.
   * @param chunk up to 65,536 bytes
   * @param fileOffset byte of the chunk in its file
   * @param visit gets the record's offset in the chunk and its size
   */
  eachRecord(
    chunk: Uint8Array,
    fileOffset: number,
    noCrc: boolean,
    visit: (at: number, size: number) => void,
    onDamaged?: (at: number, size: number, reason: string) => void,
  ): ChunkReport {
    const scan = scanChunk(chunk, fileOffset, noCrc, this.crc32)
    this.fragments.startChunk(chunk)
    let damaged = 0
    for (let i = 0; i < scan.offsets.length; i++) {
      const at = scan.offsets[i]!
      try {
        if (scan.tornAt.has(at)) throw new DecodeError('record was not written to its end')
        visit(at, scan.sizes[i]!)
      } catch (error) {
        if (!(error instanceof DecodeError)) throw error
        damaged++
        this.fragments.reset()
        if (scan.problems.length < MAX_PROBLEMS)
          scan.problems.push({ offset: fileOffset + at, what: error.message })
        onDamaged?.(at, scan.sizes[i]!, error.message)
      }
    }
    const found = scan.offsets.length
    const records = { seen: found + scan.skipped, decoded: found - damaged, damaged, skipped: scan.skipped }
    return { status: scan.status, records, problems: scan.problems }
  }
}
