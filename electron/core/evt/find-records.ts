import type { SourceRange } from '../../contract/engine'
import { findRing, type FoundRing } from './find-ring'
import type { EvtFileHeader } from './file-header'
import { EOF_RECORD_SIZE, EVT_RECORD_HEAD, EVT_FILLER, MAX_EVT_PROBLEMS } from './layout'
import { tornRecordSize, wholeRecordSize } from './record-shape'
import type { RingBytes } from './ring-bytes'

/** Where records lie, by offset. */
export interface RecordPlaces {
  readonly offsets: number[]
  /** Bytes that may be read of each; of a torn one as far as the next record. */
  readonly sizes: number[]
  /** Indexes of those whose end is missing or overwritten. */
  readonly torn: Set<number>
}

/** All records of a legacy log. Seen in the ring = live whole + live torn + skipped. */
export interface EvtRecords {
  readonly ring: FoundRing
  /** The ring as Windows would show it. */
  readonly live: RecordPlaces
  /** Outside the ring: older laps that are not yet overwritten. */
  readonly stale: RecordPlaces
  /** Stretches of the ring that hold no readable record. */
  readonly skipped: number
  /** Of what is split over the end of the file the part before it. */
  readonly problems: readonly SourceRange[]
  readonly problemCount: number
  /** A record runs over the end of the file and is not continued behind the header. */
  readonly cut: boolean
}

interface Walk {
  readonly bytes: RingBytes
  readonly places: RecordPlaces
  skipped: number
  readonly problems: SourceRange[]
  problemCount: number
  cut: boolean
}

/** Finds the records of a log in the ring and beside it (evtx-format 10). Looks at every word of the file at most three times. */
export function findEvtRecords(bytes: RingBytes, header: EvtFileHeader): EvtRecords {
  const ring = findRing(bytes, header)
  const live = newWalk(bytes)
  const stale = newWalk(bytes)
  if (ring.eof === null) {
    // Without an end-of-file record nothing says where the oldest record is: all that are there count.
    walk(live, ring.start, bytes.length)
  } else {
    const length = bytes.distance(ring.start, ring.eof)
    walk(live, ring.start, length)
    const rest = bytes.length - length - EOF_RECORD_SIZE
    if (rest > 0) walk(stale, bytes.after(ring.eof, EOF_RECORD_SIZE), rest)
  }
  return {
    ring,
    live: byOffset(live.places),
    stale: byOffset(stale.places),
    skipped: live.skipped,
    problems: live.problems,
    problemCount: live.problemCount,
    cut: live.cut,
  }
}

function newWalk(bytes: RingBytes): Walk {
  return {
    bytes,
    places: { offsets: [], sizes: [], torn: new Set() },
    skipped: 0,
    problems: [],
    problemCount: 0,
    cut: false,
  }
}

/** Collects the records of the `length` bytes from `start` on. Each step goes forward by a word or more. */
function walk(into: Walk, start: number, length: number): void {
  const { bytes } = into
  for (let done = 0; done < length;) {
    const at = bytes.after(start, done)
    const size = length - done >= 8 ? wholeRecordSize(bytes, at, length - done) : 0
    if (size > 0) {
      push(into.places, at, size)
      done += size
      continue
    }
    done += passBy(into, at, length - done)
  }
}

/** Handles bytes that begin no whole record; returns how many to the next that does, at most `limit`. */
function passBy(into: Walk, at: number, limit: number): number {
  const { bytes, places } = into
  const torn = limit >= EVT_RECORD_HEAD ? tornRecordSize(bytes, at) : 0
  const from = torn > 0 ? EVT_RECORD_HEAD : 4
  const next = Math.min(limit, nextRecord(bytes, at, from, limit))
  if (torn === 0) {
    if (!isPadding(bytes, at, next)) skip(into, at, next)
    return next
  }
  const toEnd = bytes.end - at
  const overEnd = torn > toEnd
  places.torn.add(places.offsets.length)
  // What follows the end of the file does not continue a record that was cut off there.
  push(places, at, Math.min(torn, next, overEnd ? toEnd : torn))
  if (overEnd) into.cut = true
  const what = overEnd ? 'record is cut off by the end of the file' : 'record was not written to its end'
  problem(into, { from: at, to: Math.min(at + torn, bytes.end), state: 'damaged-record', what })
  if (overEnd) return Math.min(next, toEnd)
  if (next > torn && !isPadding(bytes, bytes.after(at, torn), next - torn)) {
    skip(into, bytes.after(at, torn), next - torn)
  }
  return next
}

/** Bytes from `at` to the next whole or torn record, `from` at least; `limit` if there is none before. */
function nextRecord(bytes: RingBytes, at: number, from: number, limit: number): number {
  for (let step = from; step + 8 <= limit; step += 4) {
    const here = bytes.after(at, step)
    if (wholeRecordSize(bytes, here, limit - step) > 0) return step
    if (limit - step >= EVT_RECORD_HEAD && tornRecordSize(bytes, here) > 0) return step
  }
  return limit
}

/** Zeros (never written) or fill words. */
function isPadding(bytes: RingBytes, at: number, length: number): boolean {
  for (let step = 0; step + 4 <= length; step += 4) {
    const word = bytes.wordAfter(at, step)
    if (word !== 0 && word !== EVT_FILLER) return false
  }
  return true
}

function skip(into: Walk, offset: number, length: number): void {
  into.skipped++
  const to = Math.min(offset + length, into.bytes.end)
  problem(into, { from: offset, to, state: 'skipped-bytes', what: `no readable record in ${length} bytes` })
}

function problem(into: Walk, found: SourceRange): void {
  into.problemCount++
  if (into.problems.length < MAX_EVT_PROBLEMS) into.problems.push(found)
}

function push(places: RecordPlaces, offset: number, size: number): void {
  places.offsets.push(offset)
  places.sizes.push(size)
}

/** A walk around the ring passes the end of the file at most once: what comes after it goes first. */
function byOffset(places: RecordPlaces): RecordPlaces {
  const { offsets, sizes, torn } = places
  const turn = offsets.findIndex((offset, i) => i > 0 && offset < offsets[i - 1]!)
  if (turn < 0) return places
  const count = offsets.length
  return {
    offsets: [...offsets.slice(turn), ...offsets.slice(0, turn)],
    sizes: [...sizes.slice(turn), ...sizes.slice(0, turn)],
    torn: new Set([...torn].map((index) => (index + count - turn) % count)),
  }
}
