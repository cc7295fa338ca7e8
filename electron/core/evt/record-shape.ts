import { u16, u32 } from '../bytes/little-endian'
import {
  EVT_RECORD_HEAD,
  EVT_RECORD_MIN_SIZE,
  EVT_RECORD_TAIL,
  EVT_SIGNATURE,
  MAX_EVT_RECORD_SIZE,
  MAX_NAME_UNITS,
} from './layout'
import type { RingBytes } from './ring-bytes'

/** Types of ReportEvent: success, error, warning, information, audit success, audit failure. */
const EVENT_TYPES: ReadonlySet<number> = new Set([0, 1, 2, 4, 8, 16])

/** Size of the record at `at` whose size copy agrees; 0 if there is none within `limit` bytes. */
export function wholeRecordSize(ring: RingBytes, at: number, limit: number): number {
  const size = signedSize(ring, at)
  if (size === 0 || size > limit) return 0
  return ring.wordAfter(at, size - EVT_RECORD_TAIL) === size ? size : 0
}

/**
 * Size that a record at `at` claims whose end is missing or overwritten; 0 if it does not look like one. Nothing but its
 * header can be checked, so all of that must make sense.
 */
export function tornRecordSize(ring: RingBytes, at: number): number {
  const size = signedSize(ring, at)
  // The fixed part is never split: the end of a file without room for it is filled.
  if (size === 0 || at + EVT_RECORD_HEAD > ring.end) return 0
  const head = ring.slice(at, EVT_RECORD_HEAD)
  const stringCount = u16(head, 26)
  const stringsAt = u32(head, 36)
  if (!EVENT_TYPES.has(u16(head, 24))) return 0
  if (stringCount > 0 && (stringsAt < EVT_RECORD_HEAD || stringsAt + stringCount * 2 > size)) return 0
  return hasSourceName(ring, at, size) ? size : 0
}

/** The size at `at` where the signature follows it and both can be. */
function signedSize(ring: RingBytes, at: number): number {
  if (ring.wordAfter(at, 4) !== EVT_SIGNATURE) return 0
  const size = ring.word(at)
  const fits = size >= EVT_RECORD_MIN_SIZE && size <= MAX_EVT_RECORD_SIZE && size % 4 === 0
  return fits && size <= ring.length ? size : 0
}

/** A source is printable text that ends within the bounds of a name. */
function hasSourceName(ring: RingBytes, at: number, size: number): boolean {
  const room = Math.min(MAX_NAME_UNITS * 2, size - EVT_RECORD_MIN_SIZE, ring.length - EVT_RECORD_HEAD)
  const name = ring.slice(ring.after(at, EVT_RECORD_HEAD), Math.max(0, room))
  for (let i = 0; i + 2 <= name.length; i += 2) {
    const unit = u16(name, i)
    if (unit === 0) return i > 0
    if (unit < 0x20) return false
  }
  return false
}
