import { crc32 as tableCrc32, type Crc32 } from '../bytes/crc32'
import { FragmentReader } from './binxml/fragment'
import { scanChunk, type ChunkReport } from './chunk'
import { DecodeError, MAX_PROBLEMS } from './layout'
import { RecordLoop, type LoopModule } from './record-loop'

export interface ChunkReaderOptions {
  /** CRC-32 of bytes; where the host has a faster one. */
  readonly crc32?: Crc32
  /** Opens streams with other templates than those of the chunk (recovery). */
  readonly fragments?: FragmentReader
  /** The record loop in WebAssembly; without it everything is read in TypeScript. */
  readonly loop?: LoopModule
}

/** Takes records of the chunk that was begun, from a number on; tells the number of the first that it left. */
export type LoopRun = (from: number, count: number) => number

/** Reads chunks one after the other; keeps what is the same in all of them (compiled templates). */
export class ChunkReader {
  readonly fragments: FragmentReader
  readonly loop: RecordLoop | null
  private readonly crc32: Crc32

  constructor(options: ChunkReaderOptions = {}) {
    this.crc32 = options.crc32 ?? tableCrc32
    this.fragments = options.fragments ?? new FragmentReader()
    this.loop = options.loop ? new RecordLoop(options.loop, this.fragments.templates) : null
  }

  /**
   * Visits every record of a chunk. A visit that throws DecodeError makes the record damaged: `onDamaged` is told and the walk goes on.
   * @param chunk up to 65,536 bytes
   * @param fileOffset byte of the chunk in its file
   * @param visit gets the record's offset in the chunk and its size
   * @param run lets the record loop take what it can; `visit` gets the rest, in order
   */
  eachRecord(
    chunk: Uint8Array,
    fileOffset: number,
    noCrc: boolean,
    visit: (at: number, size: number) => void,
    onDamaged?: (at: number, size: number, reason: string) => void,
    run: LoopRun | null = null,
  ): ChunkReport {
    const scan = scanChunk(chunk, fileOffset, noCrc, this.crc32, run && this.loop)
    this.fragments.startChunk(chunk)
    const takes = scan.inLoop ? run : null
    const found = scan.offsets.length
    let damaged = 0
    for (let i = takes ? takes(0, found) : 0; i < found; i = takes ? takes(i + 1, found) : i + 1) {
      const at = scan.offsets[i]!
      try {
        if (scan.tornAt.has(at)) throw new DecodeError('record was not written to its end')
        visit(at, scan.sizes[i]!)
      } catch (error) {
        if (!(error instanceof DecodeError)) throw error
        damaged++
        this.fragments.reset()
        if (scan.problems.length < MAX_PROBLEMS)
          scan.problems.push({
            offset: fileOffset + at,
            end: fileOffset + at + scan.sizes[i]!,
            state: 'damaged-record',
            what: error.message,
          })
        onDamaged?.(at, scan.sizes[i]!, error.message)
      }
    }
    const records = { seen: found + scan.skipped, decoded: found - damaged, damaged, skipped: scan.skipped }
    return { status: scan.status, records, problems: scan.problems }
  }
}
