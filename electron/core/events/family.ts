import { FAMILY_FIELDS, type FamilyField } from '../columns/table-builder'
import catalogue from './family.json'
import { EVENT_KINDS, type EventKind } from './event-kinds'

/** How a record of one kind fills the session columns. */
export interface FamilyEvent {
  /** Index into EVENT_KINDS. */
  readonly kind: number
  /** Column number by field name as in the record's data. */
  readonly columns: ReadonlyMap<string, number>
  /** Keep Correlation@ActivityID: it joins the Remote Desktop channels. */
  readonly keepsActivityId: boolean
  /** Keep Security@UserID as the subject: who did it stands nowhere else. The records are few and read the general way. */
  readonly keepsUser: boolean
  /** Stands for any event of the provider: of interest only if a logon ID is named. */
  readonly wildcard: boolean
}

interface ProviderEvents {
  readonly channel: string | null
  readonly byId: ReadonlyMap<number, FamilyEvent>
  readonly other: FamilyEvent | null
}

type Entry = (typeof catalogue.events)[number]

/** By folded name; what they mean is worked out when the provider is first met: a log has few. */
const ENTRIES = new Map<string, Entry[]>()
for (const entry of catalogue.events) {
  const provider = entry.provider.toLowerCase()
  ENTRIES.set(provider, [...(ENTRIES.get(provider) ?? []), entry])
}
const BY_PROVIDER = new Map<string, readonly ProviderEvents[]>()

/** Folded names of the logs that sessions are made of. */
export const SESSION_CHANNELS: ReadonlySet<string> = new Set([
  'security',
  ...catalogue.events.flatMap((entry) => ('channel' in entry ? [entry.channel.toLowerCase()] : [])),
])

/** The session-relevant event that (provider, channel, event id) names; null for all others. Never by id alone (sessions 2). */
export function familyEvent(provider: string, channel: string, eventId: number): FamilyEvent | null {
  const sets = eventsOf(provider.toLowerCase())
  if (sets === null) return null
  const here = sets.filter((set) => set.channel === null || set.channel === channel.toLowerCase())
  for (const set of here) {
    const event = set.byId.get(eventId)
    if (event) return event
  }
  return here.find((set) => set.other)?.other ?? null
}

function eventsOf(provider: string): readonly ProviderEvents[] | null {
  const known = BY_PROVIDER.get(provider)
  const entries = ENTRIES.get(provider)
  if (known !== undefined || entries === undefined) return known ?? null
  const sets = entries.map(load)
  BY_PROVIDER.set(provider, sets)
  return sets
}

function load(entry: Entry): ProviderEvents {
  const columns = columnsOf(entry.fields)
  const byId = new Map<number, FamilyEvent>()
  let other: FamilyEvent | null = null
  for (const [id, kind] of Object.entries(entry.kinds)) {
    const event: FamilyEvent = {
      kind: kindNumber(kind),
      columns,
      keepsActivityId: 'activityId' in entry,
      keepsUser: 'user' in entry,
      wildcard: id === '*',
    }
    if (event.wildcard) other = event
    else byId.set(Number(id), event)
  }
  return { channel: 'channel' in entry ? entry.channel.toLowerCase() : null, byId, other }
}

function columnsOf(fields: unknown): ReadonlyMap<string, number> {
  const set = typeof fields === 'string' ? (catalogue.fieldSets as Record<string, object>)[fields] : fields
  return new Map(
    Object.entries(set as Record<string, FamilyField>).map(([name, field]) => [
      name,
      FAMILY_FIELDS.indexOf(field),
    ]),
  )
}

function kindNumber(kind: string): number {
  const index = EVENT_KINDS.indexOf(kind as EventKind)
  if (index < 0) throw new Error(`family.json names an unknown kind: ${kind}`)
  return index
}
