// Substitution values of template instances: one level of them for each stream inside a stream.
import { CHUNK } from './memory'
import { definitionSize, templateAt } from './templates'

/** As MAX_VALUES in layout.ts. */
const MAX_VALUES: u32 = 8192
/** Streams within streams; two is normal. Deeper ones are read in TypeScript. */
export const LEVELS: u32 = 8

const OFFSETS: usize = heap.alloc(<usize>LEVELS * MAX_VALUES * 4)
const DESCRIPTORS: usize = heap.alloc(<usize>LEVELS * 4)
const COUNTS: usize = heap.alloc(<usize>LEVELS * 4)

/** Position behind the last value read. */
export let valuesEnd: u32 = 0

/** Reads the descriptors of the instance whose token stands at `at` into a level; its template, or -1. */
export function readValues(level: u32, at: u32, to: u32): i32 {
  if (at + 14 > to) return -1
  const id = load<u32>(CHUNK + at + 2)
  const definition = load<u32>(CHUNK + at + 6)
  const template = templateAt(definition, id)
  if (template < 0) return -1
  const table = definition == at + 10 ? definition + 24 + definitionSize(definition) : at + 10
  if (table + 4 > to) return -1
  const count = load<u32>(CHUNK + table)
  if (count > MAX_VALUES) return -1
  let value = table + 4 + 4 * count
  if (value > to) return -1
  let descriptor = CHUNK + table + 4
  let slot = OFFSETS + <usize>level * MAX_VALUES * 4
  const last = descriptor + 4 * count
  for (; descriptor < last; descriptor += 4, slot += 4) {
    store<u32>(slot, value)
    value += load<u16>(descriptor)
  }
  if (value > to) return -1
  store<u32>(DESCRIPTORS + (<usize>level << 2), table + 4)
  store<u32>(COUNTS + (<usize>level << 2), count)
  valuesEnd = value
  return template
}

/** Type of a slot; NULL beyond the values present. */
@inline
export function valueType(level: u32, slot: u32): u32 {
  return slot < load<u32>(COUNTS + (<usize>level << 2))
    ? load<u8>(CHUNK + load<u32>(DESCRIPTORS + (<usize>level << 2)) + (slot << 2) + 2)
    : 0
}

@inline
export function valueSize(level: u32, slot: u32): u32 {
  return load<u16>(CHUNK + load<u32>(DESCRIPTORS + (<usize>level << 2)) + (slot << 2))
}

@inline
export function valueAt(level: u32, slot: u32): u32 {
  return load<u32>(OFFSETS + ((<usize>level * MAX_VALUES + slot) << 2))
}

/** Whether a slot holds a value of that type and at least that size. */
export function holds(level: u32, slot: i32, type: u32, size: u32): bool {
  return slot >= 0 && valueType(level, slot) == type && valueSize(level, slot) >= size
}
