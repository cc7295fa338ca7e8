/** What a log may put into XML beside text, made harmless: whatever its names and sections hold, the result stays well-formed. */
import { notInXml } from './escape'

const PLAIN_NAME = /^[A-Za-z_][\w.:-]*$/
/** First and last code points of what may begin a name beside ASCII letters, `_` and `:` (XML 1.0, 2.3). */
const NAME_START: readonly (readonly [number, number])[] = [
  [0xc0, 0xd6],
  [0xd8, 0xf6],
  [0xf8, 0x2ff],
  [0x370, 0x37d],
  [0x37f, 0x1fff],
  [0x200c, 0x200d],
  [0x2070, 0x218f],
  [0x2c00, 0x2fef],
  [0x3001, 0xd7ff],
  [0xf900, 0xfdcf],
  [0xfdf0, 0xfffd],
  [0x10000, 0xeffff],
]
/** What may stand behind the first character as well. */
const NAME_MORE: readonly (readonly [number, number])[] = [
  [0xb7, 0xb7],
  [0x300, 0x36f],
  [0x203f, 0x2040],
]

/** A name as XML 1.0 allows it: what it does not allow becomes `_`. Names of sound logs come out as they are. */
export function xmlName(name: string): string {
  if (PLAIN_NAME.test(name)) return name
  let safe = ''
  for (const character of name) {
    const starts = /[A-Za-z_:]/.test(character) || within(NAME_START, character)
    const follows = starts || /[-.0-9]/.test(character) || within(NAME_MORE, character)
    if (safe === '' && !starts) safe = '_'
    if (follows) safe += character
    else if (safe !== '_') safe += '_'
  }
  return safe === '' ? '_' : safe
}

function within(ranges: readonly (readonly [number, number])[], character: string): boolean {
  const point = character.codePointAt(0)!
  return ranges.some(([from, to]) => point >= from && point <= to)
}

/** A section that holds its own end mark is split there. */
export function cdataMarkup(text: string): string {
  return `<![CDATA[${printable(text).replaceAll(']]>', ']]]]><![CDATA[>')}]]>`
}

/** A reference other than the five that XML knows is kept as the log has it; null where it has no name and so is text. */
export function entityMarkup(name: string): string | null {
  return xmlName(name) === name ? `&${name};` : null
}

/** `<?target data?>`; the target `xml` is not for instructions. */
export function instructionMarkup(target: string, data: string): string {
  const name = xmlName(target).replace(/^xml$/i, '_$&')
  return `<?${name} ${printable(data).replaceAll('?>', '? >')}?>`
}

function printable(text: string): string {
  let safe = ''
  for (let i = 0; i < text.length; i++) safe += notInXml(text.charCodeAt(i)) ? '\ufffd' : text[i]!
  return safe
}
