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

function hexOf(high: number, low: number, text: string): string {
  for (let i = 0; i < text.length; i++) {
    low = (low ^ text.charCodeAt(i)) >>> 0
    // (high, low) * (2^40 + PRIME_LOW) mod 2^64, in 32-bit halves
    const product = low * PRIME_LOW
    const carry = Math.floor(product / 0x1_0000_0000)
    high = (Math.imul(high, PRIME_LOW) + carry + (low << 8)) >>> 0
    low = product >>> 0
  }
  return high.toString(16).padStart(8, '0') + low.toString(16).padStart(8, '0')
}
