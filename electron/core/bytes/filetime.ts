/** FILETIME: 100 ns ticks since 1601-01-01 UTC, here as two 32-bit halves so that hot loops make no BigInt. */

const TICKS_PER_MS = 10_000
const UNIX_EPOCH_MS = 11_644_473_600_000
/** 9999-12-31T23:59:59.999Z */
const LAST_PRINTABLE_MS = 253_402_300_799_999

/** Exact split of a FILETIME into whole Unix milliseconds and the remaining ticks (0..9999). */
export function splitFileTime(low: number, high: number): { ms: number; ticks: number } {
  // high * 2^32 + low exceeds 2^53, so divide in two steps: 2^32 = 429496 * 10000 + 7296.
  const remainder = high * 7296 + low
  const ms = high * 429_496 + Math.floor(remainder / TICKS_PER_MS)
  return { ms: ms - UNIX_EPOCH_MS, ticks: remainder % TICKS_PER_MS }
}

const TWO = Array.from({ length: 60 }, (_, n) => String(n).padStart(2, '0'))

/** `YYYY-MM-DDThh:mm:ss.fffffffZ`; null for years beyond 9999 (show the raw number then). 0 reads 1601-01-01: an unset record time. */
export function fileTimeText(low: number, high: number): string | null {
  const { ms, ticks } = splitFileTime(low, high)
  if (ms > LAST_PRINTABLE_MS) return null
  return unixMsText(ms) + String((((ms % 1000) + 1000) % 1000) * TICKS_PER_MS + ticks).padStart(7, '0') + 'Z'
}

const DAY_MS = 86_400_000
let dayOfLast = NaN
let textOfLast = ''

/** `YYYY-MM-DDThh:mm:ss.`; the date is made anew only where the day changes. */
function unixMsText(ms: number): string {
  const day = Math.floor(ms / DAY_MS)
  if (day !== dayOfLast) {
    dayOfLast = day
    textOfLast = new Date(day * DAY_MS).toISOString().slice(0, 11)
  }
  const second = Math.floor((ms - day * DAY_MS) / 1000)
  const minute = Math.floor(second / 60)
  const hour = Math.floor(minute / 60)
  return textOfLast + TWO[hour]! + ':' + TWO[minute - hour * 60]! + ':' + TWO[second - minute * 60]! + '.'
}

const wide = new BigUint64Array(1)
const halves = new Uint32Array(wide.buffer)

/** `fileTimeText` of a FILETIME as a 64-bit number; null for null. */
export function wideTimeText(time: bigint | null): string | null {
  if (time === null) return null
  wide[0] = time
  return fileTimeText(halves[0]!, halves[1]!)
}

const ISO = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))?Z?$/

/** FILETIME of `YYYY-MM-DDThh:mm:ss[.f...][Z]` (UTC); digits past 100 ns are cut. null if it is not such a text. */
export function parseFileTimeText(text: string): bigint | null {
  const m = ISO.exec(text.trim())
  if (!m) return null
  const ms = Date.UTC(Number(m[1]), Number(m[2]) - 1, Number(m[3]), Number(m[4]), Number(m[5]), Number(m[6]))
  if (!Number.isFinite(ms)) return null
  const ticks = BigInt((m[7] ?? '').slice(0, 7).padEnd(7, '0'))
  const value = BigInt(ms + UNIX_EPOCH_MS) * 10_000n + ticks
  return value >= 0n ? value : null
}
