import type { ByteSink } from '../bytes/byte-sink'
import { writeXml } from '../evtx/binxml/xml'
import type { FragmentReader } from '../evtx/binxml/fragment'
import { DecodeError, RECORD_HEADER_SIZE, RECORD_TAIL_SIZE } from '../evtx/layout'
import type { RecoveredEvent } from '../evtx/recovery/recover-record'

/**
 * Writes a recovered record of the reader's chunk as one `<Event>`: whole where all of it has names, else empty with a comment that says what there
 * is, as damaged ones are.
 */
export function writeRecoveredXml(
  sink: ByteSink,
  reader: FragmentReader,
  { event, kept }: RecoveredEvent,
  at: number,
  size: number,
): void {
  const before = sink.length
  if (kept === 'all') {
    try {
      reader.open(at + RECORD_HEADER_SIZE, at + size - RECORD_TAIL_SIZE, (f) => writeXml(sink, reader, f))
      return
    } catch (error) {
      if (!(error instanceof DecodeError)) throw error
      reader.reset()
      sink.length = before
    }
  }
  const doubt = event.recovery.doubt.replaceAll('-', ' ')
  sink.text(
    `<Event><!-- recovered: ${doubt}; header record id ${event.headerRecordId}, written ${event.written ?? 'unknown'} --></Event>`,
  )
}
