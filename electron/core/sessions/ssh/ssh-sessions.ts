/** SSH sessions: an accepted connection, the logons that sshd made for it, and the virtual account that served it (sessions.md 2.4). */
import type { End, EvidenceLink, Session, Start } from '../../../contract/sessions'
import type { BootContext } from '../boots/boot-context'
import type { BuildShared } from '../desktops/build-desktop-session'
import type { BuiltLogon } from '../logons/build-logon'
import { gapsOf } from '../desktops/build-other-sessions'
import { atRow, type FoundEnd } from '../ends/end-at-row'
import { logonEnd, notBeforeStart } from '../ends/ends'
import { earliest } from '../desktops/desktop-units'
import { hashId } from '../hash-id'
import { classify } from '../logons/logon-class'
import type { LogonDraft } from '../logons/logon-drafts'
import { NO_CONNECTION_FACTS } from '../desktops/connection-facts'
import { failureSentences } from '../desktops/desktop-sentences'
import { unitedFlags } from '../logons/logon-flags'
import { overallConfidence, sortEvidence } from '../session-facts'
import { sshConnections, type SshConnection } from './ssh-messages'

/** sshd logs a person on before it says so. */
const BEFORE_MS = 10_000
const AFTER_MS = 5000
/** A connection makes one or two logons, a hostile log any number. */
const MAX_LOGONS = 16
const MAX_NEIGHBOURS = 512
/** Accounts that sshd runs its unprivileged half as: `VIRTUAL USERS\sshd_4120`. */
const VIRTUAL_SID = 'S-1-5-111-'
const VIRTUAL_NAME = /^sshd_\d+$/i
const NETWORK_CLEARTEXT = 8

export interface SshDraft {
  /** null: the server's own log is not in evidence. */
  readonly connection: SshConnection | null
  /** The person's, by time. */
  readonly logons: LogonDraft[]
  readonly virtual: LogonDraft[]
}

/** Takes logons of sshd out of `network` and `singles` of one boot; nothing is done where sshd left no trace. */
export function findSshSessions(
  context: BootContext,
  network: readonly LogonDraft[],
  singles: readonly LogonDraft[],
): SshDraft[] {
  const { rows } = context
  const connections = sshConnections(rows, context.otherRows)
  const logons = network.filter((logon) => isBySshd(context, logon)).sort(byStart(context))
  if (connections.length === 0 && logons.length === 0) return []
  const virtual = singles.filter((logon) => isVirtual(context, logon)).sort(byStart(context))
  const drafts = connections.map((connection): SshDraft => ({ connection, logons: [], virtual: [] }))
  const nearest = finder(context, drafts)
  for (const logon of logons) {
    const draft = nearest(logon, rows.fold(logon.account))
    if (draft === null) drafts.push({ connection: null, logons: [logon], virtual: [] })
    else draft.logons.push(logon)
  }
  for (const logon of virtual) nearest(logon, null)?.virtual.push(logon)
  return drafts
}

/** The connection of this account that was accepted nearest to the logon. */
function finder(
  { rows }: BootContext,
  drafts: readonly SshDraft[],
): (logon: LogonDraft, account: string | null) => SshDraft | null {
  const known = drafts.map((draft) => ({ draft, ms: rows.ms(draft.connection?.acceptedRow ?? 0) }))
  let first = 0
  let last = Number.NEGATIVE_INFINITY
  return (logon, account) => {
    const ms = rows.ms(logon.startRow)
    // Logons are asked for in order of time; a second kind begins anew.
    if (ms < last) first = 0
    last = ms
    while (first < known.length && (known[first]?.ms ?? 0) < ms - AFTER_MS) first++
    let best: (typeof known)[number] | null = null
    const limit = Math.min(known.length, first + MAX_NEIGHBOURS)
    for (let i = first; i < limit && (known[i]?.ms ?? 0) <= ms + BEFORE_MS; i++) {
      const one = known[i]
      if (one === undefined || (account !== null && one.draft.connection?.name !== account)) continue
      if ((account === null ? one.draft.virtual : one.draft.logons).length >= MAX_LOGONS) continue
      if (best === null || Math.abs(one.ms - ms) < Math.abs(best.ms - ms)) best = one
    }
    return best?.draft ?? null
  }
}

