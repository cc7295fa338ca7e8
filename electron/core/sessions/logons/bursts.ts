/** Network logons rolled up: one bar for what one account did from one place without a long pause (sessions.md 6.2). */
import type { LogonClass } from '../../../contract/sessions'
import type { CaseRows } from '../records/case-rows'
import { seenRow, type LogonDraft } from './logon-drafts'

export interface BurstDraft {
  readonly logons: readonly LogonDraft[]
  readonly class: LogonClass
}

/** A new burst starts after this long without a logon. */
const BURST_GAP_MS = 10 * 60_000

/** Bursts of one boot, by (account, source, package), in order of their first logon. */
export function rollUp(rows: CaseRows, logons: readonly LogonDraft[]): BurstDraft[] {
  const groups = new Map<string, LogonDraft[]>()
  for (const logon of logons) {
    const key = burstKey(rows, logon)
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [logon])
    else group.push(logon)
  }
  const bursts: BurstDraft[] = []
  for (const group of groups.values()) {
    group.sort((a, b) => rows.ms(seenRow(a)) - rows.ms(seenRow(b)) || a.luid - b.luid)
    let current: LogonDraft[] = []
    let lastMs = Number.NEGATIVE_INFINITY
    for (const logon of group) {
      const ms = rows.ms(seenRow(logon))
      if (current.length === 0 || ms - lastMs > BURST_GAP_MS) {
        current = [logon]
        bursts.push({ logons: current, class: logon.class })
      } else current.push(logon)
      lastMs = ms
    }
  }
  return bursts
}

function burstKey(rows: CaseRows, logon: LogonDraft): string {
  const account =
    logon.sid !== 0 ? `s${logon.sid}` : `n${rows.fold(logon.domain)}\\${rows.fold(logon.account)}`
  if (logon.startRow < 0) return `${account}|${logon.class}|?`
  const { family } = rows
  const address = rows.address(family.ip[logon.startRow] ?? 0)
  const source = address ?? `w${rows.fold(family.workstation[logon.startRow] ?? 0)}`
  return `${account}|${logon.class}|${source}|${family.authPackage[logon.startRow] ?? 0}`
}
