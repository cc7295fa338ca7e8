import { createHash } from 'node:crypto'
import type { Event } from '../../electron/core/evtx/event'
import type { ReferenceRecord } from './evidence'

/** A value as the reference's hash takes it (its README). */
function normal(value: string): string {
  let text = value.replace(/\r\n?/g, '\n').trim()
  if (/^\{?[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\}?/i.test(text))
    text = text.toUpperCase()
  const time = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d:\d\d)\.(\d+)Z?$/.exec(text)
  if (time) text = `${time[1]}T${time[2]}.${time[3]!.slice(0, 7).padEnd(7, '0')}Z`
  if (/^0x[0-9a-f]+$/i.test(text))
    text =
      '0x' +
      text
        .slice(2)
        .toLowerCase()
        .replace(/^0+(?=.)/, '')
  return text
}

function dataHash(data: Event['data']): string {
  const values = data.map(([, value]) => normal(value)).filter((value) => value !== '')
  return createHash('sha256').update(values.join('\n')).digest('hex').slice(0, 16)
}

/** Names of the fields in which a record differs from the reference. */
export function differences(reference: ReferenceRecord, event: Event): string[] {
  const pairs: [string, string, string][] = [
    ['header record id', String(reference.rec), event.headerRecordId],
    ['record id', reference.xml_rec ?? '', event.recordId ?? ''],
    ['event id', reference.id ?? '', String(event.eventId ?? '')],
    ['provider', reference.provider ?? '', event.provider ?? ''],
    ['channel', reference.channel ?? '', event.channel ?? ''],
    ['computer', reference.computer ?? '', event.computer ?? ''],
    ['user', reference.user_sid ?? '', event.userSid ?? ''],
    ['level', reference.level ?? '', String(event.level ?? '')],
    ['kind', reference.kind ?? '', event.kind ?? ''],
    ['time', normal(reference.time ?? ''), normal(event.timeCreated ?? '')],
    ['written', reference.written, event.written ?? ''],
  ]
  const fields = pairs.filter(([, theirs, ours]) => theirs !== ours).map(([name]) => name)
  if (reference.nonempty_sha !== undefined && reference.nonempty_sha !== dataHash(event.data))
    fields.push('data')
  if (reference.ndata !== undefined && reference.ndata !== event.data.length) fields.push('data count')
  return fields
}

/** Why a record may differ; null if nothing explains it. */
export function explanation(
  reference: ReferenceRecord,
  event: Event,
  fields: readonly string[],
): string | null {
  if (reference.unparsed) return 'no tool could read the record: reported as damaged'
  if (event.status === 'damaged') {
    return reference.id === '0'
      ? 'record was never written to its end: tools print zeros, reported as damaged'
      : null
  }
  const disputed = reference.disagree?.some(([field]) => field === 'data')
  if (fields.length === 1 && fields[0] === 'data' && disputed)
    return 'the tools differ among themselves (libevtx 2018 prints negative Int32 wrong)'
  return null
}
