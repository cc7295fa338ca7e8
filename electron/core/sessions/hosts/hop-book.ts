/** The hops that were found so far: records of one arrival add up, and origins that exclude each other make each other less sure. */
import {
  CONFIDENCES,
  type Confidence,
  type EvidenceLink,
  type Hop,
  type Machine,
  type Session,
} from '../../../contract/sessions'
import type { CaseRows } from '../records/case-rows'
import type { Arrival } from './arrivals'
import type { ClockSkews } from './skew'

/** Logons of one arrival at a desktop are this near: the check before it, the desktop, its second token. */
export const ENTRY_MS = 60_000
const MAX_EVIDENCE = 32

/** What one record says of one hop. */
export interface HopSign {
  readonly link: EvidenceLink
  readonly confidence: Confidence
  /** How it is known, a sentence. */
  readonly told: string
}

interface Entry {
  hop: Hop
  evidence: EvidenceLink[]
  readonly arrivedMs: number
  /** Arrivals of which only one origin can be the true one have the same name, but for the time of desktops. */
  readonly at: string
  readonly isBurst: boolean
}

export class HopBook {
  private readonly entries = new Map<string, Entry>()
  /** By machine and session: when sessions of the machine are known to have led there. */
  private readonly known = new Map<string, Entry>()

  constructor(
    private readonly rows: CaseRows,
    private readonly machines: readonly Machine[],
    private readonly skews: ClockSkews,
  ) {}

  /** Adds a sign; one of an arrival that is known already makes that surer. */
  enter(from: Session, arrival: Arrival, { link, confidence, told }: HopSign): void {
    const to = arrival.session
    const isBurst = to.kind === 'network'
    const pair = `${from.id} ${to.id}`
    const entry = this.near(this.entries, pair, arrival.ms, isBurst)
    const explanation = told + this.skews.sentence(from.machine, to.machine)
    if (entry !== null) {
      if (entry.evidence.length < MAX_EVIDENCE) entry.evidence = distinct([...entry.evidence, link])
      if (rank(confidence) < rank(entry.hop.confidence)) entry.hop = { ...entry.hop, confidence, explanation }
      return
    }
    const made: Entry = {
      hop: {
        from: { machine: from.machine, session: from.id },
        to: { machine: to.machine, session: to.id },
        time: this.rows.records.time[link.record] ?? 0n,
        arrived: arrival.time,
        confidence,
        explanation,
        evidence: [],
      },
      evidence: distinct([link, ...arrival.links]),
      arrivedMs: arrival.ms,
      at: isBurst ? `${to.id} ${arrival.id}` : to.id,
      isBurst,
    }
    this.entries.set(keyOf(pair, arrival.ms, isBurst), made)
    this.known.set(keyOf(`${from.machine} ${to.id}`, arrival.ms, isBurst), made)
  }

  /** Whether a session of this machine is known to have led to the arrival. */
  has(machine: number, { session, ms }: Arrival): boolean {
    return this.near(this.known, `${machine} ${session.id}`, ms, session.kind === 'network') !== null
  }

  /** All hops in order of time. */
  list(): Hop[] {
    const groups = new Map<string, Entry[]>()
    for (const entry of this.entries.values()) {
      const group = groups.get(entry.at)
      if (group === undefined) groups.set(entry.at, [entry])
      else group.push(entry)
    }
    const hops: Hop[] = []
    for (const group of groups.values()) {
      group.sort((a, b) => a.arrivedMs - b.arrivedMs || byTime(a.hop, b.hop))
      for (const rivals of arrivalsOf(group)) hops.push(...this.judged(rivals))
    }
    return hops.sort(byTime)
  }

  /** Nobody comes from two places at once: what is less sure than another is low, and two that are equally sure are each less so. */
  private judged(rivals: readonly Entry[]): Hop[] {
    const best = Math.min(...rivals.map(({ hop }) => rank(hop.confidence)))
    const equals = rivals.filter(({ hop }) => rank(hop.confidence) === best)
    return rivals.map(({ hop, evidence }) => {
      if (rivals.length === 1) return { ...hop, evidence }
      const isBest = rank(hop.confidence) === best
      if (isBest && equals.length === 1) return { ...hop, evidence }
      const others = (isBest ? equals : rivals).filter((other) => other.hop !== hop)
      const names = [...new Set(others.map((other) => this.machines[other.hop.from.machine]?.name ?? ''))]
      const why = isBest
        ? ` A session on ${names.sort().join(', ')} fits as well; only one of them can be its origin.`
        : ' Another session fits better.'
      return {
        ...hop,
        evidence,
        confidence: isBest ? (CONFIDENCES[Math.min(best + 1, LOWEST)] ?? 'low') : 'low',
        explanation: hop.explanation + why,
      }
    })
  }

  private near(of: ReadonlyMap<string, Entry>, pair: string, ms: number, isBurst: boolean): Entry | null {
    for (const step of isBurst ? [0] : [0, -1, 1]) {
      const entry = of.get(keyOf(pair, ms + step * ENTRY_MS, isBurst))
      if (entry !== undefined && (isBurst || Math.abs(entry.arrivedMs - ms) <= ENTRY_MS)) return entry
    }
    return null
  }
}

const LOWEST = CONFIDENCES.length - 1

/** A burst is reached from one address; a desktop may be left and reached again. */
function keyOf(pair: string, ms: number, isBurst: boolean): string {
  return isBurst ? pair : `${pair} ${Math.floor(ms / ENTRY_MS)}`
}

/** Entries in order of their arrival, cut where one is not of the arrival before. */
function arrivalsOf(entries: readonly Entry[]): Entry[][] {
  const found: Entry[][] = []
  let first = Number.NEGATIVE_INFINITY
  for (const entry of entries) {
    const last = found.at(-1)
    if (last !== undefined && (entry.isBurst || entry.arrivedMs - first <= ENTRY_MS)) last.push(entry)
    else {
      found.push([entry])
      first = entry.arrivedMs
    }
  }
  return found
}

/** 0 for the surest. */
export function rank(confidence: Confidence): number {
  return CONFIDENCES.indexOf(confidence)
}

function byTime(a: Hop, b: Hop): number {
  if (a.time !== b.time) return a.time < b.time ? -1 : 1
  if (a.arrived !== b.arrived) return a.arrived < b.arrived ? -1 : 1
  return a.from.session + a.to.session < b.from.session + b.to.session ? -1 : 1
}

function distinct(links: readonly EvidenceLink[]): EvidenceLink[] {
  const seen = new Set<number>()
  return links.filter(({ record }) => !seen.has(record) && seen.add(record))
}
