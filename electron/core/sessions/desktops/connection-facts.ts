/** What the records of a Remote Desktop connection say beside where it came from: its ActivityID, how it authenticated, the client's time zone (sessions.md 8). */
import type { Connection } from '../../../contract/sessions'
import type { BootContext } from '../boots/boot-context'
import { KIND } from '../records/kind-index'
import type { SessionDraft } from './session-book'
import type { BareConnection } from './session-states'

/** Records of a connection lie this long before and after the moment it counts from. */
const BEFORE_MS = 30_000
const AFTER_MS = 30_000

/** Nothing more is known of a connection that is no Remote Desktop's. */
export const NO_CONNECTION_FACTS = { activityId: null, auth: null, timeZone: null } as const

export function withConnectionFacts(
  { rows }: BootContext,
  draft: SessionDraft,
  connections: readonly BareConnection[],
): Connection[] {
  const numbered = [...(draft.desktop?.rows ?? []), ...draft.authenticated]
  const zones = draft.transport.filter((row) => rows.kind(row) === KIND['rdp-time-zone'])
  const preLogons = draft.helpers.filter(({ role, logon }) => role === 'nla' && logon.startRow >= 0)
  return connections.map((connection) => {
    const at = Number(connection.from) / 10_000
    const isNear = (row: number): boolean => rows.ms(row) >= at - BEFORE_MS && rows.ms(row) <= at + AFTER_MS
    const apart = (row: number): number => Math.abs(rows.ms(row) - at)
    const named = numbered
      .filter((row) => isNear(row) && rows.family.activityId[row] !== 0)
      .sort((a, b) => apart(a) - apart(b) || a - b)[0]
    if (connection.ip === null && named === undefined) return { ...connection, ...NO_CONNECTION_FACTS }
    const activity = named === undefined ? 0 : (rows.family.activityId[named] ?? 0)
    const zone = zones.find((row) => activity !== 0 && rows.family.activityId[row] === activity)
    const before = preLogons.find(
      ({ logon }) =>
        isNear(logon.startRow) && rows.address(rows.family.ip[logon.startRow] ?? 0) === connection.ip,
    )?.logon
    const method = before === undefined ? null : rows.text(rows.family.authPackage[before.startRow] ?? 0)
    const isProved = before !== undefined || draft.authenticated.some(isNear)
    return {
      ...connection,
      activityId: rows.text(activity),
      auth: connection.ip === null || !isProved ? null : method === null ? 'NLA' : `NLA, ${method}`,
      timeZone: zone === undefined ? null : rows.text(rows.family.text2[zone] ?? 0),
    }
  })
}
