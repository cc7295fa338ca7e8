import type { EventTable } from '../../electron/core/columns/event-table'
import { SyntheticTable } from './synthetic-table'

const COMPUTERS = 20
const DAY = 86_400
const USERS = 40
const DAYS_PER_BOOT = 7
const NETWORK_LOGONS_A_DAY = 60
const LOGONS_A_VISIT = 6

/**
 * A case of so many session-relevant events: computers that are started once a week, where every day one person works at the console with
 * locks and unlocks, services start with the machine, and people reach it over the network several logons at a time. The same each time.
 */
export function syntheticCase(events: number): EventTable {
  const table = new SyntheticTable(events)
  const each = Math.ceil(events / COMPUTERS)
  for (let computer = 0, until = 0; computer < COMPUTERS && !table.full; computer++) {
    until = Math.min(until + each, events)
    const host = new Host(table, `SRV-${String(computer).padStart(2, '0')}`, computer)
    for (let day = 0; table.rowCount < until; day++) host.day(day)
  }
  return table.take()
}

class Host {
  private luid = 0x10000n

  constructor(
    private readonly table: SyntheticTable,
    name: string,
    private readonly number: number,
  ) {
    table.startLog(name)
  }

  /** One day's events in order of time. */
  day(day: number): void {
    // No two computers log the same at the same moment: they would be taken for one.
    const midnight = day * DAY + this.number
    if (day % DAYS_PER_BOOT === 0) this.boot(midnight)
    const desk = this.nextLuid()
    const person = this.person(day)
    this.logon(midnight + 28_800, desk, person, 2, '127.0.0.1')
    this.table.add(midnight + 28_800, 4672, 'special-privileges', {
      subjectLogonId: desk,
      ...this.subject(person),
    })
    for (let i = 0; i < NETWORK_LOGONS_A_DAY; i++) {
      const visit = Math.floor(i / LOGONS_A_VISIT)
      const at = midnight + 29_000 + visit * 3_600 + (i % LOGONS_A_VISIT) * 50
      const luid = this.nextLuid()
      const guest = this.person(day + visit * 7 + 1)
      this.logon(at, luid, guest, 3, `10.0.${this.number}.${(visit * 37 + day) % 250}`)
      this.table.add(at + 40, 4634, 'logoff', { targetLogonId: luid, logonType: 3, ...this.target(guest) })
      if (i % LOGONS_A_VISIT !== LOGONS_A_VISIT - 1) continue
      this.table.add(at + 100, 4800, 'locked', { targetLogonId: desk, sessionId: 1, ...this.target(person) })
      this.table.add(at + 400, 4801, 'unlocked', {
        targetLogonId: desk,
        sessionId: 1,
        ...this.target(person),
      })
    }
    this.table.add(midnight + 68_400, 4647, 'logoff-by-user', { targetLogonId: desk, ...this.target(person) })
    this.table.add(midnight + 68_401, 4634, 'logoff', {
      targetLogonId: desk,
      logonType: 2,
      ...this.target(person),
    })
  }

  private boot(at: number): void {
    this.luid = 0x10000n
    this.table.add(at, 4608, 'os-start', {})
    for (let i = 0; i < 12; i++) this.logon(at + 5 + i, this.nextLuid(), `svc-${i}`, 5, '-')
  }

  private logon(at: number, luid: bigint, user: string, logonType: number, ip: string): void {
    this.table.add(at, 4624, 'logon', {
      targetLogonId: luid,
      subjectLogonId: 0x3e7n,
      logonType,
      authPackage: logonType === 3 ? 'Kerberos' : 'Negotiate',
      logonProcess: logonType === 3 ? 'Kerberos' : 'User32',
      ip: ip === '-' ? '' : ip,
      ...this.target(user),
    })
  }

  private person(n: number): string {
    return `user${(n * 13 + this.number) % USERS}`
  }

  private target(user: string): { targetUser: string; targetDomain: string; targetSid: string } {
    return { targetUser: user, targetDomain: 'EXAMPLE', targetSid: sidOf(user) }
  }

  private subject(user: string): { subjectUser: string; subjectDomain: string; subjectSid: string } {
    return { subjectUser: user, subjectDomain: 'EXAMPLE', subjectSid: sidOf(user) }
  }

  private nextLuid(): bigint {
    return (this.luid += 0x1357n)
  }
}

function sidOf(user: string): string {
  return `S-1-5-21-1004336348-1177238915-682003330-${1000 + (user.length * 31 + user.charCodeAt(user.length - 1))}`
}
