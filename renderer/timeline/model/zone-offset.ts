/**
 * Offsets of time zones from UTC, for the axis. Text for people comes from core/text; this is only where a day or an
 * hour begins.
 */
const HOUR_MS = 3_600_000
/** No zone changes its offset twice within this time (Morocco's Ramadan pause, the shortest, lasts four weeks). */
const PROBE_MS = 21 * 24 * HOUR_MS
/** Enough for years of panning, small enough to throw away. */
const CACHE_LIMIT = 20_000

const formats = new Map<string, Intl.DateTimeFormat>()
const cache = new Map<string, number>()

function formatFor(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone)
  if (known) return known
  const made = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  })
  formats.set(zone, made)
  return made
}

function measureOffset(zone: string, wholeSecondMs: number): number {
  const field: Record<string, number> = {}
  for (const part of formatFor(zone).formatToParts(wholeSecondMs)) field[part.type] = Number(part.value)
  const { year = 1970, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = field
  return Date.UTC(year, month - 1, day, hour, minute, second) - wholeSecondMs
}

/**
 * Milliseconds to add to UTC to get the wall clock of `zone` (an IANA name) at a time.
 * @throws RangeError when the zone is not known to the run time
 */
export function zoneOffset(zone: string, timeMs: number): number {
  if (zone === 'UTC') return 0
  const second = Math.floor(timeMs / 1000) * 1000
  const key = `${zone} ${second}`
  const known = cache.get(key)
  if (known !== undefined) return known
  if (cache.size >= CACHE_LIMIT) cache.clear()
  const offset = measureOffset(zone, second)
  cache.set(key, offset)
  return offset
}

/** A stretch of constant offset. */
export interface OffsetSegment {
  readonly fromMs: number
  readonly toMs: number
  readonly offsetMs: number
}

/** Splits [fromMs, toMs] where the zone changes its offset, to the second. */
export function offsetSegments(zone: string, fromMs: number, toMs: number): readonly OffsetSegment[] {
  if (zone === 'UTC') return [{ fromMs, toMs, offsetMs: 0 }]
  const segments: OffsetSegment[] = []
  let begin = fromMs
  let offset = zoneOffset(zone, fromMs)
  // Probes lie on fixed times, so that panning asks for the same ones again and finds them in the cache.
  for (let probe = fromMs; probe < toMs;) {
    const next = Math.min(toMs, (Math.floor(probe / PROBE_MS) + 1) * PROBE_MS)
    const after = zoneOffset(zone, next)
    if (after !== offset) {
      const change = findChange(zone, probe, next, offset)
      segments.push({ fromMs: begin, toMs: change, offsetMs: offset })
      begin = change
      offset = after
    }
    probe = next
  }
  segments.push({ fromMs: begin, toMs, offsetMs: offset })
  return segments
}

function findChange(zone: string, fromMs: number, toMs: number, before: number): number {
  let [low, high] = [Math.floor(fromMs / 1000), Math.ceil(toMs / 1000)]
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2)
    if (zoneOffset(zone, middle * 1000) === before) low = middle
    else high = middle
  }
  return high * 1000
}
