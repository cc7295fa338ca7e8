// Values as XML text: see write-value.ts and escape.ts of binxml.
import { CHUNK } from './memory'
import { out, outLength, raw, reserve, setOutLength, u8Out } from './output'

@external('host', 'value')
/** Writes a value of a rare type. */
declare function hostValue(type: u32, at: u32, size: u32): void

const DIGITS: usize = memory.data<u8>([0x30, 0x31, 0x32, 0x33, 0x34, 0x35, 0x36, 0x37, 0x38, 0x39, 0x61, 0x62, 0x63, 0x64, 0x65, 0x66])
const UPPER: usize = memory.data<u8>([0x30, 0x31, 0x32, 0x33, 0x34, 0x35, 0x36, 0x37, 0x38, 0x39, 0x41, 0x42, 0x43, 0x44, 0x45, 0x46])

export function writeValue(type: u32, at: u32, size: u32): void {
  const from = CHUNK + at
  switch (type) {
    case 0x01:
      return writeText(at, at + (size & ~1))
    case 0x04:
      if (size >= 1) return writeDecimal(load<u8>(from))
      break
    case 0x06:
      if (size >= 2) return writeDecimal(load<u16>(from))
      break
    case 0x07:
      if (size >= 4) return writeSigned(load<i32>(from))
      break
    case 0x08:
      if (size >= 4) return writeDecimal(load<u32>(from))
      break
    case 0x09:
      if (size >= 8) return writeSigned(load<i64>(from))
      break
    case 0x0a:
      if (size >= 8) return writeDecimal(load<u64>(from))
      break
    case 0x0d:
      return writeBoolean(from, size)
    case 0x0e:
      return writeBinary(from, size)
    case 0x0f:
      if (size >= 16) return writeGuid(from)
      break
    case 0x10:
    case 0x15:
      if (size >= 8) return writeHex(load<u64>(from))
      break
    case 0x11:
      if (size >= 8) return writeFileTime(load<u64>(from))
      break
    case 0x13:
      if (size >= 8 && <u32>load<u8>(from, 1) * 4 + 8 <= size && load<u16>(from, 2) == 0) return writeSid(from)
      break
    case 0x14:
      if (size >= 4) return writeHex(load<u32>(from))
      break
  }
  hostValue(type, at, size)
}

function writeDecimal(value: u64): void {
  const end = reserve(32) + 20
  let at = end
  let rest = value
  // Most numbers have few digits, and 32-bit division is the cheaper one.
  while (rest > 0xffffffff) {
    store<u8>(--at, 0x30 + <u32>(rest % 10))
    rest /= 10
  }
  let small = <u32>rest
  do {
    store<u8>(--at, 0x30 + (small % 10))
    small /= 10
  } while (small != 0)
  const start = end - 20
  const count = end - at
  for (let i: usize = 0; i < count; i++) store<u8>(start + i, load<u8>(at + i))
  setOutLength(outLength + count)
}

function writeSigned(value: i64): void {
  if (value < 0) u8Out(0x2d)
  writeDecimal(value < 0 ? <u64>(0 - value) : <u64>value)
}

function writeHex(value: u64): void {
  let to = reserve(18)
  store<u16>(to, 0x7830)
  to += 2
  const digits: u32 = value == 0 ? 1 : 16 - (<u32>clz(value) >> 2)
  for (let i = <i32>digits - 1; i >= 0; i--) store<u8>(to++, load<u8>(DIGITS + (<usize>(value >> (<u64>i << 2)) & 15)))
  setOutLength(outLength + 2 + digits)
}

function writeBoolean(from: usize, size: u32): void {
  if (size == 0) return
  const to = reserve(8)
  for (let i: u32 = 0; i < size; i++) {
    if (load<u8>(from + i) == 0) continue
    store<u32>(to, 0x65757274) // true
    return setOutLength(outLength + 4)
  }
  store<u32>(to, 0x736c6166) // fals
  store<u8>(to, 0x65, 4)
  setOutLength(outLength + 5)
}

function writeBinary(from: usize, size: u32): void {
  const to = reserve(<usize>size * 2)
  for (let i: usize = 0; i < size; i++) {
    const byte = load<u8>(from + i)
    store<u8>(to + i * 2, load<u8>(UPPER + (byte >> 4)))
    store<u8>(to + i * 2 + 1, load<u8>(UPPER + (byte & 15)))
  }
  setOutLength(outLength + <usize>size * 2)
}

