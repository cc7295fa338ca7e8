/** LocalSessionManager records that an early clock stamped, told by what a log with the step holds of the same moment. */
import type { CaseRows } from '../records/case-rows'
import { KIND } from '../records/kind-index'
import type { LogRows } from '../records/log-rows'

/** Rows of a log, [from, to) in write order, that the old clock stamped. */
export interface OldClockPart {
  readonly log: LogRows
  readonly from: number
  readonly to: number
}

/** Records of one logon or logoff lie this near in the logs. */
const NEAR_MS = 10_000
const DESKTOP_TYPES: ReadonlySet<number> = new Set([2, 10, 11, 12])

/** Logons and logoffs of `remote` beside which the same is told by records of the old clock; as records of the table. */
export function witnessed(
  rows: CaseRows,
  remote: LogRows,
  parts: readonly OldClockPart[],
): ReadonlySet<number> {
  const moved = parts.flatMap(({ log, from, to }) => [...log.rows.subarray(from, to)])
  const found = new Set<number>()
  for (const row of remote.rowsOf([KIND['lsm-logon'], KIND['lsm-logoff']])) {
    const isNear = (other: number): boolean => Math.abs(rows.ms(other) - rows.ms(row)) <= NEAR_MS
    if (moved.some((other) => isNear(other) && isSame(rows, row, other)))
      found.add(rows.family.record[row] ?? 0)
  }
  return found
}

/** Whether a record of System or Security tells of the same logon or logoff as one of LSM. */
function isSame(rows: CaseRows, row: number, other: number): boolean {
  const { family } = rows
  const isLogon = rows.kind(row) === KIND['lsm-logon']
  switch (rows.kind(other)) {
    case KIND['desktop-logon']:
      return isLogon && family.sessionId[row] === family.sessionId[other]
    case KIND['desktop-logoff']:
      return !isLogon && family.sessionId[row] === family.sessionId[other]
    case KIND.logon:
      return isLogon && DESKTOP_TYPES.has(family.logonType[other] ?? 0) && isSameUser(rows, row, other)
    case KIND['logoff-by-user']:
      return !isLogon && isSameUser(rows, row, other)
    default:
      return false
  }
}

function isSameUser(rows: CaseRows, row: number, other: number): boolean {
  const user = rows.fold(rows.family.targetUser[row] ?? 0)
  const name = user.slice(user.lastIndexOf('\\') + 1)
  return name !== '' && name === rows.fold(rows.family.targetUser[other] ?? 0)
}
