import { TYPE_ARRAY, TYPE_BINARY, TYPE_BINXML, TYPE_NULL, TYPE_SID } from '../binxml/tokens'
import type { Values } from '../binxml/instance'

/** Sizes in bytes that a value of each type can have; null: any (evtx-format 6). */
const SIZES: readonly (readonly number[] | null)[] = [
  null, // 00 null may have a size
  null, // 01 UTF-16
  null, // 02 ANSI
  [1],
  [1],
  [2],
  [2],
  [4],
  [4],
  [8],
  [8],
  [4],
  [8],
  [1, 2, 4, 8], // 0D bool
  null, // 0E binary
  [16],
  [4, 8], // 10 size_t
  [8],
  [16],
  null, // 13 SID, see below
  [4],
  [8],
]

/** Whether bytes can be a value of that type: what a descriptor table of chance bytes seldom passes. */
export function isSoundValue(type: number, bytes: Uint8Array, at: number, size: number): boolean {
  if (type === TYPE_BINXML) return true
  if (size === 0) return true
  const item = type & ~TYPE_ARRAY
  const sizes = SIZES[item]
  if (sizes === undefined) return false
  if (type & TYPE_ARRAY) return sizes === null || size % sizes[0]! === 0
  if (type === 0x01) return size % 2 === 0
  if (type === TYPE_SID) return size >= 8 && bytes[at] === 1 && size === 8 + 4 * bytes[at + 1]!
  return sizes === null || sizes.includes(size)
}

/**
 * Whether the values of an instance can be those that a definition asks for: every slot there, of its type or NULL. Measured on all live
 * records: tokens and descriptors differ only as listed here.
 */
export function fitsSlots(values: Values, slots: Uint16Array, slotCount: number): boolean {
  if (values.count < slotCount) return false
  for (let i = 0; i < slots.length; i += 2) {
    const type = values.types[slots[i]!]!
    if (type !== TYPE_NULL && type !== slots[i + 1] && !standsFor(type, slots[i + 1]!)) return false
  }
  return true
}

/** size_t is written as the hex type of its width; binary lists as binary; single bytes as their kind. */
function standsFor(type: number, asked: number): boolean {
  return (
    (asked === 0x10 && (type === 0x14 || type === 0x15)) ||
    (asked === (TYPE_BINARY | TYPE_ARRAY) && type === TYPE_BINARY) ||
    (asked === 0x04 && type === 0x06)
  )
}
