/** Whether logoffs were audited (subcategory Logoff): without them nothing tells when a logon ended (sessions.md 11, T32). */
import type { FileTime } from '../../contract/ids'
import type { BootFrame } from './boot-frames'
import type { CaseRows } from './case-rows'
import { KIND } from './kind-index'
import type { LogRows } from './log-rows'

/** Types that end within minutes and whose 4634 is seldom missing. */
const SHORT_TYPES: ReadonlySet<number> = new Set([3, 7, 8, 13])
/** So many of them without any logoff, over so long a time, are no chance. */
const MIN_LOGONS = 8
const MIN_SPAN_MS = 30 * 60_000

/** Last logoff of a boot after which its log shows logons for long, but no logoff: 0 where there is none at all; null where all is well. */
export function logoffsUntil(rows: CaseRows, log: LogRows, frame: BootFrame): FileTime | null {
  const { securityFrom: from, securityTo: to } = frame
  if (to <= from) return null
  let last: FileTime = 0n
  let first = -1
  let count = 0
  for (let i = to - 1; i >= from; i--) {
    const row = log.rows[i]!
    const kind = rows.family.kind[row]!
    if (kind === KIND.logoff || kind === KIND['logoff-by-user']) {
      last = rows.time(row)
      break
    }
    if (kind !== KIND.logon || !SHORT_TYPES.has(rows.family.logonType[row]!)) continue
    first = row
    count++
  }
  if (count < MIN_LOGONS || rows.ms(log.rows[to - 1]!) - rows.ms(first) < MIN_SPAN_MS) return null
  return last
}
