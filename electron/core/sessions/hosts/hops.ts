/** From one computer to the next: sessions that were opened out of another computer's session (sessions.md 7). */
import {
  CONFIDENCES,
  type Confidence,
  type EvidenceLink,
  type Hop,
  type Session,
} from '../../../contract/sessions'
import type { HostAddresses } from './addresses'
import { Arrivals, OpenSessions, startLinks, type Arrival } from './arrivals'
import { isAddress, MachineNames } from './names'
import type { ClockSkews } from './skew'
import type { HostCase, LogonProof } from './tickets'
import { KIND } from '../records/kind-index'
import { citeRecord } from '../session-facts'
import { lowerBound } from '../records/sorted'

/** The logon on the target lies this long before or after the use of credentials on the source. */
const BEFORE_MS = 2000
const AFTER_MS = 10_000
/** And this long after the Remote Desktop client began to connect: a person may have to type a password. */
const CLIENT_AFTER_MS = 30_000
/** Kerberos bears clocks that are five minutes apart. */
const TICKET_MS = 5 * 60_000
const MAX_EVIDENCE = 32
const ROLE = 'explicit-credentials'
const NO_GUID = '{00000000-0000-0000-0000-000000000000}'

interface Finder {
  readonly hosts: HostCase
  readonly skews: ClockSkews
  readonly addresses: HostAddresses
  readonly names: MachineNames
  readonly arrivals: Arrivals
  readonly open: OpenSessions
  readonly found: Map<string, { hop: Hop; evidence: EvidenceLink[] }>
}

/**
 * Hops between sessions, in order of time: by explicit credentials (4648), by the Remote Desktop client's records (1024, 1102),
 * and by the address that a logon came from. `tickets` tell addresses that Kerberos logons leave out.
 */
export function findHops(
  hosts: HostCase,
  sessions: readonly Session[],
  tickets: readonly LogonProof[],
  skews: ClockSkews,
  addresses: HostAddresses,
): Hop[] {
  const names = new MachineNames(hosts.machines)
  const finder: Finder = {
    hosts,
    skews,
    addresses,
    names,
    arrivals: new Arrivals(hosts, sessions, tickets, names, addresses),
    open: new OpenSessions(sessions),
    found: new Map(),
  }
  byCredentials(finder, sessions)
  byClient(finder)
  byAddress(finder)
  return [...finder.found.values()].map(({ hop, evidence }) => ({ ...hop, evidence })).sort(byTime)
}

function byTime(a: Hop, b: Hop): number {
  if (a.time !== b.time) return a.time < b.time ? -1 : 1
  return a.from.session + a.to.session < b.from.session + b.to.session ? -1 : 1
}

/** 4648 of a session names a server and an account that logs on there at once. */
function byCredentials(finder: Finder, sessions: readonly Session[]): void {
  const { rows } = finder.hosts
  for (const session of sessions) {
    for (const link of session.evidence) {
      if (link.role !== ROLE) continue
      const row = lowerBound(rows.family.record, link.record)
      const guid = rows.fold(rows.family.text1[row] ?? 0)
      const arrival = arrivalWithGuid(finder, session, row, guid) ?? arrivalNear(finder, session, row)
      if (arrival === null) continue
      const cited = citeRecord(rows, link.record)
      const shared = guid !== '' && guid !== NO_GUID && guid === arrival.logon.logonGuid?.toLowerCase()
      const { by } = finder.arrivals.origin(arrival)
      const told = shared
        ? ', whose logon has the same LogonGuid'
        : by === 'name'
          ? ', whose logon names the first computer'
          : by === 'address'
            ? ", whose logon came from the first computer's address"
            : ''
      enter(finder, session, arrival, link, told === '' ? 'medium' : 'high', (target) => {
        return `Explicit credentials for ${target} were used in it (${cited}) within seconds of this session${told}.`
      })
    }
  }
}

/** The nearest logon with this LogonGuid; a ticket serves many, so only logons of about that time count. */
function arrivalWithGuid(
  { arrivals, hosts }: Finder,
  from: Session,
  row: number,
  guid: string,
): Arrival | null {
  if (guid === '' || guid === NO_GUID) return null
  const ms = hosts.rows.ms(row)
  let best: Arrival | null = null
  for (const one of arrivals.withGuid(guid)) {
    const apart = Math.abs(one.ms - ms)
    if (one.session.machine === from.machine || apart > TICKET_MS) continue
    if (best === null || apart < Math.abs(best.ms - ms)) best = one
  }
  return best
}

/** The nearest logon of the account on the computer it names, which did not come from anywhere else. */
function arrivalNear(finder: Finder, from: Session, row: number): Arrival | null {
  const { rows } = finder.hosts
  const ms = rows.ms(row)
  const machine = machineNamed(finder, rows.fold(rows.family.targetServer[row] ?? 0), ms)
  if (machine === null || machine === from.machine) return null
  const account = rows.fold(rows.family.targetUser[row] ?? 0)
  return nearest(finder, from.machine, machine, account, ms, [BEFORE_MS, AFTER_MS])
}

