/** Which logon owns which desktop session number (sessions.md 4.4, L1 and L3-L5). */
import { NO_NUMBER } from '../columns/event-table'
import type { CaseRows } from './case-rows'
import { beganAtConsole, desktopEndRow, desktopStartRow, desktopUser, type Desktop } from './desktops'
import { unitEndMs, type LogonUnit } from './desktop-units'
import { KIND } from './kind-index'
import { TimeIndex } from './time-index'

export interface DesktopLink {
  readonly unit: LogonUnit
  readonly desktop: Desktop
  readonly method:
    'lock-record' | '7001' | 'LSM-21' | 'connection-records' | 'logoff-records' | 'only-candidate'
}

interface Candidate extends DesktopLink {
  readonly rank: number
  readonly distanceMs: number
}

const BEFORE_7001_MS = 60_000
const BEFORE_LSM_MS = 30_000
const AFTER_MS = 5000
const CONNECTION_MS = 5000
/** 4647 comes before 23 and 7002; under load they lag. */
const LOGOFF_BEFORE_MS = 5000
const LOGOFF_AFTER_MS = 30_000
/** A slow first logon can take minutes from 4624 to the desktop. */
const SLOW_LOGON_MS = 10 * 60_000

/** One desktop has one owner and one unit owns one desktop; the nearest of the strongest kind wins. */
export function linkDesktops(
  rows: CaseRows,
  units: readonly LogonUnit[],
  desktops: readonly Desktop[],
): DesktopLink[] {
  if (units.length === 0 || desktops.length === 0) return []
  const candidates = [...byLock(rows, units, desktops), ...byTime(rows, units, desktops)]
  candidates.sort(
    (a, b) =>
      a.rank - b.rank ||
      a.distanceMs - b.distanceMs ||
      a.unit.primary.luid - b.unit.primary.luid ||
      a.desktop.sessionId - b.desktop.sessionId,
  )
  const links: DesktopLink[] = []
  const takenUnits = new Set<LogonUnit>()
  const takenDesktops = new Set<Desktop>()
  for (const { unit, desktop, method } of candidates) {
    if (takenUnits.has(unit) || takenDesktops.has(desktop)) continue
    takenUnits.add(unit)
    takenDesktops.add(desktop)
    links.push({ unit, desktop, method })
  }
  return links
}

/** SIDs decide where both are known; else the account names. */
export function sameAccount(rows: CaseRows, unit: LogonUnit, desktop: Desktop): boolean {
  const { sid, account } = unit.primary
  if (sid !== 0 && desktop.sid !== 0) return sid === desktop.sid
  const user = desktopUser(rows, desktop)
  return user !== '' && user === rows.fold(account)
}

function byLock(rows: CaseRows, units: readonly LogonUnit[], desktops: readonly Desktop[]): Candidate[] {
  const byNumber = new Map<number, Desktop[]>()
  for (const desktop of desktops) {
    const same = byNumber.get(desktop.sessionId)
    if (same === undefined) byNumber.set(desktop.sessionId, [desktop])
    else same.push(desktop)
  }
  const found: Candidate[] = []
  for (const unit of units) {
    for (const logon of unit.logons) {
      const numbered = logon.marks.find((row) => (rows.family.sessionId[row] ?? NO_NUMBER) !== NO_NUMBER)
      if (numbered === undefined) continue
      const ms = rows.ms(numbered)
      // The last desktop of this number that had begun by then; numbers are given out again after a logoff.
      const desktop = byNumber
        .get(rows.family.sessionId[numbered] ?? 0)
        ?.findLast((one) => rows.ms(one.rows[0] ?? 0) <= ms + AFTER_MS || one.lsmLogonRow < 0)
      if (desktop !== undefined && isOpenFor(rows, unit, desktop, ms))
        found.push({ unit, desktop, method: 'lock-record', rank: 0, distanceMs: 0 })
    }
  }
  return found
}

