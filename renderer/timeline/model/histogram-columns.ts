import type { QueryReply } from '../../../electron/contract/engine'
import type { TimeWindow } from './time-window'
import { pixelOf } from './time-window'

/** One column of the overview, CSS px. */
export interface HistogramColumn {
  readonly x0: number
  readonly x1: number
  /** Heights above and below the base line. */
  readonly up: number
  readonly down: number
}

/** Columns narrower than this are joined. */
const LEAST_COLUMN_PX = 3
export const MOST_UP_PX = 29
export const MOST_DOWN_PX = 11
/** Anything at all is at least this high: one failed logon in a month must be seen. */
const LEAST_PX = 1.5

export interface Columns {
  readonly columns: readonly HistogramColumn[]
  /** Time per column. */
  readonly columnMs: number
}

/** Columns of starts (up) and failures (down) over `window`, each scaled to its own highest. */
export function histogramColumns(
  histogram: NonNullable<QueryReply['histogram']>,
  window: TimeWindow,
  width: number,
): Columns {
  const { starts, failures, binMs, fromMs } = histogram
  const binPx = (binMs / (window.toMs - window.fromMs)) * width
  const join = Math.max(1, Math.ceil(LEAST_COLUMN_PX / binPx))
  const sums: { starts: number; failures: number; index: number }[] = []
  for (let from = 0; from < starts.length; from += join) {
    const sum = { starts: 0, failures: 0, index: from }
    for (let i = from; i < Math.min(from + join, starts.length); i++) {
      sum.starts += starts[i] ?? 0
      sum.failures += failures[i] ?? 0
    }
    sums.push(sum)
  }
  const mostStarts = sums.reduce((most, sum) => Math.max(most, sum.starts), 1)
  const mostFailures = sums.reduce((most, sum) => Math.max(most, sum.failures), 1)
  const high = (value: number, most: number, px: number): number =>
    value === 0 ? 0 : Math.max(LEAST_PX, (value / most) * px)
  const columns = sums
    .filter((sum) => sum.starts > 0 || sum.failures > 0)
    .map((sum) => {
      const x0 = pixelOf(window, width, fromMs + sum.index * binMs)
      return {
        x0,
        x1: x0 + binPx * join,
        up: high(sum.starts, mostStarts, MOST_UP_PX),
        down: high(sum.failures, mostFailures, MOST_DOWN_PX),
      }
    })
  return { columns, columnMs: binMs * join }
}
