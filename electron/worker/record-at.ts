import path from 'node:path'
import { looksLikeEvt } from '../core/evt/file-header'
import { ChunkReader } from '../core/evtx/chunk-reader'
import { parseFileHeader } from '../core/evtx/file-header'
import { CHUNK_SIZE, FILE_HEADER_SIZE } from '../core/evtx/layout'
import { SHOWN_BYTES } from '../contract/engine-constants'
import type { RecordReply, SourceRange } from '../contract/engine'
import { recordSize } from '../core/evtx/chunk'
import { readRecord } from '../core/evtx/read-record'
import { TEXT_HEAD_SIZE } from '../core/text-sources/layout'
import { textFormat } from '../core/text-sources/text-format'
import { evtRecordAt } from './evt-record-at'
import { crc32 } from './fast-crc32'
import type { ByteSource } from './sources/byte-source'
import { type FileSpot, openFile, pathOf } from './sources/file-source'
import { SourceProblem } from './sources/source-problem'
import { textRecordAt } from './text-record-at'

/** As much of a file as tells which format it has. */
const HEAD_SIZE = TEXT_HEAD_SIZE
/** Of the first records that are recovered it is kept (recovered-records); the others are read again. */
const NOT_KEPT = 'how it was found is not kept of so many records'

/**
 * Decodes one record anew from the evidence: what holds it is read again.
 * @param isRecovered recovery brought it back: its bytes do not tell
 * @throws SourceProblem or a system error
 */
export async function recordAt(spot: FileSpot, offset: number, isRecovered = false): Promise<RecordReply> {
  const file = await openFile(spot)
  try {
    if (!Number.isSafeInteger(offset) || offset < 0 || offset >= file.size) throw noSuchRecord()
    const head = new Uint8Array(HEAD_SIZE)
    const start = head.subarray(0, await file.read(head, 0))
    const { valid, noCrc } = parseFileHeader(start)
    if (!valid && looksLikeEvt(start))
      return await evtRecordAt(file, path.basename(pathOf(spot)), offset, isRecovered)
    const text = valid ? null : textFormat(start)
    if (text) return await textRecordAt(file, text, offset)
    return await evtxRecordAt(file, offset, noCrc, isRecovered)
  } finally {
    await file.close()
  }
}

/** Bytes [from, to) of a source as they are now, the first SHOWN_BYTES at most; fewer where the file ends. @throws a system error */
export async function bytesAt(spot: FileSpot, from: number, to: number): Promise<Uint8Array> {
  const file = await openFile(spot)
  try {
    const bytes = new Uint8Array(Math.max(0, Math.min(to - from, SHOWN_BYTES, file.size - from)))
    return bytes.subarray(0, await file.read(bytes, from))
  } finally {
    await file.close()
  }
}

async function evtxRecordAt(
  file: ByteSource,
  from: number,
  noCrc: boolean,
  isRecovered: boolean,
): Promise<RecordReply> {
  if (from < FILE_HEADER_SIZE) throw noSuchRecord()
  const chunkStart = FILE_HEADER_SIZE + Math.floor((from - FILE_HEADER_SIZE) / CHUNK_SIZE) * CHUNK_SIZE
  const buffer = new Uint8Array(CHUNK_SIZE)
  const chunk = buffer.subarray(0, await file.read(buffer, chunkStart))
  const at = from - chunkStart
  const record = readRecord(new ChunkReader({ crc32 }), chunk, at, chunkStart, noCrc)
  // Recovery may have had definitions that are not in the chunk: without them the bytes alone decide.
  if (!isRecovered || record.status !== 'live') return record
  const to = from + recordSize(chunk, at, chunk.length)
  const own: SourceRange = { from, to, state: 'recovered-record', what: NOT_KEPT }
  return { ...record, status: 'recovered', ranges: [...record.ranges, own] }
}

function noSuchRecord(): SourceProblem {
  return new SourceProblem(
    'The file has no such record; it may have changed since it was read. Open it again.',
  )
}
