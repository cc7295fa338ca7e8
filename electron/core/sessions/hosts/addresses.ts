/**
 * Whose address an address was, and when (sessions.md 7). Addresses are given out again, so a name holds for an address only from the
 * first to the last record that says so without another computer's record between them.
 */
import type { AddressUse, Logon, Machine } from '../../../contract/sessions'
import type { CaseRows } from '../records/case-rows'
import { firstLabel, isAddress, ownLabels, userPart } from './names'
import { KIND } from '../records/kind-index'
import type { MachineRows } from '../records/order'
import { compareRows } from '../session-facts'
import { lowerBound } from '../records/sorted'

/** Records of one connection are this near; so long before and after what records say is still believed. */
const SLACK_MS = 60_000
/** The address that a Remote Desktop client found for a name it was given: 1102 after 1024. */
const RESOLVED_MS = 10_000
/** Status of a request that was granted. */
export const SUCCESS = /^0x0*$/
/** Servers that one user asks for at once. */
const MAX_ASKED = 8
/** A hostile log could give one computer any number of addresses. */
const MAX_USES = 256

interface Seen {
  readonly name: string
  readonly row: number
  readonly ms: number
  /** Not a name that any client may give itself. */
  readonly strong: boolean
}

interface Use {
  readonly name: string
  readonly first: Seen
  last: Seen
  strong: boolean
  count: number
}

/** Uses of one address in order of time, which do not overlap, and when each began (ms since 1601). */
interface Uses {
  readonly uses: readonly Use[]
  readonly starts: Float64Array
}

/** Which computer had an address when. */
export class HostAddresses {
  private readonly byName = new Map<string, { readonly ip: string; readonly use: Use }[]>()

  constructor(
    private readonly rows: CaseRows,
    private readonly byAddress: ReadonlyMap<string, Uses>,
  ) {
    for (const [ip, { uses }] of byAddress) {
      for (const use of uses) {
        const known = this.byName.get(use.name)
        if (known === undefined) this.byName.set(use.name, [{ ip, use }])
        else known.push({ ip, use })
      }
    }
  }

  /** First label of the computer that had the address at this time (ms since 1601); null if no record says. */
  nameAt(ip: string, ms: number): string | null {
    const known = this.byAddress.get(ip)
    if (known === undefined) return null
    const { uses, starts } = known
    const next = lowerBound(starts, ms)
    const near = [uses[next - 1], uses[next]]
      .filter((use) => use !== undefined)
      .filter(({ first, last }) => first.ms - SLACK_MS <= ms && ms <= last.ms + SLACK_MS)
    const inside = near.find(({ first, last }) => first.ms <= ms && ms <= last.ms)
    if (inside !== undefined) return inside.name
    // Between two computers' records either may have had it.
    return near.every(({ name }) => name === near[0]?.name) ? (near[0]?.name ?? null) : null
  }

  /**
   * Another address of the same kind that a computer with one of these labels had at this time, by more than its own word; null if
   * no record says so, or one says that it had this one.
   */
  otherOf(labels: ReadonlySet<string>, ip: string, ms: number): string | null {
    const uses = [...labels].flatMap((label) => this.byName.get(label) ?? [])
    if (uses.length > MAX_USES) return null
    const told = uses
      .filter(({ ip: other, use: { first, last, strong } }) => {
        return (
          strong &&
          isVersion6(other) === isVersion6(ip) &&
          first.ms - SLACK_MS <= ms &&
          ms <= last.ms + SLACK_MS
        )
      })
      .map(({ ip: other }) => other)
    return told.includes(ip) ? null : (told.sort()[0] ?? null)
  }

  list(): AddressUse[] {
    const { rows } = this
    return [...this.byAddress.keys()].sort().flatMap((ip) =>
      (this.byAddress.get(ip)?.uses ?? []).map(({ name, first, last, strong, count }): AddressUse => {
        const links = first.row === last.row ? [first.row] : [first.row, last.row]
        return {
          ip,
          name,
          from: rows.time(first.row),
          to: rows.time(last.row),
          confidence: strong ? 'high' : 'medium',
          count,
          evidence: links.map((row) => rows.link(row, 'address')),
        }
      }),
    )
  }
}

