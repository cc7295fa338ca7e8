/** Logons that came from another computer, and the sessions they may have come from (sessions.md 7). */
import type { FileTime } from '../../../contract/ids'
import type { EvidenceLink, Logon, Session } from '../../../contract/sessions'
import type { CaseRows } from '../records/case-rows'
import type { HostAddresses } from './addresses'
import type { MachineNames } from './names'
import type { HostCase, LogonProof } from './tickets'
import { lowerBound } from '../records/sorted'

/** A hostile log could put every logon into one moment. */
const MAX_CANDIDATES = 64
/** Sessions of one account open at once are few; a hostile log could hold any number. */
const MAX_LOOK_BACK = 512
/** The password is checked this long before the desktop is there. */
const CHECK_MS = 30_000
/** Records of one moment may be written out of order. */
const SLACK_MS = 5000
const DESKTOPS: ReadonlySet<Session['kind']> = new Set(['console', 'rdp', 'ssh'])
/** Network, network with the password, Remote Desktop: made from elsewhere even where no address is told. All others only if one is. */
const FROM_ELSEWHERE: ReadonlySet<number | null> = new Set([3, 8, 10, 12])

/** A person's logon, or a Remote Desktop connection of which no logon is in evidence, with what tells where it came from. */
export interface Arrival {
  readonly session: Session
  /** Of the logon or connection: the same whatever the order of the files. */
  readonly id: string
  readonly account: string
  readonly domain: string | null
  readonly guid: string | null
  readonly time: FileTime
  readonly ms: number
  /** From the logon, else from its Kerberos ticket. */
  readonly ip: string | null
  /** The machine whose name the logon gives, else the check of the password just before it from the same address; null for none in the case. */
  readonly named: number | null
  /** It has an address, or is of a type that is made from elsewhere and gives a name. */
  readonly isRemote: boolean
  /** Record of its start; none where that is not in evidence. */
  readonly links: readonly EvidenceLink[]
}

interface InOrder<T> {
  readonly items: readonly T[]
  readonly times: Float64Array
}

/** Which computer an arrival came from, and whether that is told by its address, by the name it gave, or not at all. */
export interface Origin {
  readonly machine: number | null
  readonly by: 'address' | 'name' | 'nothing'
  /** Another computer of the case that its name says, while the address is that of `machine`: one of the two, behind one address or under a false name. */
  readonly rival: number | null
}

/** Arrivals by machine and account, in order of time. */
export class Arrivals {
  readonly all: readonly Arrival[]
  private readonly groups: ReadonlyMap<string, InOrder<Arrival>>
  private readonly byDesktop: ReadonlyMap<string, InOrder<Arrival>>
  private readonly byGuid = new Map<string, Arrival[]>()

  constructor(
    { rows, logons }: HostCase,
    sessions: readonly Session[],
    tickets: readonly LogonProof[],
    private readonly names: MachineNames,
    private readonly addresses: HostAddresses,
  ) {
    const ticketIp = new Map(tickets.map(({ logon, row }) => [logon, rows.address(rows.family.ip[row] ?? 0)]))
    const all: Arrival[] = []
    for (const session of sessions) {
      const isDesktop = DESKTOPS.has(session.kind)
      const own = session.logons.flatMap((index): Arrival[] => {
        const logon = logons[index]
        return logon === undefined ? [] : this.byLogon(session, logon, ticketIp.get(index) ?? null)
      })
      const known = isDesktop ? withChecks(own) : own
      for (const arrival of known) {
        if (arrival.guid !== null) pushTo(this.byGuid, arrival.guid, arrival)
        if (arrival.isRemote) all.push(arrival)
      }
      if (isDesktop) all.push(...this.byConnections(rows, session, known))
    }
    this.all = all
    // Remote Desktop takes the console's session over, too.
    const remote = all.filter(
      ({ session, ip }) => session.kind === 'rdp' || (session.kind === 'console' && ip !== null),
    )
    this.byDesktop = inOrder(
      remote,
      ({ session }) => String(session.machine),
      ({ id }) => id,
    )
    this.groups = inOrder(
      all,
      ({ session, account }) => key(session.machine, account),
      ({ id }) => id,
    )
  }

  /** Of the account on the machine, from <= time <= to (ms since 1601). */
  between(machine: number, account: string, from: number, to: number): readonly Arrival[] {
    const group = this.groups.get(key(machine, account))
    if (group === undefined) return []
    const first = lowerBound(group.times, from)
    return group.items.slice(first, first + MAX_CANDIDATES).filter(({ ms }) => ms <= to)
  }

  /** Of anyone who came to the machine by Remote Desktop. */
  remote(machine: number, from: number, to: number): readonly Arrival[] {
    const group = this.byDesktop.get(String(machine))
    if (group === undefined) return []
    const first = lowerBound(group.times, from)
    return group.items.slice(first, first + MAX_CANDIDATES).filter(({ ms }) => ms <= to)
  }

  /** Logons that carry this LogonGuid. */
  withGuid(guid: string): readonly Arrival[] {
    return (this.byGuid.get(guid.toLowerCase()) ?? []).slice(0, MAX_CANDIDATES)
  }

  private byLogon(session: Session, logon: Logon, ticketIp: string | null): Arrival[] {
    const { account, domain, source, start, logonType } = logon
    if (logon.class !== 'human' || account === null || start.best === null) return []
    const isElsewhere = FROM_ELSEWHERE.has(logonType)
    const ip = source.ip ?? (isElsewhere ? ticketIp : null)
    return [
      {
        session,
        id: logon.id,
        account,
        domain,
        guid: logon.logonGuid?.toLowerCase() ?? null,
        time: start.best,
        ms: Number(start.best) / 10_000,
        ip,
        named: this.namedBy(session, source.workstation),
        isRemote: ip !== null || (isElsewhere && source.workstation !== null),
        links: logon.evidence.filter(({ role }) => role === 'start').slice(0, 1),
      },
    ]
  }

