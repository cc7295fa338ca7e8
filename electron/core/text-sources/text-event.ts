import type { Event } from '../evtx/event'
import { jsonEvent } from './json-event'
import type { TextFormat } from './text-format'
import { xmlEvent } from './xml-event'

/** The event that one piece of an export says. @throws DecodeError */
export function textEvent(kind: TextFormat['kind'], text: string): Event {
  return kind === 'xml' ? xmlEvent(text) : jsonEvent(text)
}
