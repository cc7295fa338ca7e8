/** What the domain controller knew of a logon on another machine: its Kerberos ticket, or that it checked the password (sessions.md 7). */
import type { Confidence, Logon, Machine } from '../../../contract/sessions'
import type { CaseRows } from '../records/case-rows'
import { SUCCESS, type HostAddresses } from './addresses'
import { firstLabel, MachineNames, ownLabels, userPart } from './names'
import type { ClockSkews, SkewPair } from './skew'
import { KIND } from '../records/kind-index'
import type { MachineRows } from '../records/order'
import { compareRows } from '../session-facts'
import { lowerBound } from '../records/sorted'

/** A ticket is good for ten hours; Kerberos bears clocks that are five minutes apart. */
const TICKET_BEFORE_MS = 10 * 3_600_000
const TICKET_AFTER_MS = 5 * 60_000
/** NTLM: the check comes this long before the logon. */
const CHECK_BEFORE_MS = 2000
/** Both are written within milliseconds, in either order. */
const CHECK_AFTER_MS = 500
/** The first ticket of a person comes this long before the logon at the keyboard. */
const GRANT_BEFORE_MS = 30_000
/** Hostile records could all name one ticket or one account at one time. */
const MAX_CANDIDATES = 64
const NO_GUID = '{00000000-0000-0000-0000-000000000000}'
const NO_TIMES = new Float64Array(0)
const NTLM = /^(ntlm|microsoft_authentication_package_v1_0)$/i

/** A record of another machine that stands behind a logon. */
export interface LogonProof {
  /** Index of the logon. */
  readonly logon: number
  /** Family row, and the machine that wrote it. */
  readonly row: number
  readonly machine: number
  readonly role: 'service-ticket' | 'ntlm-check' | 'first-ticket'
  readonly confidence: Confidence
}

interface Told {
  readonly row: number
  readonly machine: number
  readonly ms: number
}

/** In order of time. */
interface ToldList {
  readonly told: Told[]
  times: Float64Array
}

/** What a join needs of the case. */
export interface HostCase {
  readonly rows: CaseRows
  readonly machines: readonly Machine[]
  readonly logs: readonly MachineRows[]
  readonly logons: readonly Logon[]
  /** 4624 of each logon, -1 if lost. */
  readonly startRows: readonly number[]
}

/**
 * 4769 and 4624 with one LogonGuid of one account. A GUID names a ticket, which may serve many logons: each gets the
 * last ticket before it.
 */
export function joinTickets(hosts: HostCase): LogonProof[] {
  const { rows, logons, startRows } = hosts
  const tickets = collect(hosts, KIND['service-ticket'], (row) => guidOf(rows, row))
  if (tickets.size === 0) return []
  const proofs: LogonProof[] = []
  logons.forEach(({ logonGuid, account, machine }, logon) => {
    const start = startRows[logon] ?? -1
    if (logonGuid === null || start < 0) return
    const ms = rows.ms(start)
    const told = tickets.get(logonGuid.toLowerCase())
    if (told === undefined) return
    const user = (account ?? '').toLowerCase()
    const found = nearest(told, ms - TICKET_BEFORE_MS, ms + TICKET_AFTER_MS, ms, (one) => {
      return one.machine !== machine && userPart(rows.fold(rows.family.targetUser[one.row] ?? 0)) === user
    })
    if (found !== null)
      proofs.push({
        logon,
        row: found.row,
        machine: found.machine,
        role: 'service-ticket',
        confidence: 'certain',
      })
  })
  return proofs
}

/** Pairs of a ticket and the first logon that used it: what two clocks can be compared by. */
export function ticketPairs(hosts: HostCase, proofs: readonly LogonProof[]): SkewPair[] {
  const first = new Map<string, SkewPair>()
  for (const { logon, row, machine } of proofs) {
    const to = hosts.logons[logon]?.machine ?? 0
    const toRow = hosts.startRows[logon] ?? 0
    const key = `${row} ${to}`
    const known = first.get(key)
    if (known === undefined || compareRows(hosts.rows, toRow, known.toRow) < 0)
      first.set(key, { from: machine, to, fromRow: row, toRow })
  }
  return [...first.values()]
}

