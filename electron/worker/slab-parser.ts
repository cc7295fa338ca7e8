import * as zlib from 'node:zlib'
import { ByteSink } from '../core/bytes/byte-sink'
import type { TableBatch } from '../core/columns/table-builder'
import { ChunkParser } from '../core/events/chunk-parser'
import type { ChunkReport, Problem } from '../core/evtx/chunk'
import { CHUNK_SIZE } from '../core/evtx/layout'
import { renderChunk, type EventFormat } from '../core/export/render-chunk'
import { recordLoop } from './record-loop'

/** 16 chunks: long enough that a message to a thread costs nothing beside the parsing, short enough to cancel between two. */
export const SLAB_SIZE = 16 * CHUNK_SIZE

/** A stretch of whole chunks of one source (the last may be cut). */
export interface SlabJob {
  readonly sourcePath: string
  readonly fileOffset: number
  readonly noCrc: boolean
  /** Columns for the table, or the records as text. */
  readonly output: 'table' | EventFormat
}

/** What became of a slab. */
export interface SlabResult {
  readonly chunks: { readonly ok: number; readonly damaged: number; readonly empty: number }
  readonly records: ChunkReport['records']
  /** The last chunk is cut by the end of the file. */
  readonly short: boolean
  readonly problems: readonly Problem[]
  readonly problemCount: number
  readonly batch: TableBatch | null
  readonly text: Uint8Array | null
}

/** A slab may hold 16 x 64 problems of a hostile file; people read the first few. */
const MAX_SLAB_PROBLEMS = 32

type FastCrc = (bytes: Uint8Array) => number
// Node 20.15 and 22.2 brought it; older ones take the table in core.
const fastCrc: FastCrc | undefined = (zlib as { crc32?: FastCrc }).crc32
const loopOption = recordLoop ? { loop: recordLoop } : {}
const crcOption = fastCrc ? { crc32: (bytes: Uint8Array): number => fastCrc(bytes) } : {}

/** Parses slabs one after the other, keeping compiled templates and the text dictionary between them. */
export class SlabParser {
  private readonly parser = new ChunkParser({ ...crcOption, ...loopOption })
  private readonly sink = new ByteSink()

  parse(slab: Uint8Array, job: SlabJob): SlabResult {
    const chunks = { ok: 0, damaged: 0, empty: 0 }
    const records = { seen: 0, decoded: 0, damaged: 0, skipped: 0 }
    const problems: Problem[] = []
    let problemCount = 0
    let short = false
    this.sink.clear()
    for (let at = 0; at < slab.length; at += CHUNK_SIZE) {
      const chunk = slab.subarray(at, Math.min(at + CHUNK_SIZE, slab.length))
      const report = this.chunk(chunk, job.fileOffset + at, job)
      chunks[chunkFate(report)]++
      short ||= report.status === 'short'
      records.seen += report.records.seen
      records.decoded += report.records.decoded
      records.damaged += report.records.damaged
      records.skipped += report.records.skipped
      problemCount += report.problems.length
      for (const problem of report.problems) if (problems.length < MAX_SLAB_PROBLEMS) problems.push(problem)
    }
    return {
      chunks,
      records,
      short,
      problems,
      problemCount,
      batch: job.output === 'table' ? this.parser.table.take() : null,
      // A copy of its own: the sink is used again, and only an exact buffer can be transferred.
      text: job.output === 'table' ? null : this.sink.written.slice(),
    }
  }

  private chunk(chunk: Uint8Array, offset: number, { output, noCrc, sourcePath }: SlabJob): ChunkReport {
    if (output === 'table') return this.parser.parse(chunk, offset, noCrc)
    return renderChunk(this.sink, this.parser.reader, chunk, offset, noCrc, sourcePath, output)
  }
}

function chunkFate({ status }: ChunkReport): 'ok' | 'damaged' | 'empty' {
  return status === 'empty' ? 'empty' : status === 'ok' || status === 'no-crc' ? 'ok' : 'damaged'
}
