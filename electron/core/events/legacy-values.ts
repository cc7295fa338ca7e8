import { hexUpper } from '../bytes/hex'
import type { EvtRecord } from '../evt/record'
import type { NamedValue } from '../evtx/event'
import { LEGACY_ACTIVITY, isSecuritySource, legacyEvent } from './legacy-catalogue'
import { familyEvent, type FamilyEvent } from './family'

const LOGON_ID = /^\(0x[0-9a-f]{1,8},\s*0x[0-9a-f]{1,8}\)$/i

/**
 * The values of a legacy record as EventData of today holds them: its strings, named where the catalogue knows what they are,
 * then its binary data as hexadecimal text.
 */
export function legacyData(record: EvtRecord): NamedValue[] {
  const names = legacyEvent(record.source, record.eventId)?.names ?? []
  const values = record.strings.map((text, i): NamedValue => [names[i] ?? null, text])
  if (record.data.length > 0) values.push(['Binary', hexUpper(record.data, 0, record.data.length)])
  return values
}

/** What a legacy record puts into the session columns; null if nothing. */
export interface LegacyRow {
  readonly family: FamilyEvent
  /** Field name and text, in the names of today. */
  readonly fields: readonly (readonly [string, string])[]
}

/** The session-relevant event that a legacy record is: by source, channel and number, never by number alone. */
export function legacyRow(record: EvtRecord, channel: string): LegacyRow | null {
  const known = legacyEvent(record.source, record.eventId)
  if (known) {
    if (!known.family) return null
    const fields = record.strings.map((text, i) => [known.names[i] ?? '', text] as const)
    const sid = known.sidField !== null && record.sid !== null ? [[known.sidField, record.sid] as const] : []
    return { family: known.family, fields: [...fields, ...known.values, ...sid] }
  }
  if (isSecuritySource(record.source)) return activityRow(record)
  const family = familyEvent(record.source, channel, record.eventId)
  return family && { family, fields: unnamedFields(record) }
}

/** Security records name who did it as user, domain and logon ID; where two are named, the second is the one behind the first. */
function activityRow(record: EvtRecord): LegacyRow | null {
  const at = record.strings.findLastIndex((text) => LOGON_ID.test(text))
  if (at < 2 || LEGACY_ACTIVITY === null) return null
  const [user, domain, logonId] = record.strings.slice(at - 2, at + 1) as [string, string, string]
  const fields = [
    ['SubjectUserName', user],
    ['SubjectDomainName', domain],
    ['SubjectLogonId', logonId],
  ] as const
  return { family: LEGACY_ACTIVITY, fields }
}

/** Named as unnamed data of today's classic events is in family.json. */
function unnamedFields(record: EvtRecord): (readonly [string, string])[] {
  const fields = record.strings.map((text, i) => [`#${i}`, text] as const)
  return record.data.length === 0
    ? fields
    : [...fields, ['Binary', hexUpper(record.data, 0, record.data.length)] as const]
}