/** 4776 on another machine and the NTLM logon that follows it. The password of a local account is checked where it lives, so no other machine's check is its. */
export function joinChecks(hosts: HostCase, skews: ClockSkews): LogonProof[] {
  const { rows, logons, startRows } = hosts
  const { family } = rows
  const checks = collect(hosts, KIND['ntlm-validated'], (row) =>
    SUCCESS.test(rows.fold(family.status[row] ?? 0)) ? rows.fold(family.targetUser[row] ?? 0) : '',
  )
  if (checks.size === 0) return []
  const proofs: LogonProof[] = []
  const taken = new Set<number>()
  const own = ownLabels(hosts.machines)
  for (const logon of byStart(hosts)) {
    const one = logons[logon]
    const start = startRows[logon] ?? -1
    if (one === undefined || !isNtlm(one)) continue
    if (own[one.machine]?.has(firstLabel((one.domain ?? '').toLowerCase())) === true) continue
    const told = checks.get((one.account ?? '').toLowerCase())
    if (told === undefined) continue
    const workstation = (one.source.workstation ?? '').toLowerCase()
    const found = nearestBySkew(
      told,
      skews,
      one.machine,
      rows.ms(start),
      [CHECK_BEFORE_MS, CHECK_AFTER_MS],
      (check) => {
        const named = rows.fold(family.workstation[check.row] ?? 0)
        const same = workstation === '' || named === '' || firstLabel(named) === firstLabel(workstation)
        return check.machine !== one.machine && same && !taken.has(check.row)
      },
    )
    if (found === null) continue
    taken.add(found.row)
    proofs.push({ logon, row: found.row, machine: found.machine, role: 'ntlm-check', confidence: 'medium' })
  }
  return proofs
}

/** 4768 from the address of the machine at which the person then logs on (type 2). */
export function joinFirstTickets(
  hosts: HostCase,
  skews: ClockSkews,
  addresses: () => HostAddresses,
): LogonProof[] {
  const { rows, machines, logons, startRows } = hosts
  const { family } = rows
  const grants = collect(hosts, KIND['ticket-granted'], (row) =>
    SUCCESS.test(rows.fold(family.status[row] ?? 0)) ? userPart(rows.fold(family.targetUser[row] ?? 0)) : '',
  )
  if (grants.size === 0) return []
  const proofs: LogonProof[] = []
  const names = new MachineNames(machines)
  for (const logon of byStart(hosts)) {
    const one = logons[logon]
    if (one?.logonType !== 2 || one.class !== 'human') continue
    const told = grants.get((one.account ?? '').toLowerCase())
    if (told === undefined) continue
    const start = startRows[logon] ?? -1
    const found = nearestBySkew(
      told,
      skews,
      one.machine,
      rows.ms(start),
      [GRANT_BEFORE_MS, CHECK_AFTER_MS],
      (grant) => {
        const ip = rows.address(family.ip[grant.row] ?? 0)
        const name = ip === null ? null : addresses().nameAt(ip, grant.ms)
        return grant.machine !== one.machine && name !== null && names.machineOf(name) === one.machine
      },
    )
    if (found !== null)
      proofs.push({
        logon,
        row: found.row,
        machine: found.machine,
        role: 'first-ticket',
        confidence: 'medium',
      })
  }
  return proofs
}

