/** What all sessions of a case share while they are built. */
import type { FileTime } from '../../contract/ids'
import type { Failure } from '../../contract/sessions'
import type { CaseRows } from './records/case-rows'
import { lowerBound } from './records/sorted'
import type { LogonDraft } from './logons/logon-drafts'

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

export interface FailuresBefore {
  readonly count: number
  readonly last: Failure | null
}
export interface FailureSource {
  readonly ip: string | null
  readonly workstation?: string | null
}
const NONE_BEFORE: FailuresBefore = { count: 0, last: null }

interface FailureGroup {
  readonly failures: Failure[]
  times: Float64Array
}

/** Counts failed logons of an account from an address just before a moment. */
export class FailureIndex {
  private readonly groups = new Map<string, FailureGroup>()
  /** Machines that tell of failures of an account from a source. */
  private readonly tellers = new Map<string, Set<number>>()

  constructor(failures: readonly Failure[]) {
    for (const failure of failures) {
      const { machine, account, ip, workstation } = failure
      if (account === null) continue
      this.enter(failureKey(machine, account, null), failure)
      const source = ip ?? workstation?.toLowerCase() ?? null
      if (source === null) continue
      this.enter(failureKey(machine, account, source), failure)
      const key = tellerKey(account, source)
      const known = this.tellers.get(key)
      if (known === undefined) this.tellers.set(key, new Set([machine]))
      else known.add(machine)
    }
    for (const group of this.groups.values()) {
      group.failures.sort((a, b) => (a.time < b.time ? -1 : a.time > b.time ? 1 : a.record - b.record))
      group.times = Float64Array.from(group.failures, ({ time }) => Number(time) / 10_000)
    }
  }

  /**
   * Those that the machine itself tells (without an address all of the account), or that another machine tells of the same
   * address or a client of the same name. A domain controller and the machine tell of one attempt each, so they are not
   * added: the machine that tells of most counts.
   */
  before(machine: number, account: string | null, source: FailureSource, start: FileTime): FailuresBefore {
    if (account === null) return NONE_BEFORE
    const { ip, workstation } = source
    const keys = [failureKey(machine, account, ip)]
    for (const from of [ip, workstation?.toLowerCase() ?? null]) {
      if (from === null) continue
      for (const teller of this.tellers.get(tellerKey(account, from)) ?? [])
        keys.push(failureKey(teller, account, from))
    }
    return keys
      .map((key) => this.inGroup(key, Number(start) / 10_000))
      .reduce((most, one) => (one.count > most.count ? one : most))
  }

  private inGroup(key: string, at: number): FailuresBefore {
    const group = this.groups.get(key)
    if (group === undefined) return NONE_BEFORE
    const to = lowerBound(group.times, at)
    const count = to - lowerBound(group.times, at - FAILURES_BEFORE_MS)
    return count === 0 ? NONE_BEFORE : { count, last: group.failures[to - 1] ?? null }
  }

  private enter(key: string, failure: Failure): void {
    const group = this.groups.get(key)
    if (group === undefined) this.groups.set(key, { failures: [failure], times: NO_TIMES })
    else group.failures.push(failure)
  }
}

const NO_TIMES = new Float64Array(0)

function failureKey(machine: number, account: string, source: string | null): string {
  return `${machine}|${account.toLowerCase()}|${source ?? '*'}`
}

function tellerKey(account: string, source: string): string {
  return `${account.toLowerCase()}|${source}`
}
