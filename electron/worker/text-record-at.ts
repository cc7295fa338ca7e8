import type { RecordText } from '../core/evtx/read-record'
import { DecodeError } from '../core/evtx/layout'
import { MAX_TEXT_RECORD } from '../core/text-sources/layout'
import { EventSplitter } from '../core/text-sources/split-events'
import { LineSplitter } from '../core/text-sources/split-lines'
import { textEvent } from '../core/text-sources/text-event'
import type { TextFormat } from '../core/text-sources/text-format'
import type { ByteSource } from './sources/byte-source'
import { textOf, unitsOf } from './text-window'

const NONE: RecordText = { xml: '<!-- there is no record at this place -->', pairs: [], status: 'damaged' }
/** Nearly every record is shorter than this; longer ones are read again with the whole bound. */
const FIRST_READ = 65_536

/** Reads one event of a text export anew from the evidence, as it stands there. @throws a system error */
export async function textRecordAt(
  file: ByteSource,
  format: TextFormat,
  offset: number,
): Promise<RecordText> {
  for (const size of [FIRST_READ, MAX_TEXT_RECORD * format.unit]) {
    const window = Buffer.alloc(Math.min(size, file.size - offset))
    const bytes = window.subarray(0, await file.read(window, offset))
    const isLast = offset + bytes.length >= file.size
    const units = unitsOf(bytes, format)
    const splitter = format.kind === 'xml' ? new EventSplitter() : new LineSplitter()
    const piece = splitter.split(units, isLast).pieces[0]
    if (piece?.from === 0 && piece.why === '')
      return decoded(format.kind, textOf(bytes, units, format, 0, piece.to))
    if (piece || isLast) return NONE
  }
  return NONE
}

function decoded(kind: TextFormat['kind'], text: string): RecordText {
  try {
    const { data, status } = textEvent(kind, text)
    return { xml: text, pairs: data, status: status === 'live' ? 'live' : 'damaged' }
  } catch (error) {
    if (!(error instanceof DecodeError)) throw error
    return { xml: text, pairs: [], status: 'damaged' }
  }
}
