import { u32 } from '../../bytes/little-endian'
import { RECORD_HEADER_SIZE } from '../layout'
import { MAX_CANDIDATE_SIZE, MAX_ID_HIGH, MIN_CANDIDATE_SIZE, WRITTEN_FROM, WRITTEN_TO } from './limits'

const RECORD_SIGNATURE = 0x00002a2a

/** Signature, and a header that can be one: id and written time within what exists. Says nothing about the size. */
export function hasRecordHead(bytes: Uint8Array, at: number, end: number): boolean {
  return (
    at + RECORD_HEADER_SIZE <= end && u32(bytes, at) === RECORD_SIGNATURE && hasPlausibleHeader(bytes, at)
  )
}

/** Id and written time of a header at `at` are within what exists, whatever stands in its first eight bytes. */
export function hasPlausibleHeader(bytes: Uint8Array, at: number): boolean {
  const written = u32(bytes, at + 20)
  const idHigh = u32(bytes, at + 12)
  return (
    written >= WRITTEN_FROM &&
    written < WRITTEN_TO &&
    idHigh <= MAX_ID_HIGH &&
    (idHigh | u32(bytes, at + 8)) !== 0
  )
}

/** Size of a whole record at `at`: signature, plausible header, size within bounds and equal to its copy. 0 if there is none. */
export function candidateSize(bytes: Uint8Array, at: number, end: number): number {
  if (!hasRecordHead(bytes, at, end)) return 0
  const size = u32(bytes, at + 4)
  if (!isCandidateSize(size) || size > end - at) return 0
  return u32(bytes, at + size - 4) === size ? size : 0
}

export function isCandidateSize(size: number): boolean {
  return size >= MIN_CANDIDATE_SIZE && size <= MAX_CANDIDATE_SIZE && size % 8 === 0
}
