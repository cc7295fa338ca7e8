/** What the logs of several machines say together: tickets and checks behind logons, addresses, clocks, hops and chains (sessions.md 7). */
import type { AddressUse, ClockSkew, EvidenceLink, Hop, Session } from '../../../contract/sessions'
import { findHops } from './hops'
import { findAddresses, type HostAddresses } from './addresses'
import { withOrigins } from './chains'
import { measureSkews, type ClockSkews } from './skew'
import {
  joinChecks,
  joinFirstTickets,
  joinTickets,
  proofSentence,
  ticketPairs,
  type HostCase,
  type LogonProof,
} from './tickets'
import { sortEvidence } from '../session-facts'

export interface AcrossHosts {
  readonly sessions: readonly Session[]
  readonly hops: readonly Hop[]
  readonly addresses: readonly AddressUse[]
  readonly skews: readonly ClockSkew[]
}

/** A session of a thousand logons has as many tickets; of more than these only the number is told. */
const MAX_PROOFS = 32
const MAX_SENTENCES = 3

/** Sessions come back with the evidence and the sentences that other machines' logs add. Costs nothing for one machine alone. */
export function acrossHosts(hosts: HostCase, sessions: readonly Session[]): AcrossHosts {
  if (hosts.machines.length < 2) return { sessions, hops: [], addresses: [], skews: [] }
  let known: HostAddresses | null = null
  const addresses = (): HostAddresses =>
    (known ??= findAddresses(hosts.rows, hosts.machines, hosts.logs, hosts.logons, hosts.startRows))
  const tickets = joinTickets(hosts)
  const skews = measureSkews(hosts.rows, ticketPairs(hosts, tickets))
  const proofs = [...tickets, ...joinChecks(hosts, skews), ...joinFirstTickets(hosts, skews, addresses)]
  const proved = proofs.length === 0 ? sessions : withProofs(hosts, skews, sessions, proofs)
  const hops = findHops(hosts, proved, tickets, skews, addresses())
  return {
    sessions: withOrigins(hosts.rows, hosts.machines, proved, hops),
    hops,
    addresses: addresses().list(),
    skews: skews.list,
  }
}

function withProofs(
  hosts: HostCase,
  skews: ClockSkews,
  sessions: readonly Session[],
  proofs: readonly LogonProof[],
): Session[] {
  const byLogon = new Map<number, LogonProof[]>()
  for (const proof of proofs) {
    const list = byLogon.get(proof.logon)
    if (list === undefined) byLogon.set(proof.logon, [proof])
    else list.push(proof)
  }
  return sessions.map((session) => {
    const own = session.logons.flatMap((logon) => byLogon.get(logon) ?? [])
    if (own.length === 0) return session
    const links = own.slice(0, MAX_PROOFS).map(({ row, role }): EvidenceLink => hosts.rows.link(row, role))
    const told = [...new Set(own.slice(0, MAX_SENTENCES).map((proof) => proofSentence(hosts, skews, proof)))]
    const more = own.length - MAX_SENTENCES
    if (more > 0) told.push(`Other computers' logs stand behind ${more} more of its logons.`)
    return {
      ...session,
      explanation: [...session.explanation, ...told],
      evidence: sortEvidence(hosts.rows, [...session.evidence, ...links]),
    }
  })
}
