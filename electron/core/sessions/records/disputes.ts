/** Records of one id that two logs tell otherwise: which of two logs is a later one, and which records are disputed (sessions.md 10.1). */
import type { CaseRows } from './case-rows'
import { differingField } from './record-content'

/** So many records of one id are compared with the next; a hostile file could give one id to all of them. */
const MAX_SAME_ID_LOOKS = 64
/** Of so many disputed records of two sources it is kept which they are. */
const MAX_KEPT = 10_000

interface Tally {
  agree: number
  differ: number
  readonly kept: (readonly [number, number])[]
}

export class Disputes {
  /** By row of the record table: a source that tells the record otherwise. */
  private readonly others = new Map<number, number>()

  constructor(private readonly rows: CaseRows) {}

  get size(): number {
    return this.others.size
  }

  /** Index of a source that tells this record otherwise; null where none does. */
  by(record: number): number | null {
    return this.others.get(record) ?? null
  }

  /**
   * Compares rows of one log by their ids, which ascend. True where two sources have ids in common and agree in none: a log that was begun
   * anew. Where they agree in others, those in which they differ are disputed.
   */
  compare(sorted: readonly number[]): boolean {
    const tallies = new Map<number, Tally>()
    for (let i = 1; i < sorted.length; i++) {
      const id = this.rows.idOfRecord(sorted[i]!)
      for (let j = i - 1; j >= 0 && i - j <= MAX_SAME_ID_LOOKS; j--) {
        if (this.rows.idOfRecord(sorted[j]!) !== id) break
        this.note(tallies, sorted[j]!, sorted[i]!)
      }
    }
    let isAnew = false
    for (const { agree, differ, kept } of tallies.values()) {
      if (agree === 0) isAnew ||= differ > 0
      else for (const [a, b] of kept) this.keep(a, b)
    }
    return isAnew
  }

  private note(tallies: Map<number, Tally>, a: number, b: number): void {
    const { rows } = this
    const { source } = rows.records
    const [p, q] = [rows.recordOf(a), rows.recordOf(b)]
    const [x, y] = [source[p]!, source[q]!]
    const key = Math.min(x, y) * rows.table.sources.length + Math.max(x, y)
    const tally = tallies.get(key) ?? { agree: 0, differ: 0, kept: [] }
    tallies.set(key, tally)
    const isSame = rows.eventId(a) === rows.eventId(b) && rows.isSameMoment(p, q)
    if (isSame) tally.agree++
    else tally.differ++
    // What text says against a log disputes nothing.
    if (rows.isText(p) !== rows.isText(q) || rows.isRetold(p) || rows.isRetold(q)) return
    const differs = !isSame || differingField(rows.family, a, b) !== null
    if (differs && tally.kept.length < MAX_KEPT) tally.kept.push([p, q])
  }

  private keep(a: number, b: number): void {
    const { source } = this.rows.records
    if (!this.others.has(a)) this.others.set(a, source[b]!)
    if (!this.others.has(b)) this.others.set(b, source[a]!)
  }
}
