/** Small facts that all kinds of sessions share. */
import { CONFIDENCES, type Confidence, type EndReason, type EvidenceLink } from '../../contract/sessions'
import type { CaseRows } from './records/case-rows'

/**
 * A session is as sure as the less sure of its ends. That it is still open or disconnected is told by the absence of an
 * end alone, which is never certain.
 */
export function overallConfidence(
  start: Sure,
  end: Sure & { readonly reason: EndReason },
): Confidence | null {
  const isOpen = end.reason === 'open-at-end' || end.reason === 'disconnected-at-end'
  return lessSure(start.confidence, isOpen && start.confidence !== null ? 'high' : end.confidence)
}

type Sure = { readonly confidence: Confidence | null }

function lessSure(a: Confidence | null, b: Confidence | null): Confidence | null {
  if (a === null || b === null) return a ?? b
  return CONFIDENCES.indexOf(a) >= CONFIDENCES.indexOf(b) ? a : b
}

/** By time, then by channel and record id; each record once, with the first role given to it. */
export function sortEvidence(rows: CaseRows, links: readonly EvidenceLink[]): EvidenceLink[] {
  const seen = new Set<number>()
  const unique = links.filter(({ record }) => !seen.has(record) && seen.add(record))
  return unique.sort((a, b) => compareRecords(rows, a.record, b.record))
}

/** `4648, record 17`: a record as explanations name it, where it is no family row. */
export function citeRecord({ records }: CaseRows, record: number): string {
  return `${records.eventId[record] ?? 0}, record ${records.recordId[record] ?? 0n}`
}

function priority(channel: string): number {
  const at = CHANNELS.indexOf(channel)
  return at < 0 ? CHANNELS.length : at
}

/** `compareRecords` of two family rows. */
export function compareRows(rows: CaseRows, a: number, b: number): number {
  return compareRecords(rows, rows.family.record[a] ?? 0, rows.family.record[b] ?? 0)
}

/** Logs in the order in which records of one moment are shown; the others follow by name (sessions.md 5.6). */
const CHANNELS = ['security', 'system']

/** Order of two records that does not depend on the files they were read from, except for copies. */
export function compareRecords(rows: CaseRows, a: number, b: number): number {
  const apart = rows.recordMs(a) - rows.recordMs(b)
  if (apart !== 0) return apart
  const [first, second] = [rows.fold(rows.records.channel[a] ?? 0), rows.fold(rows.records.channel[b] ?? 0)]
  if (first !== second) return priority(first) - priority(second) || (first < second ? -1 : 1)
  return rows.recordId(a) - rows.recordId(b) || a - b
}
