import type { SourceRange } from '../../contract/engine'
import type { Crc32 } from '../bytes/crc32'
import { u32 } from '../bytes/little-endian'
import type { RecordLoop } from './record-loop'
import { CHUNK_HEADER_SIZE, CHUNK_SIZE, MAX_PROBLEMS, RECORD_MIN_SIZE } from './layout'

export type ChunkStatus = 'ok' | 'header-crc' | 'data-crc' | 'no-crc' | 'short' | 'bad-magic' | 'empty'

/** What became of one chunk. seen = decoded + damaged + skipped. */
export interface ChunkReport {
  readonly status: ChunkStatus
  readonly records: {
    readonly seen: number
    readonly decoded: number
    readonly damaged: number
    readonly skipped: number
  }
  /** The first MAX_PROBLEMS. */
  readonly problems: readonly SourceRange[]
  /** All of them: what is wrong with the chunk as a whole, and each record and stretch that is damaged or skipped. */
  readonly problemCount: number
}

const RECORD_SIGNATURE = 0x00002a2a

const NONE_TORN: ReadonlySet<number> = new Set()

/** Positions of the records of a chunk; `skipped` counts stretches where a record must have been but none can be read. */
export interface RecordScan {
  readonly status: ChunkStatus
  /** How many there are. */
  readonly found: number
  /** Empty where they are in the record loop, which tells them when asked: it seldom is. */
  readonly offsets: readonly number[]
  readonly sizes: readonly number[]
  /** The record loop has found them, all whole, and can read them. */
  readonly inLoop: boolean
  /** Records that were never written to their end: their header is all there is to trust. */
  readonly tornAt: ReadonlySet<number>
  readonly skipped: number
  /** Grows while the records are decoded. */
  readonly problems: SourceRange[]
}

/**
 * Checks a chunk's header and checksums and walks its records (evtx-format 2, 3, 8).
 * @param chunk up to 65,536 bytes; fewer where the file was cut
 * @param fileOffset byte of the chunk in its file, for messages
 */
export function scanChunk(
  chunk: Uint8Array,
  fileOffset: number,
  noCrc: boolean,
  crc32: Crc32,
  loop: RecordLoop | null = null,
): RecordScan {
  const problems: SourceRange[] = []
  if (chunk.length < CHUNK_HEADER_SIZE || !hasSignature(chunk)) {
    const empty = isZero(chunk)
    if (!empty)
      problems.push({
        from: fileOffset,
        to: fileOffset + chunk.length,
        state: 'lost-chunk',
        what: 'chunk signature is missing',
      })
    return {
      status: empty ? 'empty' : 'bad-magic',
      found: 0,
      offsets: [],
      sizes: [],
      inLoop: false,
      tornAt: new Set(),
      skipped: empty ? 0 : 1,
      problems,
    }
  }
  const freeOffset = u32(chunk, 48)
  const end = Math.min(freeOffset < CHUNK_HEADER_SIZE ? CHUNK_SIZE : freeOffset, CHUNK_SIZE, chunk.length)
  const status = chunkStatus(chunk, freeOffset, noCrc, crc32, fileOffset, problems)
  const found = loop?.begin(chunk, end) ?? -1
  if (found >= 0)
    return { status, found, offsets: [], sizes: [], inLoop: true, tornAt: NONE_TORN, skipped: 0, problems }
  const walked = walkRecords(chunk, end, fileOffset, problems)
  return { status, found: walked.offsets.length, ...walked, inLoop: false, problems }
}

function hasSignature(chunk: Uint8Array): boolean {
  return u32(chunk, 0) === 0x43666c45 && u32(chunk, 4) === 0x006b6e68 // ElfChnk\0
}

