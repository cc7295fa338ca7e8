/** What LocalSessionManager and process records tell of who or what ended a desktop session (sessions.md 9.1, rows 2 to 4). */
import type { EndReason } from '../../../contract/sessions'
import { NO_NUMBER } from '../../columns/event-table'
import { disconnectWords } from '../../text/code-words'
import { visibleText } from '../../text/visible-text'
import type { CaseRows } from '../records/case-rows'
import type { Desktop } from '../desktops/desktops'
import { atRow, methodOf, type FoundEnd } from './end-at-row'
import { KIND } from '../records/kind-index'

/** Reason codes of LSM 40 (sessions.md 12.4). */
const BY_TOOL = 2
const IDLE = 3
const TIME_LIMIT = 4
const BY_USER = 12
/** LSM 40 comes after its 23; idle and limit disconnects come before. */
const REASON_BEFORE_MS = 120_000
const REASON_AFTER_MS = 10_000

/** Who may have ended somebody's desktop session. */
export interface EndWitness {
  /** The last program that ends sessions started just before a row, -1 if none was; who started it; whether the session itself did. */
  readonly toolBefore: (row: number) => number
  readonly starter: (tool: number) => string
  readonly isOwn: (tool: number) => boolean
  /** Account that used a session number at the time of a row. */
  readonly userOf: (sessionId: number, row: number) => string | null
}

/** LSM 40 and 39 beside the logoff 23 say who or what ended the session. */
export function reasonEnd(rows: CaseRows, desktop: Desktop, witness: EndWitness | null): FoundEnd | null {
  const logoff = desktop.lsmLogoffRow
  if (logoff < 0) return null
  const at = rows.ms(logoff)
  const near = desktop.reasonRows.filter((row) => {
    const after = rows.ms(row) - at
    return after >= -REASON_BEFORE_MS && after <= REASON_AFTER_MS
  })
  const withCode = (...codes: readonly number[]): number | undefined =>
    near.find((row) => codes.includes(rows.family.reason[row] ?? NO_NUMBER))
  const byUser = withCode(BY_USER)
  if (byUser !== undefined) return withReason(rows, logoff, byUser, 'user-logoff')
  const other = near.find((row) => rows.kind(row) === KIND['lsm-disconnected-by'])
  const byTool = withCode(BY_TOOL) ?? other
  if (byTool !== undefined) {
    const found = withReason(rows, logoff, byTool, 'admin-logoff')
    const tool = witness?.toolBefore(logoff) ?? -1
    if (witness !== null && tool >= 0) return withTool(rows, found, tool, witness)
    const from = other === undefined ? NO_NUMBER : (rows.family.otherSessionId[other] ?? NO_NUMBER)
    const user = other === undefined || from === NO_NUMBER ? null : (witness?.userOf(from, other) ?? null)
    if (user === null) return found
    const isOwn = user.toLowerCase() === visibleText(rows.fold(desktop.user))
    const end = { ...found.end, by: `${user} in session ${from}` }
    return { ...found, end: isOwn ? { ...end, reason: 'user-logoff' } : end }
  }
  const limit = withCode(IDLE, TIME_LIMIT)
  return limit === undefined ? null : withReason(rows, logoff, limit, 'idle-or-limit')
}

/** Disconnected for a limit, and nobody came back until it was logged off: the limit of disconnected sessions ended it. */
export function limitEnd(
  rows: CaseRows,
  { lsmLogoffRow, reasonRows, connectionRows }: Desktop,
): FoundEnd | null {
  if (lsmLogoffRow < 0) return null
  const last = reasonRows.findLast((row) => rows.ms(row) < rows.ms(lsmLogoffRow) - REASON_BEFORE_MS)
  const code = last === undefined ? NO_NUMBER : (rows.family.reason[last] ?? NO_NUMBER)
  if (last === undefined || (code !== IDLE && code !== TIME_LIMIT)) return null
  const cameBack = connectionRows.some(
    (row) =>
      rows.kind(row) === KIND['lsm-reconnect'] &&
      rows.ms(row) >= rows.ms(last) &&
      rows.ms(row) <= rows.ms(lsmLogoffRow),
  )
  if (cameBack) return null
  const found = withReason(rows, lsmLogoffRow, last, 'idle-or-limit')
  return {
    ...found,
    explain: () => [
      ...found.explain(),
      'That limit had disconnected it, and nobody came back to it before the logoff.',
    ],
  }
}

/** Without LSM's word for it, a program that ends sessions, started in the seconds before. */
export function toolEnd(rows: CaseRows, row: number, witness: EndWitness | null): FoundEnd | null {
  const tool = witness?.toolBefore(row) ?? -1
  if (witness === null || tool < 0) return null
  return withTool(rows, atRow(rows, row, row, 'admin-logoff', 'medium', methodOf(rows, row)), tool, witness)
}

function withTool(rows: CaseRows, found: FoundEnd, tool: number, witness: EndWitness): FoundEnd {
  const own = witness.isOwn(tool)
  const by = witness.starter(tool)
  return {
    ...found,
    end: { ...found.end, reason: own ? 'user-logoff' : 'admin-logoff', by: own ? null : by },
    evidence: [...found.evidence, rows.link(tool, 'ending-program')],
    explain: () => [
      ...found.explain(),
      own
        ? `The account itself had started it: ${by} (${rows.cite(tool)}).`
        : `Just before, ${by} was started in another logon (${rows.cite(tool)}).`,
    ],
  }
}

function withReason(rows: CaseRows, logoff: number, reasonRow: number, reason: EndReason): FoundEnd {
  const found = atRow(rows, logoff, logoff, reason, 'high', `LSM-23+${rows.eventId(reasonRow)}`)
  const code = rows.family.reason[reasonRow] ?? NO_NUMBER
  const words = disconnectWords(code)
  const says = code === NO_NUMBER ? '' : `, reason ${code}${words === null ? '' : ` (${words})`}`
  return {
    ...found,
    evidence: [...found.evidence, rows.link(reasonRow, 'end-reason')],
    explain: () => [...found.explain(), `Reason of the end from ${rows.cite(reasonRow)}${says}.`],
  }
}
