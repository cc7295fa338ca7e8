import type { SourceRange } from '../../contract/engine'
import { crc32 as tableCrc32, type Crc32 } from '../bytes/crc32'
import { FragmentReader } from './binxml/fragment'
import { scanChunk, type ChunkReport } from './chunk'
import { DecodeError, MAX_CHUNK_DEFINITION_UNITS, MAX_CHUNK_UNITS, MAX_PROBLEMS } from './layout'
import { RecordLoop, type LoopModule } from './record-loop'

export interface ChunkReaderOptions {
  /** CRC-32 of bytes; where the host has a faster one. */
  readonly crc32?: Crc32
  /** Opens streams with other templates than those of the chunk (recovery). */
  readonly fragments?: FragmentReader
  /** The record loop in WebAssembly; without it everything is read in TypeScript. */
  readonly loop?: LoopModule
}

/** Lets the record loop take what it can. */
export interface LoopRun {
  /** Takes records of the chunk that was begun, from a number on; tells the number of the first that it left. */
  take(from: number, count: number): number
  /** Takes back what the chunk has given so far. */
  undo(): void
}

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
   * @param run what the loop does with records; `visit` gets those that it leaves, in order
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
    const ofChunk = scan.problems.filter(({ state }) => state === 'damaged-chunk').length
    const loop = scan.inLoop ? run : null
    const { found } = scan
    let damaged = 0
    let i = loop ? loop.take(0, found) : 0
    const { offsets, sizes } = loop && i < found ? this.loop!.records(found) : scan
    for (; i < found; i = loop ? loop.take(i + 1, found) : i + 1) {
      const at = offsets[i]!
      const size = sizes[i]!
      try {
        if (scan.tornAt.has(at)) throw new DecodeError('record was not written to its end')
        visit(at, size)
      } catch (error) {
        if (!(error instanceof DecodeError)) throw error
        damaged++
        this.fragments.reset()
        if (scan.problems.length < MAX_PROBLEMS)
          scan.problems.push({
            from: fileOffset + at,
            to: fileOffset + at + size,
            state: 'damaged-record',
            what: error.message,
          })
        onDamaged?.(at, size, error.message)
      }
    }
    if (loop && this.overspent()) {
      loop.undo()
      return this.eachRecord(chunk, fileOffset, noCrc, visit, onDamaged)
    }
    const records = { seen: found + scan.skipped, decoded: found - damaged, damaged, skipped: scan.skipped }
    const problemCount = ofChunk + damaged + scan.skipped
    return { status: scan.status, records, problems: scan.problems, problemCount }
  }

  /** What is wrong with a chunk as a whole, and with the stretch of it that holds the byte `at`; nothing of it is decoded. */
  problemsAt(chunk: Uint8Array, at: number, fileOffset: number, noCrc: boolean): SourceRange[] {
    const { problems } = scanChunk(chunk, fileOffset, noCrc, this.crc32)
    const place = fileOffset + at
    return problems.filter(
      ({ from, to, state }) =>
        state === 'damaged-chunk' || state === 'lost-chunk' || (from <= place && place < to),
    )
  }

  /**
   * True where loop and TypeScript together went past a limit of the chunk that each keeps for its own part: which records are damaged then
   * is TypeScript's to say, so that it does not depend on who read what.
   */
  private overspent(): boolean {
    const { templates, spentInChunk } = this.fragments
    const { definitionCost, textCost } = this.loop!.exports
    return (
      definitionCost() + templates.unitsInChunk > MAX_CHUNK_DEFINITION_UNITS ||
      textCost() + spentInChunk > MAX_CHUNK_UNITS
    )
  }
}
