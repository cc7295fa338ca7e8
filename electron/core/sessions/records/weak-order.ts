/** Records without a record id of their log: in the order of their times, told from copies by what they say (sessions.md 4.1, 10.4). */
import type { CaseRows } from './case-rows'
import { differingField } from './record-content'

/** So many records of one moment are compared; a hostile export could give one time to all of them. */
const MAX_SAME_TIME = 64

/**
 * Family rows without record id, or with that of a collector, in the order of their times, those left out that a log or an export before theirs (by source) holds too. Equal records
 * of one source all stay: nothing tells them from two events.
 * @param strong rows of the same log that have ids
 */
export function weakOrder(rows: CaseRows, weak: Int32Array, strong: readonly Int32Array[]): Int32Array {
  const { family, records } = rows
  const source = (row: number): number => records.source[family.record[row]!]!
  const byTime = new Map<bigint, { readonly strong: number[]; readonly weak: number[] }>()
  for (const row of weak)
    if (!byTime.has(rows.time(row))) byTime.set(rows.time(row), { strong: [], weak: [] })
  for (const list of strong) {
    for (const row of list) {
      const same = byTime.get(rows.time(row))?.strong
      if (same && same.length < MAX_SAME_TIME) same.push(row)
    }
  }
  const isSame = (a: number, b: number): boolean =>
    rows.eventId(a) === rows.eventId(b) &&
    rows.kind(a) === rows.kind(b) &&
    differingField(family, a, b) === null
  const kept: number[] = []
  for (const row of weak) {
    const same = byTime.get(rows.time(row)) ?? { strong: [], weak: [] }
    if (same.strong.some((other) => isSame(other, row))) continue
    if (same.weak.some((other) => source(other) !== source(row) && isSame(other, row))) continue
    kept.push(row)
    if (same.weak.length < MAX_SAME_TIME) same.weak.push(row)
  }
  return Int32Array.from(kept).sort((a, b) => rows.ms(a) - rows.ms(b) || a - b)
}
