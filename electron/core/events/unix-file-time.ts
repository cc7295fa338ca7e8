/** Seconds from 1601 to 1970. */
const EPOCH_SECONDS = 11_644_473_600
/** A second has 10,000,000 ticks: 78,125 times 2^7, so that the product stays exact in a JS number. */
const ODD_FACTOR = 78_125
const SHIFT = 128
const LOW_PART = 0x2000000

/** FILETIME of Unix seconds (0 to 2^32 - 1), as two 32-bit halves. */
export function unixFileTime(seconds: number): { low: number; high: number } {
  const product = (seconds + EPOCH_SECONDS) * ODD_FACTOR
  const high = Math.floor(product / LOW_PART)
  return { low: (product - high * LOW_PART) * SHIFT, high }
}
