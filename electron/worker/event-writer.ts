import { ByteSink } from '../core/bytes/byte-sink'
import { ChunkReader } from '../core/evtx/chunk-reader'
import { headerOnlyEvent, readEvent } from '../core/evtx/event'
import { damagedXml, writeRecordXml } from '../core/evtx/read-record'
import { writeRecoveredXml } from '../core/export/recovered-xml'
import { csvLine, jsonLine, type EventFormat } from '../core/export/render-chunk'
import type { RecoverableSource } from './case-reader'
import { crc32 } from './fast-crc32'
import { recoverOne } from './recover-sources'
import type { FoundRecord, RecoveryPass } from './recovery-pass'
import type { WriteBytes } from './render-events'

/** Text kept before it is written. */
const WRITE_SIZE = 1024 * 1024

/** A line of the chunk under way: bytes [from, to) of the lines' sink. */
interface Line {
  readonly offset: number
  readonly from: number
  readonly to: number
}

/** Live and recovered records of a source as text, by offset. A recovered record stands in for the damaged one at its place. */
export class EventWriter {
  private readonly chunks = new ChunkReader({ crc32 })
  private readonly lines: Line[] = []
  /** Lines of the chunk under way, in the order they were made. */
  private readonly made = new ByteSink()
  private readonly out = new ByteSink()

  constructor(
    private readonly format: EventFormat,
    private readonly write: WriteBytes,
  ) {}

  /** Second pass over one source; what goes wrong is in its state. @throws what `write` throws */
  async source(pass: RecoveryPass, source: RecoverableSource): Promise<void> {
    await recoverOne(pass, source, {
      live: (offset, chunk, noCrc) => this.live(source.shown, offset, chunk, noCrc),
      recovered: (found) => this.recovered(source.shown, found),
      unitDone: () => {
        this.order()
        return this.out.length >= WRITE_SIZE ? this.flush() : undefined
      },
    })
    await this.flush()
  }

  private live(shown: string, offset: number, chunk: Uint8Array, noCrc: boolean): void {
    const { chunks, made, format } = this
    const damaged = new Map<number, string>()
    const add = (at: number, size: number): void => {
      const from = made.length
      if (format === 'xml') {
        writeRecordXml(made, chunks, at, at + size)
        made.text('\n')
      } else {
        const event = readEvent(chunks.fragments, at, at + size)
        made.text(
          format === 'jsonl'
            ? jsonLine(JSON.stringify(shown), offset + at, event)
            : csvLine(shown, offset + at, event),
        )
      }
      this.lines.push({ offset: offset + at, from, to: made.length })
    }
    chunks.eachRecord(chunk, offset, noCrc, add, (at, _, reason) => damaged.set(at, reason))
    for (const [at, reason] of damaged) {
      const from = made.length
      const event = headerOnlyEvent(chunk, at)
      if (format === 'xml') made.text(damagedXml(chunk, at, reason) + '\n')
      else if (format === 'csv') made.text(csvLine(shown, offset + at, event))
      else made.text(jsonLine(JSON.stringify(shown), offset + at, event))
      this.lines.push({ offset: offset + at, from, to: made.length })
    }
  }

  private recovered(shown: string, found: FoundRecord): void {
    const { made, format } = this
    const { event, offset } = found
    const from = made.length
    if (format === 'xml') {
      writeRecoveredXml(made, found.reader, found, found.at, found.size)
      made.text('\n')
    } else if (format === 'csv') made.text(csvLine(shown, offset, event, event.recovery))
    else made.text(jsonLine(JSON.stringify(shown), offset, event, event.recovery))
    this.lines.push({ offset, from, to: made.length })
  }

  /** Puts the lines of a chunk in order. Where two stand for one place the later, recovered one counts. */
  private order(): void {
    const { lines, made, out } = this
    const inOrder = lines.toSorted((a, b) => a.offset - b.offset || b.from - a.from)
    let last = -1
    for (const { offset, from, to } of inOrder) {
      if (offset === last) continue
      last = offset
      out.raw(made.written.subarray(from, to))
    }
    lines.length = 0
    made.clear()
  }

  private async flush(): Promise<void> {
    const written = this.write(this.out.written)
    if (written) await written
    this.out.clear()
  }
}
