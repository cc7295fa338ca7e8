/** Elevated and filtered logon of one person (sessions.md 4.5). */
import { lowerBound } from '../records/sorted'
import type { CaseRows } from '../records/case-rows'
import type { LogonDraft } from './logon-drafts'

/** Windows before 10 names no link: both halves start within this time. */
const PAIR_MS = 50
/** Halves of a pair are created one after the other; this far apart other logons would lie between. */
const NEIGHBOUR_LUIDS = 0x1000
const INTERACTIVE: ReadonlySet<number | null> = new Set([2, 10, 11, 12])

/** Sets `pair` on both halves of every pair among the drafts of one boot. */
export function linkPairs(rows: CaseRows, drafts: readonly LogonDraft[]): void {
  if (drafts.length < 2) return
  pairByField(drafts)
  const single = drafts.filter((logon) => logon.pair === null && logon.class === 'human')
  pairByTime(rows, single)
  pairLostStarts(drafts, single)
}

function join(a: LogonDraft, b: LogonDraft, inferred: boolean): void {
  a.pair = b
  b.pair = a
  a.pairIsInferred = b.pairIsInferred = inferred
}

function pairByField(drafts: readonly LogonDraft[]): void {
  if (!drafts.some((logon) => logon.linkedId !== 0n)) return
  const byId = new Map(drafts.map((logon) => [logon.logonId, logon]))
  for (const logon of drafts) {
    if (logon.linkedId === 0n || logon.pair !== null) continue
    const other = byId.get(logon.linkedId)
    if (other === undefined || other === logon || other.pair !== null) continue
    const answers = other.startRow < 0 || other.linkedId === logon.logonId
    const sameSid = other.sid === 0 || logon.sid === 0 || other.sid === logon.sid
    if (answers && sameSid) join(logon, other, false)
  }
}

/** Same account, type and source within 50 ms, exactly one of them privileged. */
function pairByTime(rows: CaseRows, single: readonly LogonDraft[]): void {
  const started = single
    .filter((logon) => logon.startRow >= 0 && logon.linkedId === 0n && INTERACTIVE.has(logon.logonType))
    .sort((a, b) => rows.ms(a.startRow) - rows.ms(b.startRow) || a.luid - b.luid)
  for (let i = 0; i + 1 < started.length; i++) {
    const [a, b] = [started[i], started[i + 1]]
    if (a === undefined || b === undefined || a.pair !== null) continue
    const apart = rows.ms(b.startRow) - rows.ms(a.startRow)
    const alike =
      a.sid === b.sid &&
      a.logonType === b.logonType &&
      rows.family.ip[a.startRow] === rows.family.ip[b.startRow]
    if (apart <= PAIR_MS && alike && a.adminRow >= 0 !== b.adminRow >= 0) join(a, b, true)
  }
}

/** Both starts lost: neighbouring logon IDs of one account, one of them seen as a person's desktop logon. */
function pairLostStarts(drafts: readonly LogonDraft[], single: readonly LogonDraft[]): void {
  const lost = single.filter((logon) => logon.pair === null && logon.startRow < 0 && logon.luid > 0)
  if (lost.length < 2) return
  const luids = drafts.map((logon) => logon.luid).sort((a, b) => a - b)
  lost.sort((a, b) => a.luid - b.luid)
  for (let i = 0; i + 1 < lost.length; i++) {
    const [a, b] = [lost[i], lost[i + 1]]
    if (a === undefined || b === undefined || a.pair !== null) continue
    const neighbours = luids[lowerBound(luids, a.luid) + 1] === b.luid && b.luid - a.luid <= NEIGHBOUR_LUIDS
    const sameAccount = a.sid !== 0 && a.sid === b.sid
    if (neighbours && sameAccount && typesAgree(a, b) && isDesktop(a) !== isDesktop(b)) join(a, b, true)
  }
}

/** 4634 tells the type of a logon whose 4624 is lost: the network logon before a remote one is no half of it. */
function typesAgree(a: LogonDraft, b: LogonDraft): boolean {
  const known = [a.logonType, b.logonType].filter((type) => type !== null)
  return known.every((type) => INTERACTIVE.has(type) && type === known[0])
}

/** User logoff, lock and connection records name the filtered half only. */
function isDesktop(logon: LogonDraft): boolean {
  return logon.userLogoffRow >= 0 || logon.marks.length > 0
}
