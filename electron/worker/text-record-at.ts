import type { RecordReply } from '../contract/engine'
import { noRecordText } from '../core/evtx/read-record'
import { DecodeError } from '../core/evtx/layout'
import { MAX_TEXT_RECORD } from '../core/text-sources/layout'
import { splitterOf } from '../core/text-sources/splitter'
import { textEvent } from '../core/text-sources/text-event'
import type { TextFormat } from '../core/text-sources/text-format'
import type { ByteSource } from './sources/byte-source'
import { textOf, unitsOf } from './text-window'

/** What it says is all there is to go by. */
const DOUBTED = 'the program that wrote this export says that the record is damaged'
/** Nearly every record is shorter than this; longer ones are read again with the whole bound. */
const FIRST_READ = 65_536

/** Reads one event of a text export anew from the evidence, as it stands there. @throws a system error */
export async function textRecordAt(
  file: ByteSource,
  format: TextFormat,
  offset: number,
): Promise<RecordReply> {
  for (const size of [FIRST_READ, MAX_TEXT_RECORD * format.unit]) {
    const window = Buffer.alloc(Math.min(size, file.size - offset))
    const bytes = window.subarray(0, await file.read(window, offset))
    const isLast = offset + bytes.length >= file.size
    const units = unitsOf(bytes, format)
    const piece = splitterOf(format, false).split(units, isLast).pieces[0]
    if (piece?.from === 0 && piece.why === '')
      return decoded(format, textOf(bytes, units, format, 0, piece.to), offset)
    if (piece || isLast) return noRecordText()
  }
  return noRecordText()
}

function decoded(format: TextFormat, text: string, from: number): RecordReply {
  const { unit } = format
  const damaged = (pairs: RecordReply['pairs'], what: string): RecordReply => {
    const to = from + (unit === 1 ? Buffer.byteLength(text) : text.length * unit)
    return { xml: text, pairs, status: 'damaged', ranges: [{ from, to, state: 'damaged-record', what }] }
  }
  try {
    const { data, status } = textEvent(format, text)
    if (status !== 'live') return damaged(data, DOUBTED)
    return { xml: text, pairs: data, status: 'live', ranges: [] }
  } catch (error) {
    if (!(error instanceof DecodeError)) throw error
    return damaged([], error.message)
  }
}
