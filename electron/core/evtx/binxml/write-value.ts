import type { ByteSink } from '../../bytes/byte-sink'
import { sidSize } from '../../bytes/identifiers'
import { u16, u32 } from '../../bytes/little-endian'
import { writeEscaped, writeEscapedUtf16 } from './escape'
import { TYPE_GUID, TYPE_HEX32, TYPE_HEX64, TYPE_SID, TYPE_SIZE_T, TYPE_STRING } from './tokens'
import { valueText } from './value'

/** Writes a value as XML: the frequent types digit by digit, the rest through `valueText`. Both give the same text. */
export function writeValue(sink: ByteSink, type: number, bytes: Uint8Array, at: number, size: number): void {
  switch (type) {
    case TYPE_STRING:
      return writeEscapedUtf16(sink, bytes, at, at + size)
    case 0x04:
      if (size >= 1) return writeDecimal(sink, bytes[at]!)
      break
    case 0x06:
      if (size >= 2) return writeDecimal(sink, u16(bytes, at))
      break
    case 0x08:
      if (size >= 4) return writeDecimal(sink, u32(bytes, at))
      break
    case 0x0a:
      if (size >= 8 && u32(bytes, at + 4) === 0) return writeDecimal(sink, u32(bytes, at))
      break
    case TYPE_HEX32:
      if (size >= 4) return writeHex(sink, u32(bytes, at), 0)
      break
    case TYPE_SIZE_T:
    case TYPE_HEX64:
      if (size >= 8) return writeHex(sink, u32(bytes, at), u32(bytes, at + 4))
      break
    case TYPE_GUID:
      if (size >= 16) return writeGuid(sink, bytes, at)
      break
    case TYPE_SID:
      if (size >= 8 && sidSize(bytes, at) <= size && u16(bytes, at + 2) === 0)
        return writeSid(sink, bytes, at)
      break
  }
  writeEscaped(sink, valueText(type, bytes, at, size))
}

const DIGITS = '0123456789abcdef'.split('').map((digit) => digit.charCodeAt(0))

function writeDecimal(sink: ByteSink, value: number): void {
  sink.reserve(10)
  let divisor = 1
  while (value / divisor >= 10) divisor *= 10
  for (let rest = value; divisor >= 1; divisor /= 10) {
    const digit = (rest / divisor) | 0
    sink.bytes[sink.length++] = 0x30 + digit
    rest -= digit * divisor
  }
}

function writeHex(sink: ByteSink, low: number, high: number): void {
  sink.reserve(18)
  const out = sink.bytes
  out[sink.length++] = 0x30
  out[sink.length++] = 0x78
  const digits = high === 0 ? digitCount(low) : 8 + digitCount(high)
  for (let i = digits - 1; i >= 0; i--) {
    out[sink.length++] = DIGITS[i >= 8 ? (high >>> ((i - 8) * 4)) & 15 : (low >>> (i * 4)) & 15]!
  }
}

function digitCount(value: number): number {
  return value === 0 ? 1 : 8 - (Math.clz32(value) >> 2)
}

/** Byte order of a GUID's text; -1 is a hyphen. */
const GUID_ORDER = [3, 2, 1, 0, -1, 5, 4, -1, 7, 6, -1, 8, 9, -1, 10, 11, 12, 13, 14, 15]

function writeGuid(sink: ByteSink, bytes: Uint8Array, at: number): void {
  sink.reserve(38)
  const out = sink.bytes
  out[sink.length++] = 0x7b
  for (const index of GUID_ORDER) {
    if (index < 0) out[sink.length++] = 0x2d
    else {
      const byte = bytes[at + index]!
      out[sink.length++] = DIGITS[byte >> 4]!
      out[sink.length++] = DIGITS[byte & 15]!
    }
  }
  out[sink.length++] = 0x7d
}

/** The caller has checked that the authority fits 32 bits, as all real ones do. */
function writeSid(sink: ByteSink, bytes: Uint8Array, at: number): void {
  sink.reserve(2)
  sink.bytes[sink.length++] = 0x53
  sink.bytes[sink.length++] = 0x2d
  writeDecimal(sink, bytes[at]!)
  writeDashed(
    sink,
    ((bytes[at + 4]! << 24) | (bytes[at + 5]! << 16) | (bytes[at + 6]! << 8) | bytes[at + 7]!) >>> 0,
  )
  const count = bytes[at + 1]!
  for (let i = 0; i < count; i++) writeDashed(sink, u32(bytes, at + 8 + 4 * i))
}

function writeDashed(sink: ByteSink, value: number): void {
  sink.reserve(1)
  sink.bytes[sink.length++] = 0x2d
  writeDecimal(sink, value)
}
