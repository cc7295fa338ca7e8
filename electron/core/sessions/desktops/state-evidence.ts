/** Which records a stretch of a session's course rests on (`StateSpan.evidence`). */
import type { EvidenceLink } from '../../../contract/sessions'

export type SpanRole = 'from' | 'to' | 'span'

/** Records of the table in one role, each once. */
export function links(records: readonly number[], role: SpanRole): EvidenceLink[] {
  return [...new Set(records)].map((record) => ({ record, role }))
}

/** Evidence of the part of a stretch that comes before what the records tell. */
export function endingWith(
  evidence: readonly EvidenceLink[],
  records: readonly number[],
): readonly EvidenceLink[] {
  return [...evidence.filter(({ role }) => role !== 'to'), ...links(records, 'to')]
}

/** Evidence of the part that comes after. */
export function startingWith(
  evidence: readonly EvidenceLink[],
  records: readonly number[],
): readonly EvidenceLink[] {
  return [...links(records, 'from'), ...evidence.filter(({ role }) => role !== 'from')]
}
