import { eventContent, type Event } from '../evtx/event'
import { parseXml } from './parse-xml'

/**
 * One event of an XML export. The export has no record header: the record id stands for both ids, and when the record was written
 * is not known. @throws DecodeError
 */
export function xmlEvent(text: string): Event {
  const content = eventContent([parseXml(text)])
  const status = /^<Event[^>]*><!-- recovered/.test(text)
    ? 'recovered'
    : /^<Event[^>]*>(?:<!-- recovered[^>]*-->)?<!-- damaged/.test(text)
      ? 'damaged'
      : 'live'
  return { ...content, headerRecordId: content.recordId ?? '0', written: null, status }
}
