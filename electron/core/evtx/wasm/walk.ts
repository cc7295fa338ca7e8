import { CHUNK } from './memory'

/** A record is at least 28 bytes: more than 2,322 do not fit in a chunk. */
export const MAX_RECORDS: i32 = 2400
export const RECORD_AT: usize = heap.alloc(MAX_RECORDS * 4)
export const RECORD_SIZE: usize = heap.alloc(MAX_RECORDS * 4)

/**
 * Finds the records in [512, end). Returns their number, or -1 where one is not whole in every respect: then the chunk is walked in TypeScript,
 * which knows what to forgive.
 */
export function walk(end: u32): i32 {
  let at: u32 = 512
  let count = 0
  while (at + 28 <= end) {
    if (load<u32>(CHUNK + at) != 0x2a2a) return -1
    const size = load<u32>(CHUNK + at + 4)
    if (size < 28 || size > end - at || load<u32>(CHUNK + at + size - 4) != size || count == MAX_RECORDS) return -1
    store<u32>(RECORD_AT + (<usize>count << 2), at)
    store<u32>(RECORD_SIZE + (<usize>count << 2), size)
    count++
    at += size
  }
  return count
}
