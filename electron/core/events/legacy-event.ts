import { fileTimeText } from '../bytes/filetime'
import type { EvtRecord } from '../evt/record'
import type { Event } from '../evtx/event'
import { legacyData } from './legacy-values'
import { unixFileTime } from './unix-file-time'

/** Level of today by event type: error, warning, information; audits and success have none. */
const LEVELS: Readonly<Record<number, number>> = { 1: 2, 2: 3, 4: 4 }

/** A legacy record as the command line prints events. The record has one number, which stands for both ids. */
export function legacyEventFacts(record: EvtRecord, channel: string, status: Event['status']): Event {
  return {
    headerRecordId: String(record.number),
    written: unixText(record.written),
    recordId: String(record.number),
    timeCreated: unixText(record.generated),
    eventId: record.eventId,
    qualifiers: record.qualifiers,
    version: null,
    level: LEVELS[record.type] ?? 0,
    provider: record.source || null,
    channel: channel || null,
    computer: record.computer || null,
    userSid: record.sid,
    activityId: null,
    kind: 'EventData',
    data: legacyData(record),
    status,
  }
}

function unixText(seconds: number): string | null {
  const { low, high } = unixFileTime(seconds)
  return fileTimeText(low, high)
}