function machineNamed({ addresses, names }: Finder, server: string, ms: number): number | null {
  if (!isAddress(server)) return names.machineOf(server)
  const name = addresses.nameAt(server, ms)
  return name === null ? null : names.machineOf(name)
}

function nearest(
  { skews, arrivals }: Finder,
  from: number,
  to: number,
  account: string,
  ms: number,
  [before, after]: readonly [number, number],
): Arrival | null {
  const skew = skews.between(from, to)
  let best: Arrival | null = null
  for (const one of arrivals.between(
    to,
    account,
    ms - before + Math.min(0, skew),
    ms + after + Math.max(0, skew),
  )) {
    const origin = arrivals.origin(one)
    if (origin.by !== 'nothing' && origin.machine !== from) continue
    if (best === null || Math.abs(one.ms - ms - skew) < Math.abs(best.ms - ms - skew)) best = one
  }
  return best
}

/** RDPClient 1024 and 1102 name a server, where someone logs on by Remote Desktop at once. */
function byClient(finder: Finder): void {
  const { hosts, open } = finder
  const { rows } = hosts
  hosts.logs.forEach(({ remote }, machine) => {
    for (const row of remote.rowsOf([KIND['rdp-client-server'], KIND['rdp-client-address']])) {
      const ms = rows.ms(row)
      const target = machineNamed(finder, rows.fold(rows.family.targetServer[row] ?? 0), ms)
      if (target === null || target === machine) continue
      const arrival = remoteArrival(finder, machine, target, ms)
      if (arrival === null) continue
      const session = open.at(machine, arrival.logon.account ?? '', ms, 0)
      if (session === null) continue
      const sure = finder.arrivals.origin(arrival).machine === machine
      enter(finder, session, arrival, rows.link(row, 'rdp-client'), sure ? 'high' : 'medium', (name) => {
        const told = sure ? ', whose logon came from the first computer' : ''
        return `The Remote Desktop client of the first computer connected to ${name} (${rows.cite(row)}) within seconds of this session${told}.`
      })
    }
  })
}

/** The only Remote Desktop session that someone came to then; several, and nobody knows which. */
function remoteArrival(finder: Finder, from: number, to: number, ms: number): Arrival | null {
  const skew = finder.skews.between(from, to)
  const near = finder.arrivals.remote(
    to,
    ms - BEFORE_MS + Math.min(0, skew),
    ms + CLIENT_AFTER_MS + Math.max(0, skew),
  )
  const sure = near.filter((one) => finder.arrivals.origin(one).machine === from)
  const among = sure.length > 0 ? sure : near.filter((one) => finder.arrivals.origin(one).by === 'nothing')
  const [first] = among
  return first !== undefined && among.every(({ session }) => session === first.session) ? first : null
}

/** A logon from the address of another computer where the same account has a desktop open. */
function byAddress(finder: Finder): void {
  const { arrivals, open, hosts, skews } = finder
  const reached = new Set(
    [...finder.found.values()].map(({ hop }) => `${hop.from.machine} ${hop.to.session}`),
  )
  for (const arrival of arrivals.all) {
    const { machine, by } = arrivals.origin(arrival)
    const target = arrival.session.machine
    if (machine === null || by !== 'address' || machine === target) continue
    const key = `${machine} ${arrival.session.id}`
    if (reached.has(key)) continue
    const account = arrival.logon.account ?? ''
    const session = open.at(machine, account, arrival.ms, Math.abs(skews.between(machine, target)))
    if (session?.account?.toLowerCase() !== account.toLowerCase()) continue
    const [start] = startLinks(arrival)
    if (start === undefined) continue
    reached.add(key)
    const from = `${arrival.ip ?? ''}, the first computer's address at that time`
    enter(finder, session, arrival, start, 'medium', (name) => {
      return `The same account logged on to ${name} (${citeRecord(hosts.rows, start.record)}) from ${from}, while this session was open there.`
    })
  }
}

function enter(
  { hosts, found, skews }: Finder,
  from: Session,
  arrival: Arrival,
  link: EvidenceLink,
  confidence: Confidence,
  explain: (target: string) => string,
): void {
  const to = arrival.session
  const key = `${from.id} ${to.id}`
  const known = found.get(key)
  if (known === undefined) {
    const explanation =
      explain(hosts.machines[to.machine]?.name ?? '') + skews.sentence(from.machine, to.machine)
    const hop: Hop = {
      from: { machine: from.machine, session: from.id },
      to: { machine: to.machine, session: to.id },
      time: hosts.rows.records.time[link.record] ?? 0n,
      confidence,
      explanation,
      evidence: [],
    }
    found.set(key, { hop, evidence: distinct([link, ...startLinks(arrival)]) })
    return
  }
  if (known.evidence.length < MAX_EVIDENCE) known.evidence = distinct([...known.evidence, link])
  if (CONFIDENCES.indexOf(confidence) < CONFIDENCES.indexOf(known.hop.confidence))
    known.hop = { ...known.hop, confidence }
}

function distinct(links: readonly EvidenceLink[]): EvidenceLink[] {
  const seen = new Set<number>()
  return links.filter(({ record }) => !seen.has(record) && seen.add(record))
}
