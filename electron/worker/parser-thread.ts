/** A worker thread that parses slabs. Buffers travel by transfer and come back with the answer. */
import { parentPort, workerData } from 'node:worker_threads'
import { useCodePage } from '../core/bytes/ansi'
import { batchBuffers, ownBatch } from '../core/columns/batch-buffers'
import { SlabParser, type SlabJob, type SlabResult } from './slab-parser'

export interface ThreadRequest {
  readonly slab: number
  readonly buffer: ArrayBuffer
  readonly length: number
  readonly job: SlabJob
}

export interface ThreadReply {
  readonly slab: number
  readonly buffer: ArrayBuffer
  readonly result: SlabResult
}

if (typeof workerData === 'string') useCodePage(workerData)
const parser = new SlabParser()

parentPort?.on('message', ({ slab, buffer, length, job }: ThreadRequest) => {
  const parsed = parser.parse(new Uint8Array(buffer, 0, length), job)
  // Only a buffer of its own can be transferred.
  const result = {
    ...parsed,
    text: parsed.text && parsed.text.slice(),
    batch: parsed.batch && ownBatch(parsed.batch),
  }
  const transfer: ArrayBuffer[] = [buffer]
  if (result.text) transfer.push(result.text.buffer)
  if (result.batch) transfer.push(...batchBuffers(result.batch))
  const reply: ThreadReply = { slab, buffer, result }
  parentPort?.postMessage(reply, transfer)
})
