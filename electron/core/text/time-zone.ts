/** Time zones by name, as people give them. */
export interface TimeZone {
  /** Minutes to UTC at a moment, Unix milliseconds. */
  readonly offsetAt: (ms: number) => number
  readonly isFixed: boolean
}

/** An IANA name, `UTC`, or an offset such as `+05:30`, `-0800` or `UTC-5`. */
export function isZoneName(name: string): boolean {
  try {
    timeZoneOf(name)
    return true
  } catch {
    return false
  }
}

/** Minutes to UTC of `+05:30`, `-0800` or `Z`. */
export function offsetMinutes(offset: string): number {
  if (/^z$/i.test(offset)) return 0
  const sign = offset.startsWith('-') ? -1 : 1
  const minutes = Number(offset.slice(1, 3)) * 60 + Number(offset.slice(-2))
  return sign * minutes
}

const PLAIN_OFFSET = /^(?:UTC|GMT)?([+-])(\d\d?)(?:(?::|(?<=\d\d))([0-5]\d))?$/i
/** The Line Islands are 14 hours before UTC, Baker Island 12 behind. */
const MAX_OFFSET = 14 * 60

/** Minutes to UTC of a zone that is an offset; null of any other. */
function plainOffset(name: string): number | null {
  if (/^(?:utc|z)$/i.test(name)) return 0
  const match = PLAIN_OFFSET.exec(name.replace('\u2212', '-'))
  if (match === null) return null
  const [, sign, hours, rest = '0'] = match
  const minutes = Number(hours) * 60 + Number(rest)
  return minutes > MAX_OFFSET ? null : sign === '-' ? -minutes : minutes
}

/** Changes of offset lie on quarters of an hour. */
const QUARTER_MS = 900_000
/** A year of quarters; more are made anew. */
const KEPT_QUARTERS = 35_136

/** @throws RangeError for a name that `isZoneName` does not know */
export function timeZoneOf(name: string): TimeZone {
  const fixed = plainOffset(name)
  if (fixed !== null) return { offsetAt: () => fixed, isFixed: true }
  const format = new Intl.DateTimeFormat('en-US', { timeZone: name, timeZoneName: 'longOffset' })
  const known = new Map<number, number>()
  return {
    isFixed: false,
    offsetAt: (ms) => {
      const quarter = Math.floor(ms / QUARTER_MS)
      const before = known.get(quarter)
      if (before !== undefined) return before
      const shown = format.formatToParts(ms).find(({ type }) => type === 'timeZoneName')?.value ?? ''
      const offset = /[+-]\d\d:?\d\d/.exec(shown)?.[0]
      const minutes = offset === undefined ? 0 : offsetMinutes(offset)
      if (known.size >= KEPT_QUARTERS) known.clear()
      known.set(quarter, minutes)
      return minutes
    },
  }
}
