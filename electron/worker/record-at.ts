import path from 'node:path'
import { looksLikeEvt } from '../core/evt/file-header'
import { ChunkReader } from '../core/evtx/chunk-reader'
import { parseFileHeader } from '../core/evtx/file-header'
import { CHUNK_SIZE, FILE_HEADER_SIZE } from '../core/evtx/layout'
import { readRecord, type RecordText } from '../core/evtx/read-record'
import { evtRecordAt } from './evt-record-at'
import type { ByteSource } from './sources/byte-source'
import { openFile } from './sources/file-source'
import { SourceProblem } from './sources/source-problem'

/** As much of a file as tells which format it has. */
const HEAD_SIZE = 128

/** Decodes one record anew from the evidence: what holds it is read again. @throws SourceProblem or a system error */
export async function recordAt(filePath: string, offset: number): Promise<RecordText> {
  const file = await openFile(filePath)
  try {
    if (!Number.isSafeInteger(offset) || offset < 0 || offset >= file.size) throw noSuchRecord()
    return (await isLegacy(file))
      ? await evtRecordAt(file, path.basename(filePath), offset)
      : await evtxRecordAt(file, offset)
  } finally {
    await file.close()
  }
}

async function isLegacy(file: ByteSource): Promise<boolean> {
  const head = new Uint8Array(HEAD_SIZE)
  const start = head.subarray(0, await file.read(head, 0))
  return !parseFileHeader(start).valid && looksLikeEvt(start)
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
