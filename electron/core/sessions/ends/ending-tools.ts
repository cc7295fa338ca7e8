/** Programs by which one person ends another's session, as process records tell them (sessions.md 9.1). */
import { fullAccountText } from '../../text/account'
import type { CaseRows } from '../records/case-rows'
import { KIND } from '../records/kind-index'
import type { LogRows } from '../records/log-rows'
import { TimeIndex } from '../records/time-index'

const TOOLS = ['\\logoff.exe', '\\rwinsta.exe', '\\tsadmin.exe']
/** The tool was started this long before the session ended. */
const BEFORE_MS = 10_000
const AFTER_MS = 1000

/** Starts of such programs on one machine; looked for when first asked. */
export class EndingTools {
  private index: TimeIndex | null = null

  constructor(
    private readonly rows: CaseRows,
    private readonly security: LogRows,
  ) {}

  /** The last one started just before a moment (ms since 1601); -1 if none was. */
  before(ms: number): number {
    this.index ??= this.find()
    return this.index.between(ms - BEFORE_MS, ms + AFTER_MS).at(-1) ?? -1
  }

  /** `DOM\admin (logoff.exe)`. */
  starter(row: number): string {
    const { rows } = this
    const { family } = rows
    const who = fullAccountText({
      account: rows.text(family.subjectUser[row] ?? 0),
      domain: rows.text(family.subjectDomain[row] ?? 0),
      sid: rows.text(family.subjectSid[row] ?? 0),
    })
    const program = rows.fold(family.processName[row] ?? 0)
    return `${who} via ${program.slice(program.lastIndexOf('\\') + 1)}`
  }

  private find(): TimeIndex {
    const { rows, security } = this
    const names = new Set<number>()
    rows.table.strings.forEach((text, id) => {
      if (text.length < 512 && TOOLS.some((tool) => text.toLowerCase().endsWith(tool))) names.add(id)
    })
    const { kind, processName } = rows.family
    const starts =
      names.size === 0
        ? []
        : Array.from(security.rows).filter(
            (row) => kind[row] === KIND['process-start'] && names.has(processName[row] ?? 0),
          )
    return new TimeIndex(rows, starts)
  }
}
