/** What is known of the machines' clocks, as the evidence view lists it: corrections that were made, differences that were measured. */
import type { ClockNote } from '../../../contract/coverage'
import type { ClockSkew, Reconstruction } from '../../../contract/sessions'
import { clockOffsetText } from '../../text/clock-offset'
import type { EventTable } from '../../columns/event-table'

/** Listed one by one; the rest is counted by the status bar and told by the sessions. */
const MAX_NOTES = 1000

/** Corrections first, then differences that nothing was changed for. */
export function clockNotes({ records }: EventTable, found: Reconstruction): ClockNote[] {
  const nameOf = (machine: number): string => found.machines[machine]?.name ?? ''
  const made = found.clockCorrections.map(({ machine, by, ticks, reason, evidence }): ClockNote => {
    const offset = clockOffsetText(Number(ticks) / 10_000)
    const [first] = evidence
    const cited =
      first === undefined
        ? ''
        : ` (${records.eventId[first.record] ?? 0}, record ${records.recordId[first.record] ?? 0n})`
    const text =
      by === 'person'
        ? `All times moved by ${offset}, as the case says${reason === '' ? '' : `: ${reason}`}`
        : `Times of an early boot moved by ${offset}, as the clock was put right then${cited}`
    return { computer: nameOf(machine), text, proposedMs: null }
  })
  const measured = found.skews.flatMap((skew) => [
    skewNote(nameOf(skew.to), nameOf(skew.from), skew, skew.medianMs),
    skewNote(nameOf(skew.from), nameOf(skew.to), skew, -skew.medianMs),
  ])
  return [...made, ...measured].slice(0, MAX_NOTES)
}

function skewNote(
  computer: string,
  other: string,
  { pairs, spreadMs }: ClockSkew,
  aheadMs: number,
): ClockNote {
  const rounded = Math.round(aheadMs)
  const way = rounded < 0 ? 'behind' : 'ahead of'
  return {
    computer,
    text: `${(Math.abs(rounded) / 1000).toFixed(1)} s ${way} ${other}: median of ${pairs} pairs of records, spread ${(spreadMs / 1000).toFixed(1)} s`,
    proposedMs: rounded === 0 ? null : -rounded,
  }
}
