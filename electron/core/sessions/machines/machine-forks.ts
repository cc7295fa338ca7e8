/** Names that several computers began under: copies of one image, which keep its records and run on each for itself (sessions.md 4.1 a, d). */
import type { MachineFact } from '../../../contract/sessions'
import { visibleName } from '../../text/visible-text'
import type { CaseRows } from '../records/case-rows'
import { firstLabel, namesByLabel } from '../hosts/names'
import type { Rename } from './machine-links'
import { isCollected, type RecordRun } from '../records/record-runs'
import { citeRecord } from '../session-facts'

/** A record says that one folded name became the other. */
export interface Succession {
  readonly from: string
  readonly to: string
  /** Row of the record table. */
  readonly record: number
}

/** What each name became, by the first record that says so; two of them are different computers. */
export type Forks = ReadonlyMap<string, readonly Succession[]>

export const NO_FORKS: Forks = new Map()

/** Pairs of names that are compared for one fork; beyond, what came of the image is taken for different computers. */
const MAX_PAIRS = 200
/** Runs of two names that are compared; names in more pieces are taken for different computers. */
const MAX_RUNS = 4096
/** Names of one label that a rename by label may mean. */
const MAX_NAMES = 8

/**
 * Names that became two others which cannot be one computer: no log holds both, and either they hold different records of
 * one id or were used at the same time.
 * @param streams names that one log file holds, by file and channel
 */
export function findForks(
  successions: readonly Succession[],
  streams: readonly ReadonlySet<string>[],
  named: NamedRecords,
): Forks {
  const after = new Map<string, Map<string, Succession>>()
  for (const one of successions) {
    if (one.from === one.to) continue
    const known = after.get(one.from) ?? new Map<string, Succession>()
    after.set(one.from, known)
    const told = known.get(one.to)
    if (told === undefined || one.record < told.record) known.set(one.to, one)
  }
  const forks = new Map<string, readonly Succession[]>()
  for (const [from, known] of after) {
    if (known.size < 2) continue
    const next = [...known.values()].sort((a, b) => (a.to < b.to ? -1 : 1))
    if (anyApart(next, streams, named)) forks.set(from, next)
  }
  return forks
}

function anyApart(
  next: readonly Succession[],
  streams: readonly ReadonlySet<string>[],
  named: NamedRecords,
): boolean {
  if (next.length * (next.length - 1) > 2 * MAX_PAIRS) return true
  return next.some(({ to: a }, i) =>
    next.slice(0, i).some(({ to: b }) => {
      if (streams.some((names) => names.has(a) && names.has(b))) return false
      return named.differ(a, b) || (firstLabel(a) !== firstLabel(b) && named.overlap(a, b))
    }),
  )
}

/** Renames that records tell by first labels, for every name that has them. */
export function successionsOf(renames: readonly Rename[], names: readonly string[]): Succession[] {
  const byLabel = namesByLabel(names)
  const namesOf = (label: string): readonly string[] => (byLabel.get(label) ?? []).slice(0, MAX_NAMES)
  return renames.flatMap(({ from, to, self, record }) =>
    namesOf(from).flatMap((old) =>
      (self === undefined ? namesOf(to) : [self]).map((next) => ({ from: old, to: next, record })),
    ),
  )
}

/** Why the names of a machine are not joined with those of an image or of its other copies. */
export function forkFacts(rows: CaseRows, forks: Forks, group: readonly string[]): MachineFact[] {
  const own = [...forks].filter(
    ([from, next]) => group.includes(from) || next.some(({ to }) => group.includes(to)),
  )
  return own.map(([from, next]): MachineFact => {
    const shown = next.slice(0, MAX_SHOWN)
    const as = shown.map(({ to, record }) => `as ${visibleName(to)} (${citeRecord(rows, record)})`)
    if (next.length > shown.length) as.push(`as ${next.length - shown.length} more`)
    return {
      text: `${visibleName(from)} ran on ${as.join(', ')}, which are different computers copied from one: what was logged under that name stays apart; high.`,
      confidence: 'high',
      evidence: shown.map(({ record }) => ({ record, role: 'copied-computer' })),
    }
  })
}

const MAX_SHOWN = 4

/** Which records stand under a name: when it was used, and which ids it has in each channel. */
export class NamedRecords {
  private byName: Map<string, Map<number, RecordRun[]>> | null = null
  private readonly spans = new Map<string, { readonly from: number; readonly to: number }>()

  constructor(
    private readonly rows: CaseRows,
    private readonly runs: readonly RecordRun[],
  ) {}

  /** Whether both were used at one time. */
  overlap(a: string, b: string): boolean {
    const [first, second] = [this.span(a), this.span(b)]
    return first.from < second.to && second.from < first.to
  }

  /** Whether their logs cover one time and cannot be one. */
  areTwo(a: string, b: string): boolean {
    return this.overlap(a, b) && this.differ(a, b)
  }

  /** Whether a channel has different records of one id under the two names: its logs cannot be one. */
  differ(a: string, b: string): boolean {
    const [first, second] = [this.of(a), this.of(b)]
    return [...first].some(([channel, runs]) => this.clash(runs, second.get(channel) ?? []))
  }

  private clash(a: readonly RecordRun[], b: readonly RecordRun[]): boolean {
    const { rows } = this
    const idOf = (record: number): number => rows.recordId(record)
    for (let i = 0, j = 0; i < a.length && j < b.length;) {
      if (i + j > MAX_RUNS) return true
      const [one, other] = [a[i]!, b[j]!]
      const from = Math.max(idOf(one.first), idOf(other.first))
      const to = Math.min(idOf(one.end - 1), idOf(other.end - 1))
      if (
        from <= to &&
        !this.isSame(one.first + from - idOf(one.first), other.first + from - idOf(other.first))
      )
        return true
      if (idOf(one.end - 1) <= idOf(other.end - 1)) i++
      else j++
    }
    return false
  }

  private isSame(a: number, b: number): boolean {
    return this.rows.isSameMoment(a, b) && this.rows.records.eventId[a] === this.rows.records.eventId[b]
  }

  private span(name: string): { readonly from: number; readonly to: number } {
    const known = this.spans.get(name)
    if (known !== undefined) return known
    let [from, to] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
    for (const runs of this.of(name).values())
      for (const { first, end } of runs) {
        from = Math.min(from, this.rows.recordMs(first))
        to = Math.max(to, this.rows.recordMs(end - 1))
      }
    const span = { from, to }
    this.spans.set(name, span)
    return span
  }

  /** Runs with record ids by channel, in order of ids. */
  private of(name: string): ReadonlyMap<number, RecordRun[]> {
    this.byName ??= this.gather()
    return this.byName.get(name) ?? new Map<number, RecordRun[]>()
  }

  private gather(): Map<string, Map<number, RecordRun[]>> {
    const { rows } = this
    const found = new Map<string, Map<number, RecordRun[]>>()
    for (const run of this.runs) {
      if (rows.isWeakRecord(run.first) || isCollected(rows, run)) continue
      const name = rows.fold(run.computer)
      const channels = found.get(name) ?? new Map<number, RecordRun[]>()
      found.set(name, channels)
      const runs = channels.get(run.channel)
      if (runs === undefined) channels.set(run.channel, [run])
      else runs.push(run)
    }
    for (const channels of found.values())
      for (const runs of channels.values())
        runs.sort((a, b) => rows.recordId(a.first) - rows.recordId(b.first) || a.first - b.first)
    return found
  }
}
