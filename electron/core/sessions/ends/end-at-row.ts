/** An end as one record proves it. */
import type { Confidence, End, EndReason, EvidenceLink } from '../../../contract/sessions'
import type { CaseRows } from '../records/case-rows'
import { KIND } from '../records/kind-index'

export interface FoundEnd {
  readonly end: End
  readonly evidence: readonly EvidenceLink[]
  /** What the end was moved by, where clock steps had put it before the start. */
  readonly movedTicks?: bigint
  /** Sentences, made only where someone reads them. */
  readonly explain: () => readonly string[]
}

/** An end at a record's time, proved by a record. */
export function atRow(
  rows: CaseRows,
  timeRow: number,
  proofRow: number,
  reason: EndReason,
  confidence: Confidence,
  method: string,
): FoundEnd {
  const time = rows.time(timeRow)
  return {
    end: { reason, earliest: time, best: time, latest: time, method, confidence, by: null },
    evidence: [rows.link(proofRow, 'end')],
    explain: () => [`End taken from ${endWords(reason)} ${rows.cite(proofRow)}.`],
  }
}

function endWords(reason: EndReason): string {
  if (reason === 'user-logoff') return 'user-initiated logoff'
  if (reason === 'replaced') return 'the next logon in the same session number,'
  return reason === 'terminated' ? 'the release of the token,' : 'record'
}

export function methodOf(rows: CaseRows, row: number): string {
  const kind = rows.kind(row)
  return kind === KIND['lsm-logoff'] || kind === KIND['lsm-logon']
    ? `LSM-${rows.eventId(row)}`
    : `${rows.eventId(row)}`
}
