import { crc32 } from '../../electron/core/bytes/crc32'
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

interface ChunkModel {
  readonly bytes: Uint8Array
  readonly records: readonly RecordPlaces[]
}

const STEP_TICKS = 500_0000n

/** A log of `size` bytes made of the sound chunks of real logs, over and over, with record ids, times and checksums of its own. */
export function repeatLog(logs: readonly Uint8Array[], size: number): Uint8Array {
  const models = logs.flatMap(soundChunks)
  if (models.length === 0) throw new Error('no sound chunk to repeat')
  const chunks = Math.floor((size - FILE_HEADER_SIZE) / CHUNK_SIZE)
  const out = new Uint8Array(FILE_HEADER_SIZE + chunks * CHUNK_SIZE)
  const view = new DataView(out.buffer)
  let recordId = 1n
  let time = 0x01d9_0000_0000_0000n
  for (let n = 0; n < chunks; n++) {
    const { bytes, records } = models[n % models.length]!
    const at = FILE_HEADER_SIZE + n * CHUNK_SIZE
    out.set(bytes, at)
    const first = recordId
    for (const record of records) {
      for (const place of [record.header + 8, record.recordId]) view.setBigUint64(at + place, recordId, true)
      for (const place of [record.header + 16, record.time]) view.setBigUint64(at + place, time, true)
      recordId += 1n
      time += STEP_TICKS
    }
    for (const [place, value] of [
      [8, first],
      [16, recordId - 1n],
      [24, first],
      [32, recordId - 1n],
    ] as const)
      view.setBigUint64(at + place, value, true)
    sealChunk(out.subarray(at, at + CHUNK_SIZE))
  }
  writeFileHeader(out, chunks, recordId)
  return out
}

/** Chunks whose every record is read through a plan, so that its id and time can be replaced in place. */
function soundChunks(log: Uint8Array): ChunkModel[] {
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
      models.push({ bytes: chunk.slice(), records })
  })
  return models
}

function sealChunk(chunk: Uint8Array): void {
  const view = new DataView(chunk.buffer, chunk.byteOffset, chunk.length)
  view.setUint32(52, crc32(chunk.subarray(512, u32(chunk, 48))), true)
  view.setUint32(124, crc32(chunk.subarray(128, 512), crc32(chunk.subarray(0, 120))), true)
}

function writeFileHeader(out: Uint8Array, chunks: number, nextRecordId: bigint): void {
  const view = new DataView(out.buffer)
  out.set([0x45, 0x6c, 0x66, 0x46, 0x69, 0x6c, 0x65, 0])
  view.setBigUint64(16, BigInt(chunks - 1), true)
  view.setBigUint64(24, nextRecordId, true)
  view.setUint32(32, 128, true)
  view.setUint16(36, 1, true)
  view.setUint16(38, 3, true)
  view.setUint16(40, FILE_HEADER_SIZE, true)
  view.setUint16(42, chunks & 0xffff, true)
  view.setUint32(124, crc32(out.subarray(0, 120)), true)
}
