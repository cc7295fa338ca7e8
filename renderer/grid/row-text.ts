/** Text of the time columns, doubt included (ux.md 7). */
import type { IntervalMs, SessionRow } from '../../electron/contract/engine'
import type { FileTime } from '../../electron/contract/ids'
import { dayTimeText, digitsText, fullTimeText, isoDayText, sameDay, timeText } from '../state/zone-format'

const DAY_MS = 86_400_000

/** `12 Mar 15:06:07`, `~12 Mar ...` where bounds differ, `<= ...` where only the first sign is known. */
export function startText(row: SessionRow, zone: string, withYear: boolean, digits = false): string {
  const { best, latest, earliest } = row.start
  const written = (timeMs: number): string => dayTimeText(zone, timeMs, withYear)
  if (best !== null)
    return (isVague(row.start) ? '~' : '') + written(best) + fraction(row.exact.start, digits)
  if (latest !== null) return `\u2264 ${written(latest)}`
  return earliest === null ? 'unknown' : `\u2265 ${written(earliest)}`
}

/** The clock alone where the session ends on the day it began, else with `+1 d`. */
export function endText(row: SessionRow, zone: string, digits = false): string {
  if (row.pending) return ''
  const { earliest, best, latest } = row.end
  if (best !== null)
    return (isVague(row.end) ? '~' : '') + clock(row, best, zone, fraction(row.exact.end, digits))
  if (row.endReason === 'open-at-end' || row.endReason === 'disconnected-at-end') return 'none'
  if (latest !== null) return `\u2264 ${clock(row, latest, zone)}`
  return earliest === null ? 'none' : `\u2265 ${clock(row, earliest, zone)}`
}

const fraction = (time: FileTime | null, digits: boolean): string =>
  digits && time !== null ? digitsText(time) : ''

function clock(row: SessionRow, timeMs: number, zone: string, digits = ''): string {
  const start = row.start.best ?? row.start.latest
  if (start === null || sameDay(zone, start, timeMs)) return timeText(zone, timeMs) + digits
  return `${timeText(zone, timeMs)}${digits} +${Math.max(1, Math.round(daysBetween(zone, start, timeMs)))} d`
}

/** Calendar days from one time to another, in the zone. */
function daysBetween(zone: string, fromMs: number, toMs: number): number {
  const midnight = (timeMs: number): number => Date.parse(`${isoDayText(zone, timeMs)}T00:00:00Z`)
  return (midnight(toMs) - midnight(fromMs)) / DAY_MS
}

function isVague(interval: IntervalMs): boolean {
  const { earliest, best, latest } = interval
  return (earliest !== null && earliest !== best) || (latest !== null && latest !== best)
}

/** Every bound in full: for tooltips. */
export function intervalTitle(interval: IntervalMs, zone: string): string {
  const { earliest, best, latest } = interval
  const lines = [
    best === null ? 'not known exactly' : fullTimeText(zone, best),
    earliest !== null && earliest !== best ? `not before ${fullTimeText(zone, earliest)}` : '',
    latest !== null && latest !== best ? `not after ${fullTimeText(zone, latest)}` : '',
  ]
  return lines.filter(Boolean).join('\n')
}

/** `durationText` of the engine for a narrow column: signs instead of letters, what stands behind the figure left to the tooltip. */
export function shortDuration(text: string): string {
  return spelled(text).replace(/ \(.*\)$|\s*\.\..*$| active$/, '')
}

/** `>= 1:42` reads as one sign. */
export function spelled(text: string): string {
  return text.replace('>=', '\u2265').replace('<=', '\u2264')
}
