import { fileTimeText, parseFileTimeText } from '../bytes/filetime'
import { u32, u64Text } from '../bytes/little-endian'
import type { FragmentReader } from './binxml/fragment'
import { resolveElements, type Element } from './binxml/resolve'
import { DecodeError, MAX_RECORD_UNITS, RECORD_HEADER_SIZE, RECORD_TAIL_SIZE } from './layout'

/** One value of an event; name null for unnamed data. */
export type NamedValue = readonly [string | null, string]

/** A record as the command line prints it (cli: events); all text as in the XML. */
export interface Event {
  readonly headerRecordId: string
  readonly written: string | null
  readonly recordId: string | null
  readonly timeCreated: string | null
  readonly eventId: number | null
  readonly qualifiers: number | null
  readonly version: number | null
  readonly level: number | null
  readonly provider: string | null
  readonly channel: string | null
  readonly computer: string | null
  readonly userSid: string | null
  readonly activityId: string | null
  readonly kind: string | null
  readonly data: readonly NamedValue[]
  readonly status: 'live' | 'damaged' | 'recovered'
}

const BODY_KINDS = ['EventData', 'UserData', 'ProcessingErrorData', 'DebugData']

/** Decodes the record at [record, end) completely. @throws DecodeError (`headerOnlyEvent` then tells what the header says) */
export function readEvent(reader: FragmentReader, record: number, end: number): Event {
  const roots = reader.open(record + RECORD_HEADER_SIZE, end - RECORD_TAIL_SIZE, (fragment) =>
    resolveElements(reader, fragment),
  )
  return {
    ...headerFacts(reader.chunk, record),
    ...eventContent(roots),
    status: 'live',
  }
}

/** What an event says of itself, whatever it was read from. @throws DecodeError */
export function eventContent(
  roots: readonly Element[],
): Omit<Event, 'headerRecordId' | 'written' | 'status'> {
  const event = roots.find((e) => e.name === 'Event')
  const system = event?.elements.find((e) => e.name === 'System')
  if (!event || !system) throw new DecodeError('record holds no Event with System')
  const body = event.elements.find((e) => BODY_KINDS.includes(e.name))
  return {
    ...systemFields(system),
    kind: body?.name ?? null,
    data: body ? bodyValues(body) : [],
  }
}

/** What is left of a record whose BinXML cannot be read: its header. */
export function headerOnlyEvent(chunk: Uint8Array, record: number): Event {
  return {
    ...headerFacts(chunk, record),
    recordId: null,
    timeCreated: null,
    eventId: null,
    qualifiers: null,
    version: null,
    level: null,
    provider: null,
    channel: null,
    computer: null,
    userSid: null,
    activityId: null,
    kind: null,
    data: [],
    status: 'damaged',
  }
}

function headerFacts(chunk: Uint8Array, record: number): { headerRecordId: string; written: string | null } {
  return {
    headerRecordId: u64Text(chunk, record + 8),
    written: fileTimeText(u32(chunk, record + 16), u32(chunk, record + 20)),
  }
}

type SystemFields = Omit<Event, 'headerRecordId' | 'written' | 'kind' | 'data' | 'status'>

function systemFields(system: Element): SystemFields {
  const child = (name: string): Element | undefined => system.elements.find((e) => e.name === name)
  const attribute = (element: Element | undefined, name: string): string | null =>
    element?.attributes.find(([n]) => n === name)?.[1] ?? null
  const eventId = child('EventID')
  return {
    recordId: nonEmpty(child('EventRecordID')?.text),
    timeCreated: canonicalTime(attribute(child('TimeCreated'), 'SystemTime')),
    eventId: wholeNumber(eventId?.text),
    qualifiers: wholeNumber(attribute(eventId, 'Qualifiers')),
    version: wholeNumber(child('Version')?.text),
    level: wholeNumber(child('Level')?.text),
    provider: attribute(child('Provider'), 'Name'),
    channel: nonEmpty(child('Channel')?.text),
    computer: nonEmpty(child('Computer')?.text),
    userSid: attribute(child('Security'), 'UserID'),
    activityId: attribute(child('Correlation'), 'ActivityID'),
  }
}

function nonEmpty(text: string | undefined): string | null {
  return text ? text : null
}

function wholeNumber(text: string | null | undefined): number | null {
  return text && /^\d{1,10}$/.test(text) ? Number(text) : null
}

/** Forwarded logs carry the time as text, with nine digits or none: seven digits and Z always. */
function canonicalTime(text: string | null): string | null {
  if (!text) return null
  const ticks = parseFileTimeText(text)
  if (ticks === null) return text
  return fileTimeText(Number(ticks & 0xffffffffn), Number(ticks >> 32n)) ?? text
}

/** Values of EventData, UserData and their like as a flat list (cli: events, `data`). @throws DecodeError where paths alone exceed all bounds */
export function bodyValues(body: Element): NamedValue[] {
  if (body.name !== 'UserData') return body.elements.map(dataValue)
  const paths = new PathList()
  for (const child of body.elements) flatten(child, child.name, paths)
  return paths.values
}

function dataValue(element: Element): NamedValue {
  if (element.name !== 'Data') return [element.name, element.text]
  return [element.attributes.find(([name]) => name === 'Name')?.[1] ?? null, element.text]
}

/** Values under their paths. A path repeats the names of all elements above it, which the budget of the record does not know. */
class PathList {
  readonly values: NamedValue[] = []
  private units = 0

  push(path: string, value: string): void {
    this.units += path.length
    if (this.units > MAX_RECORD_UNITS) throw new DecodeError('paths of values are longer than any real ones')
    this.values.push([path, value])
  }
}

/** Depth first; the depth of elements was bounded when they were read. */
function flatten(element: Element, path: string, into: PathList): void {
  for (const [name, value] of element.attributes) {
    if (name !== 'xmlns' && !name.startsWith('xmlns:')) into.push(`${path}@${name}`, value)
  }
  if (element.elements.length === 0) into.push(path, element.text)
  for (const child of element.elements) flatten(child, `${path}/${child.name}`, into)
}
