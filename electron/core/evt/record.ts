import { sidText } from '../bytes/identifiers'
import { u16, u32 } from '../bytes/little-endian'
import { firstNul, utf16 } from '../bytes/utf16'
import {
  EVT_RECORD_HEAD,
  EVT_RECORD_MIN_SIZE,
  EVT_RECORD_TAIL,
  EVT_SIGNATURE,
  MAX_NAME_UNITS,
} from './layout'

/** One record of a legacy log (evtx-format 10). Times are Unix seconds. */
export interface EvtRecord {
  readonly number: number
  readonly generated: number
  readonly written: number
  /** Low 16 bits of the stored id: what people call the event id. */
  readonly eventId: number
  /** High 16 bits: severity, customer bit, facility. */
  readonly qualifiers: number
  readonly type: number
  readonly category: number
  readonly source: string
  readonly computer: string
  readonly sid: string | null
  readonly strings: readonly string[]
  readonly data: Uint8Array
  /** The end is missing or a part lies outside: what is given is whole, but it is not all. */
  readonly damaged: boolean
}

/** What is wrong with a damaged record, for people. */
export const INCOMPLETE = 'a part of the record lies outside of it, or is missing'

/**
 * Decodes a record from its bytes; of a torn one those that are left. Null if not even the fixed part is there. Never throws:
 * parts that lie outside are left out and make it damaged; offsets of empty parts are not looked at.
 */
export function readEvtRecord(bytes: Uint8Array): EvtRecord | null {
  if (bytes.length < EVT_RECORD_HEAD || u32(bytes, 4) !== EVT_SIGNATURE) return null
  const size = u32(bytes, 0)
  const isWhole =
    size === bytes.length && size >= EVT_RECORD_MIN_SIZE && u32(bytes, size - EVT_RECORD_TAIL) === size
  const end = isWhole ? size - EVT_RECORD_TAIL : Math.min(size, bytes.length)
  const source = nameAt(bytes, EVT_RECORD_HEAD, end)
  const computer = source && nameAt(bytes, source.next, end)
  const stringCount = u16(bytes, 26)
  const strings = stringsAt(bytes, u32(bytes, 36), stringCount, end)
  const sidSize = u32(bytes, 40)
  const sid = sidSize > 0 ? partAt(bytes, u32(bytes, 44), sidSize, end) : null
  const sidFound = sid && sidText(sid, 0, sid.length)
  const dataSize = u32(bytes, 48)
  const data = dataSize > 0 ? partAt(bytes, u32(bytes, 52), dataSize, end) : NO_BYTES
  const isComplete =
    isWhole &&
    computer !== null &&
    strings.length === stringCount &&
    (sidSize === 0 || sidFound !== null) &&
    data !== null
  return {
    number: u32(bytes, 8),
    generated: u32(bytes, 12),
    written: u32(bytes, 16),
    eventId: u16(bytes, 20),
    qualifiers: u16(bytes, 22),
    type: u16(bytes, 24),
    category: u16(bytes, 28),
    source: source?.text ?? '',
    computer: computer?.text ?? '',
    sid: sidFound,
    strings,
    data: data ?? NO_BYTES,
    damaged: !isComplete,
  }
}

const NO_BYTES = new Uint8Array(0)

function nameAt(bytes: Uint8Array, at: number, end: number): { text: string; next: number } | null {
  const limit = Math.min(end, at + MAX_NAME_UNITS * 2)
  const nul = firstNul(bytes, at, Math.max(at, limit))
  if (nul + 2 > limit) return null
  return { text: utf16(bytes, at, nul), next: nul + 2 }
}

/** Strings up to the first that is not whole. */
function stringsAt(bytes: Uint8Array, from: number, count: number, end: number): string[] {
  const strings: string[] = []
  if (count === 0 || from < EVT_RECORD_HEAD) return strings
  let at = from
  while (strings.length < count && at + 2 <= end) {
    const nul = firstNul(bytes, at, end)
    if (nul + 2 > end) break
    strings.push(utf16(bytes, at, nul))
    at = nul + 2
  }
  return strings
}

function partAt(bytes: Uint8Array, at: number, size: number, end: number): Uint8Array | null {
  return at >= EVT_RECORD_HEAD && at + size <= end ? bytes.subarray(at, at + size) : null
}
