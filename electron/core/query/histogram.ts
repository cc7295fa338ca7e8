import type { QueryReply } from '../../contract/engine'
import type { Coverage } from '../../contract/sessions'
import { unixMs } from './unix-ms'

/** About two pixels a bin in a wide window. */
const MAX_BINS = 600
const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
/** Steps of the time axis (ux 6), then longer ones. */
const STEPS_MS = [
  SECOND, 5 * SECOND, 15 * SECOND, MINUTE, 5 * MINUTE, 15 * MINUTE, 30 * MINUTE,
  HOUR, 3 * HOUR, 6 * HOUR, 12 * HOUR, DAY, 7 * DAY, 28 * DAY, 364 * DAY,
] // prettier-ignore

/** First and last record of all machines; null while nothing is known. */
export function extentOf(coverage: readonly Coverage[]): { fromMs: number; toMs: number } | null {
  let extent: { fromMs: number; toMs: number } | null = null
  for (const { first, last } of coverage) {
    const fromMs = unixMs(first)
    const toMs = unixMs(last)
    extent = extent
      ? { fromMs: Math.min(extent.fromMs, fromMs), toMs: Math.max(extent.toMs, toMs) }
      : { fromMs, toMs }
  }
  return extent
}

/** The smallest step of the axis that gives at most MAX_BINS bins. */
export function binStep(spanMs: number): number {
  return STEPS_MS.find((step) => spanMs / step < MAX_BINS - 1) ?? Math.ceil(spanMs / MAX_BINS)
}

/** Times to count: those whose mask has none of the bits. */
export interface Counted {
  readonly times: Float64Array
  readonly mask: Uint8Array | Uint32Array
  readonly bits: number
}

/** Counts times per bin. Bins begin at whole steps; times outside are left out. */
export function countPerBin(
  extent: { readonly fromMs: number; readonly toMs: number },
  starts: Counted,
  failures: Counted,
): NonNullable<QueryReply['histogram']> {
  const binMs = binStep(extent.toMs - extent.fromMs)
  const fromMs = Math.floor(extent.fromMs / binMs) * binMs
  const bins = Math.floor((extent.toMs - fromMs) / binMs) + 1
  return {
    fromMs,
    binMs,
    starts: count(starts, fromMs, binMs, bins),
    failures: count(failures, fromMs, binMs, bins),
  }
}

function count({ times, mask, bits }: Counted, fromMs: number, binMs: number, bins: number): Uint32Array {
  const counts = new Uint32Array(bins)
  for (let i = 0; i < times.length; i++) {
    if ((mask[i]! & bits) !== 0) continue
    const bin = Math.floor((times[i]! - fromMs) / binMs)
    if (bin >= 0 && bin < bins) counts[bin]!++
  }
  return counts
}