/** A person's logon over the network that the OpenSSH server asked for. */
function isBySshd({ rows }: BootContext, logon: LogonDraft): boolean {
  if (logon.startRow < 0 || logon.class !== 'human') return false
  const { family } = rows
  return (
    rows.fold(family.processName[logon.startRow] ?? 0).endsWith('\\sshd.exe') ||
    rows.fold(family.logonProcess[logon.startRow] ?? 0).trim() === 'sshd'
  )
}

function isVirtual({ rows }: BootContext, logon: LogonDraft): boolean {
  if (logon.startRow < 0 || logon.logonType !== 5) return false
  const sid = rows.text(logon.sid) ?? ''
  return sid.startsWith(VIRTUAL_SID) && VIRTUAL_NAME.test(rows.text(logon.account) ?? '')
}

function byStart({ rows }: BootContext): (a: LogonDraft, b: LogonDraft) => number {
  return (a, b) => rows.ms(a.startRow) - rows.ms(b.startRow) || a.luid - b.luid
}

/** From the draft to the session as it is shown. */
export function buildSshSession(
  context: BootContext,
  shared: BuildShared,
  { connection, logons, virtual }: SshDraft,
  logonOf: (logon: LogonDraft) => BuiltLogon,
): Session {
  const { rows } = context
  const [primary] = logons
  const members = logons.map((logon) => logonOf(logon).logon)
  const startRow = primary?.startRow ?? connection?.acceptedRow ?? 0
  const from = rows.time(startRow)
  const start: Start = {
    earliest: from,
    best: from,
    latest: from,
    method: primary === undefined ? 'sshd' : `${rows.eventId(startRow)}`,
    confidence: primary === undefined ? 'high' : 'certain',
  }
  const found = notBeforeStart(endOf(context, connection, logons), from)
  const account = members[0]?.account ?? connection?.account ?? null
  const domain = members[0]?.domain ?? connection?.domain ?? null
  const sid = members[0]?.sid ?? null
  const ip = connection?.ip ?? members[0]?.source.ip ?? null
  const wall = wallMs(start, found.end)
  const failed = shared.failures.before(context.machine, account, { ip }, from)
  return {
    id: hashId(
      'ssh',
      context.machineKey,
      account?.toLowerCase() ?? '',
      connection?.port ?? '',
      String(rows.recordedRowTime(startRow)),
    ),
    kind: 'ssh',
    machine: context.machine,
    boot: context.bootIndex,
    sessionId: null,
    sid,
    account,
    domain,
    class: primary?.class ?? classify({ luid: -1, logonType: NETWORK_CLEARTEXT, sid, account }),
    logonTypes: [...new Set(logons.map(({ logonType }) => logonType))]
      .filter((type) => type !== null)
      .sort((a, b) => a - b),
    start,
    end: found.end,
    recorded: null,
    states: [],
    connections:
      ip === null
        ? []
        : [{ from, to: found.end.best, ip, client: null, sessionName: null, ...NO_CONNECTION_FACTS }],
    wallMs: wall,
    useMs: wall,
    useIsUpperBound: false,
    adminCapable: logons.some(({ adminRow }) => adminRow >= 0),
    elevationUsed: false,
    flags: unitedFlags(members.map(({ flags }) => flags)),
    burst: null,
    failures: failed.count,
    gaps: gapsOf(context, shared, start, found.end),
    confidence: overallConfidence(start, found.end),
    explanation: [
      ...failureSentences(context, failed),
      ...sentences(context, { connection, logons, virtual }, found),
    ],
    logons: [...logons, ...virtual].map((logon) => shared.indexOf.get(logon) ?? -1),
    evidence: sortEvidence(rows, [
      ...members.flatMap(({ evidence }) => evidence),
      ...(connection === null ? [] : messageLinks(context, connection)),
      ...virtual.flatMap((logon) =>
        logon.evidence().map(({ record, role }) => ({ record, role: `ssh-account:${role}` })),
      ),
      ...found.evidence,
    ]),
  }
}

