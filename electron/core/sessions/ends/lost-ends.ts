/** Ends of which no record is left: why there is none, and between which times it was (sessions.md 9.1, `unknown`). */
import type { FileTime } from '../../../contract/ids'
import { formatFileTime } from '../../text/time'
import type { BootEnd } from '../boots/boot-ends'
import type { CaseRows } from '../records/case-rows'
import type { FoundEnd } from './end-at-row'
import type { EvidenceGap } from '../gaps/record-holes'
import type { UnauditedTime } from '../logons/logoff-audit'

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
      `No end is in evidence. After the last sign of life ${missing === 0 ? 'nothing was logged' : `${missing} records are missing`}, between ${formatFileTime(from)} and ${formatFileTime(to)}.`,
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
  const why = `The Security log ends at ${formatFileTime(from)}.`
  return unknownEnd(rows, boot, from, latest, lastRow, 'log-end', `No end is in evidence. ${why}`)
}

export interface UnauditedEnd {
  readonly silence: UnauditedTime
  /** Latest end of the boot. */
  readonly latest: FileTime
  readonly lastRow: number
  /** A person's desktop session. */
  readonly isDesktop: boolean
}

/** Logoffs were not audited: it ended at any time until the boot did. */
export function unauditedEnd(
  rows: CaseRows,
  boot: BootEnd,
  { silence, latest, lastRow, isDesktop }: UnauditedEnd,
): FoundEnd {
  const lastSign = rows.time(lastRow)
  const from = lastSign > silence.from ? lastSign : silence.from
  const why = `No end is in evidence. ${silenceSentence(silence)}`
  const found = unknownEnd(rows, boot, from, latest, lastRow, 'logoff-audit-off', why)
  // Of a desktop that somebody kept from being audited, the next start is the end that is known (sessions.md 14, T32).
  if (!isDesktop || silence.cause !== 'policy' || boot.reason !== 'reboot-inferred') return found
  const { best } = boot.interval
  return {
    ...found,
    end: {
      ...found.end,
      reason: boot.reason,
      best: best === null || best < from ? from : best,
      method: boot.method,
      confidence: boot.confidence,
    },
  }
}

function silenceSentence({ from, to, cause }: UnauditedTime): string {
  if (cause === 'loss') return `Records were lost before ${formatFileTime(to ?? from)}.`
  if (cause === 'silence')
    return 'No logoff at all is in the log from then on, so nothing shows that they were audited.'
  const since = from === 0n ? 'When the computer started' : `From ${formatFileTime(from)}`
  const until = to === null ? 'until it stopped' : `to ${formatFileTime(to)}`
  return `${since} ${until} logoffs were not audited.`
}

/** Elevated halves often end without a record (sessions.md 6): without its 4624 nobody knows whose half it was. */
export function untoldEnd(rows: CaseRows, boot: BootEnd, latest: FileTime, lastRow: number): FoundEnd {
  const why = 'No end is in evidence, nor the logon that would tell of which kind it was.'
  return unknownEnd(rows, boot, rows.time(lastRow), latest, lastRow, 'no-logon-record', why)
}

function unknownEnd(
  rows: CaseRows,
  boot: BootEnd,
  from: FileTime,
  latest: FileTime,
  lastRow: number,
  method: string,
  why: string,
): FoundEnd {
  return {
    end: {
      reason: 'unknown',
      earliest: from,
      best: from,
      latest: latest < from ? from : latest,
      method,
      confidence: 'low',
      by: null,
    },
    evidence: boot.evidence,
    explain: () => [`${why} ${boot.sentence()}.`, lastSignSentence(rows, lastRow)],
  }
}

/** The last record of the session itself, in a sentence. */
export function lastSignSentence(rows: CaseRows, row: number): string {
  return `Its own last sign of life is ${rows.cite(row)}, at ${formatFileTime(rows.time(row))}.`
}
