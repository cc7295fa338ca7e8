// Text that was written since the last clear.
import { enlarged } from './memory'

let capacity: usize = 1 << 20
export let out: usize = heap.alloc(capacity)
export let outLength: usize = 0

export function setOutLength(length: usize): void {
  outLength = length
}

/** Makes room for `count` more bytes; tells where they go. Asked several times a value: the question is inlined, the growing is not. */
@inline
export function reserve(count: usize): usize {
  if (outLength + count > capacity) grow(count)
  return out + outLength
}

function grow(count: usize): void {
  const larger = max(capacity * 2, outLength + count)
  out = enlarged(out, outLength, larger)
  capacity = larger
}

@inline
export function raw(from: usize, count: u32): void {
  const to = reserve(count + 16)
  // 16 bytes a step, past the end: the room is there, and what follows is written over.
  for (let i: u32 = 0; i < count; i += 16) v128.store(to + i, v128.load(from + i))
  outLength += count
}

@inline
export function u8Out(byte: u32): void {
  store<u8>(reserve(1), byte)
  outLength++
}
