/** Which text export of events a file is, told by its first bytes, never by its name (sessions.md 10.3). */
import { TEXT_HEAD_SIZE } from './layout'
import { timelineFormat, type TimelineKind } from './timeline-format'

export interface TextFormat {
  /** XML of Event Viewer, wevtutil or `sojourn events`, its JSON lines, or a timeline of another program. */
  readonly kind: 'xml' | 'jsonl' | TimelineKind
  /** Of a timeline as CSV; null of all else. */
  readonly columns: readonly string[] | null
  /** Bytes of a code unit: 1 for UTF-8, 2 for UTF-16. */
  readonly unit: 1 | 2
  readonly bigEndian: boolean
  /** Bytes of the byte order mark. */
  readonly start: number
  /** A document type definition comes first: no Windows export has one, and entities in it can grow without bound. */
  readonly hasDtd: boolean
}

type Encoding = Pick<TextFormat, 'unit' | 'bigEndian' | 'start'>

/** The keys that every line of `sojourn events` has near its front. */
const LINE_KEYS = ['"headerRecordId"', '"recordId"', '"timeCreated"']

/** The format of a file that begins with these bytes; null if it is no text export. More than TEXT_HEAD_SIZE bytes are not looked at. */
export function textFormat(head: Uint8Array): TextFormat | null {
  const encoding = encodingOf(head)
  const text = headText(head, encoding).trimStart()
  if (text.startsWith('{') && LINE_KEYS.every((key) => text.includes(key)))
    return { ...encoding, kind: 'jsonl', columns: null, hasDtd: false }
  if (!text.startsWith('<')) {
    const timeline = timelineFormat(text)
    return timeline === null ? null : { ...encoding, ...timeline, hasDtd: false }
  }
  const hasDtd = /<!DOCTYPE(?!\s+html)/i.test(text)
  const isEvents = /<Events?[\s>/]/.test(text)
  return isEvents || hasDtd ? { ...encoding, kind: 'xml', columns: null, hasDtd } : null
}

/** By its mark; without one, UTF-16 shows as a zero beside the first `<` or `{` (PowerShell writes such files). */
function encodingOf(head: Uint8Array): Encoding {
  const [a, b, c] = head
  if (a === 0xff && b === 0xfe) return { unit: 2, bigEndian: false, start: 2 }
  if (a === 0xfe && b === 0xff) return { unit: 2, bigEndian: true, start: 2 }
  if (a === 0xef && b === 0xbb && c === 0xbf) return { unit: 1, bigEndian: false, start: 3 }
  if (a === 0 && b !== 0) return { unit: 2, bigEndian: true, start: 0 }
  return { unit: b === 0 && a !== 0 ? 2 : 1, bigEndian: false, start: 0 }
}

/** ASCII as it is; what is beyond does not matter here. */
function headText(head: Uint8Array, { unit, bigEndian, start }: Encoding): string {
  const end = Math.min(head.length, TEXT_HEAD_SIZE)
  let text = ''
  for (let at = start; at + unit <= end; at += unit) {
    const low = head[at]!
    text += String.fromCharCode(
      unit === 1 ? low : bigEndian ? (low << 8) | head[at + 1]! : low | (head[at + 1]! << 8),
    )
  }
  return text
}
