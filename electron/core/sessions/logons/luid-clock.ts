/** Logon IDs grow through a boot, so they tell between which logons a lost one began (sessions.md 4.3, 9.4). */
import { isWellKnownLuid, type CaseRows } from '../records/case-rows'
import { lowerBound } from '../records/sorted'
import type { LogonDraft } from './logon-drafts'

export interface LuidBracket {
  /** 4624 of the logons with the next lower and higher ID; -1 where none is known. */
  readonly lowerRow: number
  readonly upperRow: number
  /** Lower than every logon ID that was given out in the evidence. */
  readonly beforeAll: boolean
}

const NO_BRACKET: LuidBracket = { lowerRow: -1, upperRow: -1, beforeAll: false }
/** Neighbours this near may be written out of order. */
const SLACK_MS = 2000
/** More disorder than one step in twenty, and these logon IDs are no clock. */
const DISORDER_SHARE = 20
/** Fewer logons in order than this can be chance; then only neighbours this near are believed. */
const PROVEN_BY = 8
const NEAR_LUIDS = 0x2000

/** Family rows of two logons: the one with the lower logon ID began more than two seconds after the other. */
export interface LuidConflict {
  readonly low: number
  readonly high: number
}

/** Brackets for one boot; without sense if its logon IDs do not grow with time. */
export class LuidClock {
  private readonly luids: number[] = []
  private readonly startRows: number[] = []
  private usable: boolean | null = null

  constructor(
    private readonly rows: CaseRows,
    private readonly drafts: readonly LogonDraft[],
  ) {}

  bracket(luid: number): LuidBracket {
    this.usable ??= this.prepare()
    if (!this.usable || luid <= 0 || this.luids.length === 0) return NO_BRACKET
    const at = lowerBound(this.luids, luid)
    const next = this.luids[at] === luid ? at + 1 : at
    const lowerRow = this.isNeighbour(luid, at - 1) ? (this.startRows[at - 1] ?? -1) : -1
    const upperRow = this.isNeighbour(luid, next) ? (this.startRows[next] ?? -1) : -1
    if (lowerRow >= 0 && upperRow >= 0 && this.rows.time(lowerRow) > this.rows.time(upperRow))
      return NO_BRACKET
    return { lowerRow, upperRow, beforeAll: at === 0 }
  }

  /**
   * Logons that began out of the order of their logon IDs, and how many began in evidence at all: the fewest without which
   * the others are in order. None where so few are known that a wrong time could not be told from a wrong order.
   */
  conflicts(): { readonly known: number; readonly conflicts: readonly LuidConflict[] } {
    if (this.isInOrder()) return { known: 0, conflicts: [] }
    this.usable ??= this.prepare()
    const { rows, startRows } = this
    const found: LuidConflict[] = []
    if (startRows.length < PROVEN_BY) return { known: startRows.length, conflicts: found }
    const inOrder = longestRise(startRows.map((row) => rows.ms(row)))
    let next = 0
    for (let i = 0; i < startRows.length; i++) {
      if (inOrder[next] === i) {
        next++
        continue
      }
      const row = startRows[i] ?? 0
      const [below, above] = [startRows[inOrder[next - 1] ?? -1], startRows[inOrder[next] ?? -1]]
      if (below !== undefined && rows.ms(row) < rows.ms(below) - SLACK_MS)
        found.push({ low: below, high: row })
      else if (above !== undefined && rows.ms(row) > rows.ms(above) + SLACK_MS)
        found.push({ low: row, high: above })
    }
    return { known: startRows.length, conflicts: found }
  }

  private isNeighbour(luid: number, at: number): boolean {
    return this.luids.length >= PROVEN_BY || Math.abs((this.luids[at] ?? Number.NaN) - luid) <= NEAR_LUIDS
  }

  /** Whether no logon has a lower logon ID than one that began before it: one look at each, where sorting is not needed. */
  private isInOrder(): boolean {
    const { rows, drafts } = this
    let highest = 0
    let behind = 0
    let latestMs = Number.NEGATIVE_INFINITY
    for (const { luid, startRow } of drafts) {
      if (startRow < 0) continue
      const ms = rows.ms(startRow)
      if (ms < latestMs - SLACK_MS) return false
      latestMs = Math.max(latestMs, ms)
      for (; behind < drafts.length; behind++) {
        const { luid: other, startRow: row } = drafts[behind] as LogonDraft
        if (row < 0) continue
        if (rows.ms(row) >= ms - SLACK_MS) break
        highest = Math.max(highest, other)
      }
      if (luid < highest) return false
    }
    return true
  }

  /** Most boots have no lost start to bracket, so this waits until it is asked for. */
  private prepare(): boolean {
    const known = this.drafts.filter((logon) => logon.luid > 0 && !isWellKnownLuid(logon.luid))
    known.sort((a, b) => a.luid - b.luid)
    let disorder = 0
    let highestMs = Number.NEGATIVE_INFINITY
    for (const logon of known) {
      const isStart = logon.startRow >= 0
      const row = isStart ? logon.startRow : logon.firstRow
      const ms = this.rows.ms(row)
      // A logon of unknown start began before its first sign, so a lower one cannot have begun after that.
      if (ms < highestMs - SLACK_MS) disorder++
      if (!isStart) continue
      highestMs = Math.max(highestMs, ms)
      this.luids.push(logon.luid)
      this.startRows.push(row)
    }
    return disorder * DISORDER_SHARE <= known.length
  }
}

/** Places of a longest subsequence that never falls (patience sorting). */
function longestRise(values: readonly number[]): number[] {
  /** By length: the place at which the lowest end of such a subsequence lies. */
  const ends: number[] = []
  const before = values.map((value, i) => {
    let [low, high] = [0, ends.length]
    while (low < high) {
      const middle = (low + high) >>> 1
      if ((values[ends[middle] ?? 0] ?? 0) <= value) low = middle + 1
      else high = middle
    }
    ends[low] = i
    return low === 0 ? -1 : (ends[low - 1] ?? -1)
  })
  const places: number[] = []
  for (let at = ends.at(-1) ?? -1; at >= 0; at = before[at] ?? -1) places.push(at)
  return places.reverse()
}
