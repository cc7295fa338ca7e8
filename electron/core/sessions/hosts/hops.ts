/** From one computer to the next: sessions that were opened out of another computer's session (sessions.md 7). */
import type { Confidence, Hop, Session } from '../../../contract/sessions'
import type { HostAddresses } from './addresses'
import { Arrivals, OpenSessions, type Arrival } from './arrivals'
import { HopBook, rank } from './hop-book'
import { firstLabel, isAddress, MachineNames, ownLabels } from './names'
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
const ROLE = 'explicit-credentials'
const NO_GUID = '{00000000-0000-0000-0000-000000000000}'

interface Finder {
  readonly hosts: HostCase
  readonly skews: ClockSkews
  readonly addresses: HostAddresses
  readonly names: MachineNames
  readonly labels: readonly ReadonlySet<string>[]
  readonly arrivals: Arrivals
  readonly open: OpenSessions
  readonly book: HopBook
}

/** What an arrival itself says of the computer in question: how sure that makes it, and in words. */
interface Fit {
  readonly confidence: Confidence
  readonly told: string
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
    labels: ownLabels(hosts.machines),
    arrivals: new Arrivals(hosts, sessions, tickets, names, addresses),
    open: new OpenSessions(sessions),
    book: new HopBook(hosts.rows, hosts.machines, skews),
  }
  byCredentials(finder, sessions)
  byClient(finder)
  byAddress(finder)
  return finder.book.list()
}

/** How an arrival fits with having come from a computer; null where it came from another one. */
function fitOf({ arrivals, addresses, labels, hosts }: Finder, from: number, arrival: Arrival): Fit | null {
  const { machine, by, rival } = arrivals.origin(arrival)
  const { ip, ms } = arrival
  const nameOf = (at: number): string => hosts.machines[at]?.name ?? ''
  if (by === 'address') {
    const told = ", whose logon came from the first computer's address"
    if (machine === from)
      return rival === null
        ? { confidence: 'high', told }
        : { confidence: 'medium', told: `${told} but names ${nameOf(rival)}` }
    if (rival !== from || machine === null) return null
    const other = `the address of ${nameOf(machine)}`
    return { confidence: 'medium', told: `, whose logon names the first computer but came from ${other}` }
  }
  const own = labels[from]
  const other = ip === null || own === undefined ? null : addresses.otherOf(own, ip, ms)
  const doubt =
    other === null ? '' : `, though it came from ${ip ?? ''} while ${other} was the first computer's address`
  if (by === 'nothing') return { confidence: other === null ? 'medium' : 'low', told: doubt }
  if (machine !== from) return null
  const told = `, whose logon names the first computer${doubt}`
  return { confidence: other === null ? 'high' : 'medium', told }
}

