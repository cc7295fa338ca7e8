/** Unaligned little-endian reads. The caller has checked that the bytes are there. */

export function u16(bytes: Uint8Array, at: number): number {
  return bytes[at]! | (bytes[at + 1]! << 8)
}

export function u32(bytes: Uint8Array, at: number): number {
  return (bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24)) >>> 0
}

export function u64(bytes: Uint8Array, at: number): bigint {
  return (BigInt(u32(bytes, at + 4)) << 32n) | BigInt(u32(bytes, at))
}

/** Decimal text of an unsigned 64-bit value; no BigInt where the value fits a JS number exactly. */
export function u64Text(bytes: Uint8Array, at: number): string {
  const high = u32(bytes, at + 4)
  return high < 0x200000 ? String(high * 0x100000000 + u32(bytes, at)) : u64(bytes, at).toString()
}
