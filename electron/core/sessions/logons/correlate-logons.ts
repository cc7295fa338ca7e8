/** One pass over the Security records of a machine: everything that names a logon ID, gathered per boot and logon ID (sessions.md 6). */
import { NO_NUMBER } from '../../columns/event-table'
import { EVENT_KINDS } from '../../events/event-kinds'
import { isPersonalLuid, type CaseRows } from '../records/case-rows'
import { KIND } from '../records/kind-index'
import type { LogRows } from '../records/log-rows'
import { LOGON, LogonTable } from './logon-table'
import { lowerBound } from '../records/sorted'

/** Half-open range of one boot in the Security log's write order. */
export interface BootRange {
  readonly securityFrom: number
  readonly securityTo: number
}

const TARGET_ROLES: Readonly<Record<number, string>> = {
  [KIND.logon]: 'start',
  [KIND.logoff]: 'end',
  [KIND['logoff-by-user']]: 'user-logoff',
  [KIND['special-group']]: 'special-group',
  [KIND['group-membership']]: 'groups',
  [KIND['process-start']]: 'process',
  [KIND.reconnected]: 'reconnected',
  [KIND.disconnected]: 'disconnected',
  [KIND.locked]: 'locked',
  [KIND.unlocked]: 'unlocked',
  [KIND['saver-on']]: 'screen-saver-on',
  [KIND['saver-off']]: 'screen-saver-off',
}
const SUBJECT_ROLES: Readonly<Record<number, string>> = {
  [KIND['special-privileges']]: 'privileges',
  [KIND['process-start']]: 'process',
  [KIND['explicit-credentials']]: 'explicit-credentials',
  [KIND['share-access']]: 'share',
  [KIND['log-cleared']]: 'cleared-log',
  [KIND['policy-change']]: 'policy-change',
  [KIND['clock-change']]: 'clock-change',
  [KIND.logon]: 'started-other',
}
/** Roles as numbers: those of targets by kind, then those of subjects by kind, then a repeated start. */
const START_REPEAT = 2 * EVENT_KINDS.length
const ROLES: readonly string[] = [
  ...EVENT_KINDS.map((_, kind) => TARGET_ROLES[kind] ?? 'activity'),
  ...EVENT_KINDS.map((_, kind) => SUBJECT_ROLES[kind] ?? 'activity'),
  'start-repeat',
]
const IS_MARK = new Uint8Array(EVENT_KINDS.length)
for (const kind of ['reconnected', 'disconnected', 'locked', 'unlocked', 'saver-on', 'saver-off'] as const)
  IS_MARK[KIND[kind]] = 1

export const roleName = (role: number): string => ROLES[role] ?? 'activity'
export const isMark = (kind: number): boolean => IS_MARK[kind] === 1

/** Logons of all boots in order of first mention; boots in the order of `boots`. */
export function correlateLogons(rows: CaseRows, log: LogRows, boots: readonly BootRange[]): LogonTable {
  const { named } = log
  const table = new LogonTable(named.length)
  const { targetHalves: targets, subjectHalves: subjects } = rows
  boots.forEach(({ securityFrom, securityTo }, boot) => {
    /** Logons whose ID was given out again, by it. */
    const earlier = new Map<string, number[]>()
    const end = lowerBound(named, securityTo)
    for (let i = lowerBound(named, securityFrom); i < end; i++) {
      const row = log.rows[named[i]!]!
      const kind = rows.family.kind[row]!
      const low = targets[2 * row]! | 0
      const high = targets[2 * row + 1]! | 0
      if (isPersonalLuid(low, high)) {
        let at = table.find(boot, low, high, row)
        if (kind === KIND.logon && isOver(rows, table.data, at, row)) {
          table.close(at)
          const key = `${low} ${high}`
          earlier.set(key, [...(earlier.get(key) ?? []).slice(1 - MAX_EARLIER), at])
          at = table.find(boot, low, high, row)
        } else if (earlier.size > 0 && isOthers(rows, table.data, at, row)) {
          const owner = earlier
            .get(`${low} ${high}`)
            ?.findLast((one) => !isOthers(rows, table.data, one, row))
          at = owner ?? at
        }
        takeTarget(rows, table, at, row, kind)
      }
      const subjectLow = subjects[2 * row]! | 0
      const subjectHigh = subjects[2 * row + 1]! | 0
      if ((subjectLow !== low || subjectHigh !== high) && isPersonalLuid(subjectLow, subjectHigh))
        takeSubject(rows, table, table.find(boot, subjectLow, subjectHigh, row), row, kind)
    }
    table.bootEnds.push(table.length)
  })
  return table
}

