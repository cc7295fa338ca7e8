/** What a log may put into XML beside text, made harmless: whatever its names and sections hold, the result stays well-formed. */
import { notInXml } from './escape'

const PLAIN_NAME = /^[A-Za-z_][\w.:-]*$/
/**
 * First and last code points of what may begin a name beside ASCII letters, `_` and `:`. Letters of the scripts that names are likely in, as every
 * edition of XML 1.0 has them: many parsers (expat, .NET) know the first four editions only, whose lists are shorter than the fifth's.
 */
const NAME_START: readonly (readonly [number, number])[] = [
  [0xc0, 0xd6],
  [0xd8, 0xf6],
  [0xf8, 0x131],
  [0x134, 0x13e],
  [0x141, 0x148],
  [0x14a, 0x17e],
  [0x388, 0x38a],
  [0x38e, 0x3a1],
  [0x3a3, 0x3ce],
  [0x401, 0x40c],
  [0x40e, 0x44f],
  [0x451, 0x45c],
  [0x5d0, 0x5ea],
  [0x621, 0x63a],
  [0x641, 0x64a],
  [0x3041, 0x3094],
  [0x30a1, 0x30fa],
  [0x4e00, 0x9fa5],
  [0xac00, 0xd7a3],
]
const MIDDLE_DOT = '\u00b7'

/** A name as XML 1.0 allows it: what it does not allow becomes `_`. Names of sound logs come out as they are. */
export function xmlName(name: string): string {
  if (PLAIN_NAME.test(name)) return name
  let safe = ''
  for (const character of name) {
    const starts = /[A-Za-z_:]/.test(character) || within(NAME_START, character)
    const follows = starts || /[-.0-9]/.test(character) || character === MIDDLE_DOT
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

/** `<?target data?>`; the target `xml` is not for instructions, and targets have no prefix. */
export function instructionMarkup(target: string, data: string): string {
  const name = xmlName(target).replaceAll(':', '_').replace(/^xml$/i, '_$&')
  return `<?${name} ${printable(data).replaceAll('?>', '? >')}?>`
}

function printable(text: string): string {
  let safe = ''
  for (let i = 0; i < text.length; i++) safe += notInXml(text.charCodeAt(i)) ? '\ufffd' : text[i]!
  return safe
}
