/** Why and when a logon or a desktop session ended: the table of sessions.md 9.1, first row that holds. */
import type { FileTime } from '../../../contract/ids'
import type { EndReason } from '../../../contract/sessions'
import type { BootEnd } from '../boots/boot-ends'
import type { CaseRows } from '../records/case-rows'
import { DISORDER_TICKS } from '../records/disorder'
import { desktopEndRow, replacedRow } from '../desktops/desktops'
import { earlier } from '../desktops/desktop-units'
import { atRow, methodOf, type FoundEnd } from './end-at-row'
import type { EndInput } from './end-input'
import { lastSignSentence, lostEnd, untoldEnd, unwrittenEnd } from './lost-ends'
import { limitEnd, reasonEnd, toolEnd } from './told-ends'

/** Logoffs this near before a stop are due to it. */
const BEFORE_STOP_MS = 120_000
const BEFORE_STOP_TICKS = BigInt(BEFORE_STOP_MS) * 10_000n

/** End of a desktop session and of the logons that own it. */
export function desktopEnd(rows: CaseRows, input: EndInput): FoundEnd {
  const { desktop, boot } = input
  if (input.userLogoffRow >= 0) return userLogoff(rows, input)
  const ended = desktop === null ? -1 : desktopEndRow(rows, desktop)
  if (desktop !== null && ended >= 0) {
    if (input.passedOnIn != null) return lostEnd(rows, input.passedOnIn, rows.time(ended), input.lastSign())
    const told =
      reasonEnd(rows, desktop, input.witness) ??
      toolEnd(rows, ended, input.witness) ??
      stoppedWith(rows, ended, boot) ??
      limitEnd(rows, desktop)
    if (told !== null) return told
    return atRow(
      rows,
      earlier(rows, ended, input.logoffRow),
      ended,
      'logged-off',
      'high',
      methodOf(rows, ended),
    )
  }
  if (input.logoffRow >= 0) {
    return (
      toolEnd(rows, input.logoffRow, input.witness) ??
      stoppedWith(rows, input.logoffRow, boot) ??
      tokenEnd(rows, input)
    )
  }
  const replaced = desktop === null ? -1 : replacedRow(rows, desktop)
  if (replaced >= 0) {
    const lastRow = input.lastSign()
    const outage = input.outages.after(rows.time(lastRow))
    return outage !== null && outage.from < rows.time(replaced)
      ? lostEnd(rows, outage, rows.time(replaced), lastRow)
      : replacedBefore(rows, replaced, lastRow)
  }
  return bootEnd(rows, input)
}

/** The number was free again by then: the session ended at some time since its last sign. */
function replacedBefore(rows: CaseRows, row: number, lastRow: number): FoundEnd {
  const found = atRow(rows, row, row, 'replaced', 'medium', methodOf(rows, row))
  const lastSign = rows.time(lastRow)
  return lastSign < rows.time(row) ? { ...found, end: { ...found.end, earliest: lastSign } } : found
}

/**
 * An end before its start is put behind it where steps of the clock between the two are known: by as much as they set it
 * back. `movedTicks` is what the end was moved by; the recorded end is that much earlier.
 */
export function notBeforeSteps(found: FoundEnd, start: FileTime | null, stepTicks: bigint): FoundEnd {
  const { earliest, best, latest } = found.end
  if (start === null || best === null || best >= start || stepTicks >= 0n) return found
  const back = -stepTicks > start - best ? -stepTicks : start - best
  const later = (time: FileTime | null): FileTime | null => (time === null ? null : time + back)
  const end = { ...found.end, earliest: later(earliest), best: best + back, latest: later(latest) }
  return { ...found, end, movedTicks: back }
}

/** The end as it is, except that one told before the start by no more than the disorder of the log is no earlier than that. */
export function notBeforeStart(found: FoundEnd, start: FileTime | null): FoundEnd {
  const { earliest, best, latest } = found.end
  if (start === null || best === null || best >= start || start - best > DISORDER_TICKS) return found
  const later = (time: FileTime | null): FileTime | null => (time !== null && time < start ? start : time)
  return { ...found, end: { ...found.end, earliest: later(earliest), best: start, latest: later(latest) } }
}

/** End of any other logon: its own 4647 or 4634, else the boot's. */
export function logonEnd(rows: CaseRows, input: EndInput): FoundEnd {
  if (input.userLogoffRow >= 0) return userLogoff(rows, input)
  if (input.logoffRow >= 0) return tokenEnd(rows, input)
  return bootEnd(rows, input)
}

