import type { ByteSink } from '../bytes/byte-sink'
import { legacyEventFacts } from '../events/legacy-event'
import type { EvtRecord } from '../evt/record'
import { writeEscaped } from '../evtx/binxml/escape'
import type { Event } from '../evtx/event'
import { hexUpper } from '../bytes/hex'
import { csvLine, jsonLine, type EventFormat } from './render-chunk'

/** Keywords that Windows gives to converted records: classic, and for audits the outcome. */
const CLASSIC = '0x80000000000000'
const KEYWORDS: Readonly<Record<number, string>> = { 8: '0xa0000000000000', 16: '0x90000000000000' }

/** What is left of an earlier round is slack of the ring; legacy records need no definitions. */
const OF_EARLIER_ROUND = { method: 'slack', template: 'own' } as const
const OVERWRITTEN = 'its end is overwritten'

export interface LegacyPlace {
  readonly sourcePath: string
  readonly offset: number
  readonly channel: string
  readonly status: Event['status']
  /** Not all of it could be read, or its end is missing. */
  readonly isDamaged: boolean
}

/** Writes a legacy record as one line of the format. */
export function renderLegacy(
  sink: ByteSink,
  record: EvtRecord,
  { sourcePath, offset, channel, status, isDamaged }: LegacyPlace,
  format: EventFormat,
): void {
  const event = legacyEventFacts(record, channel, status)
  const recovery =
    status === 'recovered' ? { ...OF_EARLIER_ROUND, doubt: isDamaged ? OVERWRITTEN : '' } : null
  if (format === 'jsonl') sink.text(jsonLine(JSON.stringify(sourcePath), offset, event, recovery))
  else if (format === 'csv') sink.text(csvLine(sourcePath, offset, event, recovery))
  else {
    writeLegacyXml(sink, record, event, isDamaged)
    sink.text('\n')
  }
}

/** Writes a legacy record as Windows does when it converts one: its strings are unnamed data. What is damaged or recovered says so in a comment. */
export function writeLegacyXml(sink: ByteSink, record: EvtRecord, event: Event, isDamaged: boolean): void {
  sink.text(`<Event xmlns='http://schemas.microsoft.com/win/2004/08/events/event'>`)
  if (event.status === 'recovered') sink.text('<!-- recovered: a record of an earlier round of the log -->')
  if (isDamaged) sink.text('<!-- damaged: the record is not complete -->')
  sink.text(`<System><Provider Name='`)
  writeEscaped(sink, record.source)
  sink.text(`'/><EventID Qualifiers='${record.qualifiers}'>${record.eventId}</EventID>`)
  sink.text(`<Level>${event.level}</Level><Task>${record.category}</Task>`)
  sink.text(`<Keywords>${KEYWORDS[record.type] ?? CLASSIC}</Keywords>`)
  sink.text(`<TimeCreated SystemTime='${event.timeCreated}'/><EventRecordID>${record.number}</EventRecordID>`)
  if (event.channel !== null) writeElement(sink, 'Channel', event.channel)
  writeElement(sink, 'Computer', record.computer)
  sink.text(record.sid === null ? '<Security/>' : `<Security UserID='${record.sid}'/>`)
  sink.text('</System><EventData>')
  for (const text of record.strings) writeElement(sink, 'Data', text)
  if (record.data.length > 0) writeElement(sink, 'Binary', hexUpper(record.data, 0, record.data.length))
  sink.text('</EventData></Event>')
}

function writeElement(sink: ByteSink, name: string, text: string): void {
  sink.text(`<${name}>`)
  writeEscaped(sink, text)
  sink.text(`</${name}>`)
}
