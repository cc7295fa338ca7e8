/** A logon ID of one boot while it is being understood. */
import type { EvidenceLink, LogonClass } from '../../../contract/sessions'
import type { CaseRows } from '../records/case-rows'
import { correlateLogons, isMark, roleName, type BootRange } from './correlate-logons'
import { KIND } from '../records/kind-index'
import type { LogRows } from '../records/log-rows'
import { LOGON, type LogonTable } from './logon-table'
import { classify } from './logon-class'
import { DISORDER_MS } from '../records/disorder'

/**
 * Rows are family rows, -1 = none; sid, account and domain are string ids, 0 = not known. What the table holds is read from there: there can be
 * millions of drafts, and a garbage collection looks at all of them.
 */
export class LogonDraft {
  /** Map key of the logon ID, see CaseRows. */
  readonly luid: number
  readonly class: LogonClass
  /** The other half of an elevated and filtered pair. */
  pair: LogonDraft | null = null
  pairIsInferred = false

  constructor(
    private readonly rows: CaseRows,
    private readonly table: LogonTable,
    /** Place of its facts in the table. */
    private readonly at: number,
  ) {
    const { data } = table
    this.luid = rows.luidOfHalves(data[at + LOGON.low]! >>> 0, data[at + LOGON.high]! >>> 0)
    this.class = classify({
      luid: this.luid,
      logonType: this.logonType,
      sid: rows.text(this.sid),
      account: rows.text(this.account),
    })
  }

  get logonId(): bigint {
    return this.rows.logonIdOf(this.luid)
  }

  get linkedId(): bigint {
    return this.startRow < 0 ? 0n : (this.rows.family.linkedLogonId[this.startRow] ?? 0n)
  }

  get sid(): number {
    return this.fact(LOGON.sid)
  }

  get account(): number {
    return this.fact(LOGON.account)
  }

  get domain(): number {
    return this.fact(LOGON.domain)
  }

  get logonType(): number | null {
    const type = this.fact(LOGON.logonType)
    return type === -1 ? null : type >>> 0
  }

  /** First 4624. */
  get startRow(): number {
    return this.fact(LOGON.startRow)
  }

  /** Earliest record by time. */
  get firstRow(): number {
    return this.fact(LOGON.firstRow)
  }

  /** Latest record by time. */
  get lastRow(): number {
    return this.fact(LOGON.lastRow)
  }

  /** First 4647. */
  get userLogoffRow(): number {
    return this.unlessBefore(this.fact(LOGON.userLogoffRow))
  }

  /** Earliest 4634. */
  get logoffRow(): number {
    const logoff = this.unlessBefore(this.fact(LOGON.logoffRow))
    return logoff < 0 ? this.releaseRow : logoff
  }

  /** Latest 4634. */
  get releaseRow(): number {
    return this.unlessBefore(this.fact(LOGON.releaseRow))
  }

  get adminRow(): number {
    return this.fact(LOGON.adminRow)
  }

  get processRow(): number {
    return this.fact(LOGON.processRow)
  }

  get clearedRow(): number {
    return this.fact(LOGON.clearedRow)
  }

  /** Lock, screen saver and connection records, in write order. */
  get marks(): readonly number[] {
    return this.fact(LOGON.marks) === 0 ? NO_MARKS : this.findMarks()
  }

  /** Every record that names it, in write order. */
  evidence(): EvidenceLink[] {
    const links: EvidenceLink[] = []
    this.eachLink((row, role) => links.push(this.rows.link(row, roleName(role))))
    return links
  }

  private fact(column: number): number {
    return this.table.data[this.at + column]!
  }

  /** A record written well before the 4624 is about an earlier holder of the logon ID; -1 then. */
  private unlessBefore(row: number): number {
    const { rows, startRow } = this
    if (row < 0 || startRow < 0 || rows.idOfRecord(row) > rows.idOfRecord(startRow)) return row
    return rows.ms(row) < rows.ms(startRow) - DISORDER_MS ? -1 : row
  }

  private findMarks(): number[] {
    const marks: number[] = []
    // The role of a record that names it as target is the record's kind.
    this.eachLink((row, role) => {
      if (isMark(role) && this.unlessBefore(row) >= 0) marks.push(row)
    })
    return marks
  }

  private eachLink(visit: (row: number, role: number) => void): void {
    const { data, linkRow, linkRole } = this.table
    for (let link = data[this.at + LOGON.firstLink]!; link >= 0; link = this.table.nextLink(link))
      visit(linkRow[link]!, linkRole[link]!)
  }
}

const NO_MARKS: readonly number[] = []

/** Row that a logon is ordered by: its start, else its first sign. */
export function seenRow(logon: LogonDraft): number {
  return logon.startRow >= 0 ? logon.startRow : logon.firstRow
}

/** Whether 4634 is all that is in evidence of a person's logon or pair. */
export function isOnlyReleased(rows: CaseRows, logons: readonly LogonDraft[]): boolean {
  return logons.every(
    (logon) =>
      logon.class === 'human' &&
      logon.startRow < 0 &&
      logon.userLogoffRow < 0 &&
      rows.kind(logon.firstRow) === KIND.logoff,
  )
}

/** Logons of a boot of a machine, by time; made anew each time one asks. */
export function draftsByBoot(
  rows: CaseRows,
  log: LogRows,
  boots: readonly BootRange[],
): (boot: number) => LogonDraft[] {
  const table = correlateLogons(rows, log, boots)
  return (boot) => {
    const drafts: LogonDraft[] = []
    for (let logon = table.bootEnds[boot - 1] ?? 0; logon < table.bootEnds[boot]!; logon++)
      drafts.push(new LogonDraft(rows, table, table.place(logon)))
    return drafts.sort((a, b) => rows.ms(seenRow(a)) - rows.ms(seenRow(b)) || a.luid - b.luid)
  }
}
