/** Puts logons, desktops and helper logons together into what a person would call one session (sessions.md 6.1, 8). */
import type { BootContext } from '../boots/boot-context'
import { linkDesktops } from './desktop-links'
import {
  earliest,
  firstSign,
  makeUnits,
  REMOTE_TYPES,
  useOf,
  type LogonUnit,
  type LogonUse,
} from './desktop-units'
import { findDesktops, type Desktop } from './desktops'
import { KIND } from '../records/kind-index'
import type { LogonDraft } from '../logons/logon-drafts'
import { NetworkIndex } from '../logons/network-index'
import { attachTransports } from './rdp-transport'
import { Reconnects } from './reconnects'
import { TimeIndex } from '../records/time-index'
import { findSshSessions, type SshDraft } from '../ssh/ssh-sessions'
import { SessionBook, type HelperLogon, type SessionDraft } from './session-book'

export interface GroupedLogons {
  readonly desktops: readonly SessionDraft[]
  /** Logons that stand alone: services, batch jobs, children of other logons. */
  readonly singles: readonly LogonUnit[]
  readonly ssh: readonly SshDraft[]
  readonly network: readonly LogonDraft[]
  /** No record tells their type and none is a desktop's. */
  readonly unseenType: readonly LogonDraft[]
}

/** A reconnect is recorded within this time of the logon that made it. */
const RECONNECT_WINDOW_MS = 30_000
const RECONNECTS: ReadonlySet<number> = new Set([KIND['lsm-reconnect'], KIND.reconnected])
/** 4801 follows the unlock at once. */
const UNLOCK_WINDOW_MS = 5000
const UNLOCKS: ReadonlySet<number> = new Set([KIND.unlocked])

export function groupLogons(context: BootContext): GroupedLogons {
  const { rows } = context
  const byUse: Record<LogonUse, LogonUnit[]> = {
    desktop: [],
    unlock: [],
    network: [],
    single: [],
    'unseen-type': [],
  }
  for (const unit of makeUnits(rows, context.drafts)) byUse[unitUse(context, unit)].push(unit)
  const desktops = findDesktops(rows, context.machine, context.frame.number - 1, context.otherRows)
  const book = new SessionBook(context)
  const reconnecting = enterDesktops(context, book, byUse.desktop, desktops)
  for (const unit of reconnecting) attachReconnect(context, book, unit)
  for (const unit of byUse.unlock) attachUnlock(context, book, unit)
  const network = byUse.network.flatMap((unit) => unit.logons)
  const preLogons = attachPreLogons(context, book.sessions, network)
  attachAuthentications(context, book.sessions)
  attachTransports(context, book.sessions)
  const ssh = findSshSessions(
    context,
    network.filter((logon) => !preLogons.has(logon)),
    byUse.single.flatMap(({ logons }) => (logons.length === 1 ? logons : [])),
  )
  const taken = new Set(ssh.flatMap(({ logons, virtual }) => [...logons, ...virtual]))
  return {
    desktops: book.sessions,
    singles: taken.size === 0 ? byUse.single : byUse.single.filter(({ primary }) => !taken.has(primary)),
    ssh,
    network: network.filter((logon) => !preLogons.has(logon) && !taken.has(logon)),
    unseenType: byUse['unseen-type'].flatMap((unit) => unit.logons),
  }
}

/** A pair is what its more telling half is. */
function unitUse(context: BootContext, unit: LogonUnit): LogonUse {
  const own = useOf(context.rows, unit.primary)
  if (unit.logons.length === 1) return own
  const uses = unit.logons.map((logon) => useOf(context.rows, logon))
  return uses.find((use) => use === 'desktop') ?? uses.find((use) => use !== 'unseen-type') ?? 'unseen-type'
}

/** Enters every desktop session; returns the units that only reconnect one. */
function enterDesktops(
  context: BootContext,
  book: SessionBook,
  units: readonly LogonUnit[],
  desktops: readonly Desktop[],
): LogonUnit[] {
  const { rows } = context
  const reconnects = new Reconnects(rows, units, desktops)
  const temporary: LogonUnit[] = []
  const owners: LogonUnit[] = []
  for (const unit of units) (reconnects.isTemporary(unit) ? temporary : owners).push(unit)
  const found = linkDesktops(rows, owners, desktops, context.otherRows)
  const links = new Map(found.map((link) => [link.unit, link]))
  const owned = new Set(found.map((link) => link.desktop))
  for (const unit of owners) {
    const link = links.get(unit)
    if (link === undefined && reconnects.onlyResumes(unit)) temporary.push(unit)
    else book.add(unit, link ?? null)
  }
  for (const desktop of desktops)
    if (!owned.has(desktop)) book.add(null, { desktop, method: null, row: -1, confidence: null, rivals: [] })
  return temporary
}