/** Not over by then, not begun after the logon's own end, and not known to be another account's. */
function isOpenFor(rows: CaseRows, unit: LogonUnit, desktop: Desktop, ms: number): boolean {
  const ended = desktopEndRow(rows, desktop)
  if (ended >= 0 && rows.ms(ended) < ms - AFTER_MS) return false
  const begun = desktopStartRow(rows, desktop)
  if (begun >= 0 && unitEndMs(rows, unit) < rows.ms(begun)) return false
  const { sid } = unit.primary
  return sid === 0 || desktop.sid === 0 || sid === desktop.sid
}

function byTime(rows: CaseRows, units: readonly LogonUnit[], desktops: readonly Desktop[]): Candidate[] {
  const found: Candidate[] = []
  const starts = new TimeIndex(
    rows,
    units.map((unit) => unit.startRow).filter((row) => row >= 0),
  )
  const unitOfStart = new Map(units.map((unit) => [unit.startRow, unit]))
  const logoffs = new TimeIndex(
    rows,
    units.map((unit) => unit.userLogoffRow).filter((row) => row >= 0),
  )
  const unitOfLogoff = new Map(units.map((unit) => [unit.userLogoffRow, unit]))
  const marks = new Map<number, LogonUnit>()
  for (const unit of units)
    for (const logon of unit.logons) for (const row of logon.marks) marks.set(row, unit)
  const connections = new TimeIndex(
    rows,
    [...marks.keys()].filter((row) => isConnection(rows.kind(row))),
  )

  const consider = (
    desktop: Desktop,
    row: number,
    index: TimeIndex,
    unitOf: ReadonlyMap<number, LogonUnit>,
    [beforeMs, afterMs]: readonly [number, number],
    method: DesktopLink['method'],
    rank: number,
    fits: (unit: LogonUnit, other: number) => boolean = () => true,
  ): void => {
    if (row < 0) return
    const at = rows.ms(row)
    for (const other of index.between(at - beforeMs, at + afterMs)) {
      const unit = unitOf.get(other)
      if (unit === undefined || !sameAccount(rows, unit, desktop) || !fits(unit, other)) continue
      found.push({ unit, desktop, method, rank, distanceMs: Math.abs(at - rows.ms(other)) })
    }
  }
  for (const desktop of desktops) {
    consider(desktop, desktop.desktopLogonRow, starts, unitOfStart, [BEFORE_7001_MS, AFTER_MS], '7001', 1)
    consider(
      desktop,
      desktop.lsmLogonRow,
      starts,
      unitOfStart,
      [BEFORE_LSM_MS, AFTER_MS],
      'LSM-21',
      2,
      (unit) => sameAddressClass(rows, unit, desktop),
    )
    for (const row of desktop.connectionRows) {
      const wanted = rows.kind(row) === KIND['lsm-disconnect'] ? KIND.disconnected : KIND.reconnected
      consider(
        desktop,
        row,
        connections,
        marks,
        [CONNECTION_MS, CONNECTION_MS],
        'connection-records',
        3,
        (_, other) => rows.kind(other) === wanted,
      )
    }
    const ended = desktopEndRow(rows, desktop)
    consider(desktop, ended, logoffs, unitOfLogoff, [LOGOFF_AFTER_MS, LOGOFF_BEFORE_MS], 'logoff-records', 4)
    const began = desktop.desktopLogonRow >= 0 ? desktop.desktopLogonRow : desktop.lsmLogonRow
    consider(desktop, began, starts, unitOfStart, [SLOW_LOGON_MS, 0], 'only-candidate', 5)
  }
  return found
}

function isConnection(kind: number): boolean {
  return kind === KIND.reconnected || kind === KIND.disconnected
}

/** A remote logon cannot own a desktop that began at the console, nor the other way round. */
function sameAddressClass(rows: CaseRows, unit: LogonUnit, desktop: Desktop): boolean {
  const console = beganAtConsole(rows, desktop)
  const type = unit.primary.logonType
  if (console === null || type === null) return true
  return console === !(type === 10 || type === 12)
}
