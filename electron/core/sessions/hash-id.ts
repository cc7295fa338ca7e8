/** Identifiers that depend on content only: the same evidence gives the same id in any order of reading. */

const OFFSET_HIGH = 0xcbf29ce4
const OFFSET_LOW = 0x84222325
/** FNV-1a 64 prime is 2^40 + 0x1b3. */
const PRIME_LOW = 0x1b3
const SEPARATOR = '\u001f'

/** Half-way state of a hash: ids of many things that begin alike share the work for it. */
export interface HashState {
  readonly high: number
  readonly low: number
}

/** FNV-1a, 64 bits, over the UTF-16 code units of the parts joined by U+001F; 16 hex digits. Not for security. */
export function hashId(...parts: readonly string[]): string {
  return hexOf(OFFSET_HIGH, OFFSET_LOW, parts.join(SEPARATOR))
}

/** State after the first parts of an id. */
export function hashPrefix(...parts: readonly string[]): HashState {
  const hex = hashId(...parts, '')
  return { high: Number.parseInt(hex.slice(0, 8), 16), low: Number.parseInt(hex.slice(8), 16) }
}

/** As hashId of the prefix's parts and these three. */
export function hashRest({ high, low }: HashState, first: string, second: string, third: string): string {
  return hexOf(high, low, first + SEPARATOR + second + SEPARATOR + third)
}

/** In limbs of 16 bits: all products are small integers, for which V8 allocates nothing. */
function hexOf(high: number, low: number, text: string): string {
  let [a, b, c, d] = [low & 0xffff, low >>> 16, high & 0xffff, high >>> 16]
  for (let i = 0; i < text.length; i++) {
    a ^= text.charCodeAt(i)
    // (d, c, b, a) * (2^40 + PRIME_LOW) mod 2^64
    const first = a * PRIME_LOW
    const second = b * PRIME_LOW + (first >>> 16)
    const third = c * PRIME_LOW + (a << 8) + (second >>> 16)
    d = (d * PRIME_LOW + (b << 8) + (third >>> 16)) & 0xffff
    c = third & 0xffff
    b = second & 0xffff
    a = first & 0xffff
  }
  // Two halves joined would stay two texts, and ids of a large case are many.
  const hash = (BigInt(d * 0x1_0000 + c) << 32n) | BigInt(b * 0x1_0000 + a)
  return hash.toString(16).padStart(16, '0')
}
