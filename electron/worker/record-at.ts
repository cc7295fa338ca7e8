import path from 'node:path'
import { looksLikeEvt } from '../core/evt/file-header'
import { ChunkReader } from '../core/evtx/chunk-reader'
import { parseFileHeader } from '../core/evtx/file-header'
import { CHUNK_SIZE, FILE_HEADER_SIZE } from '../core/evtx/layout'
import { readRecord, type RecordText } from '../core/evtx/read-record'
import { TEXT_HEAD_SIZE } from '../core/text-sources/layout'
import { textFormat } from '../core/text-sources/text-format'
import { evtRecordAt } from './evt-record-at'
import type { ByteSource } from './sources/byte-source'
import { openFile } from './sources/file-source'
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
export async function recordAt(
  filePath: string,
  offset: number,
  isRecovered = false,
): Promise<RecordText & { readonly recovery?: string }> {
  const file = await openFile(filePath)
  try {
    if (!Number.isSafeInteger(offset) || offset < 0 || offset >= file.size) throw noSuchRecord()
    const head = new Uint8Array(HEAD_SIZE)
    const start = head.subarray(0, await file.read(head, 0))
    const isEvtx = parseFileHeader(start).valid
    if (!isEvtx && looksLikeEvt(start))
      return await evtRecordAt(file, path.basename(filePath), offset, isRecovered)
    const text = isEvtx ? null : textFormat(start)
    if (text) return await textRecordAt(file, text, offset)
    const record = await evtxRecordAt(file, offset)
    // Recovery may have had definitions that are not in the chunk: without them the bytes alone decide.
    return isRecovered && record.status === 'live'
      ? { ...record, status: 'recovered', recovery: NOT_KEPT }
      : record
  } finally {
    await file.close()
  }
}

async function evtxRecordAt(file: ByteSource, offset: number): Promise<RecordText> {
  if (offset < FILE_HEADER_SIZE) throw noSuchRecord()
  const chunkStart = FILE_HEADER_SIZE + Math.floor((offset - FILE_HEADER_SIZE) / CHUNK_SIZE) * CHUNK_SIZE
  const chunk = new Uint8Array(CHUNK_SIZE)
  const length = await file.read(chunk, chunkStart)
  return readRecord(new ChunkReader(), chunk.subarray(0, length), offset - chunkStart)
}

function noSuchRecord(): SourceProblem {
  return new SourceProblem(
    'The file has no such record; it may have changed since it was read. Open it again.',
  )
}
