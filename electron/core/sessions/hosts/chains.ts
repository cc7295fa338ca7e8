/** Chains of hops over several computers, and what a session at the end of one is told (sessions.md 7). */
import type { EvidenceLink, Hop, Machine, Session } from '../../../contract/sessions'
import { formatFileTime } from '../../text/time'
import type { CaseRows } from '../records/case-rows'
import { sortEvidence } from '../session-facts'
import { ENTRY_MS, rank } from './hop-book'

/** Nobody works through more computers at once; a hostile log can say so. */
export const MAX_CHAIN = 16
/** Records of a hop added to the session that it led to. */
const MAX_LINKS = 8
/** Later arrivals at a session that are told. */
const MAX_LATER = 3
/** A use of credentials is written up to this long before the logon by which it is dated. */
const SLACK_TICKS = 10_000_000n * 10n
const ENTRY_TICKS = BigInt(ENTRY_MS) * 10_000n

/** Hops by the session that they led to, in order of arrival. */
export class Ways {
  private readonly into = new Map<string, Hop[]>()

  constructor(hops: readonly Hop[]) {
    for (const hop of hops) {
      const known = this.into.get(hop.to.session)
      if (known === undefined) this.into.set(hop.to.session, [hop])
      else known.push(hop)
    }
    for (const known of this.into.values())
      known.sort((a, b) => (a.arrived < b.arrived ? -1 : a.arrived > b.arrived ? 1 : 0))
  }

  /** How a session was last reached before a moment of its own computer's clock: the surest hop of that arrival, then the first. */
  lastInto(session: string, until: bigint): Hop | null {
    const before = (this.into.get(session) ?? []).filter(({ arrived }) => arrived <= until + SLACK_TICKS)
    const last = before.at(-1)
    if (last === undefined) return null
    return surest(before.filter(({ arrived }) => arrived >= last.arrived - ENTRY_TICKS))
  }

  /** One hop for each arrival at a session, the surest, in order. */
  arrivals(session: string): Hop[] {
    const found: Hop[][] = []
    for (const hop of this.into.get(session) ?? []) {
      const last = found.at(-1)
      if (last?.[0] !== undefined && hop.arrived - last[0].arrived <= ENTRY_TICKS) last.push(hop)
      else found.push([hop])
    }
    return found.flatMap((hops) => surest(hops) ?? [])
  }
}

function surest(hops: readonly Hop[]): Hop | null {
  let best: Hop | null = null
  for (const hop of hops) if (best === null || rank(hop.confidence) < rank(best.confidence)) best = hop
  return best
}

/**
 * The hops that lead to the last one and that one, first to last: each session is taken as reached the way it last was before it was left. A
 * chain never passes a session twice and has at most MAX_CHAIN steps.
 */
export function chainTo(end: Hop, ways: Ways): Hop[] {
  const chain = [end]
  const seen = new Set([end.to.session, end.from.session])
  for (let hop = end; chain.length < MAX_CHAIN;) {
    const before = ways.lastInto(hop.from.session, hop.time)
    if (before === null || seen.has(before.from.session)) break
    chain.unshift(before)
    seen.add(before.from.session)
    hop = before
  }
  return chain
}

/** Sessions that were opened or reached again out of another are told so, with the records and the whole chain. */
export function withOrigins(
  rows: CaseRows,
  machines: readonly Machine[],
  sessions: readonly Session[],
  hops: readonly Hop[],
): readonly Session[] {
  if (hops.length === 0) return sessions
  const ways = new Ways(hops)
  const byId = new Map(sessions.map((session) => [session.id, session]))
  return sessions.map((session) => {
    const [first, ...later] = ways.arrivals(session.id)
    if (first === undefined) return session
    const told: string[] = []
    for (const hop of [first, ...later.slice(0, MAX_LATER)]) {
      const from = byId.get(hop.from.session)
      const who = from?.account ?? from?.sid ?? 'an account'
      const where = `a session of ${who} on ${nameOf(machines, hop.from.machine)}`
      told.push(`${verb(session, hop)} ${where}; ${hop.confidence}. ${hop.explanation}`)
    }
    if (later.length > MAX_LATER)
      told.push(`Reached from other computers ${later.length - MAX_LATER} times more.`)
    const chain = chainTo(first, ways)
    if (chain.length > 1) {
      const path = [...chain.map((step) => step.from.machine), session.machine]
      told.push(`Computers on the way here: ${path.map((at) => nameOf(machines, at)).join(' > ')}.`)
    }
    const links = [first, ...later.slice(0, MAX_LATER)].flatMap(({ evidence }) =>
      evidence.slice(0, MAX_LINKS).map(({ record, role }): EvidenceLink => ({ record, role: `hop:${role}` })),
    )
    return {
      ...session,
      explanation: [...session.explanation, ...told],
      evidence: sortEvidence(rows, [...session.evidence, ...links]),
    }
  })
}

/** A desktop that was open already when the hop arrived was reached again by it. */
function verb({ kind, start }: Session, { arrived, confidence }: Hop): string {
  const opened = start.best ?? start.latest
  const isAgain = kind !== 'network' && opened !== null && arrived > opened + ENTRY_TICKS
  if (isAgain) return `Reached again at ${formatFileTime(arrived)} out of`
  return confidence === 'low' ? 'May have been opened out of' : 'Opened out of'
}

function nameOf(machines: readonly Machine[], machine: number): string {
  return machines[machine]?.name ?? ''
}