@inline
function hexByte(to: usize, byte: u32): void {
  store<u8>(to, load<u8>(DIGITS + (byte >> 4)))
  store<u8>(to, load<u8>(DIGITS + (byte & 15)), 1)
}

function writeGuid(from: usize): void {
  const to = reserve(38)
  store<u8>(to, 0x7b)
  for (let i: usize = 0; i < 4; i++) hexByte(to + 1 + i * 2, load<u8>(from + 3 - i))
  store<u8>(to, 0x2d, 9)
  hexByte(to + 10, load<u8>(from, 5))
  hexByte(to + 12, load<u8>(from, 4))
  store<u8>(to, 0x2d, 14)
  hexByte(to + 15, load<u8>(from, 7))
  hexByte(to + 17, load<u8>(from, 6))
  store<u8>(to, 0x2d, 19)
  hexByte(to + 20, load<u8>(from, 8))
  hexByte(to + 22, load<u8>(from, 9))
  store<u8>(to, 0x2d, 24)
  for (let i: usize = 0; i < 6; i++) hexByte(to + 25 + i * 2, load<u8>(from + 10 + i))
  store<u8>(to, 0x7d, 37)
  setOutLength(outLength + 38)
}

/** The authority fits 32 bits, as all real ones do. */
function writeSid(from: usize): void {
  u8Out(0x53)
  u8Out(0x2d)
  writeDecimal(load<u8>(from))
  u8Out(0x2d)
  writeDecimal(bswap(load<u32>(from, 4)))
  const count = <u32>load<u8>(from, 1)
  for (let i: u32 = 0; i < count; i++) {
    u8Out(0x2d)
    writeDecimal(load<u32>(from + 8 + (<usize>i << 2)))
  }
}

/** Ticks from 1601 to 10000, where four digits no longer do. */
const END_OF_TIME: u64 = 2650467744000000000
const DAY_TICKS: u64 = 864000000000
let dayOfLast: u64 = u64.MAX_VALUE
let yearOfLast: u32 = 0
let monthOfLast: u32 = 0
let dayOfMonthOfLast: u32 = 0

/** 0 and times past year 9999 are no times: the raw number. */
function writeFileTime(value: u64): void {
  if (value == 0 || value >= END_OF_TIME) return writeDecimal(value)
  const day = value / DAY_TICKS
  if (day != dayOfLast) setDay(day)
  const to = reserve(32)
  twoDigits(to, yearOfLast / 100)
  twoDigits(to + 2, yearOfLast % 100)
  store<u8>(to, 0x2d, 4)
  twoDigits(to + 5, monthOfLast)
  store<u8>(to, 0x2d, 7)
  twoDigits(to + 8, dayOfMonthOfLast)
  store<u8>(to, 0x54, 10)
  const ticks = value - day * DAY_TICKS
  const seconds = <u32>(ticks / 10000000)
  let fraction = <u32>(ticks - <u64>seconds * 10000000)
  twoDigits(to + 11, seconds / 3600)
  store<u8>(to, 0x3a, 13)
  twoDigits(to + 14, (seconds / 60) % 60)
  store<u8>(to, 0x3a, 16)
  twoDigits(to + 17, seconds % 60)
  store<u8>(to, 0x2e, 19)
  for (let i = 26; i >= 20; i--) {
    store<u8>(to + i, 0x30 + (fraction % 10))
    fraction /= 10
  }
  store<u8>(to, 0x5a, 27)
  setOutLength(outLength + 28)
}

@inline
function twoDigits(to: usize, value: u32): void {
  store<u8>(to, 0x30 + value / 10)
  store<u8>(to, 0x30 + (value % 10), 1)
}

/** Gregorian date of a day counted from 1601-01-01: in years that begin in March, leap days come last. */
function setDay(day: u64): void {
  dayOfLast = day
  // Days from 1600-03-01, the start of a 400-year cycle.
  const n = <u32>day + 306
  const cycle = n / 146097
  const ofCycle = n % 146097
  const year = (ofCycle - ofCycle / 1460 + ofCycle / 36524 - ofCycle / 146096) / 365
  const ofYear = ofCycle - (365 * year + year / 4 - year / 100)
  const month = (5 * ofYear + 2) / 153
  dayOfMonthOfLast = ofYear - (153 * month + 2) / 5 + 1
  monthOfLast = month < 10 ? month + 3 : month - 9
  yearOfLast = 1600 + cycle * 400 + year + (monthOfLast <= 2 ? 1 : 0)
}

