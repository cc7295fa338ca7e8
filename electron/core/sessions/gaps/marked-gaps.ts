/** What sessions are told of the gaps that they overlap: "evidence incomplete here" (sessions.md 11). */
import type { FileTime } from '../../../contract/ids'
import type { Gap, GapKind } from '../../../contract/sessions'
import { summed } from './band'

/** Gaps told one by one on the sessions they touch; each costs a look for every session. */
const MAX_MARKS = 256
/** Cleared logs are told by the session's own rule, an unseen stop by its end, what is older than the log by its start. */
const MARKED: ReadonlySet<GapKind> = new Set(['G1', 'G4', 'G5', 'G6', 'G7', 'G8', 'G9', 'G11', 'G12'])

/** The gaps of a machine that sessions are marked with; holes of the Security log are told with their number. */
export function markedGaps(gaps: readonly Gap[]): Gap[] {
  return summed(
    gaps.filter(
      ({ kind, channel }) => MARKED.has(kind) && !(kind === 'G1' && channel.toLowerCase() === 'security'),
    ),
    MAX_MARKS,
  )
}

/** What a session is marked with: `G9 ...` for each such gap that overlaps [from, to]; null: open. */
export function marksOf(gaps: readonly Gap[], from: FileTime, to: FileTime | null): string[] {
  return gaps
    .filter((gap) => (to === null || (gap.from ?? 0n) < to) && (gap.to === null || gap.to > from))
    .map(({ kind, text }) => `${kind} ${text}`)
}
