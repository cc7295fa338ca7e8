/** Ends of which no record is left: why there is none, and between which times it was (sessions.md 9.1, `unknown`). */
import type { FileTime } from '../../../contract/ids'
import { formatFileTime } from '../../text/time'
import type { BootEnd } from '../boots/boot-ends'
import type { CaseRows } from '../records/case-rows'
import type { FoundEnd } from './end-at-row'
import type { EndInput } from './end-input'
import type { EvidenceGap } from '../gaps/record-holes'
import type { UnauditedTime } from '../logons/logoff-audit'

/**
 * Of an end that was not written down, or that is not in evidence: it lies between the first time after the last sign of life at
 * which that can have happened, and the end of the boot. null: it would be in evidence.
 */
export function unwrittenEnd(rows: CaseRows, input: EndInput, lastRow: number): FoundEnd | null {
  const { boot, desktop, securityUntil } = input
  const lastSign = rows.time(lastRow)
  const isOpen = boot.reason === null
  const latest = isOpen ? null : boot.interval.latest
  if (!isOpen && latest === null) return null
  const sureUntil = boot.kind === 'clean' ? boot.interval.best : latest
  const found: { readonly from: FileTime; readonly end: () => FoundEnd }[] = []
  const add = (from: FileTime, end: (from: FileTime) => FoundEnd): void => {
    const begin = from > lastSign ? from : lastSign
    found.push({ from: begin, end: () => end(begin) })
  }
  // System and LSM would tell the end of a desktop; of any other logon it may be among what is missing of the Security log.
  if (desktop === null) {
    const silence = input.unaudited.find(({ to }) => to === null || to > lastSign)
    if (silence !== undefined && !(isOpen && silence.cause === 'silence'))
      add(silence.from, (from) =>
        unauditedEnd(rows, boot, {
          silence,
          from,
          latest,
          lastRow,
          isDesktop: input.witness !== null && input.mayBeHelper !== true,
        }),
      )
  }
  for (const gap of [desktop === null ? input.gaps.after(lastSign) : null, input.outages.after(lastSign)])
    if (gap !== null && (isOpen || (sureUntil !== null && gap.from < sureUntil)))
      add(gap.from, () => lostEnd(rows, gap, latest, lastRow))
  if (desktop === null && securityUntil !== null && latest !== null && securityUntil < latest)
    add(securityUntil, (from) => unseenEnd(rows, boot, from, latest, lastRow))
  const { startsShownSince: since } = input
  if (desktop !== null && since !== null && since > lastSign)
    add(lastSign, (from) => unshownEnd(rows, boot, { since, from, latest, lastRow }))
  const first = found.reduce((a, b) => (a === undefined || b.from < a.from ? b : a), found[0])
  return first?.end() ?? null
}

/**
 * Records are missing after its last sign of life, and what follows them does not name it: it ended in the hole, with the boot
 * or, where no end of the boot is in evidence, not at all.
 */
export function lostEnd(
  rows: CaseRows,
  gap: EvidenceGap,
  latest: FileTime | null,
  lastRow: number,
): FoundEnd {
  const { from, to, missing } = gap
  return {
    end: {
      reason: 'unknown',
      earliest: from,
      best: latest === null ? null : from,
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
function unseenEnd(
  rows: CaseRows,
  boot: BootEnd,
  from: FileTime,
  latest: FileTime,
  lastRow: number,
): FoundEnd {
  const why = `The Security log ends at ${formatFileTime(from)}.`
  return unknownEnd(rows, boot, from, latest, lastRow, 'log-end', `No end is in evidence. ${why}`)
}

interface UnshownEnd {
  /** Since when the logs would show a start. */
  readonly since: FileTime
  readonly from: FileTime
  readonly latest: FileTime | null
  readonly lastRow: number
}

/** The computer may have started again before the logs begin that would show it. */
function unshownEnd(rows: CaseRows, boot: BootEnd, { since, from, latest, lastRow }: UnshownEnd): FoundEnd {
  const why = `No end is in evidence. The Security and the System log show starts since ${formatFileTime(since)}: one before that is not in evidence.`
  const found = unknownEnd(rows, boot, from, latest, lastRow, 'log-begin', why)
  if (boot.reason !== 'reboot-inferred') return found
  // By whichever start it ended: by the next that is in evidence at the latest.
  const { reason, method, confidence } = boot
  return { ...found, end: { ...found.end, reason, method, confidence } }
}

interface UnauditedEnd {
  readonly silence: UnauditedTime
  readonly from: FileTime
  /** Latest end of the boot, null if none is in evidence. */
  readonly latest: FileTime | null
  readonly lastRow: number
  /** A person's desktop session. */
  readonly isDesktop: boolean
}

/** Logoffs were not audited: it ended at any time until the boot did. */
function unauditedEnd(
  rows: CaseRows,
  boot: BootEnd,
  { silence, from, latest, lastRow, isDesktop }: UnauditedEnd,
): FoundEnd {
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
  latest: FileTime | null,
  lastRow: number,
  method: string,
  why: string,
): FoundEnd {
  return {
    end: {
      reason: 'unknown',
      earliest: from,
      best: latest === null ? null : from,
      latest: latest !== null && latest < from ? from : latest,
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
