/** Clocks of the day in local text, as version 0 of 4616 tells them beside a date (sessions.md 5.5). */

/** Values of a FILETIME column below this are a clock of the day: ticks since midnight and one, as 0 is "not there". */
export const CLOCK_OF_DAY_END = 864_000_000_001n

const TICKS_PER_SECOND = 10_000_000n
/** Marks of writing direction, which Windows puts between the parts. */
const DIRECTION_MARKS = /[\u200e\u200f]/g
const CLOCK = /^(\d{1,2})[:.](\d{2})[:.](\d{2})(?:[.,](\d{1,7}))?\s*(AM|PM)?$/i

/** `10:00:00`, `9:43:15 AM` or `09.43.15,123` as ticks since midnight and one; null for any other text. */
export function parseClockOfDay(text: string): bigint | null {
  if (text.length > 32) return null
  const found = CLOCK.exec(text.replace(DIRECTION_MARKS, '').trim())
  if (found === null) return null
  const [, hours = '', minutes = '', seconds = '', fraction = '', half = ''] = found
  const hour = half === '' ? Number(hours) : (Number(hours) % 12) + (/p/i.test(half) ? 12 : 0)
  if (hour > 23 || Number(minutes) > 59 || Number(seconds) > 59) return null
  const whole = BigInt(hour * 3600 + Number(minutes) * 60 + Number(seconds))
  return whole * TICKS_PER_SECOND + BigInt(fraction.padEnd(7, '0').slice(0, 7)) + 1n
}
