/** Entries and lines of case files for tests. */
import { createHash } from 'node:crypto'
import type { About, CaseEntry } from '../../../electron/contract/case-file'
import { CHAIN_START, type HashOf, writeLine } from '../../../electron/core/case-file/journal-line'

export const hash: HashOf = (content) => createHash('sha256').update(content).digest('hex')

export const ABOUT: About = {
  account: 'ext-rvdberg',
  computer: 'MER-RDS01',
  logonType: 10,
  start: '2024-03-12T15:06:07.000Z',
}
export const CREATED: CaseEntry = { kind: 'created', format: 1, id: 'c1', name: 'IR-1', version: '0.1.0' }

export const tag = (session: string, word: string, on = true): CaseEntry => {
  return { kind: 'tag', session, about: ABOUT, tag: word, on }
}
export const note = (session: string, text: string): CaseEntry => {
  return { kind: 'note', session, about: ABOUT, text }
}

/** The bytes of a case file with these entries. */
export function journalOf(entries: readonly CaseEntry[], from = CHAIN_START): Buffer {
  let end = from
  let text = ''
  for (const entry of entries) {
    const line = writeLine(entry, end, '2026-01-01T00:00:00.000Z', hash)
    text += `${line.text}\n`
    end = line.end
  }
  return Buffer.from(text)
}
