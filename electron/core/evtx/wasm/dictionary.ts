// Numbers for texts by their raw bytes; texts themselves are the host's.
import { CHUNK, enlarged, zeroed } from './memory'

@external('host', 'text')
/** Id of the text of a value that was not met before. */
declare function hostText(type: u32, at: u32, size: u32): u32

/** As in columns/string-dictionary: values made to collide cost a decoding each, not a search through all of them. */
const MAX_PROBES = 64
const ENTRY_SIZE: usize = 16

/** Slot -> entry + 1; entry = type and size, place in the pool, id, hash. */
let slotMask: u32 = 0xffff
let slots: usize = zeroed((<usize>slotMask + 1) * 4)
let entryCapacity: u32 = 0x4000
let entries: usize = zeroed(<usize>entryCapacity * ENTRY_SIZE)
let entryCount: u32 = 0
let poolCapacity: usize = 1 << 20
let pool: usize = zeroed(poolCapacity)
let poolLength: usize = 0

/** Id of a value's text; 0 for what stands for nothing. */
export function idOfValue(type: u32, at: u32, size: u32): u32 {
  if (size == 0) return 0
  const from = CHUNK + at
  if (size == 2 && load<u16>(from) == 0x2d) return 0
  const head = (type << 16) | size
  const hash = hashOf(head, from, size)
  let slot = hash & slotMask
  for (let probes = 0; probes < MAX_PROBES; probes++) {
    const number = load<u32>(slots + (<usize>slot << 2))
    if (number == 0) {
      const id = hostText(type, at, size)
      insert(slot, head, from, size, id, hash)
      return id
    }
    const entry = entries + (<usize>number - 1) * ENTRY_SIZE
    if (load<u32>(entry, 12) == hash && load<u32>(entry) == head && same(pool + load<u32>(entry, 4), from, size))
      return load<u32>(entry, 8)
    slot = (slot + 1) & slotMask
  }
  return hostText(type, at, size)
}

function insert(slot: u32, head: u32, from: usize, size: u32, id: u32, hash: u32): void {
  if (poolLength + size + 16 > poolCapacity) {
    pool = enlarged(pool, poolLength, poolCapacity * 2)
    poolCapacity *= 2
  }
  memory.copy(pool + poolLength, from, size)
  if (entryCount == entryCapacity) {
    entries = enlarged(entries, <usize>entryCapacity * ENTRY_SIZE, <usize>entryCapacity * 2 * ENTRY_SIZE)
    entryCapacity *= 2
  }
  const entry = entries + <usize>(entryCount++) * ENTRY_SIZE
  store<u32>(entry, head)
  store<u32>(entry, <u32>poolLength, 4)
  store<u32>(entry, id, 8)
  store<u32>(entry, hash, 12)
  poolLength += size
  store<u32>(slots + (<usize>slot << 2), entryCount)
  if (entryCount * 2 > slotMask) rehash()
}

function rehash(): void {
  slotMask = slotMask * 2 + 1
  slots = zeroed((<usize>slotMask + 1) * 4)
  for (let i: u32 = 0; i < entryCount; i++) {
    let slot = load<u32>(entries + <usize>i * ENTRY_SIZE, 12) & slotMask
    while (load<u32>(slots + (<usize>slot << 2)) != 0) slot = (slot + 1) & slotMask
    store<u32>(slots + (<usize>slot << 2), i + 1)
  }
}

/** First and last 16 bytes count; what differs only in between is told apart by comparing. Loads run past short values, never past memory. */
function hashOf(head: u32, from: usize, size: u32): u32 {
  let h: u64 = <u64>head * 0x9e3779b97f4a7c15
  if (size < 8) h ^= load<u64>(from) & ((<u64>1 << (<u64>size << 3)) - 1)
  else {
    h = mixed(h ^ load<u64>(from))
    if (size > 16) {
      h = mixed(h ^ load<u64>(from + 8))
      h = mixed(h ^ load<u64>(from + size - 16))
    }
    h ^= load<u64>(from + size - 8)
  }
  h = mixed(h)
  return <u32>(h ^ (h >> 32))
}

@inline
function mixed(h: u64): u64 {
  h *= 0xff51afd7ed558ccd
  return h ^ (h >> 33)
}

function same(a: usize, b: usize, size: u32): bool {
  let i: u32 = 0
  for (; i + 8 <= size; i += 8) if (load<u64>(a + i) != load<u64>(b + i)) return false
  const rest = size - i
  return rest == 0 || ((load<u64>(a + i) ^ load<u64>(b + i)) & ((<u64>1 << (<u64>rest << 3)) - 1)) == 0
}
