/** Where a zone's offset from UTC changes, for the axis: days and hours begin by the wall clock. */
import { zoneOffsetMs } from '../../state/zone-format'

const DAY_MS = 86_400_000
/** No zone changes its offset twice within this time (Morocco's Ramadan pause, the shortest, lasts four weeks). */
const PROBE_MS = 21 * DAY_MS
/** Offsets kept; enough for years of panning, small enough to throw away. */
const CACHE_LIMIT = 20_000

const cache = new Map<string, number>()

/** As zoneOffsetMs, remembered: the axis asks for the same times on every frame. */
function knownOffset(zone: string, timeMs: number): number {
  const key = `${zone} ${Math.floor(timeMs / 1000)}`
  const known = cache.get(key)
  if (known !== undefined) return known
  if (cache.size >= CACHE_LIMIT) cache.clear()
  const offset = zoneOffsetMs(zone, timeMs)
  cache.set(key, offset)
  return offset
}

/** A stretch of constant offset. */
export interface OffsetSegment {
  readonly fromMs: number
  readonly toMs: number
  readonly offsetMs: number
}

/** Splits [fromMs, toMs] where the zone (an IANA name, or `UTC`) changes its offset, to the second. */
export function offsetSegments(zone: string, fromMs: number, toMs: number): readonly OffsetSegment[] {
  if (zone === 'UTC') return [{ fromMs, toMs, offsetMs: 0 }]
  const segments: OffsetSegment[] = []
  let begin = fromMs
  // Probes lie on fixed times, so that panning asks for the same ones again and finds them in the cache.
  let probe = Math.floor(fromMs / PROBE_MS) * PROBE_MS
  let offset = knownOffset(zone, probe)
  while (probe < toMs) {
    const next = probe + PROBE_MS
    const after = knownOffset(zone, next)
    if (after !== offset) {
      const change = findChange(zone, probe, next, offset)
      if (change > begin && change < toMs) segments.push({ fromMs: begin, toMs: change, offsetMs: offset })
      if (change >= toMs) break
      begin = Math.max(begin, change)
      offset = after
    }
    probe = next
  }
  segments.push({ fromMs: begin, toMs, offsetMs: offset })
  return segments
}

function findChange(zone: string, fromMs: number, toMs: number, before: number): number {
  let [low, high] = [fromMs / 1000, toMs / 1000]
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2)
    if (knownOffset(zone, middle * 1000) === before) low = middle
    else high = middle
  }
  return high * 1000
}
