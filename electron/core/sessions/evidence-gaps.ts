/** Holes in the record ids of a machine's Security log: what happened there is not in evidence (sessions.md 11, G1). */
import type { FileTime } from '../../contract/ids'
import type { CaseRows } from './case-rows'
import type { MachineSet } from './machines'
import { lowerBound } from './sorted'

export interface EvidenceGap {
  /** Time of the last record before and the first record after the hole. */
  readonly from: FileTime
  readonly to: FileTime
  readonly missing: number
}

/** More missing ids than this share is a filtered export, not a hole ... */
const FILTERED_SHARE = 0.3
/** ... if they are missing in many places. */
const FILTERED_PLACES = 0.05
/** No hole is believed to be larger; ids beyond are another log's. */
const MAX_MISSING = 1e9

/** Holes per machine. */
export function findGaps(rows: CaseRows, set: MachineSet): Gaps[] {
  const security = securityRecords(rows, set)
  return security.map((records) => new Gaps(holes(rows, inIdOrder(rows, records))))
}

/** A session lists no more holes than this. */
const MAX_LISTED = 20

export class Gaps {
  private readonly sorted: readonly EvidenceGap[]
  private readonly fromMs: Float64Array

  constructor(gaps: readonly EvidenceGap[]) {
    this.sorted = gaps.toSorted((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0))
    this.fromMs = Float64Array.from(this.sorted, (gap) => Number(gap.from) / 10_000)
  }

  /** The first hole that begins at or after a time; null if there is none. */
  after(time: FileTime): EvidenceGap | null {
    // Two microseconds are lost in the number; the exact times decide.
    let at = lowerBound(this.fromMs, Number(time) / 10_000 - 1)
    while (at < this.sorted.length && (this.sorted[at]?.from ?? 0n) < time) at++
    return this.sorted[at] ?? null
  }

  /** Holes that begin within [from, to]; null: unbounded. */
  within(from: FileTime, to: FileTime | null): EvidenceGap[] {
    const found: EvidenceGap[] = []
    let gap = this.after(from)
    while (gap !== null && (to === null || gap.from <= to) && found.length < MAX_LISTED) {
      found.push(gap)
      gap = this.after(gap.from + 1n)
    }
    return found
  }
}

function securityRecords(rows: CaseRows, set: MachineSet): number[][] {
  const { records } = rows
  const found = set.machines.map((): number[] => [])
  const isSecurity = new Map<number, boolean>()
  for (let record = 0; record < records.length; record++) {
    const channel = records.channel[record] ?? 0
    let known = isSecurity.get(channel)
    if (known === undefined) {
      known = rows.fold(channel) === 'security'
      isSecurity.set(channel, known)
    }
    if (known) found[set.ofComputer.get(records.computer[record] ?? 0) ?? 0]?.push(record)
  }
  return found
}

function inIdOrder(rows: CaseRows, records: number[]): number[] {
  const { recordId } = rows
  const sorted = records.every((record, i) => i === 0 || recordId[records[i - 1]!]! <= recordId[record]!)
  return sorted ? records : records.sort((a, b) => recordId[a]! - recordId[b]!)
}

function holes(rows: CaseRows, records: readonly number[]): EvidenceGap[] {
  const { recordId, recordMs } = rows
  const gaps: EvidenceGap[] = []
  let missing = 0
  for (let i = 1; i < records.length; i++) {
    const [before, after] = [records[i - 1]!, records[i]!]
    const lost = recordId[after]! - recordId[before]! - 1
    if (lost <= 0) continue
    missing += lost
    // Ids that go on in an earlier time belong to another generation of the log.
    if (lost <= MAX_MISSING && recordMs[after]! >= recordMs[before]!) {
      gaps.push({ from: rows.records.time[before]!, to: rows.records.time[after]!, missing: lost })
    }
  }
  const filtered =
    missing > FILTERED_SHARE * (missing + records.length) && gaps.length > FILTERED_PLACES * records.length
  return filtered ? [] : gaps
}
