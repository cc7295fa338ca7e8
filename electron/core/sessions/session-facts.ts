/** Small facts that all kinds of sessions share. */
import { CONFIDENCES, type Confidence, type EvidenceLink } from '../../contract/sessions'
import type { CaseRows } from './case-rows'

/** A session is as sure as the less sure of its ends; an open end says nothing. */
export function overallConfidence(start: Confidence | null, end: Confidence | null): Confidence | null {
  if (start === null || end === null) return start ?? end
  return CONFIDENCES.indexOf(start) >= CONFIDENCES.indexOf(end) ? start : end
}

/** By time, then by place in the files; each record once, with the first role given to it. */
export function sortEvidence(rows: CaseRows, links: readonly EvidenceLink[]): EvidenceLink[] {
  const seen = new Set<number>()
  const unique = links.filter(({ record }) => !seen.has(record) && seen.add(record))
  return unique.sort((a, b) => rows.recordMs(a.record) - rows.recordMs(b.record) || a.record - b.record)
}
