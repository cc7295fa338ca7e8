import type { Failure, Machine, Reconstruction, Session } from '../../../electron/contract/sessions'
import { unixMsToFileTime } from '../../../electron/core/text/time'

/** Sessions of a few words each; everything not said is quiet and certain. Times are hours of 12 March 2024, UTC. */
export interface Brief {
  readonly id?: string
  readonly account?: string | null
  readonly domain?: string | null
  readonly sid?: string | null
  readonly on?: string
  /** Hours. */
  readonly from?: number | null
  /** Hours; null: still open. */
  readonly to?: number | null
  readonly types?: readonly number[]
  readonly reason?: Session['end']['reason']
  readonly class?: Session['class']
  readonly kind?: Session['kind']
  readonly ip?: string
  /** Of several connections; null: at the console. */
  readonly ips?: readonly (string | null)[]
  readonly burst?: number
  readonly states?: readonly {
    readonly state: Session['states'][number]['state']
    readonly from: number
    readonly to: number | null
  }[]
  readonly events?: number
}

const DAY = Date.UTC(2024, 2, 12)
const HOUR = 3_600_000

export function atMs(hours: number): number {
  return DAY + hours * HOUR
}

export function at(hours: number): bigint {
  return unixMsToFileTime(atMs(hours))
}

export function madeCase(
  briefs: readonly Brief[],
  failures: readonly {
    readonly account: string
    readonly on: string
    readonly at: number
    readonly domain?: string
    readonly type?: number
  }[] = [],
): Reconstruction {
  const names = [...new Set([...briefs.map(({ on }) => on ?? 'PC1'), ...failures.map(({ on }) => on)])].sort()
  const machines: Machine[] = names.map((name) => ({
    id: name.toLowerCase(),
    name,
    aliases: [],
    identity: [],
  }))
  return {
    machines,
    boots: [],
    logons: [],
    sessions: briefs.map((brief, i) => session(brief, i, names)),
    failures: failures.map(({ account, on, at: hour, domain = 'CORP', type = 3 }, record): Failure => ({
      machine: names.indexOf(on),
      time: at(hour),
      account,
      domain,
      logonType: type,
      ip: '203.0.113.9',
      workstation: null,
      status: null,
      record,
    })),
    machineEvents: [],
    gaps: [],
    hops: [],
    addresses: [],
    skews: [],
    clockCorrections: [],
    coverage: machines.map((_, machine) => ({ machine, first: at(0), last: at(24) })),
  }
}

function session(brief: Brief, i: number, names: readonly string[]): Session {
  const from = brief.from === undefined ? 9 : brief.from
  const to = brief.to === undefined ? 17 : brief.to
  const start = from === null ? null : at(from)
  const end = to === null ? null : at(to)
  const reason = brief.reason ?? (to === null ? 'open-at-end' : 'user-logoff')
  const account = brief.account === undefined ? 'alice' : brief.account
  return {
    id: brief.id ?? `s${i}`,
    kind: brief.kind ?? 'console',
    machine: names.indexOf(brief.on ?? 'PC1'),
    boot: 0,
    sessionId: 1,
    sid: brief.sid === undefined ? `S-1-5-21-1-1-1-${account ?? 'none'}` : brief.sid,
    account,
    domain: brief.domain === undefined ? 'CORP' : brief.domain,
    class: brief.class ?? 'human',
    logonTypes: brief.types ?? [2],
    start: { earliest: start, best: start, latest: start ?? at(10), method: 'logon', confidence: 'certain' },
    end: {
      earliest: end ?? at(12),
      best: end,
      latest: end,
      reason,
      method: 'logoff',
      confidence: 'certain',
      by: null,
    },
    recorded: null,
    states: (brief.states ?? []).map((span) => ({
      state: span.state,
      from: at(span.from),
      to: span.to === null ? null : at(span.to),
      evidence: [],
    })),
    connections: (brief.ips ?? (brief.ip === undefined ? [] : [brief.ip])).map((ip) => ({
      from: at(9),
      to: null,
      ip,
      client: null,
      sessionName: null,
      activityId: null,
      auth: null,
      timeZone: null,
    })),
    wallMs: null,
    useMs: null,
    useIsUpperBound: false,
    adminCapable: false,
    elevationUsed: false,
    flags: [],
    burst: brief.burst === undefined ? null : { count: brief.burst, maxConcurrent: 1 },
    failures: 0,
    gaps: [],
    confidence: 'certain',
    explanation: [],
    logons: [],
    evidence: Array.from({ length: brief.events ?? 2 }, (_, record) => ({ record, role: 'start' })),
  }
}
