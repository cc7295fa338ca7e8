/** Identifiers that depend on content only: the same evidence gives the same id in any order of reading. */

const OFFSET_HIGH = 0xcbf29ce4
const OFFSET_LOW = 0x84222325
/** FNV-1a 64 prime is 2^40 + 0x1b3. */
const PRIME_LOW = 0x1b3

/** FNV-1a, 64 bits, over the UTF-16 code units of the parts joined by U+001F; 16 hex digits. Not for security. */
export function hashId(...parts: readonly string[]): string {
  let high = OFFSET_HIGH
  let low = OFFSET_LOW
  const text = parts.join('\u001f')
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
