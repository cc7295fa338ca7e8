/** What is to be added to the times of a computer, as people write and read it. */
const MS_PER_UNIT: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1000,
  min: 60_000,
  h: 3_600_000,
  d: 86_400_000,
}

/**
 * Milliseconds of `+1:02:03.5`, `-2:00` (minutes and seconds), `-42.5 s`, `90 min`, `+1 h`, `250 ms`; without a sign
 * it is added. Null for anything else. Fractions of a millisecond are rounded.
 */
export function parseClockOffset(text: string): number | null {
  const written = text.trim().toLowerCase().replace('\u2212', '-')
  const clock = /^([+-]?)(?:(\d{1,7}):)?(\d{1,7}):(\d{1,2}(?:\.\d{1,7})?)$/.exec(written)
  if (clock !== null) {
    const [, sign, hours = '0', minutes, seconds] = clock
    if (Number(seconds) >= 60 || (clock[2] !== undefined && Number(minutes) >= 60)) return null
    return signed(sign, (Number(hours) * 60 + Number(minutes)) * 60_000 + Number(seconds) * 1000)
  }
  const length = /^([+-]?)\s*(\d{1,15}(?:\.\d{1,7})?)\s*(ms|s|min|h|d)$/.exec(written)
  if (length === null) return null
  const [, sign, number, unit = ''] = length
  return signed(sign, Number(number) * (MS_PER_UNIT[unit] ?? 0))
}

/** `-0:00:42.500`, `+2:00:00`: what `parseClockOffset` reads again. */
export function clockOffsetText(offsetMs: number): string {
  const ms = Math.abs(Math.round(offsetMs))
  const pad = (value: number, width = 2): string => String(value).padStart(width, '0')
  const seconds = Math.floor(ms / 1000)
  const rest = ms % 1000 === 0 ? '' : `.${pad(ms % 1000, 3)}`
  return `${offsetMs < 0 ? '-' : '+'}${Math.floor(seconds / 3600)}:${pad(Math.floor(seconds / 60) % 60)}:${pad(seconds % 60)}${rest}`
}

function signed(sign: string | undefined, ms: number): number {
  const rounded = Math.round(ms)
  return sign === '-' && rounded !== 0 ? -rounded : rounded
}
