/** One log's session-relevant rows in write order, with the places of each kind, so that no pass has to look at all. */
import { EVENT_KINDS } from '../events/event-kinds'
import type { CaseRows } from './case-rows'
import { KIND } from './kind-index'
import { lowerBound } from './sorted'

/** Kinds that no pass looks for by place, and of which there are many. */
const UNINDEXED = [KIND.activity, KIND['process-start'], KIND['group-membership'], KIND['special-privileges']]

export interface TagChange {
  /** Place of the last record with the tag before, -1 at the first tag. */
  readonly after: number
  readonly at: number
  readonly tag: bigint
}

export class LogRows {
  /** Family rows. */
  readonly rows: Int32Array
  /** Places whose record carries another boot tag than the tagged record before. */
  readonly tagChanges: readonly TagChange[]
  private readonly byKind: readonly number[][]

  constructor(caseRows: CaseRows, rows: Int32Array) {
    this.rows = rows
    this.byKind = EVENT_KINDS.map(() => [])
    const skip = new Uint8Array(EVENT_KINDS.length)
    for (const kind of UNINDEXED) skip[kind] = 1
    const { kind } = caseRows.family
    const changes: TagChange[] = []
    let last = 0n
    let lastPlace = -1
    for (let i = 0; i < rows.length; i++) {
      const row = rows[i] ?? 0
      const own = kind[row] ?? 0
      if (skip[own] === 0) this.byKind[own]?.push(i)
      const tag = caseRows.bootTag(row)
      if (tag === 0n) continue
      if (tag !== last) changes.push({ after: lastPlace, at: i, tag })
      last = tag
      lastPlace = i
    }
    this.tagChanges = changes
  }

  /** Positions of a kind in [from, to), ascending. */
  places(kind: number, from = 0, to = this.rows.length): readonly number[] {
    const all = this.byKind[kind] ?? []
    return from === 0 && to >= this.rows.length ? all : all.slice(lowerBound(all, from), lowerBound(all, to))
  }

  /** Positions of several kinds together, ascending. */
  placesOf(kinds: readonly number[], from = 0, to = this.rows.length): number[] {
    return kinds.flatMap((kind) => this.places(kind, from, to)).sort((a, b) => a - b)
  }

  /** Rows of several kinds, in write order. */
  rowsOf(kinds: readonly number[], from = 0, to = this.rows.length): number[] {
    return this.placesOf(kinds, from, to).map((place) => this.rows[place] ?? 0)
  }
}
