/** One event as XML to elements: no entities but the five of XML, no document types, nothing fetched. */
import type { Element } from '../evtx/binxml/resolve'
import { DecodeError, MAX_ELEMENT_DEPTH } from '../evtx/layout'
import { MAX_TEXT_ELEMENTS } from './layout'
import { XmlTokens } from './xml-token'

interface OpenElement {
  readonly name: string
  readonly attributes: readonly (readonly [string, string])[]
  readonly elements: Element[]
  text: string
}

/** The root element of a text, as the reader of EVTX has elements: text as written, empty attributes left out. @throws DecodeError */
export function parseXml(text: string): Element {
  const tokens = new XmlTokens(text)
  const open: OpenElement[] = []
  let count = 0
  let at = 0
  for (let token = tokens.next(0); token !== null; token = tokens.next(at)) {
    const parent = open.at(-1)
    if (parent) parent.text += plainText(text.slice(at, token.from))
    at = token.to
    if (token.kind === 'cdata' && parent) parent.text += text.slice(token.from + 9, token.to - 3)
    else if (token.kind === 'start' || token.kind === 'empty') {
      if (++count > MAX_TEXT_ELEMENTS || open.length >= MAX_ELEMENT_DEPTH)
        throw new DecodeError('event has more elements than any record')
      const tagEnd = token.to - (token.kind === 'empty' ? 2 : 1)
      const attributes = attributesOf(text.slice(token.from + 1 + token.name.length, tagEnd))
      open.push({ name: token.name, attributes, elements: [], text: '' })
    }
    if (token.kind === 'end' || token.kind === 'empty') {
      const done = open.pop()
      if (done?.name !== token.name) throw new DecodeError('tags do not match')
      const above = open.at(-1)
      if (!above) return done
      above.elements.push(done)
    } else if (token.kind === 'dtd' || token.kind === 'bad' || token.kind === 'open')
      throw new DecodeError('markup is broken')
  }
  throw new DecodeError('event does not end')
}

const ATTRIBUTE = /\s+([^\s=<>"']+)\s*=\s*(?:"([^"]*)"|'([^']*)')/y

function attributesOf(text: string): (readonly [string, string])[] {
  const found: (readonly [string, string])[] = []
  let at = 0
  for (;;) {
    ATTRIBUTE.lastIndex = at
    const match = ATTRIBUTE.exec(text)
    if (!match) break
    at = ATTRIBUTE.lastIndex
    const value = plainText(match[2] ?? match[3] ?? '')
    if (value !== '') found.push([match[1]!, value])
  }
  if (text.slice(at).trim() !== '') throw new DecodeError('attributes of a tag are broken')
  return found
}

const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

/** Text with its entities replaced. @throws DecodeError for any that XML itself does not know */
function plainText(text: string): string {
  if (!text.includes('&')) return text
  return text.replace(/&([^;&]{0,10});?/g, (whole, name: string) => {
    const named = Object.hasOwn(NAMED, name) ? NAMED[name] : undefined
    const code = /^#(?:x([0-9a-f]{1,6})|(\d{1,7}))$/i.exec(name)
    const point = code ? (code[1] ? parseInt(code[1], 16) : Number(code[2])) : -1
    if (!whole.endsWith(';') || (named === undefined && (point < 0 || point > 0x10ffff)))
      throw new DecodeError('text has an entity that events do not have')
    return named ?? String.fromCodePoint(point)
  })
}
