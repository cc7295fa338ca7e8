import type { RecordPlaces } from './find-records'

export const TORN = 1
/** Of an earlier round. */
export const OLDER = 2

/** Records to read, one after the other. */
export interface ReadingOrder {
  readonly offsets: Float64Array
  readonly sizes: Uint32Array
  /** TORN, OLDER. */
  readonly flags: Uint8Array
}

/**
 * Live and older records in one list: older ones behind all live ones (`behind`), or each at its place in the file (`by-offset`).
 * Both lists are by offset.
 */
export function readingOrder(
  live: RecordPlaces,
  older: RecordPlaces,
  order: 'behind' | 'by-offset',
): ReadingOrder {
  const count = live.offsets.length + older.offsets.length
  const into: ReadingOrder = {
    offsets: new Float64Array(count),
    sizes: new Uint32Array(count),
    flags: new Uint8Array(count),
  }
  let l = 0
  let o = 0
  for (let i = 0; i < count; i++) {
    const liveAt = live.offsets[l] ?? Infinity
    const olderAt = older.offsets[o] ?? Infinity
    const takeLive = order === 'behind' ? liveAt !== Infinity : liveAt < olderAt
    const places = takeLive ? live : older
    const index = takeLive ? l++ : o++
    into.offsets[i] = places.offsets[index]!
    into.sizes[i] = places.sizes[index]!
    into.flags[i] = (places.torn.has(index) ? TORN : 0) | (takeLive ? 0 : OLDER)
  }
  return into
}
