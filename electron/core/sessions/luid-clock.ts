/** Logon IDs grow through a boot, so they tell between which logons a lost one began (sessions.md 4.3, 9.4). */
import type { FileTime } from '../../contract/ids'
import { isWellKnownLuid, type CaseRows } from './case-rows'
import { lowerBound } from './sorted'
import type { LogonDraft } from './logon-drafts'

export interface LuidBracket {
  readonly lower: FileTime | null
  readonly upper: FileTime | null
  /** Lower than every logon ID that was given out in the evidence. */
  readonly beforeAll: boolean
}

const NO_BRACKET: LuidBracket = { lower: null, upper: null, beforeAll: false }
/** Neighbours this near may be written out of order. */
const SLACK_MS = 2000
/** More disorder than one step in twenty, and these logon IDs are no clock. */
const DISORDER_SHARE = 20

/** Brackets for one boot; without sense if its logon IDs do not grow with time. */
export class LuidClock {
  private readonly luids: number[] = []
  private readonly startRows: number[] = []
  private readonly usable: boolean

  constructor(
    private readonly rows: CaseRows,
    drafts: readonly LogonDraft[],
  ) {
    const started = drafts.filter(
      (logon) => logon.startRow >= 0 && logon.luid > 0 && !isWellKnownLuid(logon.luid),
    )
    started.sort((a, b) => a.luid - b.luid)
    let disorder = 0
    let highestMs = Number.NEGATIVE_INFINITY
    for (const logon of started) {
      const ms = rows.ms(logon.startRow)
      if (ms < highestMs - SLACK_MS) disorder++
      highestMs = Math.max(highestMs, ms)
      this.luids.push(logon.luid)
      this.startRows.push(logon.startRow)
    }
    this.usable = disorder * DISORDER_SHARE <= started.length
  }

  bracket(luid: number): LuidBracket {
    if (!this.usable || luid <= 0 || this.luids.length === 0) return NO_BRACKET
    const at = lowerBound(this.luids, luid)
    const below = this.startRows[at - 1]
    const above = this.startRows[this.luids[at] === luid ? at + 1 : at]
    const lower = below === undefined ? null : this.rows.time(below)
    const upper = above === undefined ? null : this.rows.time(above)
    if (lower !== null && upper !== null && lower > upper) return NO_BRACKET
    return { lower, upper, beforeAll: lower === null }
  }
}