function chunkStatus(
  chunk: Uint8Array,
  freeOffset: number,
  noCrc: boolean,
  crc32: Crc32,
  fileOffset: number,
  problems: SourceRange[],
): ChunkStatus {
  const damaged = (what: string): SourceRange => ({
    from: fileOffset,
    to: fileOffset + chunk.length,
    state: 'damaged-chunk',
    what,
  })
  if (chunk.length < CHUNK_SIZE) {
    problems.push(damaged('chunk is cut short by the end of the file'))
    return 'short'
  }
  if (noCrc || u32(chunk, 120) & 4) return 'no-crc'
  if (crc32(chunk.subarray(128, CHUNK_HEADER_SIZE), crc32(chunk.subarray(0, 120))) !== u32(chunk, 124)) {
    problems.push(damaged('chunk header checksum is wrong'))
    return 'header-crc'
  }
  if (
    freeOffset < CHUNK_HEADER_SIZE ||
    freeOffset > CHUNK_SIZE ||
    crc32(chunk.subarray(CHUNK_HEADER_SIZE, freeOffset)) !== u32(chunk, 52)
  ) {
    problems.push(damaged('checksum of the records is wrong'))
    return 'data-crc'
  }
  return 'ok'
}

function walkRecords(
  chunk: Uint8Array,
  end: number,
  fileOffset: number,
  problems: SourceRange[],
): { offsets: number[]; sizes: number[]; tornAt: Set<number>; skipped: number } {
  const offsets: number[] = []
  const sizes: number[] = []
  const tornAt = new Set<number>()
  let skipped = 0
  let at = CHUNK_HEADER_SIZE
  while (at + RECORD_MIN_SIZE <= end) {
    const size = recordSize(chunk, at, end)
    if (size > 0) {
      offsets.push(at)
      sizes.push(size)
      at += size
      continue
    }
    const torn = tornRecordSize(chunk, at, end)
    if (torn > 0) {
      offsets.push(at)
      sizes.push(torn)
      tornAt.add(at)
      at += torn
      continue
    }
    // An all-zero signature is the clean end of archived chunks whose free offset says 65536.
    if (u32(chunk, at) === 0 && isZero(chunk.subarray(at, end))) break
    const next = nextRecord(chunk, at + 8, end)
    skipped++
    if (problems.length < MAX_PROBLEMS)
      problems.push({
        from: fileOffset + at,
        to: fileOffset + (next < 0 ? end : next),
        state: 'skipped-bytes',
        what: `no readable record in ${(next < 0 ? end : next) - at} bytes`,
      })
    if (next < 0) break
    at = next
  }
  return { offsets, sizes, tornAt, skipped }
}

/**
 * Size of the record at `at`, 0 if none can be read there. A wrong size copy is forgiven where the next record (or the end) follows at
 * once; a wrong size where the copy before the next signature equals the distance to it (evtx-format 8).
 */
export function recordSize(chunk: Uint8Array, at: number, end: number): number {
  if (at < CHUNK_HEADER_SIZE || at + RECORD_MIN_SIZE > end || u32(chunk, at) !== RECORD_SIGNATURE) return 0
  const size = u32(chunk, at + 4)
  if (size >= RECORD_MIN_SIZE && size <= end - at) {
    if (u32(chunk, at + size - 4) === size) return size
    if (at + size === end || (at + size + 4 <= end && u32(chunk, at + size) === RECORD_SIGNATURE)) return size
  }
  for (let next = at + 32; next <= end; next += 8) {
    const here = next === end || (next + 4 <= end && u32(chunk, next) === RECORD_SIGNATURE)
    if (here && u32(chunk, next - 4) === next - at) return next - at
    if (here && next !== end) break
  }
  return 0
}

/** Size of a record whose write was cut off: header in place, zeros where the size copy and the next record should be. 0 if it is none. */
export function tornRecordSize(chunk: Uint8Array, at: number, end: number): number {
  if (at < CHUNK_HEADER_SIZE || at + RECORD_MIN_SIZE > end || u32(chunk, at) !== RECORD_SIGNATURE) return 0
  const size = u32(chunk, at + 4)
  if (size < RECORD_MIN_SIZE || size % 8 !== 0 || size > end - at) return 0
  return isZero(chunk.subarray(at + size - 4, Math.min(at + size + 8, end))) ? size : 0
}

function nextRecord(chunk: Uint8Array, from: number, end: number): number {
  for (let at = from; at + RECORD_MIN_SIZE <= end; at += 8) if (recordSize(chunk, at, end) > 0) return at
  return -1
}

function isZero(bytes: Uint8Array): boolean {
  for (let i = 0; i < bytes.length; i++) if (bytes[i] !== 0) return false
  return true
}
