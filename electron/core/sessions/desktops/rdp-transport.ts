/** RdpCoreTS records: the transport under a Remote Desktop session, from the accepted connection to its close (sessions.md 2.3). */
import type { BootContext } from '../boots/boot-context'
import type { CaseRows } from '../records/case-rows'
import { KIND } from '../records/kind-index'
import type { SessionDraft } from './session-book'
import { compareRows } from '../session-facts'

const TRANSPORT_KINDS: ReadonlySet<number> = new Set([
  KIND['rdp-accepted'],
  KIND['rdp-assigned'],
  KIND['rdp-closed'],
  KIND['rdp-close-reason'],
  KIND['rdp-time-zone'],
])
/** One connection writes about ten; a log can repeat an ActivityID as often as it likes. */
const MAX_OF_A_CONNECTION = 256

/**
 * Gives each session the transport records of its connections: those of one connection carry the same ActivityID in LocalSessionManager,
 * RemoteConnectionManager and RdpCoreTS. Where two sessions share one (a take-over), the record goes to the one with the nearer record.
 */
export function attachTransports(context: BootContext, sessions: readonly SessionDraft[]): void {
  const { rows } = context
  const transports = byActivity(rows, context.otherRows)
  if (transports.size === 0) return
  const owners = new Map<string, { readonly session: SessionDraft; readonly ms: number }[]>()
  for (const session of sessions) {
    for (const row of [...(session.desktop?.rows ?? []), ...session.authenticated]) {
      const activity = activityOf(rows, row)
      if (!transports.has(activity)) continue
      const claims = owners.get(activity) ?? []
      claims.push({ session, ms: rows.ms(row) })
      owners.set(activity, claims)
    }
  }
  for (const [activity, claims] of owners) {
    for (const row of transports.get(activity) ?? []) {
      const ms = rows.ms(row)
      const nearest = claims.reduce((a, b) => (Math.abs(b.ms - ms) < Math.abs(a.ms - ms) ? b : a))
      nearest.session.transport.push(row)
    }
  }
}

/** What the transport records of a session say beyond what its other records do. */
export function transportSentences({ rows }: BootContext, { transport }: SessionDraft): string[] {
  const first = (kind: number): number => transport.find((row) => rows.kind(row) === kind) ?? -1
  const accepted = first(KIND['rdp-accepted'])
  const zone = first(KIND['rdp-time-zone'])
  const sentences: string[] = []
  if (accepted >= 0) {
    const from = rows.text(rows.family.text1[accepted] ?? 0)
    sentences.push(
      `Its connection${from === null ? '' : ` from ${from}`} was accepted before anyone had logged on (${rows.cite(accepted)}).`,
    )
  }
  const bias = zone < 0 ? null : rows.text(rows.family.text2[zone] ?? 0)
  if (bias !== null)
    sentences.push(`The client gave ${bias} as its time zone bias in hours (${rows.cite(zone)}).`)
  return sentences
}

function byActivity(rows: CaseRows, candidates: readonly number[]): Map<string, number[]> {
  const found = new Map<string, number[]>()
  for (const row of candidates) {
    if (!TRANSPORT_KINDS.has(rows.kind(row))) continue
    const activity = activityOf(rows, row)
    if (activity === '') continue
    const list = found.get(activity)
    if (list === undefined) found.set(activity, [row])
    else list.push(row)
  }
  for (const list of found.values()) {
    list.sort((a, b) => compareRows(rows, a, b))
    list.length = Math.min(list.length, MAX_OF_A_CONNECTION)
  }
  return found
}

function activityOf(rows: CaseRows, row: number): string {
  return rows.fold(rows.family.activityId[row] ?? 0)
}
