/** Desktop sessions by number, from LocalSessionManager and Winlogon records alone (sessions.md 4.4). */
import { NO_NUMBER } from '../../columns/event-table'
import { isLocalAddress, type CaseRows } from '../records/case-rows'
import { KIND } from '../records/kind-index'
import { compareRows } from '../session-facts'

/** One use of a desktop session number, from logon to logoff; numbers are used again after a logoff. */
export interface Desktop {
  readonly machine: number
  readonly boot: number
  readonly sessionId: number
  /** 7001 and LSM 21; -1 if not in evidence. */
  desktopLogonRow: number
  lsmLogonRow: number
  /** 7002 and LSM 23. */
  desktopLogoffRow: number
  lsmLogoffRow: number
  /** LSM 40 with reason, and 39, in time order. */
  readonly reasonRows: number[]
  /** LSM 24 and 25. */
  readonly connectionRows: number[]
  /** Everything about it, in time order. */
  readonly rows: number[]
  /** String ids: SID from Winlogon, `DOM\user` from LSM. */
  sid: number
  user: number
  /** Began while this number was still in use: the earlier one was replaced. */
  replacedBy: Desktop | null
  /** A new connection of somebody else had the number by then (41, 42), although no logoff is in evidence; -1 if none. */
  freedRow: number
}

/** 7001 and 21 of one logon, 7002, 23, 40 and 24 of one logoff lie this near. */
const SAME_STEP_MS = 60_000
/** A disconnect this soon after a logoff belongs to it (sessions.md 8, first trap). */
export const AFTER_LOGOFF_MS = 10_000
/** A reason (40) is written within this of the record that it explains. */
const HERALD_MS = 1000
/** Session numbers above are listeners. */
const MAX_SESSION = 65_535

const STARTS: ReadonlySet<number> = new Set([KIND['desktop-logon'], KIND['lsm-logon']])
const ENDS: ReadonlySet<number> = new Set([KIND['desktop-logoff'], KIND['lsm-logoff']])
/** Records that prove an occupied session even if its start is lost. */
const PROVES: ReadonlySet<number> = new Set([
  KIND['lsm-shell'],
  KIND['lsm-disconnect'],
  KIND['lsm-reconnect'],
  ...ENDS,
])
const DESKTOP_KINDS: ReadonlySet<number> = new Set([
  ...STARTS,
  ...PROVES,
  KIND['lsm-reason'],
  KIND['lsm-disconnected-by'],
  KIND['lsm-arbitration-begin'],
  KIND['lsm-arbitration-end'],
])

/** Desktops of one boot. `candidates` are its System and LSM rows in any order. */
export function findDesktops(
  rows: CaseRows,
  machine: number,
  boot: number,
  candidates: readonly number[],
): Desktop[] {
  const relevant = candidates
    .filter((row) => DESKTOP_KINDS.has(rows.kind(row)))
    .sort((a, b) => compareRows(rows, a, b))
  const current = new Map<number, Desktop>()
  const all: Desktop[] = []
  for (const row of relevant) {
    const sessionId = rows.family.sessionId[row] ?? NO_NUMBER
    if (sessionId === 0 || sessionId > MAX_SESSION) continue
    let desktop = current.get(sessionId)
    if (desktop !== undefined && isOfNext(rows, desktop, row)) {
      if (desktop.freedRow < 0 && !hasEnded(desktop) && isSomebodyElse(rows, desktop, row))
        desktop.freedRow = row
      continue
    }
    // Until it is told of again: a reason names no user.
    if (desktop !== undefined && desktop.freedRow >= 0 && isReason(rows.kind(row))) continue
    if (desktop === undefined || beginsAnew(rows, desktop, row)) {
      const kind = rows.kind(row)
      if (!STARTS.has(kind) && !PROVES.has(kind)) continue
      const next = emptyDesktop(machine, boot, sessionId)
      if (desktop !== undefined && !hasEnded(desktop)) {
        desktop.replacedBy = next
        for (const early of heraldsOf(rows, desktop, row)) take(rows, next, early)
      }
      desktop = next
      current.set(sessionId, desktop)
      all.push(desktop)
    }
    take(rows, desktop, row)
  }
  return all
}

function emptyDesktop(machine: number, boot: number, sessionId: number): Desktop {
  return {
    machine,
    boot,
    sessionId,
    desktopLogonRow: -1,
    lsmLogonRow: -1,
    desktopLogoffRow: -1,
    lsmLogoffRow: -1,
    reasonRows: [],
    connectionRows: [],
    rows: [],
    sid: 0,
    user: 0,
    replacedBy: null,
    freedRow: -1,
  }
}

/** LSM 41 and 42 come before the 21 of the session that they make: of somebody else, they say nothing of the one before. */
function isOfNext(rows: CaseRows, desktop: Desktop, row: number): boolean {
  const kind = rows.kind(row)
  if (kind !== KIND['lsm-arbitration-begin'] && kind !== KIND['lsm-arbitration-end']) return false
  return rows.fold(rows.family.targetUser[row] ?? 0) !== rows.fold(desktop.user)
}

/** Takes away what was written of the next one just before its first record: its arbitration (41, 42) and reasons (40), which name no user. */
function heraldsOf(rows: CaseRows, desktop: Desktop, first: number): number[] {
  let from = desktop.rows.length
  while (from > 0 && isHerald(rows, desktop.rows[from - 1]!, first)) from--
  const heralds = desktop.rows.splice(from)
  while (desktop.reasonRows.length > 0 && heralds.includes(desktop.reasonRows.at(-1)!))
    desktop.reasonRows.pop()
  return heralds
}

