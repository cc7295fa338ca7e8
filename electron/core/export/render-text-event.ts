import type { ByteSink } from '../bytes/byte-sink'
import type { Event } from '../evtx/event'
import { csvLine, jsonLine, type EventFormat } from './render-chunk'

/** Writes an event of a text export as one line of the format. `text` is the event as it stands in the file, which is how XML is written. */
export function renderTextEvent(
  sink: ByteSink,
  event: Event,
  text: string,
  sourcePath: string,
  offset: number,
  format: EventFormat,
): void {
  if (format === 'jsonl') sink.text(jsonLine(JSON.stringify(sourcePath), offset, event))
  else if (format === 'csv') sink.text(csvLine(sourcePath, offset, event))
  else sink.text(text + '\n')
}
