import { ChunkReader } from '../core/evtx/chunk-reader'
import { CHUNK_SIZE, FILE_HEADER_SIZE } from '../core/evtx/layout'
import { readRecord, type RecordText } from '../core/evtx/read-record'
import { openFile } from './sources/file-source'
import { SourceProblem } from './sources/source-problem'

/** Decodes one record anew from the evidence: the chunk that holds it is read again. @throws SourceProblem or a system error */
export async function recordAt(path: string, offset: number): Promise<RecordText> {
  const file = await openFile(path)
  try {
    const chunkStart = FILE_HEADER_SIZE + Math.floor((offset - FILE_HEADER_SIZE) / CHUNK_SIZE) * CHUNK_SIZE
    if (!Number.isSafeInteger(offset) || offset < FILE_HEADER_SIZE || offset >= file.size) {
      throw new SourceProblem(
        'The file has no such record; it may have changed since it was read. Open it again.',
      )
    }
    const chunk = new Uint8Array(CHUNK_SIZE)
    const length = await file.read(chunk, chunkStart)
    return readRecord(new ChunkReader(), chunk.subarray(0, length), offset - chunkStart)
  } finally {
    await file.close()
  }
}
