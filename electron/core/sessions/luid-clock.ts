/** Logon IDs grow through a boot, so they tell between which logons a lost one began (sessions.md 4.3, 9.4). */
import { isWellKnownLuid, type CaseRows } from './case-rows'
import { lowerBound } from './sorted'
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

  private isNeighbour(luid: number, at: number): boolean {
    return this.luids.length >= PROVEN_BY || Math.abs((this.luids[at] ?? Number.NaN) - luid) <= NEAR_LUIDS
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