/** UTF-16 in [from, to) as escaped UTF-8, up to the first NUL. */
export function writeText(from: u32, to: u32): void {
  // An escaped quote is the longest: 6 bytes for one code unit.
  let target = reserve(<usize>(to - from) * 3 + 16)
  let at = CHUNK + from
  const end = CHUNK + to
  while (at < end) {
    // Eight units at a time while they are plain ASCII; the load may pass the end, the room is there.
    const units = v128.load(at)
    const odd = oddUnits(units)
    if (odd == 0 && at + 16 <= end) {
      v128.store64_lane(target, i8x16.narrow_i16x8_u(units, units), 0)
      at += 16
      target += 8
      continue
    }
    let plain = min(odd == 0 ? 8 : <u32>ctz(odd) >> 1, <u32>(end - at) >> 1)
    if (plain != 0) {
      v128.store64_lane(target, i8x16.narrow_i16x8_u(units, units), 0)
      at += <usize>plain << 1
      target += plain
      if (at >= end) break
    }
    const unit = <u32>load<u16>(at)
    if (unit == 0) break
    at += 2
    if ((unit & 0xfc00) == 0xd800 && at < end && (load<u16>(at) & 0xfc00) == 0xdc00) {
      target = pair(target, unit, load<u16>(at))
      at += 2
    } else target = odd1(target, unit)
  }
  setOutLength(target - out)
}

/** Two bits for each unit that is no plain ASCII: controls, & < > ' ", 0x80 and above. */
@inline
function oddUnits(units: v128): i32 {
  const low = i16x8.lt_u(units, i16x8.splat(0x20))
  const high = i16x8.gt_u(units, i16x8.splat(0x7f))
  const quotes = v128.or(i16x8.eq(units, i16x8.splat(0x22)), i16x8.eq(v128.and(units, i16x8.splat(-2)), i16x8.splat(0x26)))
  const angles = i16x8.eq(v128.and(units, i16x8.splat(-3)), i16x8.splat(0x3c))
  return i8x16.bitmask(v128.or(v128.or(low, high), v128.or(quotes, angles)))
}

/** A single unit that is not plain. */
function odd1(to: usize, unit: u32): usize {
  switch (unit) {
    case 0x26: // &amp;
      store<u32>(to, 0x706d6126)
      store<u8>(to, 0x3b, 4)
      return to + 5
    case 0x3c: // &lt;
      store<u32>(to, 0x3b746c26)
      return to + 4
    case 0x3e: // &gt;
      store<u32>(to, 0x3b746726)
      return to + 4
    case 0x27: // &apos;
      store<u32>(to, 0x6f706126)
      store<u16>(to, 0x3b73, 4)
      return to + 6
    case 0x22: // &quot;
      store<u32>(to, 0x6f757126)
      store<u16>(to, 0x3b74, 4)
      return to + 6
  }
  const surrogate = (unit & 0xf800) == 0xd800
  const impossible = (unit < 0x20 && unit != 9 && unit != 10 && unit != 13) || unit >= 0xfffe
  const shown: u32 = surrogate || impossible ? 0xfffd : unit
  if (shown < 0x80) {
    store<u8>(to, shown)
    return to + 1
  }
  if (shown < 0x800) {
    store<u8>(to, 0xc0 | (shown >> 6))
    store<u8>(to, 0x80 | (shown & 0x3f), 1)
    return to + 2
  }
  store<u8>(to, 0xe0 | (shown >> 12))
  store<u8>(to, 0x80 | ((shown >> 6) & 0x3f), 1)
  store<u8>(to, 0x80 | (shown & 0x3f), 2)
  return to + 3
}

function pair(to: usize, high: u32, low: u32): usize {
  const point = 0x10000 + ((high & 0x3ff) << 10) + (low & 0x3ff)
  store<u8>(to, 0xf0 | (point >> 18))
  store<u8>(to, 0x80 | ((point >> 12) & 0x3f), 1)
  store<u8>(to, 0x80 | ((point >> 6) & 0x3f), 2)
  store<u8>(to, 0x80 | (point & 0x3f), 3)
  return to + 4
}
