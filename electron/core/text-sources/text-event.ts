import { parseFileTimeText } from '../bytes/filetime'
import type { Event } from '../evtx/event'
import { DecodeError } from '../evtx/layout'
import { jsonEvent } from './json-event'
import type { TextFormat } from './text-format'
import { xmlEvent } from './xml-event'

/** The event that one piece of an export says; without a time it could stand nowhere. @throws DecodeError */
export function textEvent(kind: TextFormat['kind'], text: string): Event {
  const event = kind === 'xml' ? xmlEvent(text) : jsonEvent(text)
  const isTime = (time: string | null): boolean => time !== null && parseFileTimeText(time) !== null
  if (event.status !== 'damaged' && !isTime(event.timeCreated) && !isTime(event.written))
    throw new DecodeError('event has no time')
  return event
}
