/** Entries of a case as sentences: who opened what, what was found, what was corrected and written. */
import type { CaseLine, CustodyLine } from '../../contract/case-file'
import { acquisitionSentence } from './acquisition-text'

/** Sentences kept for the window, the latest; all of them stay in the file. */
export const CUSTODY_SHOWN = 500

/** The custody log: openings with the hashes before and after, how copies came, corrections, exports. */
export function custodyLog(lines: readonly CaseLine[]): CustodyLine[] {
  const told: CustodyLine[] = []
  for (const line of lines) {
    const text = custodySentence(line)
    if (text !== null) told.push({ time: line.time, text })
  }
  return told.slice(-CUSTODY_SHOWN)
}

/** What a line of the case says about custody; null where it is about something else. */
export function custodySentence(line: CaseLine): string | null {
  switch (line.kind) {
    case 'created':
      return `Case ${line.name} created with Sojourn ${line.version}.`
    case 'opened':
      return `Opened by ${line.by} on ${line.computer} with Sojourn ${line.version}.`
    case 'closed':
      return 'Closed.'
    case 'evidence':
      return evidenceSentence(line)
    case 'acquired':
      return acquisitionSentence(line)
    case 'missing':
      return `${line.path} was not found. SHA-256 when last read ${line.sha256}.`
    case 'export':
      return `${line.sessions} sessions exported to ${line.path} (${line.format}, ${line.size} bytes, SHA-256 ${line.sha256}).`
    case 'clock':
      return line.offsetMs === 0
        ? `Clock correction of ${line.computer} taken back. ${line.reason}`.trim()
        : `Times of ${line.computer} corrected by ${line.offsetMs} ms. ${line.reason}`.trim()
    case 'merge':
      return `${line.computers.join(', ')} ${line.on ? 'taken for one machine' : 'taken apart again'}. ${line.reason}`.trim()
    case 'verdict':
      return verdictSentence(line)
    case 'resumed':
      return `Line ${line.line} of the case file ${line.reason}: ${line.size} bytes left where they are, SHA-256 ${line.sha256}.`
    case 'tag':
    case 'bookmark':
    case 'note':
    case 'view':
      return null
  }
}

function verdictSentence({
  about,
  finding,
  verdict,
  reason,
}: Extract<CaseLine, { kind: 'verdict' }>): string {
  const what =
    about === undefined
      ? `Finding ${finding}`
      : `Session of ${about.account || 'an account not recorded'} on ${about.computer}`
  return `${what}: ${verdict === 'open' ? 'verdict taken back' : verdict}. ${reason}`.trim()
}

function evidenceSentence(line: Extract<CaseLine, { kind: 'evidence' }>): string {
  const page = line.codePage === undefined ? '' : ` 8-bit text was read as ${line.codePage}.`
  const zone = line.zone === undefined ? '' : ` Times without an offset were read in the zone ${line.zone}.`
  return findingSentence(line) + page + zone
}

function findingSentence(line: Extract<CaseLine, { kind: 'evidence' }>): string {
  const { path, size, sha256, before, finding } = line
  switch (finding) {
    case 'first':
      return `${path} read: ${size} bytes, SHA-256 ${sha256}.`
    case 'same':
      return `${path} read again, unchanged: SHA-256 ${sha256}.`
    case 'moved':
      return `${path} found at another place, unchanged: SHA-256 ${sha256}.`
    case 'differs':
      return `${path} is not what this case last read: SHA-256 ${before ?? 'not known'} then, ${sha256} now (${size} bytes).`
    case 'changed':
      return `${path} taken as changed: SHA-256 ${before ?? 'not known'} before, ${sha256} from now on (${size} bytes).`
  }
}
