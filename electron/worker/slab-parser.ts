import type { SourceRange } from '../contract/engine'
import { ByteSink } from '../core/bytes/byte-sink'
import type { TableBatch } from '../core/columns/table-builder'
import { ChunkParser } from '../core/events/chunk-parser'
import type { ChunkReport } from '../core/evtx/chunk'
import { CHUNK_SIZE } from '../core/evtx/layout'
import { renderChunk, type EventFormat } from '../core/export/render-chunk'
import { searchChunk } from '../core/export/search-chunk'
import { crc32 } from './fast-crc32'
import { recordLoop } from './record-loop'

/** 16 chunks: long enough that a message to a thread costs nothing beside the parsing, short enough to cancel between two. */
export const SLAB_SIZE = 16 * CHUNK_SIZE

/** A stretch of whole chunks of one source (the last may be cut). */
export interface SlabJob {
  readonly sourcePath: string
  readonly fileOffset: number
  readonly noCrc: boolean
  /** Columns for the table, the records as text, or those that have a text. */
  readonly output: 'table' | 'search' | EventFormat
  /** What a search looks for, folded. */
  readonly wanted?: string
}

/** What became of a slab. */
export interface SlabResult {
  readonly chunks: { readonly ok: number; readonly damaged: number; readonly empty: number }
  readonly records: ChunkReport['records']
  /** The last chunk is cut by the end of the file. */
  readonly short: boolean
  /** The first MAX_PROBLEMS of each chunk. */
  readonly problems: readonly SourceRange[]
  readonly problemCount: number
  readonly batch: TableBatch | null
  /** A view, good until the parser's next slab. */
  readonly text: Uint8Array | null
  /** Bytes in the file of the records that a search found. */
  readonly hits: Float64Array | null
}

/** Parses slabs one after the other, keeping compiled templates and the text dictionary between them. */
export class SlabParser {
  private readonly parser = new ChunkParser({ crc32, ...(recordLoop && { loop: recordLoop }) })
  private readonly sink = new ByteSink()

  parse(slab: Uint8Array, job: SlabJob): SlabResult {
    const chunks = { ok: 0, damaged: 0, empty: 0 }
    const records = { seen: 0, decoded: 0, damaged: 0, skipped: 0 }
    const problems: SourceRange[] = []
    let problemCount = 0
    let short = false
    const hits: number[] = []
    this.sink.clear()
    for (let at = 0; at < slab.length; at += CHUNK_SIZE) {
      const chunk = slab.subarray(at, Math.min(at + CHUNK_SIZE, slab.length))
      const report = this.chunk(chunk, job.fileOffset + at, job, hits)
      chunks[chunkFate(report)]++
      short ||= report.status === 'short'
      records.seen += report.records.seen
      records.decoded += report.records.decoded
      records.damaged += report.records.damaged
      records.skipped += report.records.skipped
      problemCount += report.problemCount
      problems.push(...report.problems)
    }
    return {
      chunks,
      records,
      short,
      problems,
      problemCount,
      batch: job.output === 'table' ? this.parser.table.take() : null,
      text: job.output === 'table' || job.output === 'search' ? null : this.sink.written,
      hits: job.output === 'search' ? Float64Array.from(hits) : null,
    }
  }

  private chunk(
    chunk: Uint8Array,
    offset: number,
    { output, noCrc, sourcePath, wanted = '' }: SlabJob,
    hits: number[],
  ): ChunkReport {
    if (output === 'search') return searchChunk(this.parser.reader, chunk, offset, noCrc, wanted, hits)
    if (output === 'table') return this.parser.parse(chunk, offset, noCrc)
    return renderChunk(this.sink, this.parser.reader, chunk, offset, noCrc, sourcePath, output)
  }
}

function chunkFate({ status }: ChunkReport): 'ok' | 'damaged' | 'empty' {
  return status === 'empty' ? 'empty' : status === 'ok' || status === 'no-crc' ? 'ok' : 'damaged'
}