/**
 * A logon ID is given out once in a boot. Where it comes again long after its 4634, or for another account, it is another
 * logon all the same.
 */
const AGAIN_MS = 120_000

function isOver(rows: CaseRows, data: Int32Array, at: number, row: number): boolean {
  const [start, release] = [data[at + LOGON.startRow]!, data[at + LOGON.releaseRow]!]
  if (start < 0 || rows.ms(row) - rows.ms(start) <= AGAIN_MS) return false
  return release >= 0 ? rows.ms(row) > rows.ms(release) : isOthers(rows, data, at, row)
}

/** A hostile log could give one ID to all its logons. */
const MAX_EARLIER = 4

/** Whether a record tells of another account than the logon's. */
function isOthers(rows: CaseRows, data: Int32Array, at: number, row: number): boolean {
  const [own, other] = [data[at + LOGON.sid]!, rows.sid(rows.family.targetSid[row]!)]
  return own !== 0 && other !== 0 && own !== other
}

function attach(rows: CaseRows, table: LogonTable, at: number, row: number, role: number): void {
  table.link(at, row, role)
  const { data } = table
  const ms = rows.ms(row)
  const lastMs = rows.ms(data[at + LOGON.lastRow]!)
  if (ms > lastMs) data[at + LOGON.lastRow] = row
  else if (ms < lastMs && ms < rows.ms(data[at + LOGON.firstRow]!)) data[at + LOGON.firstRow] = row
}

/** The first start names the account; before it, and without it, the first record that tells. */
function name(
  rows: CaseRows,
  data: Int32Array,
  at: number,
  sid: number,
  account: number,
  domain: number,
  sure: boolean,
): void {
  const real = rows.sid(sid)
  if (real !== 0 && (sure || data[at + LOGON.sid] === 0)) data[at + LOGON.sid] = real
  if (account !== 0 && (sure || data[at + LOGON.account] === 0)) {
    data[at + LOGON.account] = account
    data[at + LOGON.domain] = domain
  }
}

function takeTarget(rows: CaseRows, table: LogonTable, at: number, row: number, kind: number): void {
  const { family } = rows
  const { data } = table
  const isFirstStart = kind === KIND.logon && data[at + LOGON.startRow]! < 0
  attach(rows, table, at, row, kind === KIND.logon && !isFirstStart ? START_REPEAT : kind)
  name(
    rows,
    data,
    at,
    family.targetSid[row]!,
    family.targetUser[row]!,
    family.targetDomain[row]!,
    isFirstStart,
  )
  const type = family.logonType[row]!
  if (type !== NO_NUMBER && (isFirstStart || data[at + LOGON.logonType] === -1))
    data[at + LOGON.logonType] = type
  if (isFirstStart) data[at + LOGON.startRow] = row
  else if (kind === KIND.logoff) {
    const [logoff, release] = [data[at + LOGON.logoffRow]!, data[at + LOGON.releaseRow]!]
    if (logoff < 0 || rows.ms(row) < rows.ms(logoff)) data[at + LOGON.logoffRow] = row
    if (release < 0 || rows.ms(row) >= rows.ms(release)) data[at + LOGON.releaseRow] = row
  } else if (kind === KIND['logoff-by-user']) first(data, at + LOGON.userLogoffRow, row)
  else if (kind === KIND['process-start']) first(data, at + LOGON.processRow, row)
  else if (isMark(kind)) data[at + LOGON.marks]!++
}

function takeSubject(rows: CaseRows, table: LogonTable, at: number, row: number, kind: number): void {
  const { family } = rows
  const { data } = table
  attach(rows, table, at, row, EVENT_KINDS.length + kind)
  name(rows, data, at, family.subjectSid[row]!, family.subjectUser[row]!, family.subjectDomain[row]!, false)
  if (kind === KIND['special-privileges']) first(data, at + LOGON.adminRow, row)
  else if (kind === KIND['process-start']) first(data, at + LOGON.processRow, row)
  else if (kind === KIND['log-cleared']) first(data, at + LOGON.clearedRow, row)
}

function first(data: Int32Array, place: number, row: number): void {
  if (data[place]! < 0) data[place] = row
}