function userLogoff(rows: CaseRows, input: EndInput): FoundEnd {
  const { userLogoffRow, boot } = input
  const found = atRow(
    rows,
    earlier(rows, userLogoffRow, input.logoffRow),
    userLogoffRow,
    'user-logoff',
    'certain',
    methodOf(rows, userLogoffRow),
  )
  const untilStop = boot.stopMs - rows.ms(userLogoffRow)
  if (boot.requestedAt !== null && untilStop <= BEFORE_STOP_MS && untilStop >= -BEFORE_STOP_MS) {
    return {
      ...found,
      end: { ...found.end, by: boot.by },
      evidence: [...found.evidence, ...boot.evidence],
      explain: () => [
        ...found.explain(),
        `The logoff happened during the ${boot.reason ?? 'stop'}${boot.startedBy()}.`,
      ],
    }
  }
  if (input.logoffRow < 0) {
    return {
      ...found,
      explain: () => [...found.explain(), 'The release of the token (4634) is not in evidence.'],
    }
  }
  return found
}

/** A logoff in the last two minutes before a requested stop is due to the stop. */
function stoppedWith(rows: CaseRows, row: number, boot: BootEnd): FoundEnd | null {
  if (boot.kind !== 'clean' || boot.reason === null || boot.requestedAt === null) return null
  if (rows.time(row) < boot.requestedAt || boot.stopMs - rows.ms(row) > BEFORE_STOP_MS) return null
  const found = atRow(rows, row, row, boot.reason, 'high', methodOf(rows, row))
  return {
    ...found,
    end: { ...found.end, by: boot.by },
    evidence: [...found.evidence, ...boot.evidence],
    explain: () => [...found.explain(), `${boot.sentence()}.`],
  }
}

function tokenEnd(
  rows: CaseRows,
  { logoffRow: row, logonType, releasedSince, lostSince }: EndInput,
): FoundEnd {
  const reason = reasonOfType(logonType)
  if (reason !== 'terminated') return atRow(rows, row, row, reason, 'certain', methodOf(rows, row))
  const found = atRow(rows, row, row, reason, 'medium', methodOf(rows, row))
  const earliest = releasedSince === undefined ? lostSince : releasedSince
  if (earliest === undefined) return found
  const why =
    releasedSince === undefined
      ? 'Of what came before not all is in evidence'
      : 'Nothing else of it is in evidence'
  // A token can outlive the desktop by hours (sessions.md 6): the 4647 may lie before the evidence or in a hole of it.
  return {
    ...found,
    end: { ...found.end, earliest, confidence: 'low' },
    explain: () => [...found.explain(), `${why}: the person may have logged off before.`],
  }
}

function reasonOfType(type: number | null): EndReason {
  switch (type) {
    case 3:
    case 8:
      return 'network-closed'
    case 5:
      return 'service-ended'
    case 4:
      return 'batch-ended'
    case 7:
    case 13:
      return 'helper-ended'
    default:
      return 'terminated'
  }
}

/** Nothing of its own: it ended with the boot, or the evidence ended first. */
function bootEnd(rows: CaseRows, input: EndInput): FoundEnd {
  const { boot } = input
  const lastRow = input.lastSign()
  const lastSign = rows.time(lastRow)
  const { best, latest } = boot.interval
  if (boot.reason !== null && input.mayBeHalf === true && latest !== null && latest > lastSign)
    return untoldEnd(rows, boot, latest, lastRow)
  const unwritten = unwrittenEnd(rows, input, lastRow)
  if (unwritten !== null) return unwritten
  if (boot.reason === null) return openEnd(rows, input, lastRow)
  // Alive at its last sign, whatever the clocks say of the stop.
  const notBefore = (time: FileTime | null): FileTime | null =>
    time !== null && time < lastSign ? lastSign : time
  const end = { reason: boot.reason, method: boot.method, confidence: boot.confidence, by: boot.by }
  return {
    end: {
      ...end,
      earliest: notBefore(earliestEnd(boot, lastSign)),
      best: notBefore(best),
      latest: notBefore(latest),
    },
    evidence: boot.evidence,
    explain: () => [`No logoff is in evidence. ${boot.sentence()}.`, lastSignSentence(rows, lastRow)],
  }
}

/** The evidence ends before the session does. */
function openEnd(rows: CaseRows, { boot, disconnected }: EndInput, lastRow: number): FoundEnd {
  const isAway = disconnected()
  const state = isAway ? 'disconnected' : 'open'
  return {
    end: {
      reason: isAway ? 'disconnected-at-end' : 'open-at-end',
      earliest: rows.time(lastRow),
      best: null,
      latest: null,
      method: boot.method,
      confidence: null,
      by: null,
    },
    evidence: [],
    explain: () => [
      `No end is in evidence: still ${state} when the evidence ends.`,
      lastSignSentence(rows, lastRow),
    ],
  }
}

/** A session alive at its last sign cannot have ended before; a clean stop closes sessions in its last two minutes. */
function earliestEnd(boot: BootEnd, lastSign: FileTime): FileTime | null {
  const { best } = boot.interval
  if (best === null) return null
  const open =
    boot.kind === 'clean' ? (boot.requestedAt ?? best - BEFORE_STOP_TICKS) : (boot.interval.earliest ?? best)
  const low = lastSign > open ? lastSign : open
  return low < best ? low : best
}
