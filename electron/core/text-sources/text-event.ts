import { parseFileTimeText } from '../bytes/filetime'
import type { Event } from '../evtx/event'
import { DecodeError } from '../evtx/layout'
import { evtxEcmdEvent } from './evtxecmd-event'
import { hayabusaEvent } from './hayabusa-event'
import { jsonEvent } from './json-event'
import type { TextFormat } from './text-format'
import { timelineRow } from './timeline-row'
import { xmlEvent } from './xml-event'

/**
 * The event that one piece of an export says; without a time it could stand nowhere. @throws DecodeError, ZoneWanted of a timeline
 */
export function textEvent(format: TextFormat, text: string): Event {
  const event = eventOf(format, text)
  const isTime = (time: string | null): boolean => time !== null && parseFileTimeText(time) !== null
  if (event.status !== 'damaged' && !isTime(event.timeCreated) && !isTime(event.written))
    throw new DecodeError('event has no time')
  return event
}

function eventOf({ kind, columns }: TextFormat, text: string): Event {
  switch (kind) {
    case 'xml':
      return xmlEvent(text)
    case 'jsonl':
      return jsonEvent(text)
    case 'evtxecmd':
      return evtxEcmdEvent(timelineRow(text, columns))
    case 'hayabusa':
      return hayabusaEvent(timelineRow(text, columns))
  }
}
