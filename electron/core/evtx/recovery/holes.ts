import type { Crc32 } from '../../bytes/crc32'
import { u32 } from '../../bytes/little-endian'
import { scanChunk, type ChunkStatus } from '../chunk'
import { CHUNK_HEADER_SIZE, CHUNK_SIZE } from '../layout'
import { candidateSize, hasPlausibleHeader, hasRecordHead, isCandidateSize } from './candidate'

/** How a record was found again. */
export type RecoveryMethod =
  /** Behind the free-space offset of its chunk: left over from before. */
  | 'slack'
  /** In a stretch of live records that the walk had to skip. */
  | 'gap'
  /** In its place, but its definitions were overwritten. */
  | 'template'
  /** In a 64 KiB slot whose chunk header is gone. */
  | 'headless-chunk'
  /** In a chunk that lies where the file keeps none, or in a file that is no log. */
  | 'carved-chunk'
  /** Alone, outside any chunk. */
  | 'carved-record'

export interface Candidate {
  /** Offset in the chunk. */
  readonly at: number
  readonly size: number
  readonly method: RecoveryMethod
  /** Its size is concluded from its neighbours: believed only if its values end where the record does. */
  readonly sizeDoubt: string | null
}

/** A record that the normal walk lists. */
export interface WalkedRecord {
  readonly at: number
  readonly size: number
  /** Never written to its end. */
  readonly torn: boolean
}

export interface ChunkFinds {
  readonly status: ChunkStatus
  readonly walked: readonly WalkedRecord[]
  /** By offset. */
  readonly candidates: readonly Candidate[]
  /** End of the live records as far as the header can be believed. */
  readonly liveEnd: number
}

/** The walk of a chunk, and what lies in the holes that it leaves. */
export function searchChunk(chunk: Uint8Array, fileOffset: number, noCrc: boolean, crc32: Crc32): ChunkFinds {
  const scan = scanChunk(chunk, fileOffset, noCrc, crc32)
  const walked = scan.offsets.map((at, i) => ({ at, size: scan.sizes[i]!, torn: scan.tornAt.has(at) }))
  const free = chunk.length >= 52 ? u32(chunk, 48) : 0
  const believed = scan.status !== 'bad-magic' && free >= CHUNK_HEADER_SIZE && free <= CHUNK_SIZE
  const liveEnd = Math.min(believed ? free : CHUNK_SIZE, chunk.length)
  const candidates: Candidate[] = []
  let from = Math.min(CHUNK_HEADER_SIZE, chunk.length)
  for (const { at, size } of walked) {
    if (at > from) searchGap(chunk, from, at, candidates)
    from = at + size
  }
  if (from < liveEnd) searchGap(chunk, from, liveEnd, candidates)
  const slack = Math.max(from, candidates.at(-1) ? lastEnd(candidates) : 0, believed ? liveEnd : 0)
  searchWhole(chunk, slack, chunk.length, 8, 'slack', candidates)
  return { status: scan.status, walked, candidates, liveEnd }
}

/** Whole records at each `step` bytes of [from, to). */
export function searchWhole(
  bytes: Uint8Array,
  from: number,
  to: number,
  step: number,
  method: RecoveryMethod,
  into: Candidate[],
): void {
  for (let at = Math.ceil(from / step) * step; at < to;) {
    const size = candidateSize(bytes, at, to)
    if (size > 0) into.push({ at, size, method, sizeDoubt: null })
    at += size > 0 ? size : step
  }
}

/**
 * A hole between live records. Whole records in it were refused by the walk only where their headers are odd; the others have lost their signature,
 * their size or its copy, and reach to the next record.
 */
function searchGap(chunk: Uint8Array, from: number, to: number, into: Candidate[]): void {
  for (let at = from; at < to;) {
    const whole = candidateSize(chunk, at, to)
    if (whole > 0) into.push({ at, size: whole, method: 'gap', sizeDoubt: null })
    const size = whole > 0 ? whole : mendedSize(chunk, at, to, at === from)
    if (whole === 0 && size > 0)
      into.push({ at, size, method: 'gap', sizeDoubt: 'signature, size or its copy is wrong' })
    at += size > 0 ? size : 8
  }
}

/** Distance to the next record for a record that lost a part of its frame; 0 where nothing speaks for one. */
function mendedSize(chunk: Uint8Array, at: number, to: number, first: boolean): number {
  const signed = hasRecordHead(chunk, at, to)
  if (!signed) {
    // Without a signature only the first bytes of a hole can be a record: the one before it ends there.
    if (!first || at + 24 > to || !hasPlausibleHeader(chunk, at)) return 0
    const size = u32(chunk, at + 4)
    if (isCandidateSize(size) && size <= to - at && u32(chunk, at + size - 4) === size) return size
    const distance = to - at
    return isCandidateSize(distance) && u32(chunk, to - 4) === distance ? distance : 0
  }
  for (let next = at + 8; next <= to; next += 8) {
    if (next !== to && !hasRecordHead(chunk, next, to)) continue
    return isCandidateSize(next - at) ? next - at : 0
  }
  return 0
}

function lastEnd(candidates: readonly Candidate[]): number {
  const last = candidates[candidates.length - 1]!
  return last.at + last.size
}
