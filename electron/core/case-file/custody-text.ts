import type { CaseLine } from '../../contract/case-file'
import { visibleText } from '../text/visible-text'
import { acquisitionText } from './acquisition-text'
import { custodySentence } from './custody-log'

export interface CustodyTextFacts {
  readonly name: string
  /** null: of a case that is in memory only. */
  readonly file: string | null
  /** Of Sojourn. */
  readonly version: string
  /** ISO 8601, UTC. */
  readonly written: string
}

/**
 * The custody log as text for a report or an archive: all of it, the oldest first, times in UTC, records of acquisition in full. What evidence named is
 * made visible, so that no line is more than one.
 */
export function custodyText(
  lines: readonly CaseLine[],
  { name, file, version, written }: CustodyTextFacts,
): string {
  const head = [
    `Custody log of ${name === '' ? 'an unnamed case' : name}`,
    `Case file: ${file ?? 'none, the case is in memory only'}`,
    `Written by Sojourn ${version} at ${written}. Times are UTC.`,
    '',
  ]
  const told = lines.flatMap((line) => {
    const sentence = custodySentence(line)
    if (sentence === null) return []
    const record = line.kind === 'acquired' ? acquisitionText(line).trimEnd().split('\n') : []
    return [`${line.time}  ${sentence}`, ...record.map((row) => `    ${row}`)]
  })
  return [...head, ...told].map((row) => visibleText(row)).join('\n') + '\n'
}
