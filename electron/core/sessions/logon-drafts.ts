/** One pass over the Security records of a boot: everything that names a logon ID, gathered per logon ID (sessions.md 6). */
import type { EvidenceLink, LogonClass } from '../../contract/sessions'
import { NO_NUMBER } from '../columns/event-table'
import { isWellKnownLuid, type CaseRows } from './case-rows'
import { KIND } from './kind-index'
import { classify } from './logon-class'

/** A logon ID of one boot while it is being understood. Rows are family rows, -1 = none. */
export interface LogonDraft {
  readonly machine: number
  /** Index of the boot among the machine's boots. */
  readonly boot: number
  readonly luid: number
  readonly logonId: bigint
  linkedId: bigint
  sid: number
  account: number
  domain: number
  logonType: number | null
  class: LogonClass
  /** First 4624. */
  startRow: number
  /** Earliest and latest record by time. */
  firstRow: number
  lastRow: number
  /** First 4647, earliest 4634, latest 4634. */
  userLogoffRow: number
  logoffRow: number
  releaseRow: number
  adminRow: number
  processRow: number
  clearedRow: number
  /** Lock, screen saver and connection records, in write order. */
  readonly marks: number[]
  readonly evidence: EvidenceLink[]
  /** The other half of an elevated and filtered pair. */
  pair: LogonDraft | null
  pairIsInferred: boolean
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
  [KIND['log-cleared']]: 'cleared-log',
  [KIND['policy-change']]: 'policy-change',
  [KIND['clock-change']]: 'clock-change',
  [KIND.logon]: 'started-other',
}
const MARKS: ReadonlySet<number> = new Set([
  KIND.reconnected,
  KIND.disconnected,
  KIND.locked,
  KIND.unlocked,
  KIND['saver-on'],
  KIND['saver-off'],
])

/** Drafts of one boot in order of first mention; `security` is the machine's Security log in write order. */
export function draftLogons(
  rows: CaseRows,
  machine: number,
  boot: number,
  security: Int32Array,
  from: number,
  to: number,
): LogonDraft[] {
  const byLuid = new Map<number, LogonDraft>()
  const { family } = rows
  const draft = (luid: number, logonId: bigint | undefined, row: number): LogonDraft => {
    let found = byLuid.get(luid)
    if (found === undefined) {
      found = emptyDraft(machine, boot, luid, logonId ?? 0n, row)
      byLuid.set(luid, found)
    }
    return found
  }
  for (let i = from; i < to; i++) {
    const row = security[i] ?? 0
    const kind = rows.kind(row)
    const target = rows.targetLuid(row)
    if (!isWellKnownLuid(target)) {
      takeTarget(rows, draft(target, family.targetLogonId[row], row), row, kind)
    }
    const subject = rows.subjectLuid(row)
    if (subject !== target && !isWellKnownLuid(subject)) {
      takeSubject(rows, draft(subject, family.subjectLogonId[row], row), row, kind)
    }
  }
  const drafts = [...byLuid.values()]
  for (const logon of drafts) {
    logon.class = classify({
      luid: logon.luid,
      logonType: logon.logonType,
      sid: rows.text(logon.sid),
      account: rows.text(logon.account),
    })
  }
  return drafts
}

function emptyDraft(machine: number, boot: number, luid: number, logonId: bigint, row: number): LogonDraft {
  return {
    machine,
    boot,
    luid,
    logonId,
    linkedId: 0n,
    sid: 0,
    account: 0,
    domain: 0,
    logonType: null,
    class: 'human',
    startRow: -1,
    firstRow: row,
    lastRow: row,
    userLogoffRow: -1,
    logoffRow: -1,
    releaseRow: -1,
    adminRow: -1,
    processRow: -1,
    clearedRow: -1,
    marks: [],
    evidence: [],
    pair: null,
    pairIsInferred: false,
  }
}

function attach(rows: CaseRows, logon: LogonDraft, row: number, role: string): void {
  logon.evidence.push(rows.link(row, role))
  if (rows.ms(row) < rows.ms(logon.firstRow)) logon.firstRow = row
  if (rows.ms(row) > rows.ms(logon.lastRow)) logon.lastRow = row
}

function name(
  rows: CaseRows,
  logon: LogonDraft,
  sid: number,
  account: number,
  domain: number,
  sure: boolean,
): void {
  const real = rows.sid(sid)
  if (sure || logon.sid === 0) logon.sid = real === 0 ? logon.sid : real
  if (account !== 0 && (sure || logon.account === 0)) {
    logon.account = account
    logon.domain = domain
  }
}

function takeTarget(rows: CaseRows, logon: LogonDraft, row: number, kind: number): void {
  const { family } = rows
  const isFirstStart = kind === KIND.logon && logon.startRow < 0
  attach(
    rows,
    logon,
    row,
    kind === KIND.logon && !isFirstStart ? 'start-repeat' : (TARGET_ROLES[kind] ?? 'activity'),
  )
  name(
    rows,
    logon,
    family.targetSid[row] ?? 0,
    family.targetUser[row] ?? 0,
    family.targetDomain[row] ?? 0,
    isFirstStart,
  )
  const type = family.logonType[row] ?? NO_NUMBER
  if (type !== NO_NUMBER && (isFirstStart || logon.logonType === null)) logon.logonType = type
  if (isFirstStart) {
    logon.startRow = row
    logon.linkedId = family.linkedLogonId[row] ?? 0n
  } else if (kind === KIND.logoff) {
    if (logon.logoffRow < 0 || rows.ms(row) < rows.ms(logon.logoffRow)) logon.logoffRow = row
    if (logon.releaseRow < 0 || rows.ms(row) >= rows.ms(logon.releaseRow)) logon.releaseRow = row
  } else if (kind === KIND['logoff-by-user']) {
    if (logon.userLogoffRow < 0) logon.userLogoffRow = row
  } else if (kind === KIND['process-start']) {
    if (logon.processRow < 0) logon.processRow = row
  } else if (MARKS.has(kind)) logon.marks.push(row)
}

function takeSubject(rows: CaseRows, logon: LogonDraft, row: number, kind: number): void {
  const { family } = rows
  attach(rows, logon, row, SUBJECT_ROLES[kind] ?? 'activity')
  name(
    rows,
    logon,
    family.subjectSid[row] ?? 0,
    family.subjectUser[row] ?? 0,
    family.subjectDomain[row] ?? 0,
    false,
  )
  if (kind === KIND['special-privileges']) {
    if (logon.adminRow < 0) logon.adminRow = row
  } else if (kind === KIND['process-start']) {
    if (logon.processRow < 0) logon.processRow = row
  } else if (kind === KIND['log-cleared'] && logon.clearedRow < 0) logon.clearedRow = row
}
