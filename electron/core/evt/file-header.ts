import { u32 } from '../bytes/little-endian'
import { EOF_RECORD_SIZE, EVT_HEADER_SIZE, EVT_SIGNATURE } from './layout'

/** Where the ring of records lies, as the header or the end-of-file record says it. Offsets from the start of the file. */
export interface RingFacts {
  /** Oldest record. */
  readonly first: number
  /** End-of-file record: the next record is written there. */
  readonly end: number
  readonly nextNumber: number
  readonly oldestNumber: number
}

export interface EvtFileHeader extends RingFacts {
  /** Signature and both sizes are right. */
  readonly valid: boolean
  /** The log was in use when it was copied: `first`, `end` and the numbers are out of date. */
  readonly dirty: boolean
  readonly wrapped: boolean
}

const DIRTY = 1
const WRAPPED = 2
const EOF_PATTERN = [EOF_RECORD_SIZE, 0x11111111, 0x22222222, 0x33333333, 0x44444444] as const

/** Reads the first 48 bytes of a legacy log (evtx-format 10). Never throws. */
export function parseEvtHeader(bytes: Uint8Array): EvtFileHeader {
  const present = bytes.length >= EVT_HEADER_SIZE
  const field = (at: number): number => (present ? u32(bytes, at) : 0)
  const flags = field(36)
  return {
    valid:
      field(4) === EVT_SIGNATURE &&
      field(0) === EVT_HEADER_SIZE &&
      field(EVT_HEADER_SIZE - 4) === EVT_HEADER_SIZE,
    first: field(16),
    end: field(20),
    nextNumber: field(24),
    oldestNumber: field(28),
    dirty: (flags & DIRTY) !== 0,
    wrapped: (flags & WRAPPED) !== 0,
  }
}

/** Whether a file begins like a legacy log; with an overwritten header, whether the first record follows where it must. */
export function looksLikeEvt(head: Uint8Array): boolean {
  const signed = (at: number): boolean => head.length >= at + 4 && u32(head, at) === EVT_SIGNATURE
  return signed(4) || signed(EVT_HEADER_SIZE + 4)
}

/** The end-of-file record whose 40 bytes are given; null if it is none. */
export function parseEofRecord(bytes: Uint8Array): RingFacts | null {
  if (bytes.length < EOF_RECORD_SIZE) return null
  if (EOF_PATTERN.some((word, i) => u32(bytes, i * 4) !== word)) return null
  if (u32(bytes, EOF_RECORD_SIZE - 4) !== EOF_RECORD_SIZE) return null
  return {
    first: u32(bytes, 20),
    end: u32(bytes, 24),
    nextNumber: u32(bytes, 28),
    oldestNumber: u32(bytes, 32),
  }
}
