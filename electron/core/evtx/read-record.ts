import type { RecordReply, SourceRange } from '../../contract/engine'
import { ByteSink } from '../bytes/byte-sink'
import { writeXml } from './binxml/xml'
import { recordSize, tornRecordSize } from './chunk'
import type { ChunkReader } from './chunk-reader'
import { headerOnlyEvent, readEvent } from './event'
import { DecodeError, RECORD_HEADER_SIZE, RECORD_TAIL_SIZE } from './layout'

const TORN = 'record was not written to its end'
const NO_RECORD = '<!-- there is no record at this place -->'

/** Where nothing begins that could be a record. */
export function noRecordText(ranges: readonly SourceRange[] = []): RecordReply {
  return { xml: NO_RECORD, pairs: [], status: 'damaged', ranges }
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

/**
 * Decodes one record on demand, from the 64 KiB chunk that holds it. Never throws on damage.
 * @param fileOffset byte of the chunk in its file
 * @param noCrc the file header says that checksums mean nothing
 */
export function readRecord(
  reader: ChunkReader,
  chunk: Uint8Array,
  at: number,
  fileOffset = 0,
  noCrc = false,
): RecordReply {
  const around = reader.problemsAt(chunk, at, fileOffset, noCrc)
  const size = recordSize(chunk, at, chunk.length)
  const torn = size === 0 ? tornRecordSize(chunk, at, chunk.length) : 0
  if (size + torn === 0) return noRecordText(around)
  const damaged = (what: string): RecordReply => {
    const from = fileOffset + at
    const own: SourceRange = { from, to: from + size + torn, state: 'damaged-record', what }
    return { xml: damagedXml(chunk, at, what), pairs: [], status: 'damaged', ranges: [...around, own] }
  }
  if (torn > 0) return damaged(TORN)
  reader.fragments.startChunk(chunk)
  try {
    const sink = new ByteSink()
    writeRecordXml(sink, reader, at, at + size)
    const xml = new TextDecoder().decode(sink.written)
    const { data } = readEvent(reader.fragments, at, at + size)
    return { xml, pairs: data, status: 'live', ranges: around }
  } catch (error) {
    if (!(error instanceof DecodeError)) throw error
    reader.fragments.reset()
    return damaged(error.message)
  }
}

/** An empty `<Event>` with what the record header says, so that the list stays complete. */
export function damagedXml(chunk: Uint8Array, at: number, reason: string): string {
  const { headerRecordId, written } = headerOnlyEvent(chunk, at)
  return `<Event><!-- damaged: ${reason.replaceAll('-', ' ')}; header record id ${headerRecordId}, written ${written ?? 'unknown'} --></Event>`
}