/** 4648 of a session names a server and an account that logs on there at once. */
function byCredentials(finder: Finder, sessions: readonly Session[]): void {
  const { rows, machines } = finder.hosts
  for (const session of sessions) {
    for (const link of session.evidence) {
      if (link.role !== ROLE) continue
      const row = lowerBound(rows.family.record, link.record)
      const guid = rows.fold(rows.family.text1[row] ?? 0)
      const arrival = arrivalWithGuid(finder, session, row, guid) ?? arrivalNear(finder, session, row)
      if (arrival === null) continue
      const cited = citeRecord(rows, link.record)
      const shared = guid !== '' && guid !== NO_GUID && guid === arrival.guid
      const fit: Fit | null = shared
        ? { confidence: 'high', told: ', whose logon has the same LogonGuid' }
        : fitOf(finder, session.machine, arrival)
      if (fit === null) continue
      const target = machines[arrival.session.machine]?.name ?? ''
      finder.book.enter(session, arrival, {
        link,
        confidence: fit.confidence,
        told: `Explicit credentials for ${target} were used in it (${cited}) within seconds of this session${fit.told}.`,
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

/** The logon of the account on the computer it names that fits best, then the nearest; none that came from anywhere else. */
function arrivalNear(finder: Finder, from: Session, row: number): Arrival | null {
  const { skews, arrivals, hosts, labels } = finder
  const { rows } = hosts
  const ms = rows.ms(row)
  const machine = machineNamed(finder, rows.fold(rows.family.targetServer[row] ?? 0), ms)
  if (machine === null || machine === from.machine) return null
  const account = rows.fold(rows.family.targetUser[row] ?? 0)
  const domain = rows.fold(rows.family.targetDomain[row] ?? 0)
  const skew = skews.between(from.machine, machine)
  const apart = (one: Arrival): number => Math.abs(one.ms - ms - skew)
  let best: { readonly arrival: Arrival; readonly rank: number } | null = null
  for (const arrival of arrivals.between(
    machine,
    account,
    ms - BEFORE_MS + Math.min(0, skew),
    ms + AFTER_MS + Math.max(0, skew),
  )) {
    const fit = fitOf(finder, from.machine, arrival)
    if (fit === null || !isOneAccount(labels[machine], domain, arrival)) continue
    const surer = rank(fit.confidence) - (best?.rank ?? Infinity)
    if (best === null || surer < 0 || (surer === 0 && apart(arrival) < apart(best.arrival)))
      best = { arrival, rank: rank(fit.confidence) }
  }
  return best?.arrival ?? null
}

/** A local account of the target and a domain's account of that name are two. What a domain is called in records differs too much to tell two domains. */
function isOneAccount(own: ReadonlySet<string> | undefined, asked: string, arrival: Arrival): boolean {
  const given = (arrival.domain ?? '').toLowerCase()
  if (asked === '' || given === '') return true
  const isLocal = (domain: string): boolean => own?.has(firstLabel(domain)) === true
  return isLocal(asked) === isLocal(given)
}

function machineNamed({ addresses, names }: Finder, server: string, ms: number): number | null {
  if (!isAddress(server)) return names.machineOf(server)
  const name = addresses.nameAt(server, ms)
  return name === null ? null : names.machineOf(name)
}

/** RDPClient 1024 and 1102 name a server, where someone logs on by Remote Desktop at once; their UserID is whose session it was. */
function byClient(finder: Finder): void {
  const { hosts, open, book } = finder
  const { rows, machines } = hosts
  hosts.logs.forEach(({ remote }, machine) => {
    for (const row of remote.rowsOf([KIND['rdp-client-server'], KIND['rdp-client-address']])) {
      const ms = rows.ms(row)
      const target = machineNamed(finder, rows.fold(rows.family.targetServer[row] ?? 0), ms)
      if (target === null || target === machine) continue
      const arrival = remoteArrival(finder, machine, target, ms)
      const fit = arrival && fitOf(finder, machine, arrival)
      if (arrival === null || fit === null) continue
      const sid = rows.text(rows.sid(rows.family.subjectSid[row] ?? 0))
      const session = open.at(machine, { sid, account: arrival.account }, ms, 0)
      if (session === null) continue
      const server = machines[target]?.name ?? ''
      book.enter(session, arrival, {
        link: rows.link(row, 'rdp-client'),
        confidence: fit.confidence,
        told: `The Remote Desktop client of the first computer connected to ${server} (${rows.cite(row)}) within seconds of this session${fit.told}.`,
      })
    }
  })
}

/** The only Remote Desktop session that someone came to then; several, and nobody knows which. */
function remoteArrival(finder: Finder, from: number, to: number, ms: number): Arrival | null {
  const skew = finder.skews.between(from, to)
  const near = finder.arrivals
    .remote(to, ms - BEFORE_MS + Math.min(0, skew), ms + CLIENT_AFTER_MS + Math.max(0, skew))
    .flatMap((arrival) => {
      const fit = fitOf(finder, from, arrival)
      return fit === null ? [] : [{ arrival, rank: rank(fit.confidence) }]
    })
  const best = Math.min(...near.map((one) => one.rank))
  const [first, ...others] = near.filter((one) => one.rank === best)
  if (first === undefined) return null
  return others.every(({ arrival }) => arrival.session === first.arrival.session) ? first.arrival : null
}

/** A logon from the address of another computer where the same account has a desktop open. */
function byAddress(finder: Finder): void {
  const { arrivals, open, hosts, skews, book } = finder
  const { rows, machines } = hosts
  for (const arrival of arrivals.all) {
    const { machine, by, rival } = arrivals.origin(arrival)
    const target = arrival.session.machine
    if (machine === null || by !== 'address' || rival !== null || machine === target) continue
    if (book.has(machine, arrival)) continue
    const { account } = arrival
    const doubtMs = Math.abs(skews.between(machine, target))
    const session = open.at(machine, { sid: null, account }, arrival.ms, doubtMs)
    if (session?.account?.toLowerCase() !== account.toLowerCase()) continue
    const [start] = arrival.links
    if (start === undefined) continue
    const from = `${arrival.ip ?? ''}, the first computer's address at that time`
    book.enter(session, arrival, {
      link: start,
      confidence: 'medium',
      told: `The same account logged on to ${machines[target]?.name ?? ''} (${citeRecord(rows, start.record)}) from ${from}, while this session was open there.`,
    })
  }
}
