import { ByteSink } from '../../electron/core/bytes/byte-sink'
import type { TableBatch } from '../../electron/core/columns/table-builder'
import { ChunkParser } from '../../electron/core/events/chunk-parser'
import type { ChunkReport } from '../../electron/core/evtx/chunk'
import { ChunkReader } from '../../electron/core/evtx/chunk-reader'
import { readRecord } from '../../electron/core/evtx/read-record'
import { renderChunk, type EventFormat } from '../../electron/core/export/render-chunk'
import { recordLoop } from '../../electron/worker/record-loop'
import { BatchRows } from './batch-rows'
import { recordsOf } from './mutate'

/** Records whose details are read of one chunk: each is decoded twice. */
const DETAILS = 24

export interface Rendered {
  readonly report: ChunkReport
  readonly text: string
}

export interface Tabled {
  readonly report: ChunkReport
  readonly batch: TableBatch
  /** The batch's rows in words. */
  readonly lines: readonly string[]
}

/** What is read of one chunk, by everyone who reads chunks. */
export interface Readings {
  readonly table: Tabled
  readonly jsonl: Rendered
  readonly xml: Rendered
  readonly csv: Rendered
  /** Table and XML of the record loop in WebAssembly; null where this Node cannot run it. */
  readonly loop: { readonly table: Tabled; readonly xml: Rendered } | null
}

/** Everyone who reads chunks, kept from chunk to chunk as in a parser thread, so that one chunk may spoil the next. */
export class Consumers {
  private readonly table = new TableConsumer(new ChunkParser())
  private readonly loop = recordLoop && new TableConsumer(new ChunkParser({ loop: recordLoop }))
  private readonly jsonl = new ChunkReader()
  private readonly csv = new ChunkReader()
  private readonly details = new ChunkReader()
  private readonly sink = new ByteSink()

  read(chunk: Uint8Array, noCrc: boolean): Readings {
    const { table, loop } = this
    const readings = {
      table: table.read(chunk, noCrc),
      jsonl: this.render(this.jsonl, chunk, noCrc, 'jsonl'),
      xml: this.render(table.parser.reader, chunk, noCrc, 'xml'),
      csv: this.render(this.csv, chunk, noCrc, 'csv'),
      loop: loop && {
        table: loop.read(chunk, noCrc),
        xml: this.render(loop.parser.reader, chunk, noCrc, 'xml'),
      },
    }
    for (const at of recordsOf(chunk).slice(0, DETAILS)) readRecord(this.details, chunk, at)
    return readings
  }

  private render(reader: ChunkReader, chunk: Uint8Array, noCrc: boolean, format: EventFormat): Rendered {
    this.sink.clear()
    const report = renderChunk(this.sink, reader, chunk, 0, noCrc, 'fuzz.evtx', format)
    return { report, text: new TextDecoder().decode(this.sink.written) }
  }
}

class TableConsumer {
  private readonly rows = new BatchRows()
  constructor(readonly parser: ChunkParser) {}

  read(chunk: Uint8Array, noCrc: boolean): Tabled {
    const report = this.parser.parse(chunk, 0, noCrc)
    const batch = this.parser.table.take()
    return { report, batch, lines: this.rows.lines(batch) }
  }
}
