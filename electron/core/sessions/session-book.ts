/** Sessions of one boot by account, for finding the one a helper logon belongs to. */
import type { BootContext } from './boot-context'
import type { DesktopLink } from './desktop-links'
import { earliest, unitEndMs, type LogonUnit } from './desktop-units'
import { desktopEndRow, desktopStartRow, desktopUser, type Desktop } from './desktops'
import type { LogonDraft } from './logon-drafts'

export interface HelperLogon {
  readonly logon: LogonDraft
  readonly role: 'nla' | 'unlock' | 'reconnect'
}

/** One bar in the making. */
export interface SessionDraft {
  /** null: only System or LSM records, or unlocks, tell of it. */
  readonly unit: LogonUnit | null
  readonly desktop: Desktop | null
  readonly linkMethod: DesktopLink['method'] | null
  readonly helpers: HelperLogon[]
  /** RemoteConnectionManager 1149 of its connections. */
  readonly authenticated: number[]
  /** Account: SID as string id (0 = unknown) and folded name. */
  readonly sid: number
  readonly name: string
  /** First and last moment as far as its own records tell (ms since 1601); infinite where they do not. */
  readonly fromMs: number
  readonly toMs: number
}

/** Records of one moment may be written out of order. */
const SLACK_MS = 5000
/** Sessions of one account open at once are few; a hostile log could hold any number. */
const MAX_LOOK_BACK = 512

export class SessionBook {
  readonly sessions: SessionDraft[] = []
  private readonly bySid = new Map<number, SessionDraft[]>()
  private readonly byName = new Map<string, SessionDraft[]>()

  constructor(private readonly context: BootContext) {}

  add(unit: LogonUnit | null, desktop: Desktop | null, linkMethod: SessionDraft['linkMethod']): SessionDraft {
    const { rows } = this.context
    const ownName = unit === null ? '' : rows.fold(unit.primary.account)
    return this.enter({
      unit,
      desktop,
      linkMethod,
      helpers: [],
      authenticated: [],
      sid: unit?.primary.sid || (desktop?.sid ?? 0),
      name: ownName !== '' || desktop === null ? ownName : desktopUser(rows, desktop),
      ...span(this.context, unit, desktop),
    })
  }

  /** A session of which nothing but an unlock is in evidence. */
  addUnlocked(logon: LogonDraft): SessionDraft {
    return this.enter({
      unit: null,
      desktop: null,
      linkMethod: null,
      helpers: [],
      authenticated: [],
      sid: logon.sid,
      name: this.context.rows.fold(logon.account),
      fromMs: Number.NEGATIVE_INFINITY,
      toMs: Number.POSITIVE_INFINITY,
    })
  }

  /** Sessions of the logon's account that were open at the time, the latest begun first. */
  openAt(logon: LogonDraft, ms: number): SessionDraft[] {
    const name = this.context.rows.fold(logon.account)
    const named = this.byName.get(name) ?? []
    const open =
      logon.sid === 0
        ? openIn(named, ms)
        : [
            ...openIn(this.bySid.get(logon.sid) ?? [], ms),
            ...openIn(named, ms).filter((session) => session.sid === 0),
          ]
    return open.sort((a, b) => (a.fromMs === b.fromMs ? 0 : b.fromMs - a.fromMs))
  }

  private enter(session: SessionDraft): SessionDraft {
    this.sessions.push(session)
    if (session.sid !== 0) insert(this.bySid, session.sid, session)
    if (session.name !== '') insert(this.byName, session.name, session)
    return session
  }
}

function insert<K>(map: Map<K, SessionDraft[]>, key: K, session: SessionDraft): void {
  const list = map.get(key)
  if (list === undefined) map.set(key, [session])
  else {
    const at = list.findLastIndex((other) => other.fromMs <= session.fromMs)
    list.splice(at + 1, 0, session)
  }
}

function openIn(sorted: readonly SessionDraft[], ms: number): SessionDraft[] {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((sorted[middle]?.fromMs ?? 0) <= ms + SLACK_MS) low = middle + 1
    else high = middle
  }
  return sorted
    .slice(Math.max(0, low - MAX_LOOK_BACK), low)
    .filter((session) => session.toMs >= ms - SLACK_MS)
}

function span(
  { rows }: BootContext,
  unit: LogonUnit | null,
  desktop: Desktop | null,
): Pick<SessionDraft, 'fromMs' | 'toMs'> {
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
