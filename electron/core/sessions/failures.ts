/** Failed logons (4625). */
import type { Failure } from '../../contract/sessions'
import type { CaseRows } from './case-rows'
import { KIND } from './kind-index'
import type { LogRows } from './log-rows'

const NO_STATUS = new Set(['0x0', '0x00000000'])

/** Failures among a machine's Security rows, in write order. SubStatus says more than Status where it is set. */
export function findFailures(rows: CaseRows, machine: number, security: LogRows): Failure[] {
  const { family } = rows
  const failures: Failure[] = []
  for (const row of security.rowsOf([KIND['logon-failed']])) {
    const detail = rows.text(family.subStatus[row] ?? 0)
    failures.push({
      machine,
      time: rows.time(row),
      account: rows.text(family.targetUser[row] ?? 0),
      domain: rows.text(family.targetDomain[row] ?? 0),
      logonType: rows.number(family.logonType, row),
      ip: rows.address(family.ip[row] ?? 0),
      workstation: rows.text(family.workstation[row] ?? 0),
      status: detail === null || NO_STATUS.has(detail) ? rows.text(family.status[row] ?? 0) : detail,
      record: family.record[row] ?? 0,
    })
  }
  return failures
}
