import type { ReadingCare } from '../contract/bridge'
import type { SourceId } from '../contract/ids'

/** Logs set aside one after the other, and none read in between: then it is not the logs. */
const MAX_IN_A_ROW = 16

/** What a death of the engine tells of the logs that were under way. */
export type Verdict =
  | { readonly kind: 'unexplained' }
  /** They are read alone from now on. */
  | { readonly kind: 'suspected' }
  /** It was read alone, and the engine died again. */
  | { readonly kind: 'set-aside'; readonly source: SourceId }

/**
 * Finds the log that the engine dies of. What was under way at a death is read alone by the next engine, behind everything else; a log at which that one dies
 * too is set aside. A death that teaches something needs no limit: a log is suspected once and set aside once.
 */
export class SuspectLogs {
  private underWay: readonly SourceId[] = []
  private readonly care = new Map<SourceId, ReadingCare>()
  private inARow = 0

  noteUnderWay(sources: readonly SourceId[]): void {
    this.underWay = sources
  }

  /** A log was read to its end. */
  noteRead(): void {
    this.inARow = 0
  }

  /** How a log is read; undefined: as any other. */
  careOf(source: SourceId): ReadingCare | undefined {
    return this.care.get(source)
  }

  /** The engine died. */
  judge(): Verdict {
    const suspects = this.underWay
    this.underWay = []
    const [first] = suspects
    if (first === undefined || this.inARow >= MAX_IN_A_ROW) return { kind: 'unexplained' }
    const fresh = suspects.filter((source) => !this.care.has(source))
    if (fresh.length > 0) {
      for (const source of fresh) this.care.set(source, 'alone')
      return { kind: 'suspected' }
    }
    if (suspects.length > 1) return { kind: 'unexplained' }
    this.care.set(first, 'set-aside')
    this.inARow++
    return { kind: 'set-aside', source: first }
  }

  reset(): void {
    this.underWay = []
    this.care.clear()
    this.inARow = 0
  }
}
