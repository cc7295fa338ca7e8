/** FILETIME: 100 ns ticks since 1601-01-01 UTC, here as two 32-bit halves so that hot loops make no BigInt. */

const TICKS_PER_MS = 10_000
const UNIX_EPOCH_MS = 11_644_473_600_000
/** 9999-12-31T23:59:59.999Z */
const LAST_PRINTABLE_MS = 253_402_300_799_999

const TWO = Array.from({ length: 100 }, (_, n) => String(n).padStart(2, '0'))

/** `YYYY-MM-DDThh:mm:ss.fffffffZ`; null for years beyond 9999 (show the raw number then). 0 reads 1601-01-01: an unset record time. */
export function fileTimeText(low: number, high: number): string | null {
  // high * 2^32 + low exceeds 2^53, so divide in two steps: 2^32 = 429496 * 10000 + 7296.
  const remainder = high * 7296 + low
  const whole = Math.floor(remainder / TICKS_PER_MS)
  const ms = high * 429_496 + whole - UNIX_EPOCH_MS
  if (ms > LAST_PRINTABLE_MS) return null
  const second = Math.floor(ms / 1000)
  const ticks = (ms - second * 1000) * TICKS_PER_MS + remainder - whole * TICKS_PER_MS
  const hundreds = (ticks / 100) | 0
  const myriads = (hundreds / 100) | 0
  const millions = (myriads / 100) | 0
  return (
    secondText(second) +
    millions +
    TWO[myriads - millions * 100]! +
    TWO[hundreds - myriads * 100]! +
    TWO[ticks - hundreds * 100]! +
    'Z'
  )
}

const DAY_SECONDS = 86_400
let dayOfLast = NaN
let dateOfLast = ''
let secondOfLast = NaN
let textOfLast = ''

/** `YYYY-MM-DDThh:mm:ss.` of a Unix time; made anew only where the second, and the date only where the day changes: records of one moment stand together. */
function secondText(second: number): string {
  if (second === secondOfLast) return textOfLast
  const day = Math.floor(second / DAY_SECONDS)
  if (day !== dayOfLast) {
    dayOfLast = day
    dateOfLast = new Date(day * DAY_SECONDS * 1000).toISOString().slice(0, 11)
  }
  const ofDay = second - day * DAY_SECONDS
  const minute = (ofDay / 60) | 0
  const hour = (minute / 60) | 0
  secondOfLast = second
  textOfLast =
    dateOfLast + TWO[hour]! + ':' + TWO[minute - hour * 60]! + ':' + TWO[ofDay - minute * 60]! + '.'
  return textOfLast
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
