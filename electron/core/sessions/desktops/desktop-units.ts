/** Logons that make or serve a desktop: which stand for a person's session, which are children of another logon. */
import type { CaseRows } from '../records/case-rows'
import type { LogonDraft } from '../logons/logon-drafts'
import { isRunAs } from '../logons/logon-flags'

/** A logon, or an elevated and filtered pair, that may own a desktop. */
export interface LogonUnit {
  /** Earliest first; the one whose account, type and source are shown. */
  readonly primary: LogonDraft
  readonly logons: readonly LogonDraft[]
  /** First 4624; -1 if lost. */
  readonly startRow: number
  /** Earliest 4647, earliest 4634 of any of them; -1 if none. */
  readonly userLogoffRow: number
  readonly logoffRow: number
}

export type LogonUse = 'network' | 'unlock' | 'desktop' | 'unseen-type' | 'single'

const DESKTOP_TYPES: ReadonlySet<number | null> = new Set([2, 10, 11, 12])
/** Remote Desktop's. */
export const REMOTE_TYPES: ReadonlySet<number | null> = new Set([10, 12])
const NETWORK_TYPES: ReadonlySet<number | null> = new Set([3, 8])
const UNLOCK_TYPES: ReadonlySet<number | null> = new Set([7, 13])

export function useOf(rows: CaseRows, logon: LogonDraft): LogonUse {
  if (NETWORK_TYPES.has(logon.logonType)) return 'network'
  if (logon.class === 'human') {
    if (UNLOCK_TYPES.has(logon.logonType)) return 'unlock'
    if (DESKTOP_TYPES.has(logon.logonType)) return isRunAs(rows, logon) ? 'single' : 'desktop'
    if (logon.logonType === null && hasDesktopSign(logon)) return 'desktop'
  }
  return logon.logonType === null ? 'unseen-type' : 'single'
}

function hasDesktopSign(logon: LogonDraft): boolean {
  const own = logon.userLogoffRow >= 0 || logon.marks.length > 0
  return own || (logon.pair !== null && (logon.pair.userLogoffRow >= 0 || logon.pair.marks.length > 0))
}

/** Groups pairs; every draft is in exactly one unit. */
export function makeUnits(rows: CaseRows, drafts: readonly LogonDraft[]): LogonUnit[] {
  const units: LogonUnit[] = []
  const paired = new Set<LogonDraft>()
  for (const logon of drafts) {
    const { pair } = logon
    if (pair === null) units.push(unitOfOne(logon))
    else if (!paired.has(logon)) {
      paired.add(pair)
      units.push(
        byStart(rows, logon, pair) <= 0 ? unitOfTwo(rows, logon, pair) : unitOfTwo(rows, pair, logon),
      )
    }
  }
  return units
}

function unitOfOne(logon: LogonDraft): LogonUnit {
  const { startRow, userLogoffRow, logoffRow } = logon
  return { primary: logon, logons: [logon], startRow, userLogoffRow, logoffRow }
}

function unitOfTwo(rows: CaseRows, first: LogonDraft, second: LogonDraft): LogonUnit {
  return {
    primary: first,
    logons: [first, second],
    startRow: earlier(rows, first.startRow, second.startRow),
    userLogoffRow: earlier(rows, first.userLogoffRow, second.userLogoffRow),
    logoffRow: earlier(rows, first.logoffRow, second.logoffRow),
  }
}

function byStart(rows: CaseRows, a: LogonDraft, b: LogonDraft): number {
  if (a.startRow >= 0 !== b.startRow >= 0) return a.startRow >= 0 ? -1 : 1
  const [first, second] = [
    a.startRow >= 0 ? a.startRow : a.firstRow,
    b.startRow >= 0 ? b.startRow : b.firstRow,
  ]
  return rows.ms(first) - rows.ms(second) || a.luid - b.luid
}

/** Earlier by time of two rows, the first if they tie; the other if one is -1. */
export function earlier(rows: CaseRows, a: number, b: number): number {
  if (a < 0 || b < 0) return a < 0 ? b : a
  return rows.ms(b) < rows.ms(a) ? b : a
}

/** Earliest by time of the rows that exist; -1 if none does. */
export function earliest(rows: CaseRows, candidates: readonly number[]): number {
  let best = -1
  for (const row of candidates) if (row >= 0 && (best < 0 || rows.ms(row) < rows.ms(best))) best = row
  return best
}

/** Earliest record that names the unit. */
export function firstSign(rows: CaseRows, unit: LogonUnit): number {
  return earliest(
    rows,
    unit.logons.map((logon) => logon.firstRow),
  )
}

/** When the unit's records say it was over, ms since 1601; Infinity if they do not. */
export function unitEndMs(rows: CaseRows, unit: LogonUnit): number {
  const row = earlier(rows, unit.userLogoffRow, unit.logoffRow)
  return row < 0 ? Number.POSITIVE_INFINITY : rows.ms(row)
}