/** Plain sentence for a proof. */
export function proofSentence(hosts: HostCase, skews: ClockSkews, proof: LogonProof): string {
  const { rows, machines } = hosts
  const by = `${machines[proof.machine]?.name ?? ''} (${rows.cite(proof.row)})`
  const ip = rows.address(rows.family.ip[proof.row] ?? 0)
  const from = ip === null ? '' : ` to ${ip}`
  const service = rows.text(rows.family.targetServer[proof.row] ?? 0) ?? 'it'
  const skew = skews.sentence(proof.machine, hosts.logons[proof.logon]?.machine ?? 0)
  if (proof.role === 'service-ticket')
    return `Its LogonGuid is that of a Kerberos ticket for ${service} that was given${from} by ${by}; certain.${skew}`
  if (proof.role === 'first-ticket')
    return `A first Kerberos ticket of this account was given${from}, this computer's address then, by ${by} just before; medium.${skew}`
  const workstation = rows.text(rows.family.workstation[proof.row] ?? 0)
  const named = workstation === null ? '' : ` from a client that called itself ${workstation}`
  return `The account's password was checked by NTLM${named} on ${by} within seconds; medium.${skew}`
}

/** Negotiate that came down to NTLM names the variant. */
function isNtlm({ auth }: Logon): boolean {
  return NTLM.test(auth.package ?? '') || (auth.lm ?? '').toUpperCase().startsWith('NTLM')
}

function guidOf(rows: CaseRows, row: number): string {
  const guid = rows.fold(rows.family.logonGuid[row] ?? 0)
  return guid === NO_GUID ? '' : guid
}

/** Rows of a kind on all machines by a key, in order of time. Nothing is made where there are none. */
function collect(
  { rows, logs }: HostCase,
  kind: number,
  keyOf: (row: number) => string,
): Map<string, ToldList> {
  const found = new Map<string, ToldList>()
  logs.forEach(({ security }, machine) => {
    for (const row of security.rowsOf([kind])) {
      const key = keyOf(row)
      if (key === '') continue
      const list = found.get(key)
      const told = { row, machine, ms: rows.ms(row) }
      if (list === undefined) found.set(key, { told: [told], times: NO_TIMES })
      else list.told.push(told)
    }
  })
  for (const list of found.values()) {
    list.told.sort((a, b) => a.ms - b.ms || compareRows(rows, a.row, b.row))
    list.times = Float64Array.from(list.told, ({ ms }) => ms)
  }
  return found
}

/** Logons with a 4624, by its time. */
function byStart({ rows, logons, startRows }: HostCase): number[] {
  const known = logons.map((_, logon) => logon).filter((logon) => (startRows[logon] ?? -1) >= 0)
  return known.sort((a, b) => compareRows(rows, startRows[a] ?? 0, startRows[b] ?? 0))
}

/** The last that fits at or before `ms`, else the first after it. */
function nearest(
  { told, times }: ToldList,
  from: number,
  to: number,
  ms: number,
  fits: (one: Told) => boolean,
): Told | null {
  const middle = lowerBound(times, ms + 1)
  for (let i = middle - 1, tried = 0; i >= 0 && tried < MAX_CANDIDATES; i--, tried++) {
    const one = told[i]
    if (one === undefined || one.ms < from) break
    if (fits(one)) return one
  }
  for (let i = middle, tried = 0; i < told.length && tried < MAX_CANDIDATES; i++, tried++) {
    const one = told[i]
    if (one === undefined || one.ms > to) break
    if (fits(one)) return one
  }
  return null
}

/** As `nearest`; each window is widened by how far the two clocks are apart. */
function nearestBySkew(
  told: ToldList,
  skews: ClockSkews,
  machine: number,
  ms: number,
  [before, after]: readonly [number, number],
  fits: (one: Told) => boolean,
): Told | null {
  let widest = 0
  for (const { from, to, medianMs } of skews.list)
    if (from === machine || to === machine) widest = Math.max(widest, Math.abs(medianMs))
  return nearest(told, ms - before - widest, ms + after + widest, ms, (one) => {
    const skew = skews.between(one.machine, machine)
    const apart = ms - one.ms
    return apart <= before + Math.max(0, skew) && apart >= -after + Math.min(0, skew) && fits(one)
  })
}
