import type { RecordReply } from '../contract/engine'
import { ChunkReader } from '../core/evtx/chunk-reader'
import { CHUNK_SIZE, FILE_HEADER_SIZE } from '../core/evtx/layout'
import { readRecord } from '../core/evtx/read-record'
import { openFile } from './sources/file-source'

/**
 * Decodes one record again from its file.
 * @param offset byte of the record header, as in the record table
 * @throws what opening and reading the file rejects with
 */
export async function recordOnDemand(path: string, offset: number): Promise<RecordReply> {
  const chunkNumber = Math.floor((offset - FILE_HEADER_SIZE) / CHUNK_SIZE)
  const chunkOffset = FILE_HEADER_SIZE + chunkNumber * CHUNK_SIZE
  if (chunkNumber < 0 || !Number.isSafeInteger(offset))
    throw new Error('There is no record at this place of the file.')
  const file = await openFile(path)
  try {
    const chunk = new Uint8Array(CHUNK_SIZE)
    const filled = await file.read(chunk, chunkOffset)
    return readRecord(new ChunkReader(), chunk.subarray(0, filled), offset - chunkOffset)
  } finally {
    await file.close()
  }
}