/** The server's word that the client left or the line broke, else the release of the logons, else the boot's end. */
function endOf(
  context: BootContext,
  connection: SshConnection | null,
  logons: readonly LogonDraft[],
): FoundEnd {
  const { rows } = context
  if (connection !== null && connection.leftRow >= 0)
    return atRow(rows, connection.leftRow, connection.leftRow, 'user-logoff', 'certain', 'sshd')
  if (connection !== null && connection.closedRow >= 0)
    return atRow(rows, connection.closedRow, connection.closedRow, 'network-closed', 'certain', 'sshd')
  const lastRow = logons.reduce(
    (last, logon) => (last < 0 || rows.ms(logon.lastRow) > rows.ms(last) ? logon.lastRow : last),
    connection?.acceptedRow ?? -1,
  )
  // The session lasts as long as any of its logons.
  const open = logons.some(({ logoffRow, userLogoffRow }) => logoffRow < 0 && userLogoffRow < 0)
  return logonEnd(rows, {
    userLogoffRow: earliest(
      rows,
      logons.map(({ userLogoffRow }) => userLogoffRow),
    ),
    logoffRow: open ? -1 : latest(context, logons),
    desktop: null,
    witness: null,
    logonType: NETWORK_CLEARTEXT,
    boot: context.end,
    gaps: context.gaps,
    outages: context.outages,
    securityUntil: context.securityUntil,
    startsShownSince: context.startsShownSince,
    unaudited: context.unaudited,
    lastSign: () => lastRow,
    disconnected: () => false,
  })
}

function latest({ rows }: BootContext, logons: readonly LogonDraft[]): number {
  let best = -1
  for (const { logoffRow } of logons)
    if (logoffRow >= 0 && (best < 0 || rows.ms(logoffRow) > rows.ms(best))) best = logoffRow
  return best
}

function messageLinks({ rows }: BootContext, connection: SshConnection): EvidenceLink[] {
  const links = [rows.link(connection.acceptedRow, 'ssh-accepted')]
  if (connection.leftRow >= 0) links.push(rows.link(connection.leftRow, 'ssh-left'))
  if (connection.closedRow >= 0) links.push(rows.link(connection.closedRow, 'ssh-closed'))
  return links
}

function sentences({ rows }: BootContext, draft: SshDraft, found: FoundEnd): string[] {
  const { connection, logons, virtual } = draft
  const [primary] = logons
  const told: string[] = []
  if (primary === undefined) told.push('Start taken from the OpenSSH server; its 4624 is not in evidence.')
  else told.push(`Start taken from logon ${rows.cite(primary.startRow)}, which the OpenSSH server asked for.`)
  if (connection === null)
    told.push("The OpenSSH server's own log does not tell of it: its source is not known.")
  else {
    const { acceptedRow, method, ip, port } = connection
    told.push(`The server accepted it by ${method} from ${ip} port ${port} (${rows.cite(acceptedRow)}).`)
  }
  if (logons.length > 1) told.push(`Logons that the server made for it: ${logons.length}.`)
  const [served] = virtual
  if (served !== undefined)
    told.push(
      `Served by ${rows.text(served.account) ?? 'a virtual account'} (${rows.cite(served.startRow)}).`,
    )
  return [...told, ...found.explain()]
}

function wallMs(start: Start, end: End): number | null {
  return start.best !== null && end.best !== null ? Number(end.best - start.best) / 10_000 : null
}
