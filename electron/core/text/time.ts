/** FILETIME (100 ns ticks since 1601-01-01 UTC) to and from milliseconds and text. */
import type { FileTime, UnixMs } from '../../contract/ids'

/** 1970-01-01 as FILETIME. */
export const UNIX_EPOCH: FileTime = 116_444_736_000_000_000n
export const TICKS_PER_SECOND = 10_000_000n
const TICKS_PER_MS = 10_000n
/** Date reaches 8.64e15 ms to both sides of 1970; beyond it a FILETIME has no calendar text. */
const MAX_DATE_MS = 8_640_000_000_000_000n

/** For drawing and sorting only: keeps about two microseconds. */
export function fileTimeToUnixMs(time: FileTime): UnixMs {
  return Number(time - UNIX_EPOCH) / 10_000
}

/** Nearest FILETIME of a drawing position; negative results are cut to 0. */
export function unixMsToFileTime(ms: UnixMs): FileTime {
  if (!Number.isFinite(ms)) return 0n
  const whole = Math.floor(ms)
  const ticks = BigInt(whole) * TICKS_PER_MS + BigInt(Math.round((ms - whole) * 10_000)) + UNIX_EPOCH
  return ticks < 0n ? 0n : ticks
}

/** `YYYY-MM-DDThh:mm:ss.fffffffZ`, always UTC and seven digits. Times beyond the calendar print as ticks. */
export function formatFileTime(time: FileTime): string {
  const sinceEpoch = time - UNIX_EPOCH
  let ms = sinceEpoch / TICKS_PER_MS
  let rest = sinceEpoch % TICKS_PER_MS
  if (rest < 0n) {
    ms -= 1n
    rest += TICKS_PER_MS
  }
  if (ms > MAX_DATE_MS || ms < -MAX_DATE_MS) return `ticks ${time}`
  const iso = new Date(Number(ms)).toISOString()
  return `${iso.slice(0, -1)}${String(rest).padStart(4, '0')}Z`
}

const TIME_TEXT = /^(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))?(?:Z|\+00:00)?$/

/** Reads what formatFileTime writes (fewer fraction digits allowed, more than seven are cut). Null if it is no such text. */
export function parseFileTime(text: string): FileTime | null {
  const parts = TIME_TEXT.exec(text)
  if (parts === null) return null
  const [year, month, day, hour, minute, second] = parts.slice(1, 7).map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ]
  const date = new Date(0)
  date.setUTCFullYear(year, month - 1, day)
  date.setUTCHours(hour, minute, second)
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day || date.getUTCSeconds() !== second)
    return null
  const fraction = BigInt((parts[7] ?? '').padEnd(7, '0').slice(0, 7))
  const ticks = BigInt(date.getTime()) * TICKS_PER_MS + UNIX_EPOCH + fraction
  return ticks < 0n ? null : ticks
}
