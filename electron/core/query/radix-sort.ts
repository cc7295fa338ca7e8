/** Rank of what is not known: last, whichever way a column is sorted. */
export const LAST = 0xffffffff

/** Numbers replaced by their place in order, equal ones by the same. */
export interface Ranks {
  readonly rank: Uint32Array
  /** Ranks are 0..distinct - 1, or LAST. */
  readonly distinct: number
}

/** @param unknown the value that stands for nothing known, besides NaN */
export function rankNumbers(values: ArrayLike<number>, unknown = NaN): Ranks {
  // Without a comparator the engine sorts numbers natively.
  const sorted = Float64Array.from(values).sort()
  let distinct = 0
  for (const value of sorted) {
    if (value === unknown || Number.isNaN(value)) continue
    if (distinct === 0 || value !== sorted[distinct - 1]) sorted[distinct++] = value
  }
  const rank = new Uint32Array(values.length)
  for (let i = 0; i < rank.length; i++) rank[i] = place(sorted, distinct, values[i]!)
  return { rank, distinct }
}

/** @param order indexes of the values in ascending order, none of which is NaN */
export function rankSorted(values: Float64Array, order: Uint32Array): Ranks {
  const rank = new Uint32Array(values.length)
  let distinct = 0
  for (let i = 0; i < order.length; i++) {
    if (i === 0 || values[order[i]!] !== values[order[i - 1]!]) distinct++
    rank[order[i]!] = distinct - 1
  }
  return { rank, distinct }
}

/** Indexes of the values in ascending order, equal ones and NaN (last) in their own order. */
export function sortedByNumber(values: Float64Array): Uint32Array {
  if (isAscending(values)) return Uint32Array.from(values.keys())
  const { rank, distinct } = rankNumbers(values)
  const rows = new Uint32Array(values.length)
  for (let i = 0; i < rows.length; i++) {
    rows[i] = i
    if (rank[i] === LAST) rank[i] = distinct
  }
  return radixSort(rows, rank, distinct)
}

function isAscending(values: Float64Array): boolean {
  for (let i = 1; i < values.length; i++) if (!(values[i - 1]! <= values[i]!)) return false
  return true
}

function place(sorted: Float64Array, length: number, value: number): number {
  let low = 0
  let high = length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (sorted[middle]! < value) low = middle + 1
    else high = middle
  }
  return low < length && sorted[low] === value ? low : LAST
}

const DIGIT_BITS = 11
const DIGITS = 1 << DIGIT_BITS

/** Stable sort of rows by keys 0..max, least significant digit first. */
export function radixSort(rows: Uint32Array, keys: Uint32Array, max: number): Uint32Array {
  let fromRows = rows
  let fromKeys = keys
  for (let shift = 0; shift < 32 && (shift === 0 || max >>> shift > 0); shift += DIGIT_BITS) {
    const places = new Uint32Array(DIGITS + 1)
    for (let i = 0; i < fromKeys.length; i++) places[((fromKeys[i]! >>> shift) & (DIGITS - 1)) + 1]!++
    for (let digit = 0; digit < DIGITS; digit++) places[digit + 1]! += places[digit]!
    const toRows = new Uint32Array(rows.length)
    const toKeys = new Uint32Array(rows.length)
    for (let i = 0; i < rows.length; i++) {
      const place = places[(fromKeys[i]! >>> shift) & (DIGITS - 1)]!++
      toRows[place] = fromRows[i]!
      toKeys[place] = fromKeys[i]!
    }
    fromRows = toRows
    fromKeys = toKeys
  }
  return fromRows
}
