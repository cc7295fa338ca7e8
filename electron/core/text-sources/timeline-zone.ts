/** Times of timelines. Without an offset they say nothing of UTC: the zone is asked for, never guessed (sessions.md 10.5). */
import { DecodeError } from '../evtx/layout'
import { offsetMinutes, timeZoneOf, type TimeZone } from '../text/time-zone'

/** A time has no offset, and nobody said in which zone it is. Caught where sources are read. */
export class ZoneWanted extends Error {}

let zone: TimeZone | null = null
let zoneName: string | null = null
/** Times so far that had no offset. */
let local = 0
/** Times so far that came twice, when clocks were set back. */
let doubtful = 0

/** The zone of times without an offset from now on; null: none was named. @throws RangeError for a name that `isZoneName` does not know */
export function useTimelineZone(name: string | null): void {
  zone = name === null ? null : timeZoneOf(name)
  zoneName = name
}

/** The name that `useTimelineZone` was given last. */
export function currentTimelineZone(): string | null {
  return zoneName
}

/** How many times had no offset and were read in the zone that was named. */
export function localTimes(): number {
  return local
}

/** How many times were taken as the first of two that a clock showed. */
export function doubtfulTimes(): number {
  return doubtful
}

const ISO = /^(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d):(\d\d)(?:[.,](\d{1,9}))?\s*(Z|[+-]\d\d:?\d\d)?$/i
const RFC_2822 = /^(?:[A-Z]{3}, )?(\d{1,2}) ([A-Z]{3}) (\d{4}) (\d\d):(\d\d):(\d\d) ([+-]\d{4})$/i
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']

/**
 * The time of a timeline as events have it, UTC with seven digits. Forms whose day and month could be each other are refused.
 * @throws DecodeError, ZoneWanted
 */
export function timelineTime(text: string): string {
  const iso = ISO.exec(text.trim())
  if (iso) {
    const [, year, month, day, hour, minute, second, digits = '', offset] = iso
    return utcText([year!, month!, day!, hour!, minute!, second!], digits, offset ?? null)
  }
  const mail = RFC_2822.exec(text.trim())
  const month = mail === null ? -1 : MONTHS.indexOf(mail[2]!.toLowerCase())
  if (mail === null || month < 0) throw new DecodeError('row has a time of no form that is known')
  return utcText([mail[3]!, String(month + 1), mail[1]!, mail[4]!, mail[5]!, mail[6]!], '', mail[7]!)
}

function utcText(parts: readonly string[], digits: string, offset: string | null): string {
  const [year, month, day, hour, minute, second] = parts.map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ]
  const written = Date.UTC(year, month - 1, day, hour, minute, second)
  const shown = new Date(written)
  // 31 June would silently be 1 July.
  if (shown.getUTCDate() !== day || shown.getUTCHours() !== hour || shown.getUTCSeconds() !== second)
    throw new DecodeError('row has a time that does not exist')
  const ms = written - 60_000 * (offset === null ? localOffset(written) : offsetMinutes(offset))
  return `${new Date(ms).toISOString().slice(0, 19)}.${digits.slice(0, 7).padEnd(7, '0')}Z`
}

function localOffset(shown: number): number {
  if (zone === null) throw new ZoneWanted()
  local++
  if (zone.isFixed) return zone.offsetAt(shown)
  // Half a day to either side lie the two offsets that a change is between.
  const before = zone.offsetAt(shown - 43_200_000)
  const after = zone.offsetAt(shown + 43_200_000)
  const fits = [before, after].filter((offset) => zone!.offsetAt(shown - offset * 60_000) === offset)
  if (fits.length === 0) throw new DecodeError('row has a time that clocks of its zone passed over')
  if (fits.length === 2 && before !== after) doubtful++
  return fits[0]!
}
