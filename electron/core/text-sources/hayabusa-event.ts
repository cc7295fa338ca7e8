/** Rows of a hayabusa timeline (CSV or JSON): alerts, in which the record's values have short names and are partly words (hayabusa.json). */
import type { Event, NamedValue } from '../evtx/event'
import words from './hayabusa.json'
import { isObject, numberOrNull, textOrNull, type TimelineRow } from './timeline-row'
import { timelineTime } from './timeline-zone'

type Names = Readonly<Record<string, Readonly<Record<string, string>>>>

const CHANNELS: Readonly<Record<string, string>> = words.channels
const PROVIDERS: Names = words.providers
const FIELDS: Readonly<Record<string, Names>> = words.fields

/** Later ones fill in what those before leave out. */
const PLACES = ['AllFieldInfo', 'Details', 'ExtraFieldInfo']

/** @throws DecodeError, ZoneWanted */
export function hayabusaEvent(row: TimelineRow): Event {
  const short = textOrNull(row('Channel')) ?? ''
  const channel = own(CHANNELS, short) ?? short
  const eventId = numberOrNull(row('EventID'))
  const recordId = textOrNull(row('RecordID'))
  const data = valuesOf(row, channel, String(eventId))
  return {
    headerRecordId: recordId ?? '0',
    written: null,
    recordId,
    timeCreated: timelineTime(textOrNull(row('Timestamp')) ?? ''),
    eventId,
    qualifiers: null,
    version: null,
    level: null,
    provider: named(PROVIDERS, channel, String(eventId)),
    channel: channel || null,
    computer: textOrNull(row('Computer')),
    userSid: null,
    activityId: null,
    kind: data.some(([name]) => name?.includes('/')) ? 'UserData' : 'EventData',
    data,
    status: 'live',
  }
}

/** By the names that the log has; each once. */
function valuesOf(row: TimelineRow, channel: string, eventId: string): NamedValue[] {
  const found = new Map<string, string>()
  for (const place of PLACES) {
    for (const [name, value] of pairsOf(row(place))) {
      const known = fieldName(channel, eventId, name)
      if (!found.has(known) && !/^(?:n\/a|-?)$/i.test(value)) found.set(known, plainValue(known, value))
    }
  }
  return [...found]
}

/** `Name: value ¦ Name: value`, a line each, or an object. */
function pairsOf(value: unknown): (readonly [string, string])[] {
  if (isObject(value))
    return Object.entries(value).flatMap(([name, one]) => {
      const text = textOrNull(Array.isArray(one) ? one.map(String).join(', ') : one)
      return text === null ? [] : [[name, text.trim()] as const]
    })
  return (textOrNull(value) ?? '').split(/\s*(?:¦|\r?\n)\s*/).flatMap((part) => {
    const colon = part.indexOf(':')
    return colon <= 0 ? [] : [[part.slice(0, colon).trim(), part.slice(colon + 1).trim()] as const]
  })
}

function fieldName(channel: string, eventId: string, name: string): string {
  const names = own(FIELDS, channel)
  return own(own(names, eventId), name) ?? own(own(names, '*'), name) ?? name
}

/** Numbers of which hayabusa makes words are told again by their digits: `3 - NETWORK`. */
function plainValue(field: string, value: string): string {
  return field === 'LogonType' ? (/^\d+/.exec(value)?.[0] ?? value) : value
}

function named(names: Names, group: string, name: string): string | null {
  const known = own(names, group)
  return own(known, name) ?? own(known, '*') ?? null
}

/** Names come from evidence: `constructor` is none. */
function own<T>(of: Readonly<Record<string, T>> | undefined, name: string): T | undefined {
  return of !== undefined && Object.hasOwn(of, name) ? of[name] : undefined
}
