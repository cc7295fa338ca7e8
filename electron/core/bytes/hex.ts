const UPPER = Array.from({ length: 256 }, (_, n) => n.toString(16).toUpperCase().padStart(2, '0'))

/** Upper-case hex of a byte range, no separators. */
export function hexUpper(bytes: Uint8Array, from: number, to: number): string {
  let text = ''
  for (let i = from; i < to; i++) text += UPPER[bytes[i]!]!
  return text
}

/** `0x` and lower-case hex without leading zeros of a 64-bit value given as two halves. */
export function hex64(low: number, high: number): string {
  return high === 0 ? '0x' + low.toString(16) : '0x' + high.toString(16) + low.toString(16).padStart(8, '0')
}
