/** Markup of XML, one piece after the other: as much of it as a text export of events needs. */
import { MAX_TAG_UNITS } from './layout'

/** A piece of markup at `from`, its end behind `>`. */
export interface Token {
  /** `other`: comment, processing instruction or CDATA. `bad`: no markup. `open`: its end is not in the text. */
  readonly kind: 'start' | 'empty' | 'end' | 'cdata' | 'other' | 'dtd' | 'bad' | 'open'
  readonly from: number
  readonly to: number
  /** Of tags. */
  readonly name: string
}

const NAME = /[A-Za-z_:\u0080-\uffff][\w:.\-\u0080-\uffff]*/y
const SECTIONS = [
  ['<!--', '-->', 'other'],
  ['<![CDATA[', ']]>', 'cdata'],
  ['<?', '?>', 'other'],
] as const

/** Reads the markup of one text; the time is linear in its length however it is made. */
export class XmlTokens {
  /** Ends of sections that do not occur any more from some place on: looked for once, not once a section. */
  private readonly absent = new Set<string>()

  constructor(readonly text: string) {}

  /** The markup at or after a place; null if no `<` follows. */
  next(at: number): Token | null {
    const from = this.text.indexOf('<', at)
    return from < 0 ? null : this.at(from)
  }

  private at(from: number): Token {
    const { text } = this
    const mark = text[from + 1]
    if (mark === undefined) return this.open(from)
    if (mark !== '!' && mark !== '?') return this.tag(from, mark === '/')
    for (const [begin, end, kind] of SECTIONS) {
      if (!text.startsWith(begin, from)) continue
      const to = this.find(end, from + begin.length)
      return to < 0 ? this.open(from) : { kind, from, to: to + end.length, name: '' }
    }
    return text.length - from < 9 ? this.open(from) : { kind: 'dtd', from, to: from + 2, name: '' }
  }

  private tag(from: number, isEnd: boolean): Token {
    const { text } = this
    NAME.lastIndex = from + (isEnd ? 2 : 1)
    const name = NAME.exec(text)?.[0]
    if (name === undefined) return from + 2 >= text.length ? this.open(from) : bad(from)
    const limit = Math.min(text.length, from + MAX_TAG_UNITS)
    let quote = ''
    for (let i = NAME.lastIndex; i < limit; i++) {
      const char = text[i]!
      if (char === '<') return bad(from)
      if (quote !== '') {
        if (char === quote) quote = ''
      } else if (char === '"' || char === "'") quote = char
      else if (char === '>') {
        const kind = isEnd ? 'end' : text[i - 1] === '/' ? 'empty' : 'start'
        return { kind, from, to: i + 1, name }
      }
    }
    return limit === text.length ? this.open(from) : bad(from)
  }

  private open(from: number): Token {
    return { kind: 'open', from, to: this.text.length, name: '' }
  }

  private find(end: string, from: number): number {
    if (this.absent.has(end)) return -1
    const at = this.text.indexOf(end, from)
    if (at < 0) this.absent.add(end)
    return at
  }
}

function bad(from: number): Token {
  return { kind: 'bad', from, to: from + 1, name: '' }
}
