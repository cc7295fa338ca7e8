/** From one computer to the next: sessions that were opened out of another computer's session (sessions.md 7). */
import type { EvidenceLink, Hop, Logon, Machine, Session } from '../../contract/sessions'
import type { CaseRows } from './case-rows'
import { lowerBound } from './sorted'

/** The logon on the target lies this long before or after the use of credentials on the source. */
const BEFORE_MS = 2000
const AFTER_MS = 10_000
/** A hostile log could put every logon into one moment. */
const MAX_CANDIDATES = 64
const MAX_EVIDENCE = 32
const ROLE = 'explicit-credentials'
/** Name of two computers. */
const AMBIGUOUS = -1

interface Arrival {
  readonly session: Session
  readonly logon: Logon
  readonly ms: number
}

/** In order of time. */
interface Arrivals {
  readonly arrivals: readonly Arrival[]
  readonly times: Float64Array
}

/** Hops by explicit credentials (4648) that name the target, joined with the account's logon there; in order of time. */
export function findHops(
  rows: CaseRows,
  machines: readonly Machine[],
  logons: readonly Logon[],
  sessions: readonly Session[],
): Hop[] {
  if (machines.length < 2) return []
  const named = machinesByName(machines)
  const arrivals = arrivalsByAccount(logons, sessions)
  const hops = new Map<string, { hop: Hop; evidence: EvidenceLink[] }>()
  for (const session of sessions) {
    for (const link of session.evidence) {
      if (link.role !== ROLE) continue
      const found = arrivalOf(rows, named, arrivals, session, link.record)
      if (found === null) continue
      const key = `${session.id} ${found.session.id}`
      const known = hops.get(key)
      if (known === undefined) {
        const evidence = [link, ...startLinks(found.logon)]
        hops.set(key, { hop: describe(rows, machines, session, found, link.record), evidence })
      } else if (known.evidence.length < MAX_EVIDENCE) known.evidence.push(link)
    }
  }
  return [...hops.values()]
    .map(({ hop, evidence }) => ({ ...hop, evidence }))
    .sort((a, b) =>
      a.time === b.time
        ? a.from.session + a.to.session < b.from.session + b.to.session
          ? -1
          : 1
        : a.time < b.time
          ? -1
          : 1,
    )
}

/** Machine by every alias and first label of one, folded. */
function machinesByName(machines: readonly Machine[]): Map<string, number> {
  const named = new Map<string, number>()
  machines.forEach(({ aliases }, machine) => {
    for (const alias of aliases) {
      const full = alias.toLowerCase()
      for (const name of new Set([full, label(full)])) {
        const other = named.get(name)
        named.set(name, other === undefined || other === machine ? machine : AMBIGUOUS)
      }
    }
  })
  return named
}

function label(name: string): string {
  const dot = name.indexOf('.')
  return dot > 0 ? name.slice(0, dot) : name
}

function accountKey(machine: number, account: string): string {
  return `${machine} ${account.toLowerCase()}`
}

function arrivalsByAccount(logons: readonly Logon[], sessions: readonly Session[]): Map<string, Arrivals> {
  const groups = new Map<string, Arrival[]>()
  for (const session of sessions) {
    for (const index of session.logons) {
      const logon = logons[index]
      if (
        logon === undefined ||
        logon.class !== 'human' ||
        logon.account === null ||
        logon.start.best === null
      )
        continue
      if (logon.source.ip === null && logon.source.workstation === null) continue
      const key = accountKey(session.machine, logon.account)
      const arrival = { session, logon, ms: Number(logon.start.best) / 10_000 }
      const group = groups.get(key)
      if (group === undefined) groups.set(key, [arrival])
      else group.push(arrival)
    }
  }
  return new Map(
    [...groups].map(([key, group]) => {
      group.sort((a, b) => a.ms - b.ms || (a.logon.id < b.logon.id ? -1 : 1))
      return [key, { arrivals: group, times: Float64Array.from(group, ({ ms }) => ms) }]
    }),
  )
}

/** The logon that a 4648 led to: the nearest of its account on the computer it names. */
function arrivalOf(
  rows: CaseRows,
  named: ReadonlyMap<string, number>,
  arrivals: ReadonlyMap<string, Arrivals>,
  from: Session,
  record: number,
): Arrival | null {
  const row = lowerBound(rows.family.record, record)
  const server = rows.fold(rows.family.targetServer[row] ?? 0)
  const machine = named.get(server) ?? named.get(label(server)) ?? AMBIGUOUS
  if (machine === AMBIGUOUS || machine === from.machine) return null
  const group = arrivals.get(accountKey(machine, rows.fold(rows.family.targetUser[row] ?? 0)))
  if (group === undefined) return null
  const ms = rows.recordMs(record)
  let best: Arrival | null = null
  const first = lowerBound(group.times, ms - BEFORE_MS)
  for (const one of group.arrivals.slice(first, first + MAX_CANDIDATES)) {
    if (one.ms > ms + AFTER_MS) break
    if (best === null || Math.abs(one.ms - ms) < Math.abs(best.ms - ms)) best = one
  }
  return best
}

function startLinks(logon: Logon): EvidenceLink[] {
  return logon.evidence.filter(({ role }) => role === 'start').slice(0, 1)
}

function describe(
  rows: CaseRows,
  machines: readonly Machine[],
  from: Session,
  { session, logon }: Arrival,
  record: number,
): Hop {
  const source = machines[from.machine]
  const workstation = label((logon.source.workstation ?? '').toLowerCase())
  // NTLM lets the client choose the name it shows; together with the 4648 it is worth more than nothing.
  const told = source?.aliases.some((alias) => label(alias.toLowerCase()) === workstation) ?? false
  const cited = `${rows.records.eventId[record] ?? 0}, record ${rows.records.recordId[record] ?? 0n}`
  const named = told ? ', whose logon names the first computer' : ''
  return {
    from: { machine: from.machine, session: from.id },
    to: { machine: session.machine, session: session.id },
    time: rows.records.time[record] ?? 0n,
    confidence: told ? 'high' : 'medium',
    explanation: `Explicit credentials for ${machines[session.machine]?.name ?? ''} were used in it (${cited}) within seconds of this session${named}.`,
    evidence: [],
  }
}
