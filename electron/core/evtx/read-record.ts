import { ByteSink } from '../bytes/byte-sink'
import { writeXml } from './binxml/xml'
import { recordSize, tornRecordSize } from './chunk'
import type { ChunkReader } from './chunk-reader'
import { headerOnlyEvent, readEvent, type NamedValue } from './event'
import { DecodeError, RECORD_HEADER_SIZE, RECORD_TAIL_SIZE } from './layout'

export interface RecordText {
  /** One `<Event>` as Windows would write it; of a damaged record a comment saying what is wrong. */
  readonly xml: string
  readonly pairs: readonly NamedValue[]
  readonly status: 'live' | 'damaged' | 'recovered'
}

/** Writes the record at [at, end) of the reader's current chunk as XML; nothing is left behind of a record that fails. @throws DecodeError */
export function writeRecordXml(sink: ByteSink, reader: ChunkReader, at: number, end: number): void {
  const { fragments } = reader
  const before = sink.length
  try {
    fragments.open(at + RECORD_HEADER_SIZE, end - RECORD_TAIL_SIZE, (fragment) =>
      writeXml(sink, fragments, fragment),
    )
    if (sink.length === before) throw new DecodeError('record holds no element')
  } catch (error) {
    sink.length = before
    throw error
  }
}

/** Decodes one record on demand, from the 64 KiB chunk that holds it. Never throws on damage. */
export function readRecord(reader: ChunkReader, chunk: Uint8Array, at: number): RecordText {
  const size = recordSize(chunk, at, chunk.length)
  if (size === 0) {
    if (tornRecordSize(chunk, at, chunk.length) > 0)
      return { xml: damagedXml(chunk, at, 'record was not written to its end'), pairs: [], status: 'damaged' }
    return { xml: '<!-- there is no record at this place -->', pairs: [], status: 'damaged' }
  }
  reader.fragments.startChunk(chunk)
  try {
    const sink = new ByteSink()
    writeRecordXml(sink, reader, at, at + size)
    const xml = new TextDecoder().decode(sink.written)
    const { data } = readEvent(reader.fragments, at, at + size)
    return { xml, pairs: data, status: 'live' }
  } catch (error) {
    if (!(error instanceof DecodeError)) throw error
    reader.fragments.reset()
    return { xml: damagedXml(chunk, at, error.message), pairs: [], status: 'damaged' }
  }
}

/** An empty `<Event>` with what the record header says, so that the list stays complete. */
export function damagedXml(chunk: Uint8Array, at: number, reason: string): string {
  const { headerRecordId, written } = headerOnlyEvent(chunk, at)
  return `<Event><!-- damaged: ${reason.replaceAll('-', ' ')}; header record id ${headerRecordId}, written ${written ?? 'unknown'} --></Event>`
}
