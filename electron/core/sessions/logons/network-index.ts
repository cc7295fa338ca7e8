/** Network logons by account, for finding the pre-logon of a Remote Desktop connection (sessions.md 6.1). */
import type { CaseRows } from '../records/case-rows'
import { lowerBound } from '../records/sorted'
import type { LogonDraft } from './logon-drafts'

/** Network-level authentication comes at most this long before the desktop logon. */
const NLA_BEFORE_MS = 30_000
const NLA_AFTER_MS = 1000
/** Often twice for one connection; more are ordinary network logons. */
const MAX_NLA = 4

export class NetworkIndex {
  private readonly byAccount = new Map<number, { logons: LogonDraft[]; times: Float64Array }>()

  constructor(
    private readonly rows: CaseRows,
    drafts: readonly LogonDraft[],
  ) {
    const groups = new Map<number, LogonDraft[]>()
    for (const logon of drafts) {
      if (logon.logonType !== 3 || logon.startRow < 0 || logon.class !== 'human' || logon.sid === 0) continue
      const group = groups.get(logon.sid)
      if (group === undefined) groups.set(logon.sid, [logon])
      else group.push(logon)
    }
    for (const [sid, logons] of groups) {
      logons.sort((a, b) => rows.ms(a.startRow) - rows.ms(b.startRow) || a.luid - b.luid)
      this.byAccount.set(sid, { logons, times: Float64Array.from(logons, (one) => rows.ms(one.startRow)) })
    }
  }

  get isEmpty(): boolean {
    return this.byAccount.size === 0
  }

  /** Pre-logons of a connection of this account from this address that began at `ms`, nearest first. */
  before(sid: number, address: string, ms: number): LogonDraft[] {
    const group = this.byAccount.get(sid)
    if (group === undefined) return []
    const found: LogonDraft[] = []
    const end = lowerBound(group.times, ms + NLA_AFTER_MS)
    for (
      let i = end - 1;
      i >= 0 && (group.times[i] ?? 0) >= ms - NLA_BEFORE_MS && found.length < MAX_NLA;
      i--
    ) {
      const logon = group.logons[i]
      if (logon === undefined) continue
      if (this.rows.address(this.rows.family.ip[logon.startRow] ?? 0) === address) found.push(logon)
    }
    return found
  }
}
