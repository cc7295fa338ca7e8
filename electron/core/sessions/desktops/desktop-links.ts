/** Which logon owns which desktop session number (sessions.md 4.4, L1-L5). */
import type { Confidence } from '../../../contract/sessions'
import { NO_NUMBER } from '../../columns/event-table'
import { isWellKnownLuid, type CaseRows } from '../records/case-rows'
import {
  beganAtConsole,
  desktopEndRow,
  desktopStartRow,
  desktopUser,
  replacedRow,
  type Desktop,
} from './desktops'
import { unitEndMs, type LogonUnit } from './desktop-units'
import { KIND } from '../records/kind-index'
import type { LogonDraft } from '../logons/logon-drafts'
import { TimeIndex } from '../records/time-index'
import { DISORDER_MS } from '../records/disorder'

export interface DesktopLink {
  readonly unit: LogonUnit
  readonly desktop: Desktop
  readonly method:
    | 'lock-record'
    | 'process-record'
    | 'connection-name'
    | '7001'
    | 'LSM-21'
    | 'connection-records'
    | 'logoff-records'
    | 'only-candidate'
  /** Record that names both, -1 where records of the two were found near each other. */
  readonly row: number
  readonly confidence: Confidence
  /** Other logons for which as strong a sign speaks; the nearest was taken. */
  readonly rivals: readonly LogonDraft[]
}

interface Candidate extends Omit<DesktopLink, 'confidence' | 'rivals'> {
  readonly rank: number
  readonly distanceMs: number
}

const BEFORE_7001_MS = 60_000
const BEFORE_LSM_MS = 30_000
const AFTER_MS = 5000
const CONNECTION_MS = 5000
/** The connection is given to its session this near to 4778 and 4779. */
const ASSIGNED_MS = 30_000
/** 4647 comes before 23 and 7002; under load they lag. */
const LOGOFF_BEFORE_MS = 5000
const LOGOFF_AFTER_MS = 30_000
/** A slow first logon can take minutes from 4624 to the desktop. */
const SLOW_LOGON_MS = 10 * 60_000

/** Logons near in time that are told of, at most. */
const MAX_RIVALS = 8
/** Only the account and minutes speak for it. */
const LAST_RANK = 5

/** One desktop has one owner and one unit owns one desktop; the nearest of the strongest kind wins. */
export function linkDesktops(
  rows: CaseRows,
  units: readonly LogonUnit[],
  desktops: readonly Desktop[],
  otherRows: readonly number[],
): DesktopLink[] {
  if (units.length === 0 || desktops.length === 0) return []
  const candidates = [...byNumber(rows, units, desktops, otherRows), ...byTime(rows, units, desktops)]
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
  for (const { unit, desktop, method, row, rank } of candidates) {
    if (takenUnits.has(unit) || takenDesktops.has(desktop)) continue
    takenUnits.add(unit)
    takenDesktops.add(desktop)
    links.push({ unit, desktop, method, row, ...standing(candidates, unit, desktop, rank) })
  }
  return links
}

/** A record that names both is certain; signs that are near in time are high, and medium where others are as near in kind. */
function standing(
  candidates: readonly Candidate[],
  unit: LogonUnit,
  desktop: Desktop,
  rank: number,
): Pick<DesktopLink, 'confidence' | 'rivals'> {
  if (rank === 0) return { confidence: 'certain', rivals: [] }
  const others = candidates.filter(
    (other) => other.desktop === desktop && other.rank === rank && other.unit !== unit,
  )
  const rivals = [...new Set(others.map((other) => other.unit.primary))].slice(0, MAX_RIVALS)
  return { confidence: rivals.length > 0 || rank === LAST_RANK ? 'medium' : 'high', rivals }
}

/** SIDs decide where both are known; else the account names. */
export function sameAccount(rows: CaseRows, unit: LogonUnit, desktop: Desktop): boolean {
  const { sid, account } = unit.primary
  if (sid !== 0 && desktop.sid !== 0) return sid === desktop.sid
  const user = desktopUser(rows, desktop)
  return user !== '' && user === rows.fold(account)
}

/** A record that names a logon ID and the number of the session it serves. */
interface Naming {
  readonly row: number
  readonly sessionId: number
  readonly method: 'lock-record' | 'process-record' | 'connection-name'
}

/** L1 and L2: records name the session's number. */
function byNumber(
  rows: CaseRows,
  units: readonly LogonUnit[],
  desktops: readonly Desktop[],
  otherRows: readonly number[],
): Candidate[] {
  const numbered = new Map<number, Desktop[]>()
  for (const desktop of desktops) {
    const same = numbered.get(desktop.sessionId)
    if (same === undefined) numbered.set(desktop.sessionId, [desktop])
    else same.push(desktop)
  }
  const processes = processNamings(rows, otherRows)
  const assigned = assignments(rows, otherRows)
  const found: Candidate[] = []
  for (const unit of units) {
    for (const logon of unit.logons) {
      const namings: (Naming | null)[] = [
        lockNaming(rows, logon.marks),
        processes.get(logon.luid) ?? null,
        connectionNaming(rows, logon.marks, assigned),
      ]
      for (const naming of namings) {
        if (naming === null) continue
        const ms = rows.ms(naming.row)
        const open = (numbered.get(naming.sessionId) ?? []).filter((one) => isOpenFor(rows, unit, one, ms))
        // The last that had begun by then, else the first whose start is lost; numbers are given out again after a logoff.
        const desktop =
          open.findLast((one) => rows.ms(one.rows[0] ?? 0) <= ms + AFTER_MS) ??
          open.find((one) => desktopStartRow(rows, one) < 0)
        if (desktop !== undefined)
          found.push({ unit, desktop, method: naming.method, row: naming.row, rank: 0, distanceMs: 0 })
      }
    }
  }
  return found
}

