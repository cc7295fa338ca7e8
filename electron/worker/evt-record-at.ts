import { ByteSink } from '../core/bytes/byte-sink'
import { u32 } from '../core/bytes/little-endian'
import { legacyChannel } from '../core/events/legacy-channel'
import { legacyEventFacts } from '../core/events/legacy-event'
import {
  EVT_HEADER_SIZE,
  EVT_RECORD_HEAD,
  EVT_RECORD_TAIL,
  EVT_SIGNATURE,
  LOG_NAME_PROBE_SIZE,
  MAX_EVT_RECORD_SIZE,
} from '../core/evt/layout'
import { INCOMPLETE, readEvtRecord } from '../core/evt/record'
import type { RecordReply, SourceRange } from '../contract/engine'
import { noRecordText } from '../core/evtx/read-record'
import { writeLegacyXml } from '../core/export/render-legacy'
import type { ByteSource } from './sources/byte-source'

const OLDER_ROUND = 'left over from an earlier round of the log'

/**
 * Decodes one record of a legacy log anew from the evidence. Only the record and the start of the file (which tells what log it
 * is) are read. @param isOlder of an earlier round: the record itself does not tell. @throws a system error
 */
export async function evtRecordAt(
  file: ByteSource,
  fileName: string,
  offset: number,
  isOlder: boolean,
): Promise<RecordReply> {
  const bytes = await recordBytes(file, offset)
  const record = bytes && readEvtRecord(bytes)
  if (!record) return noRecordText()
  const head = new Uint8Array(Math.min(file.size, LOG_NAME_PROBE_SIZE))
  const length = await file.read(head, 0)
  const channel = legacyChannel(head.subarray(0, length), fileName)
  const status = isOlder ? 'recovered' : record.damaged ? 'damaged' : 'live'
  const event = legacyEventFacts(record, channel, status)
  const sink = new ByteSink()
  writeLegacyXml(sink, record, event, record.damaged)
  return {
    xml: new TextDecoder().decode(sink.written),
    pairs: event.data,
    status,
    ranges: rangesOf(offset, bytes.length, isOlder, record.damaged),
  }
}

function rangesOf(from: number, size: number, isOlder: boolean, damaged: boolean): SourceRange[] {
  const ranges: SourceRange[] = []
  const to = from + size
  if (isOlder) ranges.push({ from, to, state: 'recovered-record', what: OLDER_ROUND })
  if (damaged) ranges.push({ from, to, state: 'damaged-record', what: INCOMPLETE })
  return ranges
}

/** The record's bytes, put together where they are split over the end of the file; null if none begins there. */
async function recordBytes(file: ByteSource, offset: number): Promise<Uint8Array | null> {
  const end = file.size - (file.size % 4)
  const head = await readRing(file, offset, EVT_RECORD_HEAD, end)
  if (head.length < EVT_RECORD_HEAD || u32(head, 4) !== EVT_SIGNATURE) return null
  const size = u32(head, 0)
  if (size < EVT_RECORD_HEAD || size > MAX_EVT_RECORD_SIZE || size > end - EVT_HEADER_SIZE) return null
  const whole = await readRing(file, offset, size, end)
  const isSplit = whole.length === size && u32(whole, size - EVT_RECORD_TAIL) === size
  // What follows behind the header continues a record only if its end is there.
  return isSplit ? whole : whole.subarray(0, Math.max(EVT_RECORD_HEAD, Math.min(whole.length, end - offset)))
}

async function readRing(file: ByteSource, offset: number, size: number, end: number): Promise<Uint8Array> {
  const bytes = new Uint8Array(size)
  const first = Math.max(0, Math.min(size, end - offset))
  let filled = await file.read(bytes.subarray(0, first), offset)
  if (filled === first && first < size) filled += await file.read(bytes.subarray(first), EVT_HEADER_SIZE)
  return bytes.subarray(0, filled)
}