  /** Connections with an address of which no logon tells, as where the Security log is lost. */
  private byConnections(rows: CaseRows, session: Session, known: readonly Arrival[]): Arrival[] {
    const { account, domain, connections, evidence } = session
    if (account === null || session.class !== 'human') return []
    return connections.slice(0, MAX_CANDIDATES).flatMap(({ from, ip, client }): Arrival[] => {
      const ms = Number(from) / 10_000
      const isTold = known.some((one) => one.ip === ip && Math.abs(one.ms - ms) <= CHECK_MS)
      if (ip === null || isTold) return []
      const links = evidence.filter(({ record }) => rows.records.time[record] === from).slice(0, 1)
      return [
        {
          session,
          id: `${session.id} ${from}`,
          account,
          domain,
          guid: null,
          time: from,
          ms,
          ip,
          named: this.namedBy(session, client),
          isRemote: true,
          links,
        },
      ]
    })
  }

  /** A Remote Desktop logon names the server itself: that says nothing. */
  private namedBy(session: Session, name: string | null): number | null {
    const named = this.names.machineOf(name ?? '')
    return named === session.machine ? null : named
  }

  /** An address is believed before a name, which a client may choose. */
  origin({ ip, ms, named: told }: Arrival): Origin {
    const name = ip === null ? null : this.addresses.nameAt(ip, ms)
    if (name !== null) {
      const machine = this.names.machineOf(name)
      return { machine, by: 'address', rival: machine === null || told === machine ? null : told }
    }
    return { machine: told, by: told === null ? 'nothing' : 'name', rival: null }
  }
}

/** A desktop's logon that names nobody is given the name that the check of the password just before it, from the same address, gave. */
function withChecks(arrivals: readonly Arrival[]): Arrival[] {
  const lastNamed = new Map<string | null, Arrival>()
  const isUnnamed = ({ named }: Arrival): number => Number(named === null)
  const inTime = arrivals.toSorted(
    (a, b) => a.ms - b.ms || isUnnamed(a) - isUnnamed(b) || (a.id < b.id ? -1 : 1),
  )
  return inTime.map((arrival) => {
    if (arrival.named !== null) lastNamed.set(arrival.ip, arrival)
    const check = lastNamed.get(arrival.ip)
    const isNear = check !== undefined && arrival.ms - check.ms <= CHECK_MS
    return isNear ? { ...arrival, named: check.named } : arrival
  })
}

interface Begun {
  readonly session: Session
  readonly ms: number
}

/** Desktop sessions of people by machine, for finding the one that something was done in. */
export class OpenSessions {
  private readonly groups: ReadonlyMap<string, InOrder<Begun>>

  constructor(sessions: readonly Session[]) {
    const people = sessions
      .filter(({ class: kind, kind: shape }) => kind === 'human' && DESKTOPS.has(shape))
      .map((session) => ({ session, ms: startMs(session) }))
    this.groups = inOrder(
      people,
      ({ session }) => String(session.machine),
      ({ session }) => session.id,
    )
  }

  /**
   * The session of this user that was open then, where the user is known by SID; else the account's own, else the only one that was. Null
   * where it could be several.
   */
  at(
    machine: number,
    { sid, account }: { readonly sid: string | null; readonly account: string },
    ms: number,
    doubtMs: number,
  ): Session | null {
    const group = this.groups.get(String(machine))
    if (group === undefined) return null
    const until = lowerBound(group.times, ms + SLACK_MS + doubtMs)
    const open = group.items
      .slice(Math.max(0, until - MAX_LOOK_BACK), until)
      .map(({ session }) => session)
      .filter((one) => endMs(one) >= ms - SLACK_MS - doubtMs)
    const users = sid === null ? open : open.filter((one) => one.sid === null || one.sid === sid)
    const known = users.filter((one) => sid !== null && one.sid === sid)
    const own = users.filter((one) => one.account?.toLowerCase() === account.toLowerCase())
    const among = known.length > 0 ? known : own.length > 0 ? own : users
    return among.length === 1 ? (among[0] ?? null) : null
  }
}

function startMs({ start }: Session): number {
  return Number(start.best ?? start.latest ?? start.earliest ?? 0n) / 10_000
}

function endMs({ end }: Session): number {
  const last = end.best ?? end.latest
  return last === null ? Number.POSITIVE_INFINITY : Number(last) / 10_000
}

function key(machine: number, account: string): string {
  return `${machine} ${account.toLowerCase()}`
}

function pushTo<T>(map: Map<string, T[]>, at: string, item: T): void {
  const list = map.get(at)
  if (list === undefined) map.set(at, [item])
  else list.push(item)
}

/** Groups in order of time, then of id. */
function inOrder<T extends { readonly ms: number }>(
  items: readonly T[],
  groupOf: (item: T) => string,
  idOf: (item: T) => string,
): Map<string, InOrder<T>> {
  const groups = new Map<string, T[]>()
  for (const item of items) pushTo(groups, groupOf(item), item)
  return new Map(
    [...groups].map(([name, group]) => {
      group.sort((a, b) => a.ms - b.ms || (idOf(a) < idOf(b) ? -1 : 1))
      return [name, { items: group, times: Float64Array.from(group, ({ ms }) => ms) }]
    }),
  )
}
