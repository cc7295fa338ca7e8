import type { Lane } from '../../../electron/contract/engine'
import { END_REASONS } from '../../../electron/contract/sessions'
import { isOpenEnd } from '../../../electron/core/text/end-reasons'
import { logonTypeName } from '../../../electron/core/text/logon-types'
import { visibleName } from '../../../electron/core/text/visible-text'
import { type Clock, dayTimeText, offsetText, sameDay, timeText } from '../../state/zone-format'
import { UNKNOWN_TYPE } from './bar-style'
import type { CursorStop, FailuresAround } from './cursor-moves'
import { END_MARKS } from './end-marks'

const zoneWord = (zone: string, timeMs: number): string => (zone === 'UTC' ? 'UTC' : offsetText(zone, timeMs))

/** The logon type in words, lower case. */
export function typeWords(logonType: number): string {
  return logonType === UNKNOWN_TYPE ? 'logon type not recorded' : logonTypeName(logonType).toLowerCase()
}

/** `account on computer`. */
export function laneWords(lane: Lane | undefined): string {
  return lane ? `${visibleName(lane.account)} on ${visibleName(lane.computer)}` : 'unknown lane'
}

/** `12 Mar 15:06:07 to 21:48:11 UTC`; the day of the end only where it is another one. */
export function spanWords({ zone, withYear }: Clock, fromMs: number, toMs: number): string {
  const to = sameDay(zone, fromMs, toMs) ? timeText(zone, toMs) : dayTimeText(zone, toMs, withYear)
  return `${dayTimeText(zone, fromMs, withYear)} to ${to} ${zoneWord(zone, toMs)}`
}

/**
 * What a screen reader says of the virtual cursor, for example "ext-rvdberg on MER-RDS01, remote interactive, 12 Mar
 * 15:06:07 to 21:48:11 UTC, ended by user logoff, session 2 of 3".
 */
export function spokenStop(
  stop: CursorStop,
  lane: Lane | undefined,
  place: { readonly index: number; readonly of: number } | null,
  clock: Clock,
  failed: FailuresAround = NO_FAILURES,
): string {
  const reason = END_REASONS[stop.endReason] ?? 'unknown'
  const when = isOpenEnd(reason)
    ? `from ${dayTimeText(clock.zone, stop.startMs, clock.withYear)} ${zoneWord(clock.zone, stop.startMs)}`
    : spanWords(clock, stop.startMs, stop.endMs)
  const parts = [laneWords(lane), typeWords(stop.logonType), when, END_MARKS[reason].spoken]
  if (stop.weight > 1) parts.push(`${stop.weight} logons`)
  if (stop.incomplete) parts.push('evidence incomplete here')
  if (failed.before > 0) parts.push(`${failedWords(failed.before)} before it`)
  if (failed.after > 0) parts.push(`${failedWords(failed.after)} after its start`)
  if (place) parts.push(`session ${place.index + 1} of ${place.of}`)
  return parts.join(', ')
}

/** What is said of a lane without sessions in the result; `failed`: logons that failed in it. */
export function spokenLane(lane: Lane | undefined, failed = 0): string {
  return `${laneWords(lane)}, no session here${failed === 0 ? '' : `, ${failedWords(failed)}`}`
}

const NO_FAILURES: FailuresAround = { before: 0, after: 0 }

function failedWords(count: number): string {
  return `${count} failed logon${count === 1 ? '' : 's'}`
}
