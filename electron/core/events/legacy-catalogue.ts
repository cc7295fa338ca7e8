import { EVENT_KINDS, type EventKind } from './event-kinds'
import { familyEvent, type FamilyEvent } from './family'
import catalogue from './legacy.json'

/** What the strings of a Security record of Windows 2003 and before mean. */
export interface LegacyEvent {
  /** Names of the strings as they are called today, in order; null for those without. */
  readonly names: readonly (string | null)[]
  /** Columns and kind of the event of today; null if no column wants any of it. */
  readonly family: FamilyEvent | null
  /** Name of the field that the record's own SID stands for. */
  readonly sidField: string | null
  /** Fields that the event number itself gives. */
  readonly values: readonly (readonly [string, string])[]
}

interface Entry {
  readonly ids: readonly number[]
  readonly now: number
  readonly kind?: string
  readonly strings: string
  readonly sid?: string
  readonly values?: Readonly<Record<string, string>>
}

const TODAY = 'Microsoft-Windows-Security-Auditing'
const LAYOUTS: Readonly<Record<string, readonly (string | null)[]>> = catalogue.layouts
/** Made when the first legacy record is met. */
let byId: ReadonlyMap<number, LegacyEvent> | null = null
const CHANNEL_OF = new Map(
  Object.entries(catalogue.channels).flatMap(([channel, sources]) =>
    sources.map((source) => [source.toLowerCase(), channel]),
  ),
)

/** Any other Security record: of interest if it names a logon ID. */
export const LEGACY_ACTIVITY = familyEvent(TODAY, 'Security', 0)

/** The Security event of Windows 2003 and before with this number; null if its strings are not known. Never for other sources. */
export function legacyEvent(source: string, eventId: number): LegacyEvent | null {
  if (!isSecuritySource(source)) return null
  byId ??= new Map(
    (catalogue.events as readonly Entry[]).flatMap((entry) => entry.ids.map((id) => [id, load(entry)])),
  )
  return byId.get(eventId) ?? null
}

export function isSecuritySource(source: string): boolean {
  return source.toLowerCase() === 'security'
}

/** The log that a source writes to, by the names that Windows itself uses; null for others. */
export function channelOfSource(source: string): string | null {
  return CHANNEL_OF.get(source.toLowerCase()) ?? null
}

/** The log that a file name tells: SecEvent.Evt, SysEvent.Evt, AppEvent.Evt and what people call copies of them; null if none. */
export function channelOfFileName(name: string): string | null {
  const word = /(?:^|[^a-z])(sec|sys|app)(?:event|urity|tem|lication)?(?:[^a-z]|$)/i
    .exec(name)?.[1]
    ?.toLowerCase()
  if (word === undefined) return null
  return word === 'sec' ? 'Security' : word === 'sys' ? 'System' : 'Application'
}

function load(entry: Entry): LegacyEvent {
  const names = LAYOUTS[entry.strings]
  if (!names) throw new Error(`legacy.json names an unknown layout: ${entry.strings}`)
  const now = familyEvent(TODAY, 'Security', entry.now)
  const family =
    now && entry.kind !== undefined ? { ...now, kind: kindNumber(entry.kind), wildcard: false } : now
  return { names, family, sidField: entry.sid ?? null, values: Object.entries(entry.values ?? {}) }
}

function kindNumber(kind: string): number {
  const index = EVENT_KINDS.indexOf(kind as EventKind)
  if (index < 0) throw new Error(`legacy.json names an unknown kind: ${kind}`)
  return index
}
