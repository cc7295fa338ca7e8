/** What sessions are told of the gaps that they overlap: "evidence incomplete here" (sessions.md 11). */
import type { FileTime } from '../../../contract/ids'
import type { Gap, GapKind } from '../../../contract/sessions'
import { SECURITY, summed } from './band'
import { holeText } from './missing-records'
import type { Gaps } from './record-holes'

/** Gaps told one by one on the sessions they touch; each costs a look for every session. */
const MAX_MARKS = 256
/** Cleared logs are told by the session's own rule, an unseen stop by its end, what is older than the log by its start. */
const MARKED: ReadonlySet<GapKind> = new Set(['G1', 'G4', 'G5', 'G6', 'G7', 'G8', 'G9', 'G11', 'G12'])

/** A gap with what sessions are told of it, made once: open gaps are told on every session after them. */
interface MarkedGap extends Gap {
  readonly mark: string
}

/** What the sessions of one machine are marked with. */
export interface GapMarks {
  readonly gaps: readonly MarkedGap[]
  /** Clears of its logs. */
  readonly clears: readonly MarkedGap[]
}

/** What of a machine's gaps sessions are told; holes of the Security log are told with their number by `marksOf`. */
export function gapMarks(gaps: readonly Gap[]): GapMarks {
  const told = gaps.filter(
    ({ kind, channel }) => MARKED.has(kind) && !(kind === 'G1' && channel.toLowerCase() === SECURITY),
  )
  return {
    gaps: summed(told, MAX_MARKS).map(withMark),
    clears: gaps.filter(({ kind }) => kind === 'G2').map(withMark),
  }
}

function withMark(gap: Gap): MarkedGap {
  return { ...gap, mark: `${gap.kind} ${gap.text}` }
}

/** A session, as far as gaps can touch it; `to` null: open. */
interface MarkedSpan {
  readonly earliestStart: FileTime | null
  readonly from: FileTime
  readonly to: FileTime | null
}

/** `G9 ...` for each gap that overlaps a session; `holes` are those of the Security log. */
export function marksOf(
  holes: Gaps,
  { gaps, clears }: GapMarks,
  { earliestStart, from, to }: MarkedSpan,
): readonly string[] {
  const marks: string[] = []
  for (const { to: time, mark } of clears)
    if (time !== null && (earliestStart === null || time >= earliestStart) && (to === null || time <= to))
      marks.push(mark)
  const { listed, more } = holes.within(from, to)
  for (const hole of listed) marks.push(`G1 ${holeText(hole)}`)
  if (more > 0) marks.push(`G1 ${more} more holes in the record ids`)
  for (const gap of gaps)
    if ((to === null || (gap.from ?? 0n) < to) && (gap.to === null || gap.to > from)) marks.push(gap.mark)
  return marks.length === 0 ? NONE : marks
}

/** Shared by the many sessions without gaps. */
const NONE: readonly never[] = []
