/** What all sessions of a case share while they are built. */
import type { FileTime } from '../../contract/ids'
import type { Failure } from '../../contract/sessions'
import type { CaseRows } from './case-rows'
import { lowerBound } from './sorted'
import type { LogonDraft } from './logon-drafts'

export interface AccountName {
  readonly account: string | null
  readonly domain: string | null
}

/** A name for each SID that any logon of the case shows; the first machine and boot in order decides. */
export function namesBySid(rows: CaseRows, drafts: readonly LogonDraft[]): Map<number, AccountName> {
  const names = new Map<number, AccountName>()
  for (const logon of drafts) {
    if (logon.sid === 0 || logon.account === 0 || names.has(logon.sid)) continue
    names.set(logon.sid, { account: rows.text(logon.account), domain: rows.text(logon.domain) })
  }
  return names
}

/** Failed logons this long before a start belong to its story. */
const FAILURES_BEFORE_MS = 10 * 60_000

/** Counts failed logons of an account from an address just before a moment. */
export class FailureIndex {
  private readonly times = new Map<string, Float64Array>()

  constructor(failures: readonly Failure[]) {
    const groups = new Map<string, number[]>()
    for (const { machine, account, ip, time } of failures) {
      if (account === null) continue
      for (const key of [failureKey(machine, account, ip), failureKey(machine, account, null)]) {
        const group = groups.get(key)
        if (group === undefined) groups.set(key, [Number(time) / 10_000])
        else group.push(Number(time) / 10_000)
      }
    }
    for (const [key, times] of groups) this.times.set(key, Float64Array.from(times).sort())
  }

  /** Without an address all failures of the account on the machine count. */
  before(machine: number, account: string | null, ip: string | null, start: FileTime): number {
    if (account === null) return 0
    const times = this.times.get(failureKey(machine, account, ip))
    if (times === undefined) return 0
    const at = Number(start) / 10_000
    return lowerBound(times, at) - lowerBound(times, at - FAILURES_BEFORE_MS)
  }
}

function failureKey(machine: number, account: string, ip: string | null): string {
  return `${machine}|${account.toLowerCase()}|${ip ?? '*'}`
}
