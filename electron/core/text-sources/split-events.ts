/** Where the events of an XML export begin and end, window by window. */
import { MAX_ELEMENT_DEPTH } from '../evtx/layout'
import { MAX_RESYNCS, MAX_TEXT_RECORD } from './layout'
import { XmlTokens, type Token } from './xml-token'

/** A stretch of a window, in code units. `why` is empty for a record, else it says why there is none. */
export interface TextPiece {
  readonly from: number
  readonly to: number
  readonly why: string
}

export interface Split {
  readonly pieces: readonly TextPiece[]
  /** What lies before it is settled; the rest belongs in front of the next window. */
  readonly consumed: number
}

/** The file has a document type definition. Caught where sources are read. */
export class DtdFound extends Error {}

/**
 * Splits an export into events. What stands between them (root element, line ends, comments) is passed over; an event within another
 * belongs to that one, as it does in the log. Start tags that lack their end are looked behind a bounded number of times.
 */
export class EventSplitter {
  private resyncs = 0

  /** @param last nothing follows this window  @throws DtdFound */
  split(text: string, last: boolean): Split {
    const tokens = new XmlTokens(text)
    const pieces: TextPiece[] = []
    let at = 0
    for (;;) {
      const token = tokens.next(at)
      if (token === null) return { pieces, consumed: text.length }
      const mustSettle = last || text.length - token.from > MAX_TEXT_RECORD
      if (token.kind === 'dtd') throw new DtdFound()
      if (token.kind === 'open') {
        if (!mustSettle) return { pieces, consumed: token.from }
        pieces.push({ from: token.from, to: token.to, why: 'markup that does not end' })
        return { pieces, consumed: text.length }
      }
      at = token.to
      if (token.name !== 'Event' || token.kind === 'end') continue
      const end = token.kind === 'empty' ? { to: token.to, why: '' } : endOfEvent(tokens, token)
      if (end !== null) {
        pieces.push({ from: token.from, to: end.to, why: end.why })
        at = end.to
      } else if (!mustSettle) return { pieces, consumed: token.from }
      else {
        const next = this.behind(tokens, token)
        pieces.push({ from: token.from, to: next, why: 'event that does not end' })
        at = next
      }
    }
  }

  /** Where to go on behind a start without an end: at the next start of an event. */
  private behind(tokens: XmlTokens, start: Token): number {
    const { text } = tokens
    if (this.resyncs++ >= MAX_RESYNCS) return text.length
    const next = /<Event[\s>/]/g
    next.lastIndex = start.to
    return next.exec(text)?.index ?? text.length
  }
}

/** The end of the event that begins with a tag; null if it is not in the text. */
function endOfEvent(tokens: XmlTokens, start: Token): { to: number; why: string } | null {
  const open = [start.name]
  let at = start.to
  for (;;) {
    const token = tokens.next(at)
    if (token === null || token.kind === 'open') return null
    if (token.kind === 'bad' || token.kind === 'dtd') return { to: token.to, why: 'event with broken markup' }
    at = token.to
    if (token.kind === 'start') {
      if (open.push(token.name) > MAX_ELEMENT_DEPTH)
        return { to: at, why: `event with more than ${MAX_ELEMENT_DEPTH} elements inside each other` }
    } else if (token.kind === 'end') {
      if (open.pop() !== token.name) return { to: at, why: 'event whose tags do not match' }
      if (open.length === 0) return { to: at, why: '' }
    }
  }
}