/** 4800-4803. */
function lockNaming(rows: CaseRows, marks: readonly number[]): Naming | null {
  const row = marks.find((one) => (rows.family.sessionId[one] ?? NO_NUMBER) !== NO_NUMBER)
  return row === undefined ? null : { row, sessionId: rows.family.sessionId[row] ?? 0, method: 'lock-record' }
}

/** Sysmon 1: the first process of each logon that runs in a desktop session. */
function processNamings(rows: CaseRows, otherRows: readonly number[]): Map<number, Naming> {
  const found = new Map<number, Naming>()
  for (const row of otherRows) {
    if (rows.kind(row) !== KIND['sysmon-process']) continue
    const luid = rows.subjectLuid(row)
    const sessionId = rows.family.sessionId[row] ?? NO_NUMBER
    if (sessionId === NO_NUMBER || sessionId === 0 || isWellKnownLuid(luid) || found.has(luid)) continue
    found.set(luid, { row, sessionId, method: 'process-record' })
  }
  return found
}

/** RdpCoreTS 66 by the name of the connection (`RDP-Tcp#3`). */
function assignments(rows: CaseRows, otherRows: readonly number[]): Map<string, TimeIndex> {
  const found = new Map<string, number[]>()
  for (const row of otherRows) {
    if (rows.kind(row) !== KIND['rdp-assigned']) continue
    const name = rows.fold(rows.family.sessionName[row] ?? 0)
    const list = found.get(name)
    if (list === undefined) found.set(name, [row])
    else list.push(row)
  }
  return new Map([...found].map(([name, list]) => [name, new TimeIndex(rows, list)]))
}

/** 4778 and 4779 name the connection, 66 of the same name near it the session. */
function connectionNaming(
  rows: CaseRows,
  marks: readonly number[],
  assigned: ReadonlyMap<string, TimeIndex>,
): Naming | null {
  if (assigned.size === 0) return null
  for (const mark of marks) {
    if (!isConnection(rows.kind(mark))) continue
    const ms = rows.ms(mark)
    const index = assigned.get(rows.fold(rows.family.sessionName[mark] ?? 0))
    const near = (index?.between(ms - ASSIGNED_MS, ms + ASSIGNED_MS) ?? []).reduce(
      (best, row) => (best < 0 || apart(rows, row, ms) < apart(rows, best, ms) ? row : best),
      -1,
    )
    const sessionId = near < 0 ? NO_NUMBER : (rows.family.sessionId[near] ?? NO_NUMBER)
    if (sessionId !== NO_NUMBER) return { row: near, sessionId, method: 'connection-name' }
  }
  return null
}

function apart(rows: CaseRows, row: number, ms: number): number {
  return Math.abs(rows.ms(row) - ms)
}

/** The desktop was logged off, or somebody else had its number, before the logon began. */
function wasOverBefore(rows: CaseRows, { startRow }: LogonUnit, desktop: Desktop): boolean {
  if (startRow < 0) return false
  return [desktopEndRow(rows, desktop), replacedRow(rows, desktop)].some(
    (row) => row >= 0 && rows.ms(row) < rows.ms(startRow) - DISORDER_MS,
  )
}

/** Not over by then, not begun after the logon's own end, and not known to be another account's. */
function isOpenFor(rows: CaseRows, unit: LogonUnit, desktop: Desktop, ms: number): boolean {
  const ended = desktopEndRow(rows, desktop)
  if (ended >= 0 && rows.ms(ended) < ms - AFTER_MS) return false
  if (wasOverBefore(rows, unit, desktop)) return false
  const begun = desktopStartRow(rows, desktop)
  const first = rows.ms(desktop.rows[0] ?? 0)
  const over = unitEndMs(rows, unit)
  if (begun >= 0 ? over < rows.ms(begun) : over < first - LOGOFF_AFTER_MS) return false
  const { sid, account } = unit.primary
  if (sid !== 0 && desktop.sid !== 0) return sid === desktop.sid
  // Where its start is lost, the number may have been somebody else's when the record named it.
  const user = desktopUser(rows, desktop)
  const isDoubtful = begun < 0 && first > ms + AFTER_MS && user !== '' && account !== 0
  return !isDoubtful || user === rows.fold(account)
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
      if (wasOverBefore(rows, unit, desktop)) continue
      found.push({ unit, desktop, method, row: -1, rank, distanceMs: Math.abs(at - rows.ms(other)) })
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
    consider(desktop, began, starts, unitOfStart, [SLOW_LOGON_MS, 0], 'only-candidate', LAST_RANK)
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
