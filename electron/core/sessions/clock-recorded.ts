/** What a time of the corrected line was in the log, so that the recorded one is never lost (sessions.md 5.5). */
import type { FileTime } from '../../contract/ids'
import type { EvidenceLink, Interval, RecordedTimes } from '../../contract/sessions'
import type { CaseRows } from './case-rows'

interface Timed {
  readonly start: Interval
  readonly end: Interval
  readonly evidence: readonly EvidenceLink[]
  readonly recorded: RecordedTimes | null
}

/** The same with its recorded times, where a correction moved them; nothing is looked at where no record was moved. */
export function withRecorded<T extends Timed>(rows: CaseRows, one: T): T {
  if (!rows.isCorrected) return one
  const start = recordedOf(rows, one.evidence, one.start.best ?? one.start.latest)
  const end = recordedOf(rows, one.evidence, one.end.best ?? one.end.earliest)
  if (start === null && end === null) return one
  return { ...one, recorded: { start, end: end ?? one.recorded?.end ?? null } }
}

/** Recorded time of the evidence that tells a corrected one; null where it was not moved. */
function recordedOf(
  rows: CaseRows,
  evidence: readonly EvidenceLink[],
  time: FileTime | null,
): FileTime | null {
  const proof = evidence.find(({ record }) => rows.records.time[record] === time)
  if (proof === undefined) return null
  const recorded = rows.recordedTime(proof.record)
  return recorded === time ? null : recorded
}
