/**
 * Times as the panes show them, in UTC or in the zone of this computer. Offsets come from Intl, so summer time is right
 * for the time shown and not for today. Evidence times (FILETIME) keep their seven digits where they are printed in full.
 */
import type { FileTime, UnixMs } from '../../electron/contract/ids'
import { fileTimeToUnixMs, formatFileTime } from '../../electron/core/text/time'

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const
const MINUTE_MS = 60_000
/** The furthest time that Date can hold. */
const CALENDAR_END_MS = 8.64e15

const formats = new Map<string, Intl.DateTimeFormat>()

function partsFormat(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone)
  if (known !== undefined) return known
  const made = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  })
  formats.set(zone, made)
  return made
}

/** `+05:30`. */
const FIXED_OFFSET = /^([+-])(\d\d):(\d\d)$/

/** Milliseconds to add to UTC to read the clock of `zone` (an IANA name, an offset, or `UTC`) at a time. */
export function zoneOffsetMs(zone: string, timeMs: UnixMs): number {
  if (zone === 'UTC' || Math.abs(timeMs) > CALENDAR_END_MS) return 0
  const fixed = FIXED_OFFSET.exec(zone)
  if (fixed !== null) {
    const minutes = Number(fixed[2]) * 60 + Number(fixed[3])
    return (fixed[1] === '-' ? -minutes : minutes) * MINUTE_MS
  }
  const second = Math.floor(timeMs / 1000) * 1000
  const field: Record<string, number> = {}
  for (const part of partsFormat(zone).formatToParts(second)) field[part.type] = Number(part.value)
  const { year = 1970, month = 1, day = 1, hour = 0, minute = 0, second: seconds = 0 } = field
  const clock = new Date(0)
  clock.setUTCFullYear(year, month - 1, day)
  clock.setUTCHours(hour, minute, seconds)
  return clock.getTime() - second
}

/** `UTC+00:00`, `UTC+05:30`, `UTC-03:00`. */
export function offsetText(zone: string, timeMs: UnixMs): string {
  const minutes = Math.round(zoneOffsetMs(zone, timeMs) / MINUTE_MS)
  const rest = Math.abs(minutes)
  return `UTC${minutes < 0 ? '-' : '+'}${two(Math.floor(rest / 60))}:${two(rest % 60)}`
}

const two = (value: number): string => String(value).padStart(2, '0')

/** The wall clock of the zone as a Date whose UTC fields are to be read. */
function wallClock(zone: string, timeMs: UnixMs): Date | null {
  if (!Number.isFinite(timeMs) || Math.abs(timeMs) > CALENDAR_END_MS) return null
  return new Date(Math.floor(timeMs) + zoneOffsetMs(zone, timeMs))
}

/** `15:06:07`. */
export function timeText(zone: string, timeMs: UnixMs): string {
  const clock = wallClock(zone, timeMs)
  return clock === null ? 'no calendar time' : clockFields(clock)
}

const clockFields = (clock: Date): string =>
  `${two(clock.getUTCHours())}:${two(clock.getUTCMinutes())}:${two(clock.getUTCSeconds())}`

/** `12 Mar`. */
export function dayText(zone: string, timeMs: UnixMs): string {
  const clock = wallClock(zone, timeMs)
  return clock === null ? '' : `${two(clock.getUTCDate())} ${MONTHS[clock.getUTCMonth()]}`
}

/** `12 Mar 2024`. */
export function dateText(zone: string, timeMs: UnixMs): string {
  const clock = wallClock(zone, timeMs)
  return clock === null ? '' : `${dayText(zone, timeMs)} ${clock.getUTCFullYear()}`
}

/** How times are written: in which zone, and whether a day needs its year (`spansYears`). */
export interface Clock {
  readonly zone: string
  readonly withYear: boolean
}

/** `12 Mar 15:06:07`; `2024-03-12 15:06:07` where evidence spans years (`spansYears`). */
export function dayTimeText(zone: string, timeMs: UnixMs, withYear = false): string {
  const day = withYear ? isoDayText(zone, timeMs) : dayText(zone, timeMs)
  return `${day} ${timeText(zone, timeMs)}`.trim()
}

/** `12 Mar 15:06:07 – 21:48:11`; the end has its day where that is another one, and is left out where nobody knows it. */
export function fromToText(zone: string, fromMs: UnixMs, toMs: UnixMs | null): string {
  const from = dayTimeText(zone, fromMs)
  if (toMs === null) return from
  return `${from} \u2013 ${sameDay(zone, fromMs, toMs) ? timeText(zone, toMs) : dayTimeText(zone, toMs)}`
}

/** `12 Mar 06:00`, as in the time chip. */
export function dayMinuteText(zone: string, timeMs: UnixMs): string {
  return dayTimeText(zone, timeMs).slice(0, -3)
}

/** `2024-03-12`. */
export function isoDayText(zone: string, timeMs: UnixMs): string {
  const clock = wallClock(zone, timeMs)
  return clock === null ? '' : isoDay(clock)
}

const isoDay = (clock: Date): string =>
  `${String(clock.getUTCFullYear()).padStart(4, '0')}-${two(clock.getUTCMonth() + 1)}-${two(clock.getUTCDate())}`

/** `2024-03-12 15:06:07 UTC+00:00`, for tooltips and labels. */
export function fullTimeText(zone: string, timeMs: UnixMs): string {
  const clock = wallClock(zone, timeMs)
  if (clock === null) return 'no calendar time'
  return `${isoDay(clock)} ${clockFields(clock)} ${offsetText(zone, timeMs)}`
}

/** `2024-03-12 15:06:07.1234567 UTC+00:00`: an evidence time with all its digits. */
export function fullFileTimeText(zone: string, time: FileTime): string {
  const utc = formatFileTime(time)
  const fraction = /\.\d{7}/.exec(utc)?.[0]
  if (fraction === undefined) return utc
  const full = fullTimeText(zone, fileTimeToUnixMs(time))
  return full.replace(/ UTC/, `${fraction} UTC`)
}

/** The same without the offset, which the status bar and the tooltip show. */
export function fileTimeText(zone: string, time: FileTime): string {
  return fullFileTimeText(zone, time).replace(/ UTC.*$/, '')
}

/** `.1234567`: what a clock of whole seconds leaves out; the same in every zone. */
export function digitsText(time: FileTime): string {
  return /\.\d{7}/.exec(formatFileTime(time))?.[0] ?? ''
}

/** Whether two times fall on one day of the zone. */
export function sameDay(zone: string, one: UnixMs, other: UnixMs): boolean {
  return dateText(zone, one) === dateText(zone, other)
}

/** `2024-03-12T15:06` for a datetime field. */
export function fieldText(zone: string, timeMs: UnixMs): string {
  return fullTimeText(zone, timeMs).slice(0, 16).replace(' ', 'T')
}

/** Reads a datetime field as wall clock of the zone; null if it is none. In the hour that summer time skips, the later. */
export function parseField(zone: string, text: string): UnixMs | null {
  const asUtc = Date.parse(`${text}${text.length === 16 ? ':00' : ''}Z`)
  if (Number.isNaN(asUtc)) return null
  const first = asUtc - zoneOffsetMs(zone, asUtc)
  return asUtc - zoneOffsetMs(zone, first)
}
