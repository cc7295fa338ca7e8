/** Holes in the record ids of a machine's Security log: what happened there is not in evidence (sessions.md 11, G1). */
import type { FileTime } from '../../../contract/ids'
import type { CaseRows } from '../records/case-rows'
import type { MachineSet } from '../machines/describe-machines'
import { isCollected, type RecordRun } from '../records/record-runs'
import { lowerBound } from '../records/sorted'

export interface EvidenceGap {
  /** Time of the last record before and the first record after the hole. */
  readonly from: FileTime
  readonly to: FileTime
  readonly missing: number
  /** First missing record id. */
  readonly idFrom: bigint
  /** Records of the table before and after it. */
  readonly before: number
  readonly after: number
}

/** More missing ids than this share is a filtered export, not a hole ... */
const FILTERED_SHARE = 0.3
/** ... if they are missing in many places. */
const FILTERED_PLACES = 0.05
/** No hole is believed to be larger; ids beyond are another log's. */
const MAX_MISSING = 1e9

/** Holes per machine. */
export function findGaps(rows: CaseRows, set: MachineSet, runs: readonly RecordRun[]): Gaps[] {
  const security = set.machines.map((): RecordRun[] => [])
  for (const run of runs) {
    if (rows.fold(run.channel) === 'security') security[set.ofComputer.get(run.computer) ?? 0]?.push(run)
  }
  return security.map((own) => {
    const { gaps, filtered } = findHoles(rows, own)
    return new Gaps(gaps, filtered)
  })
}

/** A session lists no more holes than this and says how many more there are. */
const MAX_LISTED = 20

export class Gaps {
  private readonly sorted: readonly EvidenceGap[]
  private readonly fromMs: Float64Array

  constructor(
    gaps: readonly EvidenceGap[],
    /** The log is a filtered export: records are missing anywhere. */
    readonly isFiltered = false,
  ) {
    this.sorted = gaps.toSorted((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0))
    this.fromMs = Float64Array.from(this.sorted, (gap) => Number(gap.from) / 10_000)
  }

  /** All of them, in order of time. */
  get all(): readonly EvidenceGap[] {
    return this.sorted
  }

  /** The first hole that begins at or after a time; null if there is none. */
  after(time: FileTime): EvidenceGap | null {
    return this.sorted[this.placeOf(time)] ?? null
  }

  /** Holes that begin within [from, to], the first of them and the number of the rest; null: unbounded. */
  within(
    from: FileTime,
    to: FileTime | null,
  ): { readonly listed: readonly EvidenceGap[]; readonly more: number } {
    const first = this.placeOf(from)
    const end = to === null ? this.sorted.length : this.placeOf(to + 1n)
    const listed = this.sorted.slice(first, Math.min(end, first + MAX_LISTED))
    return { listed, more: Math.max(0, end - first - listed.length) }
  }

  /** Place of the first hole that begins at or after a time. */
  private placeOf(time: FileTime): number {
    // Two microseconds are lost in the number; the exact times decide.
    let at = lowerBound(this.fromMs, Number(time) / 10_000 - 1)
    while (at < this.sorted.length && (this.sorted[at]?.from ?? 0n) < time) at++
    return at
  }
}

export interface Holes {
  /** None where the log is a filtered export. */
  readonly gaps: EvidenceGap[]
  /** Record ids that no file holds, those of a filtered export too. */
  readonly missing: number
  readonly filtered: boolean
}

/** Holes in one log of one machine, from all its runs. */
export function findHoles(rows: CaseRows, runs: readonly RecordRun[]): Holes {
  const idOf = (record: number): number => rows.recordId(record)
  // Records of exports without record ids tell nothing of what is missing, nor does a collector's count.
  const numbered = runs.filter((run) => idOf(run.first) !== 0 && !isCollected(rows, run))
  const sorted = numbered.sort((a, b) => idOf(a.first) - idOf(b.first) || a.first - b.first)
  const gaps: EvidenceGap[] = []
  let missing = 0
  let believed = 0
  let count = 0
  let before = -1
  for (const { first, end } of sorted) {
    const lost = before < 0 ? 0 : idOf(first) - idOf(before) - 1
    if (lost > 0) {
      missing += lost
      // Ids that go on in an earlier time belong to another generation of the log.
      if (lost <= MAX_MISSING && rows.recordMs(first) >= rows.recordMs(before)) {
        believed += lost
        gaps.push({
          from: rows.records.time[before] ?? 0n,
          to: rows.records.time[first] ?? 0n,
          missing: lost,
          idFrom: (rows.records.recordId[before] ?? 0n) + 1n,
          before,
          after: first,
        })
      }
    }
    count += end - first
    if (before < 0 || idOf(end - 1) > idOf(before)) before = end - 1
  }
  const filtered = missing > FILTERED_SHARE * (missing + count) && gaps.length > FILTERED_PLACES * count
  return { gaps: filtered ? [] : gaps, missing: believed, filtered }
}
