/** Where the lines of a JSON Lines export begin and end, window by window. */
import { MAX_TEXT_RECORD } from './layout'
import type { Split, TextPiece } from './split-events'

export class LineSplitter {
  /** The line before was given up; its rest belongs to it. */
  private isSkipping = false

  /** Blank lines are passed over. @param last nothing follows this window */
  split(text: string, last: boolean): Split {
    const pieces: TextPiece[] = []
    let at = 0
    while (at < text.length) {
      const end = text.indexOf('\n', at)
      const to = end < 0 ? text.length : end
      const isLong = to - at > MAX_TEXT_RECORD
      if (end < 0 && !last && !isLong && !this.isSkipping) return { pieces, consumed: at }
      if (!this.isSkipping && text.slice(at, Math.min(to, at + 64)).trim() !== '')
        pieces.push({ from: at, to, why: isLong ? 'line longer than any record' : '' })
      this.isSkipping = end < 0 && (this.isSkipping || isLong)
      at = to + 1
    }
    return { pieces, consumed: text.length }
  }
}
