/** One line of a case file: an entry in its frame, bound to the line before it. */
import { entrySchema, frameSchema, type CaseEntry, type CaseLine } from '../../contract/case-file'
import { CASE_LIMITS } from '../../contract/case-constants'

/** SHA-256 of UTF-8 text or bytes as 64 hex digits; the host has a faster one than could be written here. */
export type HashOf = (content: string | Uint8Array) => string

/** `prev` of the first line. */
export const NO_LINE = '0'.repeat(64)

/** Where the next line goes: its number, and the hash of the last whole line. */
export interface ChainEnd {
  readonly seq: number
  readonly prev: string
}

export const CHAIN_START: ChainEnd = { seq: 0, prev: NO_LINE }

/**
 * The text of a line without its newline, and the end of the chain after it. JSON escapes every line break and lone
 * surrogate, so that a line is a line whatever a note holds.
 * @throws RangeError where the line would be longer than is read back
 */
export function writeLine(
  entry: CaseEntry,
  end: ChainEnd,
  time: string,
  hash: HashOf,
): { readonly text: string; readonly end: ChainEnd } {
  const text = JSON.stringify({ seq: end.seq, prev: end.prev, time, ...entry })
  // Three bytes at most a UTF-16 code unit.
  if (text.length * 3 > CASE_LIMITS.line) throw new RangeError('the entry is too long for a case file')
  return { text, end: { seq: end.seq + 1, prev: hash(text) } }
}

/** Reads the text of a line; null where it is no entry. */
export function readLine(text: string): CaseLine | null {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return null
  }
  const frame = frameSchema.safeParse(value)
  const entry = entrySchema.safeParse(value)
  return frame.success && entry.success ? { ...frame.data, ...entry.data } : null
}
