/** Rows of EvtxECmd (CSV or JSON): what the record says stands in `Payload`, its EventData or UserData as JSON. */
import type { Event, NamedValue } from '../evtx/event'
import { DecodeError } from '../evtx/layout'
import { isObject, jsonObject, numberOrNull, textOrNull, type TimelineRow } from './timeline-row'
import { timelineTime } from './timeline-zone'

const LEVELS = ['logalways', 'critical', 'error', 'warning', 'info', 'verbose']
/** Deeper than any UserData; each level is one call. */
const DEEPEST = 32

/** @throws DecodeError, ZoneWanted */
export function evtxEcmdEvent(row: TimelineRow): Event {
  const recordId = textOrNull(row('EventRecordId'))
  const level = LEVELS.indexOf((textOrNull(row('Level')) ?? '').toLowerCase())
  const { kind, data } = payloadOf(textOrNull(row('Payload')))
  return {
    headerRecordId: recordId ?? '0',
    written: null,
    recordId,
    timeCreated: timelineTime(textOrNull(row('TimeCreated')) ?? ''),
    eventId: numberOrNull(row('EventId')),
    qualifiers: null,
    version: null,
    level: level < 0 ? null : level,
    provider: textOrNull(row('Provider')),
    channel: textOrNull(row('Channel')),
    computer: textOrNull(row('Computer')),
    userSid: textOrNull(row('UserId')),
    activityId: null,
    kind,
    data,
    // It lay in the slack of a chunk.
    status: /^true$/i.test(textOrNull(row('HiddenRecord')) ?? '') ? 'recovered' : 'live',
  }
}

function payloadOf(text: string | null): {
  readonly kind: string | null
  readonly data: readonly NamedValue[]
} {
  if (text === null) return { kind: null, data: [] }
  const payload = jsonObject(text)
  for (const kind of ['EventData', 'UserData'] as const) {
    const body = payload[kind]
    if (body === undefined) continue
    if (!isObject(body)) {
      const only = textOrNull(body)
      return { kind, data: only === null ? [] : [[null, only]] }
    }
    return { kind, data: kind === 'EventData' ? eventData(body) : userData(body, '', 0) }
  }
  return { kind: null, data: [] }
}

function eventData(body: Readonly<Record<string, unknown>>): NamedValue[] {
  return Object.entries(body).flatMap(([name, value]): NamedValue[] => {
    if (name.startsWith('@')) return []
    const values: unknown[] = Array.isArray(value) ? value : [value]
    if (name !== 'Data') return values.map((one) => [name, valueText(one)])
    return values.map((one) =>
      isObject(one) ? [textOrNull(one['@Name']), valueText(one['#text'])] : [null, valueText(one)],
    )
  })
}

/** Leaves by path, as `events` has them; attributes but for namespaces. */
function userData(body: Readonly<Record<string, unknown>>, path: string, depth: number): NamedValue[] {
  if (depth > DEEPEST) throw new DecodeError('row has values within values without end')
  return Object.entries(body).flatMap(([name, value]): NamedValue[] => {
    if (/^@(?:xmlns|xsi)/i.test(name)) return []
    if (name.startsWith('@') || name === '#text')
      return [[path + (name === '#text' ? '' : name), valueText(value)]]
    const inner = path === '' ? name : `${path}/${name}`
    const values: unknown[] = Array.isArray(value) ? value : [value]
    return values.flatMap((one): NamedValue[] =>
      isObject(one) ? userData(one, inner, depth + 1) : [[inner, valueText(one)]],
    )
  })
}

const BARE_GUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** EvtxECmd writes GUIDs without their braces. */
function valueText(value: unknown): string {
  const text = textOrNull(value) ?? ''
  return BARE_GUID.test(text) ? `{${text.toUpperCase()}}` : text
}
