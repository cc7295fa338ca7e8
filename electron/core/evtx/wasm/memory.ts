// The chunk that is read, and room that grows. Everything else has its own allocation.

/** 64 KiB and what a 16-byte load may touch beyond the last byte. */
export const CHUNK: usize = heap.alloc(0x10000 + 64)
export const CHUNK_SIZE: u32 = 0x10000
/** Bytes of the current chunk; fewer where the file was cut. */
export let chunkLength: u32 = 0

export function setChunkLength(length: u32): void {
  chunkLength = length
}

/** A larger copy; the old room is lost, which doubling bounds by the size of the new. */
export function enlarged(from: usize, oldSize: usize, newSize: usize): usize {
  const to = heap.alloc(newSize)
  memory.copy(to, from, oldSize)
  memory.fill(to + oldSize, 0, newSize - oldSize)
  return to
}

export function zeroed(size: usize): usize {
  const at = heap.alloc(size)
  memory.fill(at, 0, size)
  return at
}