function isHerald(rows: CaseRows, row: number, first: number): boolean {
  const kind = rows.kind(row)
  const isArbitration = kind === KIND['lsm-arbitration-begin'] || kind === KIND['lsm-arbitration-end']
  const before = rows.ms(first) - rows.ms(row)
  return (isArbitration && before <= SAME_STEP_MS) || (isReason(kind) && before <= HERALD_MS)
}

const isReason = (kind: number): boolean =>
  kind === KIND['lsm-reason'] || kind === KIND['lsm-disconnected-by']

function hasEnded(desktop: Desktop): boolean {
  return desktop.desktopLogoffRow >= 0 || desktop.lsmLogoffRow >= 0
}

function beginsAnew(rows: CaseRows, desktop: Desktop, row: number): boolean {
  const kind = rows.kind(row)
  const ms = rows.ms(row)
  if (hasEnded(desktop)) {
    const end = Math.max(
      desktop.desktopLogoffRow < 0 ? Number.NEGATIVE_INFINITY : rows.ms(desktop.desktopLogoffRow),
      desktop.lsmLogoffRow < 0 ? Number.NEGATIVE_INFINITY : rows.ms(desktop.lsmLogoffRow),
    )
    if (STARTS.has(kind)) return true
    if (kind === KIND['desktop-logoff'] && desktop.desktopLogoffRow < 0) return ms - end > SAME_STEP_MS
    if (kind === KIND['lsm-logoff'] && desktop.lsmLogoffRow < 0) return ms - end > SAME_STEP_MS
    return ms - end > AFTER_LOGOFF_MS
  }
  if (isSomebodyElse(rows, desktop, row)) return true
  if (!STARTS.has(kind)) return false
  const started = kind === KIND['desktop-logon'] ? desktop.desktopLogonRow : desktop.lsmLogonRow
  if (started >= 0) return true
  const other = kind === KIND['desktop-logon'] ? desktop.lsmLogonRow : desktop.desktopLogonRow
  // The other log's record of the same logon, or a logon into a session whose own start is lost.
  return other >= 0 ? ms - rows.ms(other) > SAME_STEP_MS : desktop.rows.length > 0
}

/** A session is one person's until its logoff: a record of another's says that the logoff and the next logon are lost. */
function isSomebodyElse(rows: CaseRows, desktop: Desktop, row: number): boolean {
  const { family } = rows
  const kind = rows.kind(row)
  if (kind === KIND['desktop-logon'] || kind === KIND['desktop-logoff']) {
    const sid = rows.sid(family.targetSid[row] ?? 0)
    return sid !== 0 && desktop.sid !== 0 && sid !== desktop.sid
  }
  // One log writes one session's `DOM\user` in one way.
  const user = family.targetUser[row] ?? 0
  return user !== 0 && desktop.user !== 0 && rows.fold(user) !== rows.fold(desktop.user)
}

function take(rows: CaseRows, desktop: Desktop, row: number): void {
  const kind = rows.kind(row)
  const { family } = rows
  desktop.rows.push(row)
  desktop.freedRow = -1
  if (kind === KIND['desktop-logon']) desktop.desktopLogonRow = row
  else if (kind === KIND['lsm-logon']) desktop.lsmLogonRow = row
  else if (kind === KIND['desktop-logoff']) desktop.desktopLogoffRow = row
  else if (kind === KIND['lsm-logoff']) desktop.lsmLogoffRow = row
  else if (isReason(kind)) desktop.reasonRows.push(row)
  else if (kind === KIND['lsm-disconnect'] || kind === KIND['lsm-reconnect']) desktop.connectionRows.push(row)
  if (kind === KIND['desktop-logon'] || kind === KIND['desktop-logoff']) {
    if (desktop.sid === 0) desktop.sid = rows.sid(family.targetSid[row] ?? 0)
  } else if (desktop.user === 0) desktop.user = family.targetUser[row] ?? 0
}

/** Row of the first sign that the desktop began (7001 or 21), -1 if its start is lost. */
export function desktopStartRow(rows: CaseRows, desktop: Desktop): number {
  const [winlogon, lsm] = [desktop.desktopLogonRow, desktop.lsmLogonRow]
  if (winlogon < 0 || lsm < 0) return Math.max(winlogon, lsm)
  return rows.ms(winlogon) <= rows.ms(lsm) ? winlogon : lsm
}

/** Row that shows that somebody else had its number, although no logoff is in evidence; -1 if none does. */
export function replacedRow(rows: CaseRows, { freedRow, replacedBy }: Desktop): number {
  if (freedRow >= 0 || replacedBy === null) return freedRow
  const start = desktopStartRow(rows, replacedBy)
  return start >= 0 ? start : (replacedBy.rows[0] ?? -1)
}

/** Row of the first sign that it ended (7002 or 23), -1 if there is none. */
export function desktopEndRow(rows: CaseRows, desktop: Desktop): number {
  const [winlogon, lsm] = [desktop.desktopLogoffRow, desktop.lsmLogoffRow]
  if (winlogon < 0 || lsm < 0) return Math.max(winlogon, lsm)
  return rows.ms(winlogon) <= rows.ms(lsm) ? winlogon : lsm
}

/** Account name without domain, folded; empty if LSM has no record of it. */
export function desktopUser(rows: CaseRows, desktop: Desktop): string {
  const text = rows.fold(desktop.user)
  return text.slice(text.lastIndexOf('\\') + 1)
}

/** Whether it began at the console: true or false by LSM's address, null if no record says. */
export function beganAtConsole(rows: CaseRows, desktop: Desktop): boolean | null {
  const row = desktop.lsmLogonRow >= 0 ? desktop.lsmLogonRow : (desktop.connectionRows[0] ?? -1)
  if (row < 0) return null
  const id = rows.family.ip[row] ?? 0
  if (isLocalAddress(rows.text(id))) return true
  return rows.address(id) === null ? null : false
}
