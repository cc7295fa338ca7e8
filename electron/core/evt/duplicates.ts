import { u16, u32 } from '../bytes/little-endian'
import type { RecordPlaces } from './find-records'
import { EVT_RECORD_HEAD } from './layout'
import type { RingBytes } from './ring-bytes'

/**
 * Places of older laps whose record is not also in the ring: the same number, time and event. Windows moves records when a log is
 * made larger, and leaves the old ones behind.
 */
export function withoutDuplicates(
  bytes: RingBytes,
  live: RecordPlaces,
  stale: RecordPlaces,
): { places: RecordPlaces; duplicates: number } {
  const places: RecordPlaces = { offsets: [], sizes: [], torn: new Set() }
  const wanted = new Set(stale.offsets.map((offset) => identity(bytes, offset)))
  if (wanted.size > 0) for (const offset of live.offsets) wanted.delete(identity(bytes, offset))
  stale.offsets.forEach((offset, i) => {
    // Of two copies of a record that is live no more the first counts.
    if (!wanted.delete(identity(bytes, offset))) return
    if (stale.torn.has(i)) places.torn.add(places.offsets.length)
    places.offsets.push(offset)
    places.sizes.push(stale.sizes[i]!)
  })
  return { places, duplicates: stale.offsets.length - places.offsets.length }
}

function identity(bytes: RingBytes, offset: number): string {
  const head = bytes.slice(offset, Math.min(EVT_RECORD_HEAD, bytes.length))
  return `${u32(head, 8)} ${u32(head, 12)} ${u16(head, 20)}`
}
