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
  const known = new Set<string>()
  for (const offset of live.offsets) known.add(identity(bytes, offset))
  const places: RecordPlaces = { offsets: [], sizes: [], torn: new Set() }
  stale.offsets.forEach((offset, i) => {
    const own = identity(bytes, offset)
    if (known.has(own)) return
    // Two copies of a record that is live no more: the first counts.
    known.add(own)
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
