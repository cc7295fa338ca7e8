/** Chains of hops over several computers, and what a session at the end of one is told (sessions.md 7). */
import {
  CONFIDENCES,
  type EvidenceLink,
  type Hop,
  type Machine,
  type Session,
} from '../../../contract/sessions'
import type { CaseRows } from '../records/case-rows'
import { sortEvidence } from '../session-facts'

/** Nobody works through more computers at once; a hostile log can say so. */
export const MAX_CHAIN = 16
/** Records of a hop added to the session that it led to. */
const MAX_LINKS = 8

/**
 * The hops that lead to a session, first to last. Of several into one session the surest, then the first, is followed; a chain never
 * passes a session twice and has at most MAX_CHAIN steps.
 */
export function chainTo(session: string, into: ReadonlyMap<string, Hop>): Hop[] {
  const chain: Hop[] = []
  const seen = new Set([session])
  let at = session
  while (chain.length < MAX_CHAIN) {
    const hop = into.get(at)
    if (hop === undefined || seen.has(hop.from.session)) break
    chain.unshift(hop)
    at = hop.from.session
    seen.add(at)
  }
  return chain
}

/** The hop by which each session was reached. `hops` are in order of time. */
export function surestInto(hops: readonly Hop[]): Map<string, Hop> {
  const into = new Map<string, Hop>()
  for (const hop of hops) {
    const known = into.get(hop.to.session)
    if (known === undefined || rank(hop) < rank(known)) into.set(hop.to.session, hop)
  }
  return into
}

function rank({ confidence }: Hop): number {
  return CONFIDENCES.indexOf(confidence)
}

/** Sessions that were opened out of another are told so, with the records and the whole chain. */
export function withOrigins(
  rows: CaseRows,
  machines: readonly Machine[],
  sessions: readonly Session[],
  hops: readonly Hop[],
): readonly Session[] {
  if (hops.length === 0) return sessions
  const into = surestInto(hops)
  const byId = new Map(sessions.map((session) => [session.id, session]))
  return sessions.map((session) => {
    const hop = into.get(session.id)
    if (hop === undefined) return session
    const from = byId.get(hop.from.session)
    const who = from?.account ?? from?.sid ?? 'an account'
    const told = [
      `Opened out of a session of ${who} on ${nameOf(machines, hop.from.machine)}; ${hop.confidence}. ${hop.explanation}`,
    ]
    const chain = chainTo(session.id, into)
    if (chain.length > 1) {
      const path = [...chain.map((step) => step.from.machine), session.machine]
      told.push(`Computers on the way here: ${path.map((at) => nameOf(machines, at)).join(' > ')}.`)
    }
    const links = hop.evidence
      .slice(0, MAX_LINKS)
      .map(({ record, role }): EvidenceLink => ({ record, role: `hop:${role}` }))
    return {
      ...session,
      explanation: [...session.explanation, ...told],
      evidence: sortEvidence(rows, [...session.evidence, ...links]),
    }
  })
}

function nameOf(machines: readonly Machine[], machine: number): string {
  return machines[machine]?.name ?? ''
}
