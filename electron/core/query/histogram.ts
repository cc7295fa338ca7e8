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

/** Counts times per bin of the whole extent. Bins begin at whole steps; times outside are left out. */
export class Histogram {
  private readonly fromMs: number
  private readonly binMs: number
  private readonly bins: number
  /** Bin of each time; one more for those outside. */
  private readonly starts: Uint16Array
  private readonly failures: Uint16Array

  constructor(
    extent: { readonly fromMs: number; readonly toMs: number },
    starts: Float64Array,
    failures: Float64Array,
  ) {
    this.binMs = binStep(extent.toMs - extent.fromMs)
    this.fromMs = Math.floor(extent.fromMs / this.binMs) * this.binMs
    this.bins = Math.floor((extent.toMs - this.fromMs) / this.binMs) + 1
    this.starts = this.binsOf(starts)
    this.failures = this.binsOf(failures)
  }

  /** @param mask what drops each session; @param bits the reasons that count; @param failureDrops 0 for each failure that counts */
  count(mask: Uint32Array, bits: number, failureDrops: Uint8Array): NonNullable<QueryReply['histogram']> {
    const { fromMs, binMs, bins } = this
    return {
      fromMs,
      binMs,
      starts: countUnmasked(this.starts, bins, mask, bits),
      failures: countUnmasked(this.failures, bins, failureDrops, 1),
    }
  }

  private binsOf(times: Float64Array): Uint16Array {
    return Uint16Array.from(times, (time) => {
      const bin = Math.floor((time - this.fromMs) / this.binMs)
      return bin >= 0 && bin < this.bins ? bin : this.bins
    })
  }
}

function countUnmasked(
  binOf: Uint16Array,
  bins: number,
  mask: Uint8Array | Uint32Array,
  bits: number,
): Uint32Array {
  const counts = new Uint32Array(bins + 1)
  for (let i = 0; i < binOf.length; i++) counts[binOf[i]!]! += Number((mask[i]! & bits) === 0)
  return counts.slice(0, bins)
}
