/** Version 0 of 4616 tells dates and clocks as local text: the step is their difference, whatever the zone (sessions.md 5.5). */
import type { FileTime } from '../../../contract/ids'
import { UNIX_EPOCH } from '../../text/time'
import type { CaseRows } from '../records/case-rows'

const TICKS_PER_DAY = 864_000_000_000n
/** Farthest that a zone lies from UTC, and a little. */
const ZONE_TICKS = 15n * 36_000_000_000n
/** Where the parts of a date stand: year, month, day. */
const ORDERS = [
  [0, 1, 2],
  [2, 0, 1],
  [2, 1, 0],
] as const

/**
 * New minus previous local time in ticks. Which part of a date is the month is decided by the record's own time, which
 * lies within a zone's width of the new one; null if no reading fits it.
 *
 * @param previous clocks of the day, as `parseClockOfDay` gives them
 */
export function readOldStep(rows: CaseRows, row: number, previous: bigint, next: bigint): bigint | null {
  const from = parts(rows.text(rows.family.text1[row] ?? 0))
  const to = parts(rows.text(rows.family.text2[row] ?? 0))
  if (from === null || to === null) return null
  const own = rows.recordedTime(rows.family.record[row] ?? 0)
  for (const order of ORDERS) {
    const [before, after] = [dayTicks(from, order), dayTicks(to, order)]
    if (before === null || after === null) continue
    const zone = after + next - 1n - own
    if (zone <= ZONE_TICKS && zone >= -ZONE_TICKS) return after + next - (before + previous)
  }
  return null
}

function parts(text: string | null): readonly number[] | null {
  if (text === null || text.length > 40) return null
  const numbers = text.match(/\d{1,4}/g)
  return numbers?.length === 3 ? numbers.map(Number) : null
}

function dayTicks(date: readonly number[], [y, m, d]: (typeof ORDERS)[number]): FileTime | null {
  const [year = 0, month = 0, day = 0] = [date[y], date[m], date[d]]
  const full = year < 100 ? year + 2000 : year
  if (full < 1990 || full >= 2200 || month < 1 || month > 12 || day < 1 || day > 31) return null
  return (BigInt(Date.UTC(full, month - 1, day)) / 86_400_000n) * TICKS_PER_DAY + UNIX_EPOCH
}
