// The chunk that is read, and room that grows. Everything else has its own allocation. Nothing is ever given back, so all room is fresh, and fresh
// memory is zero: it is not written to before it is needed, and what is never needed takes no page.

/** 64 KiB and what a 16-byte load may touch beyond the last byte. */
export const CHUNK: usize = heap.alloc(0x10000 + 64)
export const CHUNK_SIZE: u32 = 0x10000
/** Bytes of the current chunk; fewer where the file was cut. */
export let chunkLength: u32 = 0

export function setChunkLength(length: u32): void {
  chunkLength = length
}

/** A larger copy, its end zero; the old room is lost, which doubling bounds by the size of the new. */
export function enlarged(from: usize, oldSize: usize, newSize: usize): usize {
  const to = heap.alloc(newSize)
  memory.copy(to, from, oldSize)
  return to
}

export function zeroed(size: usize): usize {
  return heap.alloc(size)
}
