/** Stretches of a session in which it only seems active: the clock is in doubt, or no record could say otherwise (sessions.md 5.5, 8). */
import type { FileTime } from '../../../contract/ids'
import type { StateSpan } from '../../../contract/sessions'
import type { ClockStep } from '../clock/steps'
import type { ToldSpan } from './session-states'
import { endingWith, links, startingWith } from './state-evidence'

/**
 * Marks what a step made the clock show twice or never: from the earlier to the later of its two times. Only what would be
 * active is marked; that a session was locked or away is known all the same.
 *
 * @param recordOf record of the table that a step's row is of
 * @param movedEnd end of the session where steps moved it behind its start: all up to it is in doubt; else null
 */
export function markSuspect(
  states: readonly StateSpan[],
  steps: readonly ClockStep[],
  recordOf: (row: number) => number,
  movedEnd: FileTime | null,
): readonly StateSpan[] {
  return steps.reduce<readonly StateSpan[]>((spans, { before, after, effect, row }) => {
    if (effect === 'standstill') return spans
    const [low, high] = before < after ? [before, after] : [after, before]
    const to = movedEnd !== null && movedEnd > high ? movedEnd : high
    const told = { from: low, to, records: [recordOf(row)] }
    return spans.flatMap((span) => cut(span, told, 'clock-suspect'))
  }, states)
}

/** Marks stretches of which the log has no records: nobody knows whether the session was active. */
export function markWithoutEvidence(
  states: readonly StateSpan[],
  gaps: readonly ToldSpan[],
): readonly StateSpan[] {
  return gaps.reduce<readonly StateSpan[]>(
    (spans, gap) => spans.flatMap((span) => cut(span, gap, 'evidence-gap')),
    states,
  )
}

function cut(
  span: StateSpan,
  { from: low, to: high, records }: ToldSpan,
  doubt: 'clock-suspect' | 'evidence-gap',
): StateSpan[] {
  const { state, from, to, evidence } = span
  if (state !== 'active' || low >= high || low >= (to ?? high) || high <= from) return [span]
  const begin = low > from ? low : from
  const end = to !== null && high > to ? to : high
  return [
    ...(begin > from ? [{ state, from, to: begin, evidence: endingWith(evidence, records) }] : []),
    { state: doubt, from: begin, to: end, evidence: links(records, 'span') },
    ...(to === null || to > end ? [{ state, from: end, to, evidence: startingWith(evidence, records) }] : []),
  ]
}
