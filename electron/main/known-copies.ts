/** How the copies of a case came to the evidence cache, as far as the case notes it. */
import type { AcquiredCopy, Acquisition } from '../contract/acquisition'
import type { CaseEntry, CaseLine } from '../contract/case-file'

export class KnownCopies {
  private readonly copies = new Map<string, AcquiredCopy>()

  /** A line of the case. */
  take(line: CaseLine): void {
    if (line.kind !== 'acquired') return
    const { kind: _kind, seq: _seq, prev: _prev, time: _time, path, ...record } = line
    this.copies.set(keyOf(record), { path, acquisition: { ...record, caseFile: null } })
  }

  /** What of these the case has not noted, as entries: each once. */
  fresh(copies: readonly AcquiredCopy[]): CaseEntry[] {
    const unknown = copies.filter(({ acquisition }) => !this.copies.has(keyOf(acquisition)))
    const once = new Map(unknown.map((copy) => [keyOf(copy.acquisition), copy]))
    return Array.from(once.values(), entryOf)
  }

  all(): AcquiredCopy[] {
    return [...this.copies.values()]
  }
}

/** The case that a line stands in needs no name in it. */
function entryOf({ path, acquisition: { caseFile: _caseFile, ...record } }: AcquiredCopy): CaseEntry {
  return { kind: 'acquired', path, ...record }
}

/** One source is acquired once at a time. */
const keyOf = ({ source, sha256, end }: Pick<Acquisition, 'source' | 'sha256' | 'end'>): string =>
  JSON.stringify([source, sha256, end])
