import { orderedRange, type OrderedRange } from './ordered-range'

const MINUTE = 60_000
const DAY = 86_400_000

/**
 * `2024-03-12` (that day), `2024-03-12T15` to `2024-03-12T15:06:07.123` (that hour, minute, second or moment) as Unix milliseconds; UTC unless
 * `+02:00` or the like follows. null if it is no time.
 */
export function timeStretch(text: string): { from: number; to: number } | null {
  const match =
    /^(\d{4})-(\d\d)-(\d\d)(?:T(\d\d)(?::(\d\d)(?::(\d\d)(\.\d{1,7})?)?)?(Z|[+-]\d\d:\d\d)?)?$/i.exec(text)
  if (match === null) return null
  const [, year, month, day, hour, minute, second, fraction, zone] = match
  const date = Date.UTC(Number(year), Number(month) - 1, Number(day))
  const isDate = new Date(date).toISOString().startsWith(`${year}-${month}-${day}`)
  if (!isDate || Number(hour ?? 0) > 23 || Number(minute ?? 0) > 59 || Number(second ?? 0) > 59) return null
  const local =
    date +
    Number(hour ?? 0) * 60 * MINUTE +
    Number(minute ?? 0) * MINUTE +
    Number(second ?? 0) * 1000 +
    Number(fraction ?? 0) * 1000
  const from = local - offsetMs(zone)
  const length =
    hour === undefined
      ? DAY
      : minute === undefined
        ? 60 * MINUTE
        : second === undefined
          ? MINUTE
          : fraction === undefined
            ? 1000
            : 0
  return { from, to: from + length }
}

/**
 * `time:` value as a range of Unix milliseconds. In `a..b` a date as `b` is the whole day, a time of day is the moment itself.
 */
export function timeRange(value: string): OrderedRange | null {
  const dots = value.indexOf('..')
  if (dots < 0) return orderedRange(value, timeStretch, 'included')
  const last = value.slice(dots + 2)
  const read = (text: string): { from: number; to: number } | null => {
    const stretch = timeStretch(text)
    return stretch !== null && text === last && /T/i.test(text)
      ? { from: stretch.from, to: stretch.from }
      : stretch
  }
  return orderedRange(value, read, 'included')
}

/** A stretch of time, either end open, as a `time:` value in UTC; outer milliseconds are kept. */
export function timeValue(fromMs: number | null, toMs: number | null): string {
  const from = fromMs === null ? '' : stamp(Math.floor(fromMs))
  const to = toMs === null ? '' : stamp(Math.ceil(toMs))
  return `${from}..${to}`
}

/** FILETIME begins in 1601; a year has four digits. */
const FIRST_MS = Date.UTC(1601, 0, 1)
const LAST_MS = Date.UTC(9999, 11, 31, 23, 59, 59, 999)

function stamp(ms: number): string {
  return new Date(Math.max(FIRST_MS, Math.min(ms, LAST_MS))).toISOString().replace(/(?::00)?\.000Z$/, 'Z')
}

function offsetMs(zone: string | undefined): number {
  if (zone === undefined || /z/i.test(zone)) return 0
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(4, 6))
  return (zone.startsWith('-') ? -minutes : minutes) * MINUTE
}