/** Gathers what the logs of all machines say of addresses. `startRows`: the 4624 of each logon, -1 if lost. */
export function findAddresses(
  rows: CaseRows,
  machines: readonly Machine[],
  logs: readonly MachineRows[],
  logons: readonly Logon[],
  startRows: readonly number[],
): HostAddresses {
  const seen = new Map<string, Seen[]>()
  const add = (ip: string | null, name: string, row: number, strong: boolean): void => {
    const label = firstLabel(name.trim())
    if (ip === null || label === '' || label === '-' || isAddress(name)) return
    const one: Seen = { name: label, row, ms: rows.ms(row), strong }
    const list = seen.get(ip)
    if (list === undefined) seen.set(ip, [one])
    else list.push(one)
  }
  for (const log of logs) {
    addConnections(rows, log, add)
    addComputerTickets(rows, log, add)
    addClientLookups(rows, log, add)
  }
  const own = ownLabels(machines)
  logons.forEach(({ machine, source, account, class: kind, auth }, index) => {
    const row = startRows[index] ?? -1
    if (row < 0 || source.ip === null) return
    const workstation = (source.workstation ?? '').toLowerCase()
    // A Remote Desktop logon names the server itself.
    if (workstation !== '' && !own[machine]?.has(firstLabel(workstation)))
      add(source.ip, workstation, row, false)
    if (kind === 'machine' && auth.package === 'Kerberos')
      add(source.ip, (account ?? '').toLowerCase().replace(/\$$/, ''), row, true)
  })
  return new HostAddresses(rows, new Map([...seen].map(([ip, list]) => [ip, usesOf(rows, list)])))
}

const isVersion6 = (ip: string): boolean => ip.includes(':')

type Add = (ip: string | null, name: string, row: number, strong: boolean) => void

/** 4778, 4779: client name and address of a Remote Desktop connection. */
function addConnections(rows: CaseRows, { security }: MachineRows, add: Add): void {
  for (const row of security.rowsOf([KIND.reconnected, KIND.disconnected]))
    add(rows.address(rows.family.ip[row] ?? 0), rows.fold(rows.family.clientName[row] ?? 0), row, true)
}

/** 4768, 4769 of `PC1$`: a computer is given tickets for itself at its own address. Anyone can ask in vain. */
function addComputerTickets(rows: CaseRows, { security }: MachineRows, add: Add): void {
  for (const row of security.rowsOf([KIND['ticket-granted'], KIND['service-ticket']])) {
    if (!SUCCESS.test(rows.fold(rows.family.status[row] ?? 0))) continue
    const user = userPart(rows.fold(rows.family.targetUser[row] ?? 0))
    if (user.endsWith('$')) add(rows.address(rows.family.ip[row] ?? 0), user.slice(0, -1), row, true)
  }
}

/** RDPClient 1024 with the name typed, then 1102 of the same user with the address it came to; of two names asked for at once nobody knows whose it is. */
function addClientLookups(rows: CaseRows, { remote }: MachineRows, add: Add): void {
  const { targetServer, subjectSid } = rows.family
  const asked = new Map<number, readonly number[]>()
  for (const row of remote.rowsOf([KIND['rdp-client-server'], KIND['rdp-client-address']])) {
    const user = subjectSid[row] ?? 0
    const isNear = (other: number): boolean => Math.abs(rows.ms(row) - rows.ms(other)) <= RESOLVED_MS
    const open = (asked.get(user) ?? []).filter(isNear).slice(-MAX_ASKED)
    if (rows.kind(row) === KIND['rdp-client-server']) {
      asked.set(user, [...open, row])
      continue
    }
    const [name, ...others] = new Set(open.map((other) => rows.fold(targetServer[other] ?? 0)))
    asked.delete(user)
    const found = targetServer[row] ?? 0
    if (name !== undefined && others.length === 0 && isAddress(rows.fold(found)))
      add(rows.address(found), name, row, true)
  }
}

function usesOf(rows: CaseRows, seen: Seen[]): Uses {
  seen.sort((a, b) => a.ms - b.ms || compareRows(rows, a.row, b.row) || (a.name < b.name ? -1 : 1))
  const sure = runs(seen.filter(({ strong }) => strong))
  const starts = sure.map(({ first }) => first.ms)
  const believed = seen.filter(({ strong, name, ms }) => {
    if (strong) return true
    const at = sure[lowerBound(starts, ms + 1) - 1]
    return at === undefined || ms > at.last.ms || at.name === name
  })
  const uses = runs(believed)
  return { uses, starts: Float64Array.from(uses, ({ first }) => first.ms) }
}

/** Stretches without another name's record in them. */
function runs(seen: readonly Seen[]): Use[] {
  const uses: Use[] = []
  for (const one of seen) {
    const last = uses.at(-1)
    if (last?.name === one.name) {
      last.last = one
      last.strong ||= one.strong
      last.count++
    } else uses.push({ name: one.name, first: one, last: one, strong: one.strong, count: 1 })
  }
  return uses
}
