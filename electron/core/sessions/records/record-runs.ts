/** Stretches of a log that need no looking inside: what a whole log is made of, usually very few. */
import type { CaseRows } from './case-rows'

/**
 * Records [first, end) of one file, channel and computer whose record ids run on and whose times do not go back.
 * Its first record is the earliest, its last the latest.
 */
export interface RecordRun {
  readonly first: number
  readonly end: number
  readonly source: number
  /** String ids. */
  readonly channel: number
  readonly computer: number
}

/** Folded name of the log in which a collector keeps records of other computers, under record ids of its own. */
const COLLECTED = 'forwardedevents'

/** The run's record ids are those of a collector: they say nothing of the log that the records came from (sessions.md 4.1). */
export function isCollected(rows: CaseRows, { channel }: RecordRun): boolean {
  return rows.fold(channel) === COLLECTED
}

/** All runs, in the order of the record table. The one pass over all records. */
export function findRuns(rows: CaseRows): RecordRun[] {
  const { source, channel, computer, length } = rows.records
  const { idHalves: ids, timeHalves: times } = rows
  const runs: RecordRun[] = []
  let first = 0
  let [lastLow, lastHigh] = [times[0]!, times[1]!]
  for (let i = 1; i <= length; i++) {
    const at = 2 * i
    const low = times[at]!
    const high = times[at + 1]!
    const goesOn =
      i < length &&
      ids[at] === ids[at - 2]! + 1 &&
      ids[at + 1] === ids[at - 1] &&
      (high > lastHigh || (high === lastHigh && low >= lastLow)) &&
      computer[i] === computer[first] &&
      channel[i] === channel[first] &&
      source[i] === source[first]
    lastLow = low
    lastHigh = high
    if (goesOn) continue
    runs.push({
      first,
      end: i,
      source: source[first]!,
      channel: channel[first]!,
      computer: computer[first]!,
    })
    first = i
  }
  return runs
}
