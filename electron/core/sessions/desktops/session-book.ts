/** Sessions of one boot by account, for finding the one a helper logon belongs to. */
import type { BootContext } from '../boots/boot-context'
import type { DesktopLink } from './desktop-links'
import { earliest, unitEndMs, type LogonUnit } from './desktop-units'
import { desktopEndRow, desktopStartRow, desktopUser, type Desktop } from './desktops'
import type { LogonDraft } from '../logons/logon-drafts'

export interface HelperLogon {
  readonly logon: LogonDraft
  readonly role: 'nla' | 'unlock' | 'reconnect'
  /** No other session can be the one that it served. */
  readonly isSure: boolean
}

/** A desktop and how it was joined; no method where no logon is known. */
export interface OwnedDesktop {
  readonly desktop: Desktop
  readonly method: DesktopLink['method'] | null
  readonly row: number
  readonly confidence: DesktopLink['confidence'] | null
  readonly rivals: DesktopLink['rivals']
}

/** One bar in the making. */
export interface SessionDraft {
  /** null: only System or LSM records, or unlocks, tell of it. */
  readonly unit: LogonUnit | null
  readonly desktop: Desktop | null
  readonly linkMethod: DesktopLink['method'] | null
  /** Record that names the logon and the desktop, -1 where none does. */
  readonly linkRow: number
  readonly linkConfidence: DesktopLink['confidence'] | null
  readonly linkRivals: DesktopLink['rivals']
  readonly helpers: HelperLogon[]
  /** RemoteConnectionManager 1149 of its connections. */
  readonly authenticated: number[]
  /** RdpCoreTS records of its connections. */
  readonly transport: number[]
  /** Account: SID as string id (0 = unknown) and folded name. */
  readonly sid: number
  readonly name: string
}

/** A session with its first and last moment as far as its own records tell (ms since 1601); infinite where they do not. */
interface Entry {
  readonly session: SessionDraft
  readonly fromMs: number
  readonly toMs: number
}

/** Records of one moment may be written out of order. */
const SLACK_MS = 5000
/** Sessions of one account open at once are few; a hostile log could hold any number. */
const MAX_LOOK_BACK = 512

export class SessionBook {
  readonly sessions: SessionDraft[] = []
  private readonly bySid = new Map<number, Entry[]>()
  private readonly byName = new Map<string, Entry[]>()
  /** How many sessions stand in the two maps: most boots never look one up. */
  private indexed = 0

  constructor(private readonly context: BootContext) {}

  /** `link`: the desktop that it owns, and how that is known. */
  add(unit: LogonUnit | null, link: OwnedDesktop | null): SessionDraft {
    const { rows } = this.context
    const desktop = link?.desktop ?? null
    const ownName = unit === null ? '' : rows.fold(unit.primary.account)
    return this.enter({
      unit,
      desktop,
      linkMethod: link?.method ?? null,
      linkRow: link?.row ?? -1,
      linkConfidence: link?.confidence ?? null,
      linkRivals: link?.rivals ?? [],
      helpers: [],
      authenticated: [],
      transport: [],
      sid: unit?.primary.sid || (desktop?.sid ?? 0),
      name: ownName !== '' || desktop === null ? ownName : desktopUser(rows, desktop),
    })
  }

  /** A session of which nothing but an unlock is in evidence. */
  addUnlocked(logon: LogonDraft): SessionDraft {
    return this.enter({
      unit: null,
      desktop: null,
      linkMethod: null,
      linkRow: -1,
      linkConfidence: null,
      linkRivals: [],
      helpers: [],
      authenticated: [],
      transport: [],
      sid: logon.sid,
      name: this.context.rows.fold(logon.account),
    })
  }

  /** Sessions of the logon's account that were open at the time, the latest begun first. */
  openAt(logon: LogonDraft, ms: number): SessionDraft[] {
    this.index()
    const name = this.context.rows.fold(logon.account)
    const named = this.byName.get(name) ?? []
    const open =
      logon.sid === 0
        ? openIn(named, ms)
        : [
            ...openIn(this.bySid.get(logon.sid) ?? [], ms),
            ...openIn(named, ms).filter(({ session }) => session.sid === 0),
          ]
    open.sort((a, b) => (a.fromMs === b.fromMs ? 0 : b.fromMs - a.fromMs))
    return open.map(({ session }) => session)
  }

  private enter(session: SessionDraft): SessionDraft {
    this.sessions.push(session)
    return session
  }

  private index(): void {
    for (; this.indexed < this.sessions.length; this.indexed++) {
      const session = this.sessions[this.indexed]!
      const entry = { session, ...span(this.context, session) }
      if (session.sid !== 0) insert(this.bySid, session.sid, entry)
      if (session.name !== '') insert(this.byName, session.name, entry)
    }
  }
}

function insert<K>(map: Map<K, Entry[]>, key: K, entry: Entry): void {
  const list = map.get(key)
  if (list === undefined) map.set(key, [entry])
  else {
    const at = list.findLastIndex((other) => other.fromMs <= entry.fromMs)
    list.splice(at + 1, 0, entry)
  }
}

function openIn(sorted: readonly Entry[], ms: number): Entry[] {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((sorted[middle]?.fromMs ?? 0) <= ms + SLACK_MS) low = middle + 1
    else high = middle
  }
  return sorted.slice(Math.max(0, low - MAX_LOOK_BACK), low).filter((entry) => entry.toMs >= ms - SLACK_MS)
}

function span({ rows }: BootContext, { unit, desktop }: SessionDraft): Pick<Entry, 'fromMs' | 'toMs'> {
  const start = earliest(rows, [unit?.startRow ?? -1, desktop === null ? -1 : desktopStartRow(rows, desktop)])
  const ended = desktop === null ? -1 : desktopEndRow(rows, desktop)
  return {
    fromMs: start < 0 ? Number.NEGATIVE_INFINITY : rows.ms(start),
    toMs: Math.min(
      unit === null ? Number.POSITIVE_INFINITY : unitEndMs(rows, unit),
      ended < 0 ? Number.POSITIVE_INFINITY : rows.ms(ended),
    ),
  }
}
