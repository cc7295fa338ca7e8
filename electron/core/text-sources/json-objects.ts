/** JSON objects one after the other: a line each, over several lines, or in one list. */
import { MAX_RESYNCS, MAX_TEXT_RECORD } from './layout'
import type { Split, TextPiece } from './split-events'

const OPEN = 0x7b
const CLOSE = 0x7d
const QUOTE = 0x22
const BACKSLASH = 0x5c

/** Where the objects begin and end, window by window; what stands between them (commas, brackets, blanks) is passed over. */
export class ObjectSplitter {
  private resyncs = 0

  /** @param last nothing follows this window */
  split(text: string, last: boolean): Split {
    const pieces: TextPiece[] = []
    let at = 0
    for (;;) {
      const from = text.indexOf('{', at)
      if (from < 0) return { pieces, consumed: text.length }
      const end = objectEnd(text, from)
      const isLong = (end < 0 ? text.length : end) - from > MAX_TEXT_RECORD
      if (end < 0 && !last && !isLong) return { pieces, consumed: from }
      if (end < 0 || isLong) {
        const why = isLong ? 'object longer than any record' : 'object that does not end'
        const next = this.resyncs++ < MAX_RESYNCS ? text.indexOf('\n{', from + 1) : -1
        const to = next < 0 ? text.length : next
        pieces.push({ from, to, why })
        at = to
      } else {
        pieces.push({ from, to: end, why: '' })
        at = end
      }
    }
  }
}

/** Behind the brace that closes the one at `from`; -1 if it is not within the bound of a record. */
function objectEnd(text: string, from: number): number {
  const limit = Math.min(text.length, from + MAX_TEXT_RECORD + 1)
  let depth = 0
  let isText = false
  for (let at = from; at < limit; at++) {
    const unit = text.charCodeAt(at)
    if (isText) {
      if (unit === BACKSLASH) at++
      else if (unit === QUOTE) isText = false
    } else if (unit === QUOTE) isText = true
    else if (unit === OPEN) depth++
    else if (unit === CLOSE && --depth === 0) return at + 1
  }
  return -1
}
