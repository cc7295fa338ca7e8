import { crc32 } from 'node:zlib'
import { u32 } from '../../electron/core/bytes/little-endian'
import { Values } from '../../electron/core/evtx/binxml/instance'
import { ChunkReader } from '../../electron/core/evtx/chunk-reader'
import { CHUNK_SIZE, FILE_HEADER_SIZE, RECORD_HEADER_SIZE } from '../../electron/core/evtx/layout'
import { systemPlan } from '../../electron/core/events/system-plan'
import { eachChunk } from '../fixtures/read-table'

interface RecordPlaces {
  readonly header: number
  /** Where the EventRecordID and TimeCreated values lie. */
  readonly recordId: number
  readonly time: number
}

/** A chunk of a real log, and what has to be changed in it when it is used again. */
export interface ChunkModel {
  readonly bytes: Uint8Array
  readonly records: readonly RecordPlaces[]
}

const STEP_TICKS = 500_0000n
const FIRST_TIME = 0x01d9_0000_0000_0000n

/**
 * The bytes of a log of `size` bytes made of real chunks, over and over, with record ids, times and checksums of its own: the file header,
 * then chunk by chunk. A piece is good until the next is asked for.
 */
export function* repeatedLog(models: readonly ChunkModel[], size: number): Generator<Uint8Array> {
  if (models.length === 0) throw new Error('no sound chunk to repeat')
  const chunks = Math.floor((size - FILE_HEADER_SIZE) / CHUNK_SIZE)
  const copies = models.map(({ bytes, records }) => ({ bytes: new Uint8Array(bytes), records }))
  yield fileHeader(chunks, BigInt(recordCount(models, chunks)) + 1n)
  let recordId = 1n
  let time = FIRST_TIME
  for (let n = 0; n < chunks; n++) {
    const { bytes, records } = copies[n % copies.length]!
    const view = new DataView(bytes.buffer)
    const first = recordId
    for (const record of records) {
      for (const place of [record.header + 8, record.recordId]) view.setBigUint64(place, recordId, true)
      for (const place of [record.header + 16, record.time]) view.setBigUint64(place, time, true)
      recordId += 1n
      time += STEP_TICKS
    }
    for (const [place, value] of [
      [8, first],
      [16, recordId - 1n],
      [24, first],
      [32, recordId - 1n],
    ] as const)
      view.setBigUint64(place, value, true)
    sealChunk(bytes, view)
    yield bytes
  }
}

/** Records in a log of so many chunks. */
function recordCount(models: readonly ChunkModel[], chunks: number): number {
  const counts = models.map(({ records }) => records.length)
  const round = counts.reduce((a, b) => a + b, 0)
  const rest = counts.slice(0, chunks % models.length).reduce((a, b) => a + b, 0)
  return Math.floor(chunks / models.length) * round + rest
}

/** Chunks whose every record is read through a plan, so that its id and time can be replaced in place. */
export function soundChunks(log: Uint8Array): ChunkModel[] {
  const reader = new ChunkReader()
  const values = new Values()
  const models: ChunkModel[] = []
  eachChunk(log, (chunk, offset) => {
    const records: RecordPlaces[] = []
    let sound = chunk.length === CHUNK_SIZE
    const report = reader.eachRecord(chunk, offset, false, (at, size) => {
      if (chunk[at + RECORD_HEADER_SIZE + 4] !== 0x0c) return void (sound = false)
      values.read(chunk, at + RECORD_HEADER_SIZE + 4, at + size - 4, reader.fragments.templates)
      const plan = systemPlan(values.template!)
      if (!plan) return void (sound = false)
      records.push({ header: at, recordId: values.offsets[plan.recordId]!, time: values.offsets[plan.time]! })
    })
    // A chunk at least three quarters full keeps the density of a busy log.
    const full = u32(chunk, 48) > CHUNK_SIZE * 0.75
    if (sound && full && report.status === 'ok' && report.records.damaged === 0)
      models.push({ bytes: new Uint8Array(chunk), records })
  })
  return models
}

function sealChunk(chunk: Uint8Array, view: DataView): void {
  view.setUint32(52, crc32(chunk.subarray(512, u32(chunk, 48))), true)
  view.setUint32(124, crc32(chunk.subarray(128, 512), crc32(chunk.subarray(0, 120))), true)
}

function fileHeader(chunks: number, nextRecordId: bigint): Uint8Array {
  const out = new Uint8Array(FILE_HEADER_SIZE)
  const view = new DataView(out.buffer)
  out.set([0x45, 0x6c, 0x66, 0x46, 0x69, 0x6c, 0x65, 0])
  view.setBigUint64(16, BigInt(chunks - 1), true)
  view.setBigUint64(24, nextRecordId, true)
  view.setUint32(32, 128, true)
  view.setUint16(36, 1, true)
  view.setUint16(38, 3, true)
  view.setUint16(40, FILE_HEADER_SIZE, true)
  // The count has 16 bits and wraps in logs over 4 GiB.
  view.setUint16(42, chunks & 0xffff, true)
  view.setUint32(124, crc32(out.subarray(0, 120)), true)
  return out
}
