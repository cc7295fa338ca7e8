/** When a logon or session began, and how that is known (sessions.md 9.4). */
import type { FileTime } from '../../../contract/ids'
import type { Start } from '../../../contract/sessions'
import type { BootContext } from '../boots/boot-context'
import { desktopStartRow, type Desktop } from '../desktops/desktops'
import { earliest, firstSign, type LogonUnit } from '../desktops/desktop-units'
import { KIND } from '../records/kind-index'
import type { LogonDraft } from './logon-drafts'

export interface FoundStart {
  readonly start: Start
  /** Row whose time is the best or latest one. */
  readonly row: number
  readonly explanation: readonly string[]
}

function exact(time: FileTime, method: string, confidence: Start['confidence']): Start {
  return { earliest: time, best: time, latest: time, method, confidence }
}

/** Lower bound of a lost start: the logon with the next lower ID, else the boot's start. */
function lowerBound(context: BootContext, logon: LogonDraft, firstSeen: FileTime): FileTime | null {
  const { lowerRow } = context.luidClock.bracket(logon.luid)
  const lower = lowerRow < 0 ? null : context.rows.time(lowerRow)
  if (lower !== null && lower <= firstSeen) return lower
  const booted = context.start.best ?? context.start.earliest
  return booted !== null && booted <= firstSeen ? booted : null
}

/** Start of one logon: its 4624, else unknown, at the latest its first sign of life. */
export function logonStart(context: BootContext, logon: LogonDraft): Start {
  const { rows } = context
  if (logon.startRow >= 0)
    return exact(rows.time(logon.startRow), `${rows.eventId(logon.startRow)}`, 'certain')
  const firstSeen = rows.time(logon.firstRow)
  return {
    earliest: lowerBound(context, logon, firstSeen),
    best: null,
    latest: firstSeen,
    method: 'first-seen',
    confidence: 'medium',
  }
}

/** Start of a session: the 4624 of its logons, else 7001 or LSM 21, else bracketed by logon IDs. */
export function sessionStart(
  context: BootContext,
  unit: LogonUnit | null,
  desktop: Desktop | null,
): FoundStart {
  const { rows } = context
  if (unit !== null && unit.startRow >= 0) {
    return {
      start: exact(rows.time(unit.startRow), `${rows.eventId(unit.startRow)}`, 'certain'),
      row: unit.startRow,
      explanation: [`Start taken from logon ${rows.cite(unit.startRow)}.`],
    }
  }
  const begun = desktop === null ? -1 : desktopStartRow(rows, desktop)
  if (begun >= 0) {
    const method = rows.kind(begun) === KIND['lsm-logon'] ? 'LSM-21' : '7001'
    return {
      start: exact(rows.time(begun), method, 'high'),
      row: begun,
      explanation: [`Start taken from desktop logon ${rows.cite(begun)}; its 4624 is not in evidence.`],
    }
  }
  const seen = earliest(rows, [unit === null ? -1 : firstSign(rows, unit), desktop?.rows[0] ?? -1])
  return lostStart(context, unit, seen)
}

function lostStart(context: BootContext, unit: LogonUnit | null, seen: number): FoundStart {
  const { rows, luidClock, firstSecurityRow } = context
  const firstSeen = rows.time(seen)
  const logon = unit?.primary ?? null
  const booted = context.start.best ?? context.start.earliest
  const low = logon === null ? booted : lowerBound(context, logon, firstSeen)
  const explanation = [`The start is not in evidence; first sign of life ${rows.cite(seen)}.`]
  let row = seen
  const isEarlier = (other: number): boolean => other >= 0 && rows.time(other) < rows.time(row)
  if (logon !== null) {
    const { lowerRow, upperRow, beforeAll } = luidClock.bracket(logon.luid)
    const isStartUnseen = booted === null || context.frame.start?.earliest !== undefined
    if (beforeAll && isStartUnseen && isEarlier(firstSecurityRow)) {
      row = firstSecurityRow
      explanation.push(
        `Its logon ID is lower than every one given out in the log, which begins with ${rows.cite(row)}: it began before the evidence.`,
      )
    } else if (isEarlier(upperRow)) row = upperRow
    const after = lowerRow < 0 ? '' : `after ${rows.cite(lowerRow)}`
    const before = row === upperRow && upperRow >= 0 ? `before ${rows.cite(upperRow)}` : ''
    if (after !== '' || before !== '') {
      const between = [after, before].filter((part) => part !== '').join(' and ')
      explanation.push(`Neighbouring logon IDs put the start ${between}.`)
    }
    if (unit?.logons.some((member) => member.clearedRow >= 0)) {
      explanation.push('It existed before the log was cleared, and cleared the log itself.')
    }
  }
  const latest = rows.time(row)
  return {
    row,
    start: {
      earliest: low !== null && low <= latest ? low : null,
      best: null,
      latest,
      method: 'first-seen',
      confidence: 'medium',
    },
    explanation,
  }
}
