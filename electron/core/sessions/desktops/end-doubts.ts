/** Why the records that tell the end of a desktop session may not tell its own, or not all of it (sessions.md 6, 9.1). */
import type { FileTime } from '../../../contract/ids'
import type { BootContext } from '../boots/boot-context'
import type { EndInput } from '../ends/end-input'
import type { EvidenceGap } from '../gaps/record-holes'
import type { CaseRows } from '../records/case-rows'
import { REMOTE_TYPES, type LogonUnit } from './desktop-units'
import { desktopEndRow } from './desktops'
import type { SessionDraft } from './session-book'

/** @param lastSign row of the session's last record; asked only where it matters */
export function endDoubts(
  context: BootContext,
  draft: SessionDraft,
  lastSign: () => number,
): Pick<EndInput, 'lostSince' | 'passedOnIn' | 'mayBeHelper'> {
  return {
    ...lostBeforeRelease(context, draft.unit),
    passedOnIn: passedOnIn(context, draft),
    mayBeHelper: mayBeHelper(context, draft, lastSign),
  }
}

/** Where the token's release (4634) is all that tells of the end: since when a logoff may not be in evidence. */
function lostBeforeRelease(
  { rows, gaps, outages, unaudited }: BootContext,
  unit: LogonUnit | null,
): { lostSince?: FileTime } {
  if (unit === null || unit.logoffRow < 0 || unit.userLogoffRow >= 0) return {}
  const lastSign = lastOwnSign(rows, unit)
  const released = rows.time(unit.logoffRow)
  const silence = unaudited.find(({ to }) => to !== null && to > lastSign && to < released)
  const begins = [silence, gaps.after(lastSign), outages.after(lastSign)]
    .flatMap((time) => (time == null || time.from >= released ? [] : [time.from]))
    .reduce((first: FileTime | null, from) => (first === null || from < first ? from : first), null)
  return begins === null ? {} : { lostSince: begins > lastSign ? begins : lastSign }
}

/** A 4647 lies this near to the end of its desktop. */
const LOGOFF_NEAR_MS = 5000

/** `EndInput.passedOnIn` */
function passedOnIn(
  { rows, drafts, outages }: BootContext,
  { unit, desktop }: SessionDraft,
): EvidenceGap | null {
  if (unit === null || desktop === null || unit.logoffRow >= 0 || outages.all.length === 0) return null
  const ended = desktopEndRow(rows, desktop)
  if (ended < 0) return null
  const endMs = rows.ms(ended)
  const isAnother = drafts.some(
    (logon) =>
      logon.sid === unit.primary.sid &&
      logon.userLogoffRow >= 0 &&
      Math.abs(rows.ms(logon.userLogoffRow) - endMs) <= LOGOFF_NEAR_MS &&
      !unit.logons.includes(logon),
  )
  if (!isAnother) return null
  const outage = outages.after(lastOwnSign(rows, unit))
  return outage !== null && outage.to <= rows.time(ended) ? outage : null
}

/** The remote logon that reconnecting makes is released within seconds (sessions.md 6); a session lives on for longer. */
const HELPER_MS = 10_000

function mayBeHelper(
  { rows }: BootContext,
  { unit, desktop }: SessionDraft,
  lastSign: () => number,
): boolean {
  if (unit === null || desktop !== null || unit.startRow < 0 || !REMOTE_TYPES.has(unit.primary.logonType))
    return false
  return rows.ms(lastSign()) - rows.ms(unit.startRow) <= HELPER_MS
}

/** Its last record before that of its end. */
function lastOwnSign(rows: CaseRows, { logons }: LogonUnit): FileTime {
  const signs = logons.flatMap(({ startRow, marks }) => [startRow, ...marks]).filter((row) => row >= 0)
  return signs.reduce((last, row) => (rows.time(row) > last ? rows.time(row) : last), 0n)
}
