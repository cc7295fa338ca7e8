import type { RangeState, SourceRange } from '../../contract/engine'

/** What a stretch of a file is, in a few words. */
export const RANGE_WORDS: { readonly [S in RangeState]: string } = {
  'damaged-chunk': 'Damaged chunk',
  'lost-chunk': 'Lost chunk',
  'damaged-record': 'Damaged record',
  'skipped-bytes': 'Skipped bytes',
  'recovered-record': 'Recovered record',
}

/** `bytes 69632 to 69767 (0x11000 to 0x11087)`: the last byte included, as hex viewers show it. */
export function rangeText({ from, to }: Pick<SourceRange, 'from' | 'to'>): string {
  const last = Math.max(from, to - 1)
  return `bytes ${from} to ${last} (0x${from.toString(16)} to 0x${last.toString(16)})`
}
