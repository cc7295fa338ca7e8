/** Second logons of an account that only reconnect an older desktop (sessions.md 6.1). */
import { sameAccount } from './desktop-links'
import { unitEndMs, type LogonUnit } from './desktop-units'
import { desktopStartRow, type Desktop } from './desktops'
import type { CaseRows } from '../records/case-rows'
import { KIND } from '../records/kind-index'
import { TimeIndex } from '../records/time-index'

/** A reconnect's temporary logon lives seconds. */
const TEMPORARY_MS = 30_000
const BEFORE_MS = 1000
const AFTER_END_MS = 10_000
const OLDER_BY_MS = 5000
const WINDOW_MS = 30_000

export class Reconnects {
  private readonly unitOfMark = new Map<number, LogonUnit>()
  private readonly desktopOf = new Map<number, Desktop>()
  /** null: nothing is reconnected in this boot. */
  private readonly marks: TimeIndex | null
  private readonly resumes: TimeIndex | null

  constructor(
    private readonly rows: CaseRows,
    units: readonly LogonUnit[],
    desktops: readonly Desktop[],
  ) {
    for (const unit of units) {
      for (const logon of unit.logons) {
        for (const row of logon.marks) if (rows.kind(row) === KIND.reconnected) this.unitOfMark.set(row, unit)
      }
    }
    for (const desktop of desktops) {
      for (const row of desktop.connectionRows) {
        if (rows.kind(row) === KIND['lsm-reconnect']) this.desktopOf.set(row, desktop)
      }
    }
    this.marks = this.unitOfMark.size === 0 ? null : new TimeIndex(rows, [...this.unitOfMark.keys()])
    this.resumes = this.desktopOf.size === 0 ? null : new TimeIndex(rows, [...this.desktopOf.keys()])
  }

  /** Dies within seconds while an older session of the account is reconnected (4778 or LSM 25). */
  isTemporary(unit: LogonUnit): boolean {
    if (unit.startRow < 0 || unit.userLogoffRow >= 0 || !this.any()) return false
    const start = this.rows.ms(unit.startRow)
    const end = unitEndMs(this.rows, unit)
    if (end - start > TEMPORARY_MS) return false
    const resumed = this.marks?.between(start - BEFORE_MS, end + AFTER_END_MS).some((row) => {
      const other = this.unitOfMark.get(row)
      return other !== undefined && other !== unit && other.primary.sid === unit.primary.sid
    })
    return resumed === true || this.olderDesktop(unit, start - BEFORE_MS, end + AFTER_END_MS)
  }

  /** Not owner of any desktop, no signs of its own, and an older desktop of the account is resumed right after it. */
  onlyResumes(unit: LogonUnit): boolean {
    const ownSigns = unit.userLogoffRow >= 0 || unit.logons.some((logon) => logon.marks.length > 0)
    if (unit.startRow < 0 || ownSigns || !this.any()) return false
    const start = this.rows.ms(unit.startRow)
    return this.olderDesktop(unit, start - OLDER_BY_MS, start + WINDOW_MS)
  }

  private any(): boolean {
    return this.marks !== null || this.resumes !== null
  }

  private olderDesktop(unit: LogonUnit, from: number, to: number): boolean {
    if (this.resumes === null) return false
    return this.resumes.between(from, to).some((row) => {
      const desktop = this.desktopOf.get(row)
      if (desktop === undefined || !sameAccount(this.rows, unit, desktop)) return false
      const begun = desktopStartRow(this.rows, desktop)
      return begun < 0 || this.rows.ms(begun) < this.rows.ms(unit.startRow) - OLDER_BY_MS
    })
  }
}
