/** What a log holds although its index does not, or what is damaged in it: G11. */
import type { Gap } from '../../../contract/sessions'
import { band, channelOf, compare, ofLog, type GapInput } from './band'

/** One gap for each file and log from which records were recovered: they are out of the log's order, and others may be lost. */
export function recoveredRecords({ rows, machine, logs }: GapInput): Gap[] {
  const { recovered, time, source } = rows.records
  if (recovered === undefined) return []
  const gaps: Gap[] = []
  for (const runs of logs.values()) {
    const bySource = new Map<number, { count: number; first: number; last: number }>()
    for (const run of runs) {
      for (let record = run.first; record < run.end; record++) {
        if (recovered[record] !== 1) continue
        const own = bySource.get(source[record]!)
        if (own === undefined) bySource.set(source[record]!, { count: 1, first: record, last: record })
        else {
          own.count++
          if (compare(time[record]!, time[own.first]!) < 0) own.first = record
          if (compare(time[record]!, time[own.last]!) > 0) own.last = record
        }
      }
    }
    const channel = channelOf(rows, runs)
    for (const [from, { count, first, last }] of bySource) {
      const one = count === 1
      gaps.push(
        band(machine, 'G11', {
          channel,
          from: time[first]!,
          to: time[last]!,
          text: `${count} ${one ? 'record' : 'records'}${ofLog(channel)} recovered from ${rows.table.sources[from] ?? ''}: ${one ? 'it was' : 'they were'} deleted or damaged, others may be lost`,
          evidence: [
            { record: first, role: 'first-recovered' },
            { record: last, role: 'last-recovered' },
          ],
        }),
      )
    }
  }
  return gaps
}
