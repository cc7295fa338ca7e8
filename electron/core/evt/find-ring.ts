import { parseEofRecord, type EvtFileHeader, type RingFacts } from './file-header'
import { EOF_RECORD_SIZE, EVT_HEADER_SIZE } from './layout'
import { wholeRecordSize } from './record-shape'
import type { RingBytes } from './ring-bytes'

/** Where the live records lie: from `start` around to `eof`. */
export interface FoundRing {
  readonly start: number
  /** Place of the end-of-file record; null if the file has none. */
  readonly eof: number | null
  /** In words for a person: what of the header could not be relied on. */
  readonly warnings: readonly string[]
}

interface Eof {
  readonly at: number
  readonly facts: RingFacts
}

/**
 * Finds the ring. A header of a log that was closed is believed as far as records lie where it says; else the end-of-file
 * record is looked for, and it knows (evtx-format 10).
 */
export function findRing(bytes: RingBytes, header: EvtFileHeader): FoundRing {
  const warnings: string[] = []
  if (!header.valid) warnings.push('file header is overwritten; its offsets were not used')
  else if (header.dirty)
    warnings.push('log was not closed (dirty); the end-of-file record was used, not the header')
  const stated = header.valid && !header.dirty ? eofAt(bytes, header.end) : null
  if (header.valid && !header.dirty && stated === null) {
    warnings.push('there is no end-of-file record where the file header says')
  }
  const eof = stated ?? searchEof(bytes, header.valid ? header.end : EVT_HEADER_SIZE)
  if (eof === null) {
    warnings.push('the file has no end-of-file record; every record in it was taken for a current one')
    return { start: firstRecord(bytes, EVT_HEADER_SIZE), eof: null, warnings }
  }
  const start = [eof.facts, header].find((facts) => startsAt(bytes, facts, eof.at))?.first
  if (start !== undefined) return { start, eof: eof.at, warnings }
  warnings.push('the oldest record is not where the end-of-file record says; the ring was searched for it')
  return { start: firstRecord(bytes, bytes.after(eof.at, EOF_RECORD_SIZE)), eof: eof.at, warnings }
}

/** Whether the oldest record lies where `facts` say; an empty log has its end there. */
function startsAt(bytes: RingBytes, { first, oldestNumber }: RingFacts, eof: number): boolean {
  if (!bytes.holds(first)) return false
  if (first === eof) return true
  const size = wholeRecordSize(bytes, first, bytes.distance(first, eof))
  return size > 0 && bytes.wordAfter(first, 8) === oldestNumber
}

function eofAt(bytes: RingBytes, at: number): Eof | null {
  if (!bytes.holds(at) || bytes.length < EOF_RECORD_SIZE || bytes.word(at) !== EOF_RECORD_SIZE) return null
  const facts = parseEofRecord(bytes.slice(at, EOF_RECORD_SIZE))
  return facts && { at, facts }
}

/** The end-of-file record found by its pattern, from `hint` around: one that names its own place before one that does not. */
function searchEof(bytes: RingBytes, hint: number): Eof | null {
  const from = bytes.holds(hint) ? hint : EVT_HEADER_SIZE
  let found: Eof | null = null
  for (let step = 0; step < bytes.length; step += 4) {
    const eof = eofAt(bytes, bytes.after(from, step))
    if (eof === null) continue
    if (eof.facts.end === eof.at) return eof
    found ??= eof
  }
  return found
}

/** First whole record from an offset around; the offset itself if there is none. */
function firstRecord(bytes: RingBytes, from: number): number {
  const start = bytes.holds(from) ? from : EVT_HEADER_SIZE
  for (let step = 0; step < bytes.length; step += 4) {
    const at = bytes.after(start, step)
    if (bytes.length >= 8 && wholeRecordSize(bytes, at, bytes.length) > 0) return at
  }
  return start
}
