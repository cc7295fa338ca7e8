/** A logon ID of one boot while it is being understood. */
import type { EvidenceLink, LogonClass } from '../../contract/sessions'
import type { CaseRows } from './case-rows'
import { correlateLogons, isMark, roleName, type BootRange } from './correlate-logons'
import type { LogRows } from './log-rows'
import { LOGON, type LogonTable } from './logon-table'
import { classify } from './logon-class'

/** Rows are family rows, -1 = none; sid, account and domain are string ids, 0 = not known. */
export class LogonDraft {
  /** Map key of the logon ID, see CaseRows. */
  readonly luid: number
  readonly logonId: bigint
  readonly linkedId: bigint
  readonly sid: number
  readonly account: number
  readonly domain: number
  readonly logonType: number | null
  readonly class: LogonClass
  /** First 4624. */
  readonly startRow: number
  /** Earliest and latest record by time. */
  readonly firstRow: number
  readonly lastRow: number
  /** First 4647, earliest 4634, latest 4634. */
  readonly userLogoffRow: number
  readonly logoffRow: number
  readonly releaseRow: number
  readonly adminRow: number
  readonly processRow: number
  readonly clearedRow: number
  /** Lock, screen saver and connection records, in write order. */
  readonly marks: readonly number[]
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
    this.logonId = rows.logonIdOf(this.luid)
    this.startRow = data[at + LOGON.startRow]!
    this.linkedId = this.startRow < 0 ? 0n : (rows.family.linkedLogonId[this.startRow] ?? 0n)
    this.sid = data[at + LOGON.sid]!
    this.account = data[at + LOGON.account]!
    this.domain = data[at + LOGON.domain]!
    const type = data[at + LOGON.logonType]!
    this.logonType = type === -1 ? null : type >>> 0
    this.firstRow = data[at + LOGON.firstRow]!
    this.lastRow = data[at + LOGON.lastRow]!
    this.userLogoffRow = this.unlessBefore(data[at + LOGON.userLogoffRow]!)
    this.releaseRow = this.unlessBefore(data[at + LOGON.releaseRow]!)
    const logoff = this.unlessBefore(data[at + LOGON.logoffRow]!)
    this.logoffRow = logoff < 0 ? this.releaseRow : logoff
    this.adminRow = data[at + LOGON.adminRow]!
    this.processRow = data[at + LOGON.processRow]!
    this.clearedRow = data[at + LOGON.clearedRow]!
    this.marks = data[at + LOGON.marks] === 0 ? NO_MARKS : this.findMarks()
    this.class = classify({
      luid: this.luid,
      logonType: this.logonType,
      sid: rows.text(this.sid),
      account: rows.text(this.account),
    })
  }

  /** Every record that names it, in write order. */
  evidence(): EvidenceLink[] {
    const links: EvidenceLink[] = []
    this.eachLink((row, role) => links.push(this.rows.link(row, roleName(role))))
    return links
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

/** Records of one moment may be written out of order (sessions.md 5.2). */
const DISORDER_MS = 2000
const NO_MARKS: readonly number[] = []

/** Row that a logon is ordered by: its start, else its first sign. */
export function seenRow(logon: LogonDraft): number {
  return logon.startRow >= 0 ? logon.startRow : logon.firstRow
}

/** Logons of each boot of a machine, by time. */
export function draftLogons(rows: CaseRows, log: LogRows, boots: readonly BootRange[]): LogonDraft[][] {
  const table = correlateLogons(rows, log, boots)
  const drafts = boots.map((): LogonDraft[] => [])
  for (let logon = 0; logon < table.length; logon++) {
    const at = table.place(logon)
    drafts[table.data[at + LOGON.boot]!]!.push(new LogonDraft(rows, table, at))
  }
  for (const own of drafts) own.sort((a, b) => rows.ms(seenRow(a)) - rows.ms(seenRow(b)) || a.luid - b.luid)
  return drafts
}
