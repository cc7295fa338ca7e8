/** Ends of which no record is left: why there is none, and between which times it was (sessions.md 9.1, `unknown`). */
import type { FileTime } from '../../contract/ids'
import { formatFileTime } from '../text/time'
import type { BootEnd } from './boot-ends'
import type { CaseRows } from './case-rows'
import type { FoundEnd } from './ends'
import type { EvidenceGap } from './gaps/record-holes'

/**
 * Records are missing after its last sign of life, and what follows them does not name it: it ended in the hole or with
 * the boot.
 */
export function lostEnd(rows: CaseRows, gap: EvidenceGap, latest: FileTime, lastRow: number): FoundEnd {
  const { from, to, missing } = gap
  return {
    end: {
      reason: 'unknown',
      earliest: from,
      best: from,
      latest,
      method: 'evidence-gap',
      confidence: 'low',
      by: null,
    },
    evidence: [],
    explain: () => [
      `No end is in evidence. After the last sign of life ${missing} records are missing, between ${formatFileTime(from)} and ${formatFileTime(to)}.`,
      lastSignSentence(rows, lastRow),
    ],
  }
}

/** The Security log ends before the boot does: the end would be among the records that were not collected. */
export function unseenEnd(
  rows: CaseRows,
  boot: BootEnd,
  from: FileTime,
  latest: FileTime,
  lastRow: number,
): FoundEnd {
  return {
    end: {
      reason: 'unknown',
      earliest: from,
      best: from,
      latest: latest < from ? from : latest,
      method: 'log-end',
      confidence: 'low',
      by: null,
    },
    evidence: boot.evidence,
    explain: () => [
      `No end is in evidence. The Security log ends at ${formatFileTime(from)}. ${boot.sentence()}.`,
      lastSignSentence(rows, lastRow),
    ],
  }
}

/** Elevated halves often end without a record (sessions.md 6): without its 4624 nobody knows whose half it was. */
export function untoldEnd(rows: CaseRows, boot: BootEnd, latest: FileTime, lastRow: number): FoundEnd {
  const from = rows.time(lastRow)
  return {
    end: {
      reason: 'unknown',
      earliest: from,
      best: from,
      latest,
      method: 'no-logon-record',
      confidence: 'low',
      by: null,
    },
    evidence: boot.evidence,
    explain: () => [
      `No end is in evidence, nor the logon that would tell of which kind it was. ${boot.sentence()}.`,
      lastSignSentence(rows, lastRow),
    ],
  }
}

/** The last record of the session itself, in a sentence. */
export function lastSignSentence(rows: CaseRows, row: number): string {
  return `Its own last sign of life is ${rows.cite(row)}, at ${formatFileTime(rows.time(row))}.`
}