function attachReconnect(context: BootContext, book: SessionBook, unit: LogonUnit): void {
  const ms = context.rows.ms(unit.startRow)
  const found = resumedNear(context, book.openAt(unit.primary, ms), ms, RECONNECTS, RECONNECT_WINDOW_MS)
  if (found === undefined) book.add(unit, null)
  else
    for (const logon of unit.logons)
      found.session.helpers.push({ logon, role: 'reconnect', isSure: found.isSure })
}

/** Type 7 and 13 prove that a session is open; they never are one. */
function attachUnlock(context: BootContext, book: SessionBook, unit: LogonUnit): void {
  const { rows } = context
  const row = unit.startRow >= 0 ? unit.startRow : earliest(rows, [firstSign(rows, unit)])
  const ms = rows.ms(row)
  const remote = rows.address(rows.family.ip[row] ?? 0) !== null
  const open = book.openAt(unit.primary, ms)
  const found = remote
    ? resumedNear(context, open, ms, RECONNECTS, RECONNECT_WINDOW_MS)
    : resumedNear(context, open, ms, UNLOCKS, UNLOCK_WINDOW_MS)
  const role: HelperLogon['role'] = remote ? 'reconnect' : 'unlock'
  const { session, isSure } = found ?? { session: book.addUnlocked(unit.primary), isSure: true }
  for (const logon of unit.logons) session.helpers.push({ logon, role, isSure })
}

interface Resumed {
  readonly session: SessionDraft
  readonly isSure: boolean
}

/** Of several sessions that an account has open, the one whose records tell of it nearest in time; else the first. */
function resumedNear(
  { rows }: BootContext,
  open: readonly SessionDraft[],
  ms: number,
  kinds: ReadonlySet<number>,
  windowMs: number,
): Resumed | undefined {
  let [best] = open
  if (best === undefined) return undefined
  // A remote logon without a desktop of its own may itself have come to an older session, of which nothing else is known.
  let isSure =
    open.length === 1 && (best.desktop !== null || !REMOTE_TYPES.has(best.unit?.primary.logonType ?? null))
  if (isSure) return { session: best, isSure }
  let nearest = windowMs
  for (const session of open) {
    const marks = (session.unit?.logons ?? []).flatMap((logon) => logon.marks)
    for (const row of [...marks, ...(session.desktop?.connectionRows ?? [])]) {
      const distance = Math.abs(rows.ms(row) - ms)
      if (distance > nearest || !kinds.has(rows.kind(row)) || (distance === nearest && session !== open[0]))
        continue
      best = session
      nearest = distance
      isSure = true
    }
  }
  return { session: best, isSure }
}

function attachPreLogons(
  context: BootContext,
  sessions: readonly SessionDraft[],
  network: readonly LogonDraft[],
): Set<LogonDraft> {
  const { rows } = context
  const taken = new Set<LogonDraft>()
  const index = new NetworkIndex(rows, network)
  if (index.isEmpty) return taken
  for (const session of sessions) {
    for (const row of connectionRows(context, session)) {
      const address = rows.address(rows.family.ip[row] ?? 0)
      if (address === null || session.sid === 0) continue
      for (const logon of index.before(session.sid, address, rows.ms(row))) {
        if (taken.has(logon)) continue
        taken.add(logon)
        session.helpers.push({ logon, role: 'nla', isSure: false })
      }
    }
  }
  return taken
}

/** RCM 1149 comes before the desktop logon of its connection. */
const AUTHENTICATED_BEFORE_MS = 30_000
const AUTHENTICATED_AFTER_MS = 5000

function attachAuthentications(context: BootContext, sessions: readonly SessionDraft[]): void {
  const { rows } = context
  const { family } = rows
  const all = context.otherRows.filter((row) => rows.kind(row) === KIND['rcm-authenticated'])
  if (all.length === 0) return
  const index = new TimeIndex(rows, all)
  for (const session of sessions) {
    const found = new Set<number>()
    for (const row of connectionRows(context, session)) {
      const address = rows.address(family.ip[row] ?? 0)
      const ms = rows.ms(row)
      for (const candidate of index.between(ms - AUTHENTICATED_BEFORE_MS, ms + AUTHENTICATED_AFTER_MS)) {
        const sameAddress = address !== null && rows.address(family.ip[candidate] ?? 0) === address
        if (sameAddress && rows.fold(family.targetUser[candidate] ?? 0) === session.name) found.add(candidate)
      }
    }
    session.authenticated.push(...found)
  }
}

/** Records that begin a connection: remote logons, reconnects. */
function connectionRows(context: BootContext, session: SessionDraft): number[] {
  const { rows } = context
  const starts = [session.unit?.startRow ?? -1, ...session.helpers.map(({ logon }) => logon.startRow)]
  const marks = (session.unit?.logons ?? []).flatMap((logon) => logon.marks)
  const lsm = session.desktop === null ? [] : [session.desktop.lsmLogonRow, ...session.desktop.connectionRows]
  return [
    ...starts.filter((row) => row >= 0),
    ...marks.filter((row) => rows.kind(row) === KIND.reconnected),
    ...lsm.filter((row) => row >= 0 && rows.kind(row) !== KIND['lsm-disconnect']),
  ]
}
