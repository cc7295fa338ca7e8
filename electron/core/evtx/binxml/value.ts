import { ansiText, firstNulByte } from '../../bytes/ansi'
import { fileTimeText } from '../../bytes/filetime'
import { hex64, hexUpper } from '../../bytes/hex'
import { guidText, sidSize, sidText } from '../../bytes/identifiers'
import { u16, u32, u64Text } from '../../bytes/little-endian'
import { firstNul, utf16 } from '../../bytes/utf16'
import { TYPE_ANSI, TYPE_ARRAY, TYPE_BINARY, TYPE_SID, TYPE_SIZE_T, TYPE_STRING } from './tokens'

const FIXED_SIZES: readonly number[] = [0, 0, 0, 1, 1, 2, 2, 4, 4, 8, 8, 4, 8, 4, 0, 16, 8, 8, 16, 0, 4, 8]

const scratch = new Uint8Array(8)
const asI16 = new Int16Array(scratch.buffer)
const asI32 = new Int32Array(scratch.buffer)
const asI64 = new BigInt64Array(scratch.buffer)
const asF32 = new Float32Array(scratch.buffer)
const asF64 = new Float64Array(scratch.buffer)

function load(bytes: Uint8Array, at: number, size: number): void {
  for (let i = 0; i < size; i++) scratch[i] = bytes[at + i]!
}

/**
 * Text of one value as Windows shows it in XML, unescaped (evtx-format 6). Unknown types and values shorter than their type come out
 * as hex; nothing throws. Arrays and BinXML are not single values: see `arrayItems` and the renderer.
 */
export function valueText(type: number, bytes: Uint8Array, at: number, size: number): string {
  if (size < (FIXED_SIZES[type] ?? 0) && type !== 0x0d && type !== 0x10) return hexUpper(bytes, at, at + size)
  switch (type) {
    case 0x00:
      return ''
    case TYPE_STRING:
      return utf16(bytes, at, at + size)
    case TYPE_ANSI:
      return ansiText(bytes, at, at + size)
    case 0x03:
      return String((bytes[at]! << 24) >> 24)
    case 0x04:
      return String(bytes[at]!)
    case 0x05:
      load(bytes, at, 2)
      return String(asI16[0]!)
    case 0x06:
      return String(u16(bytes, at))
    case 0x07:
      load(bytes, at, 4)
      return String(asI32[0]!)
    case 0x08:
      return String(u32(bytes, at))
    case 0x09:
      load(bytes, at, 8)
      return String(asI64[0]!)
    case 0x0a:
      return u64Text(bytes, at)
    case 0x0b:
      load(bytes, at, 4)
      return float32Text(asF32[0]!)
    case 0x0c:
      load(bytes, at, 8)
      return floatText(asF64[0]!)
    case 0x0d:
      return booleanText(bytes, at, size)
    case TYPE_BINARY:
      return hexUpper(bytes, at, at + size)
    case 0x0f:
      return guidText(bytes, at)
    case 0x10:
      return sizeText(bytes, at, size)
    case 0x11:
      return fileTimeValue(bytes, at)
    case 0x12:
      return systemTimeText(bytes, at)
    case TYPE_SID:
      return sidText(bytes, at, at + size) ?? hexUpper(bytes, at, at + size)
    case 0x14:
      return '0x' + u32(bytes, at).toString(16)
    case 0x15:
      return hex64(u32(bytes, at), u32(bytes, at + 4))
    default:
      return hexUpper(bytes, at, at + size)
  }
}

/** 0 and times past year 9999 are no times: the raw number (evtx-format 6). */
function fileTimeValue(bytes: Uint8Array, at: number): string {
  const low = u32(bytes, at)
  const high = u32(bytes, at + 4)
  return ((low | high) === 0 ? null : fileTimeText(low, high)) ?? u64Text(bytes, at)
}

function booleanText(bytes: Uint8Array, at: number, size: number): string {
  for (let i = at; i < at + size; i++) if (bytes[i] !== 0) return 'true'
  return size === 0 ? '' : 'false'
}

function sizeText(bytes: Uint8Array, at: number, size: number): string {
  if (size >= 8) return hex64(u32(bytes, at), u32(bytes, at + 4))
  return size >= 4 ? '0x' + u32(bytes, at).toString(16) : hexUpper(bytes, at, at + size)
}

function floatText(value: number): string {
  if (Number.isNaN(value)) return 'NaN'
  return Number.isFinite(value) ? String(value) : value > 0 ? 'INF' : '-INF'
}

/** Shortest decimal that reads back as the same 32-bit float. */
function float32Text(value: number): string {
  for (let digits = 1; digits < 9 && Number.isFinite(value); digits++) {
    const shorter = Number(value.toPrecision(digits))
    if (Math.fround(shorter) === value) return String(shorter)
  }
  return floatText(value)
}

/** SYSTEMTIME: year, month, day of week, day, hour, minute, second, millisecond; all zero = unset. */
function systemTimeText(bytes: Uint8Array, at: number): string {
  const part = (i: number, width = 2): string => String(u16(bytes, at + 2 * i)).padStart(width, '0')
  if (u32(bytes, at) === 0 && u32(bytes, at + 4) === 0) return ''
  return `${part(0, 4)}-${part(1)}-${part(3)}T${part(4)}:${part(5)}:${part(6)}.${part(7, 3)}0000Z`
}

/**
 * Texts of an array value's items (type & 0x80): strings end with NUL, SIDs tell their size, the rest has fixed width. What is left behind the
 * last whole item, and arrays of what has no such width, are one item of hex; half a code unit is not, as in a single string.
 */
export function arrayItems(type: number, bytes: Uint8Array, at: number, size: number): string[] {
  const item = type & ~TYPE_ARRAY
  const end = at + size
  const items: string[] = []
  let from = at
  if (item === TYPE_STRING) {
    while (from + 1 < end) {
      const stop = firstNul(bytes, from, end)
      items.push(utf16(bytes, from, stop))
      from = stop + 2
    }
    return items
  }
  if (item === TYPE_ANSI) {
    while (from < end) {
      const stop = firstNulByte(bytes, from, end)
      items.push(ansiText(bytes, from, stop))
      from = stop + 1
    }
  } else if (item === TYPE_SID) {
    for (; from + 8 <= end && from + sidSize(bytes, from) <= end; from += sidSize(bytes, from))
      items.push(valueText(TYPE_SID, bytes, from, end - from))
  } else {
    const width = itemWidth(item, size)
    for (; width > 0 && from + width <= end; from += width) items.push(valueText(item, bytes, from, width))
  }
  if (from < end) items.push(hexUpper(bytes, from, end))
  return items
}

/** Pointers have 4 or 8 bytes, which nothing tells but the size of the whole. 0: items of this type have no fixed width. */
function itemWidth(item: number, size: number): number {
  return item === TYPE_SIZE_T && size % 8 !== 0 ? 4 : (FIXED_SIZES[item] ?? 0)
}
