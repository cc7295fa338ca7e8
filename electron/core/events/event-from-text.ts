import { parseFileTimeText } from '../bytes/filetime'
import { u32 } from '../bytes/little-endian'
import { FAMILY_FIELDS, FIRST_WIDE, type TableWriter } from '../columns/table-builder'
import type { FragmentReader } from '../evtx/binxml/fragment'
import { readEvent, type Event } from '../evtx/event'
import { setColumnText } from './column-values'
import { familyEvent, type FamilyEvent } from './family'

/** What a name stands for in a record's data: `#n` is the n-th unnamed Data. */
function namedValues(event: Event): Map<string, string> {
  const values = new Map<string, string>()
  let unnamed = 0
  for (const [name, value] of event.data) {
    const key = name ?? `#${unnamed++}`
    if (!values.has(key)) values.set(key, value)
  }
  return values
}

/**
 * The general way into the table, for records without templates (forwarded logs: every value is text), classic events with unnamed data, and
 * bodies of odd shape. Several times slower than the plans, used for few records. @throws DecodeError
 */
export function addEventFromText(
  reader: FragmentReader,
  record: number,
  end: number,
  fileOffset: number,
  table: TableWriter,
): void {
  addEvent(readEvent(reader, record, end), reader.chunk, record, fileOffset + record, table)
}

/**
 * Adds a decoded event.
 * @param record place of its header in `chunk`
 * @param offset byte of its header in the file
 */
export function addEvent(
  event: Event,
  chunk: Uint8Array,
  record: number,
  offset: number,
  table: TableWriter,
): void {
  const { dictionary } = table
  const provider = event.provider ?? ''
  const channel = event.channel ?? ''
  const eventId = (event.eventId ?? 0) & 0xffff
  table.addRecord(
    offset,
    eventId,
    dictionary.idOfText(provider),
    dictionary.idOfText(channel),
    dictionary.idOfText(event.computer ?? ''),
  )
  setRecordId(chunk, record, event, table)
  setTime(chunk, record, event, table)
  const tag = bootTag(event.activityId)
  if (tag !== null) table.setBootTag(Number(tag & 0xffffffffn), Number(tag >> 32n))
  const family = familyEvent(provider, channel, eventId)
  if (family) addFamilyRow(family, event, table)
}

function setRecordId(chunk: Uint8Array, record: number, event: Event, table: TableWriter): void {
  if (event.recordId && /^\d{1,19}$/.test(event.recordId)) {
    const id = BigInt(event.recordId)
    table.setRecordId(Number(id & 0xffffffffn), Number((id >> 32n) & 0xffffffffn))
  } else table.setRecordId(u32(chunk, record + 8), u32(chunk, record + 12))
}

/** Event time is TimeCreated; the header's time only where there is none (evtx-format 3). */
function setTime(chunk: Uint8Array, record: number, event: Event, table: TableWriter): void {
  const time = event.timeCreated === null ? null : parseFileTimeText(event.timeCreated)
  if (time !== null) table.setTime(Number(time & 0xffffffffn), Number((time >> 32n) & 0xffffffffn))
  else table.setTime(u32(chunk, record + 16), u32(chunk, record + 20))
}

/** Last eight bytes of the ActivityID, little-endian, where they read as a FILETIME of 2008 to 2035 (sessions 4.2). */
function bootTag(activityId: string | null): bigint | null {
  const groups = /^\{[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-([0-9a-f]{4})-([0-9a-f]{12})\}$/i.exec(
    activityId ?? '',
  )
  if (!groups) return null
  const bytes = (groups[1]! + groups[2]!).match(/../g)!
  const value = BigInt('0x' + bytes.reverse().join(''))
  return value >= 0x01c8400000000000n && value < 0x01f2000000000000n ? value : null
}

function addFamilyRow(family: FamilyEvent, event: Event, table: TableWriter): void {
  const values = namedValues(event)
  const named = [...family.columns].filter(([name]) => values.has(name))
  if (family.wildcard && !named.some(([, column]) => column >= FIRST_WIDE)) return
  table.addFamilyRow(family.kind)
  for (const [name, column] of named) setColumnText(table, column, values.get(name)!)
  if (family.keepsActivityId && event.activityId)
    setColumnText(table, FAMILY_FIELDS.indexOf('activityId'), event.activityId.toLowerCase())
  if (family.keepsUser && event.userSid)
    setColumnText(table, FAMILY_FIELDS.indexOf('subjectSid'), event.userSid)
}
