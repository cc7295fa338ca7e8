/** Reads a case file as far as it can be trusted, and says where it cannot. */
import type { CaseLine } from '../../contract/case-file'
import { CASE_LIMITS } from '../../contract/case-constants'
import { CHAIN_START, readLine, type ChainEnd, type HashOf } from './journal-line'

const NEWLINE = 10

/** A place where the file is not what was written. */
export interface JournalDamage {
  /** From 1. */
  readonly line: number
  readonly kind: 'torn' | 'unreadable' | 'broken-chain'
  /** First byte and length of the line. */
  readonly offset: number
  readonly size: number
  readonly sha256: string
  /** A later line says that it was seen. */
  readonly told: boolean
}

export interface Journal {
  /** Entries of all lines that can be read, those after a broken place too. */
  readonly lines: readonly CaseLine[]
  readonly damage: readonly JournalDamage[]
  /** What the next line follows from. */
  readonly end: ChainEnd
  /** The last line has no newline: the next one has to begin with one. */
  readonly torn: boolean
}

/** Damaged places that are told one by one; a file with more is no case file any more. */
export const DAMAGE_LIMIT = 1000

/**
 * A line counts when it is whole (ends in a newline), fits the schema and names the hash of the line before. One that
 * does not is left out, and named in `damage`; after a broken place the chain is taken up at the next readable line,
 * so that what follows is still checked.
 */
export function readJournal(bytes: Uint8Array, hash: HashOf): Journal {
  const reading = readingJournal(bytes, hash)
  for (;;) {
    const { done, value } = reading.next()
    if (done === true) return value
  }
}

/** Lines between two rests: a few milliseconds. */
const LINES_AT_ONCE = 1000

/** As readJournal, with a rest after every so many lines: a case of 100,000 tags takes a quarter of a second. */
export function* readingJournal(bytes: Uint8Array, hash: HashOf): Generator<undefined, Journal> {
  const lines: CaseLine[] = []
  const damage: JournalDamage[] = []
  const told = new Set<number>()
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
  const decode = (raw: Uint8Array): CaseLine | null => {
    try {
      return readLine(decoder.decode(raw))
    } catch {
      return null
    }
  }
  let end: ChainEnd = CHAIN_START
  let number = 0
  let at = 0
  while (at < bytes.length && damage.length < DAMAGE_LIMIT) {
    number += 1
    const newline = bytes.indexOf(NEWLINE, at)
    const whole = newline >= 0
    const raw = bytes.subarray(at, whole ? newline : bytes.length)
    const next = whole ? newline + 1 : bytes.length
    const line = whole && raw.length <= CASE_LIMITS.line ? decode(raw) : null
    const note = (kind: JournalDamage['kind']): void => {
      damage.push({ line: number, kind, offset: at, size: raw.length, sha256: hash(raw), told: false })
    }
    if (line === null) note(whole ? 'unreadable' : 'torn')
    else {
      if (line.seq !== end.seq || line.prev !== end.prev) note('broken-chain')
      if (line.kind === 'resumed') told.add(line.line)
      lines.push(line)
      end = { seq: line.seq + 1, prev: hash(raw) }
    }
    at = next
    if (number % LINES_AT_ONCE === 0) yield
  }
  const torn = bytes.length > 0 && bytes[bytes.length - 1] !== NEWLINE
  return {
    lines,
    damage: damage.map((one) => ({ ...one, told: told.has(one.line) })),
    end,
    torn,
  }
}

/** Whether the file begins as a case file does; anything else is not opened as one. */
export function isCaseJournal({ lines }: Journal): boolean {
  return lines.some(({ kind }) => kind === 'created')
}

const KINDS = {
  torn: 'was not written to its end',
  unreadable: 'cannot be read',
  'broken-chain': 'does not follow from the line before it',
} as const

/** What to tell of damage that no line has told of yet; null where there is none. */
export function damageSentence(damage: readonly JournalDamage[]): string | null {
  const fresh = damage.filter(({ told }) => !told)
  const first = fresh[0]
  if (first === undefined) return null
  const more = fresh.length > 1 ? ` ${fresh.length - 1} more lines have such a fault.` : ''
  const changed = fresh.some(({ kind }) => kind !== 'torn')
    ? ' The file was changed or damaged outside of Sojourn.'
    : ''
  return (
    `Line ${first.line} of the case file ${KINDS[first.kind]}.${more}${changed} ` +
    'Every whole line was kept, and nothing in the file was overwritten.'
  )
}
