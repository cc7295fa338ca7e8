/** Failed logons: 4625, refused passwords and pre-authentications of domain controllers, and what the OpenSSH server refused. */
import type { Failure } from '../../../contract/sessions'
import type { CaseRows } from '../records/case-rows'
import { userPart } from '../hosts/names'
import { KIND } from '../records/kind-index'
import type { MachineRows } from '../records/order'
import { lowerBound } from '../records/sorted'
import { sshRefusals } from '../ssh/ssh-messages'

const NO_STATUS = new Set(['0x0', '0x00000000'])
/** Not given a status, or asked for pre-authentication, which every client is at first. */
const NO_REFUSAL = /^0x0*(19)?$/
/** Two records of one attempt on one machine are written this near. */
const SAME_MS = 2000

/**
 * Failures that a machine's records tell. Of one attempt that two kinds of record tell, the one that says more is kept: 4625
 * before 4771 and 4776; the OpenSSH server's line, which has the address, before its own 4625 without one.
 */
export function findFailures(rows: CaseRows, machine: number, { security, remote }: MachineRows): Failure[] {
  const { family } = rows
  const refusals = sshRefusals(rows, remote)
  const bySshd = new Attempts(refusals.map(({ row, name }) => ({ name, ms: rows.ms(row) })))
  const told = security.rowsOf([KIND['logon-failed']]).filter((row) => {
    const isSshd = rows.fold(family.processName[row] ?? 0).endsWith('\\sshd.exe')
    const isBare = isSshd && rows.address(family.ip[row] ?? 0) === null
    return !isBare || !bySshd.has(rows.fold(family.targetUser[row] ?? 0), rows.ms(row))
  })
  const known = new Attempts(
    told.map((row) => ({ name: rows.fold(family.targetUser[row] ?? 0), ms: rows.ms(row) })),
  )
  const checks = security.rowsOf([KIND['ntlm-validated'], KIND['pre-auth-failed']]).filter((row) => {
    const name = userPart(rows.fold(family.targetUser[row] ?? 0))
    return !NO_REFUSAL.test(rows.fold(family.status[row] ?? 0)) && !known.has(name, rows.ms(row))
  })
  return [
    ...[...told, ...checks].map((row) => ofRecord(rows, machine, row)),
    ...refusals.map(({ row, account, ip, method }) => ({
      machine,
      time: rows.time(row),
      account,
      domain: null,
      logonType: null,
      ip,
      workstation: null,
      status: `sshd: ${method}`,
      record: family.record[row] ?? 0,
    })),
  ]
}

/** SubStatus says more than Status where it is set. */
function ofRecord(rows: CaseRows, machine: number, row: number): Failure {
  const { family } = rows
  const detail = rows.text(family.subStatus[row] ?? 0)
  return {
    machine,
    time: rows.time(row),
    account: rows.text(family.targetUser[row] ?? 0),
    domain: rows.text(family.targetDomain[row] ?? 0),
    logonType: rows.number(family.logonType, row),
    ip: rows.address(family.ip[row] ?? 0),
    workstation: rows.text(family.workstation[row] ?? 0),
    status: detail === null || NO_STATUS.has(detail) ? rows.text(family.status[row] ?? 0) : detail,
    record: family.record[row] ?? 0,
  }
}

/** Attempts by folded account, for finding one at about a time. */
class Attempts {
  private readonly times = new Map<string, number[]>()

  constructor(attempts: readonly { readonly name: string; readonly ms: number }[]) {
    for (const { name, ms } of attempts) {
      const times = this.times.get(name)
      if (times === undefined) this.times.set(name, [ms])
      else times.push(ms)
    }
    for (const times of this.times.values()) times.sort((a, b) => a - b)
  }

  has(name: string, ms: number): boolean {
    const times = this.times.get(name)
    if (times === undefined) return false
    const next = times[lowerBound(times, ms - SAME_MS)]
    return next !== undefined && next <= ms + SAME_MS
  }
}
