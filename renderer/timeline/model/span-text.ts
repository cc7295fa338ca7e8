const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

const plural = (count: number, unit: string): string => `${count} ${unit}${count === 1 ? '' : 's'}`

/** A length of time in its two largest units: `15 days`, `3 d 4 h`, `18 h 30 m`, `12 m 5 s`, `8 s`. */
export function spanText(ms: number): string {
  if (ms >= 10 * DAY) return plural(Math.round(ms / DAY), 'day')
  const pair = (large: number, largeUnit: string, small: number, smallUnit: string): string => {
    const rounded = Math.round(ms / small) * small
    const rest = Math.round((rounded % large) / small)
    const whole = Math.floor(rounded / large)
    return rest === 0 ? `${whole} ${largeUnit}` : `${whole} ${largeUnit} ${rest} ${smallUnit}`
  }
  if (ms >= DAY) return pair(DAY, 'd', HOUR, 'h')
  if (ms >= HOUR) return pair(HOUR, 'h', MINUTE, 'm')
  if (ms >= MINUTE) return pair(MINUTE, 'm', 1000, 's')
  return `${Math.round(ms / 1000)} s`
}

/** A length of time as one unit where that is exact enough, for "per 2 h". */
export function binText(ms: number): string {
  for (const [unit, name] of [
    [DAY, 'd'],
    [HOUR, 'h'],
    [MINUTE, 'min'],
  ] as const) {
    if (ms >= unit) return `${Number((ms / unit).toFixed(1))} ${name}`
  }
  return `${Math.max(1, Math.round(ms / 1000))} s`
}
