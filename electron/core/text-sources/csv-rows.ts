/** CSV as RFC 4180 has it: cells in quotes hold commas, line ends and doubled quotes. */
import { MAX_TEXT_RECORD } from './layout'
import type { Split, TextPiece } from './split-events'

/** Where the rows of a CSV begin and end, window by window. A quote that is not closed costs its row, not the rest. */
export class CsvSplitter {
  /** The row before was given up; its rest up to the line end belongs to it. */
  private isSkipping = false

  /** @param isHeaderNext the row of columns comes first; it is no record */
  constructor(private isHeaderNext: boolean) {}

  /** Blank lines are passed over. @param last nothing follows this window */
  split(text: string, last: boolean): Split {
    const pieces: TextPiece[] = []
    let at = 0
    while (at < text.length) {
      const row = this.isSkipping ? { end: text.indexOf('\n', at), isOpen: false } : rowEnd(text, at)
      const isLong = (row.end < 0 ? text.length : row.end) - at > MAX_TEXT_RECORD
      if (row.end < 0 && !last && !isLong && !this.isSkipping) return { pieces, consumed: at }
      const isLost = isLong || row.isOpen
      const end = isLost ? text.indexOf('\n', at) : row.end
      const to = end < 0 ? text.length : end
      if (!this.isSkipping && text.slice(at, Math.min(to, at + 64)).trim() !== '') {
        const why = row.isOpen ? 'row whose quote does not end' : isLong ? 'row longer than any record' : ''
        if (this.isHeaderNext) this.isHeaderNext = false
        else pieces.push({ from: at, to, why })
      }
      this.isSkipping = end < 0 && (this.isSkipping || isLost)
      at = to + 1
    }
    return { pieces, consumed: text.length }
  }
}

/** The line end of the row that begins at a place, outside of quotes; -1 if it is not in the text. `isOpen`: a quote is not closed in it. */
function rowEnd(text: string, from: number): { readonly end: number; readonly isOpen: boolean } {
  for (let at = from; ;) {
    const line = text.indexOf('\n', at)
    // Not past the line: a file without quotes would be searched to its end for each row.
    const quote = indexWithin(text, '"', at, line < 0 ? text.length : line)
    if (quote < 0) return { end: line, isOpen: false }
    const close = text.indexOf('"', quote + 1)
    if (close < 0) return { end: -1, isOpen: true }
    // A doubled quote closes and opens again.
    at = close + 1
  }
}

/** As indexOf, but in [from, to). */
function indexWithin(text: string, letter: string, from: number, to: number): number {
  for (let at = from; at < to; at++) if (text[at] === letter) return at
  return -1
}

/** Cells of one row. What stands behind a closing quote is kept as it is. */
export function csvCells(row: string): string[] {
  const cells: string[] = []
  let cell = ''
  let at = 0
  const text = row.replace(/\r$/, '')
  for (;;) {
    if (text[at] === '"') {
      let close = text.indexOf('"', at + 1)
      for (; close >= 0; close = text.indexOf('"', at + 1)) {
        cell += text.slice(at + 1, close)
        at = close + 1
        if (text[at] !== '"') break
        cell += '"'
      }
      if (close < 0) {
        cells.push(cell + text.slice(at + 1))
        return cells
      }
    }
    const comma = text.indexOf(',', at)
    cells.push(cell + text.slice(at, comma < 0 ? text.length : comma))
    if (comma < 0) return cells
    cell = ''
    at = comma + 1
  }
}
