import type { Event, NamedValue } from '../evtx/event'
import { DecodeError } from '../evtx/layout'

const STATES: readonly Event['status'][] = ['live', 'damaged', 'recovered']

/** One line of `sojourn events --format jsonl`. @throws DecodeError if it is none */
export function jsonEvent(line: string): Event {
  const parsed = parseLine(line)
  const { headerRecordId } = parsed
  const status = STATES.find((state) => state === parsed.status)
  if (typeof headerRecordId !== 'string' || !/^\d{1,20}$/.test(headerRecordId) || !status)
    throw new DecodeError('line is not one of sojourn events')
  const text = (key: keyof Event): string | null => orNull(parsed[key], 'string')
  const number = (key: keyof Event): number | null => orNull(parsed[key], 'number')
  return {
    headerRecordId,
    written: text('written'),
    recordId: text('recordId'),
    timeCreated: text('timeCreated'),
    eventId: number('eventId'),
    qualifiers: number('qualifiers'),
    version: number('version'),
    level: number('level'),
    provider: text('provider'),
    channel: text('channel'),
    computer: text('computer'),
    userSid: text('userSid'),
    activityId: text('activityId'),
    kind: text('kind'),
    data: dataOf(parsed.data),
    status,
  }
}

function parseLine(line: string): Readonly<Record<string, unknown>> {
  let value: unknown
  try {
    value = JSON.parse(line)
  } catch {
    throw new DecodeError('line is not JSON')
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new DecodeError('line is not an object')
  return value as Record<string, unknown>
}

interface Kinds {
  string: string
  number: number
}

function orNull<K extends keyof Kinds>(value: unknown, kind: K): Kinds[K] | null {
  if (value === null) return null
  if (typeof value !== kind) throw new DecodeError('line has a field of another kind')
  return value as Kinds[K]
}

function dataOf(value: unknown): NamedValue[] {
  if (!Array.isArray(value)) throw new DecodeError('line has no list of values')
  return value.map((entry: unknown): NamedValue => {
    const [name, text] = Array.isArray(entry) && entry.length === 2 ? (entry as unknown[]) : []
    if ((name !== null && typeof name !== 'string') || typeof text !== 'string')
      throw new DecodeError('line has a value that is not a name and a text')
    return [name, text]
  })
}
