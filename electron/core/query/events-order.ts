import { radixSort } from './radix-sort'

/** Rows in order of time; equal times in the order of the table. */
export function rowsByTime(time: BigUint64Array): Uint32Array {
  const halves = new Uint32Array(time.buffer, time.byteOffset, time.length * 2)
  const low = new Uint32Array(time.length)
  const rows = new Uint32Array(time.length)
  for (let i = 0; i < rows.length; i++) {
    rows[i] = i
    low[i] = halves[i * 2]!
  }
  const byLow = radixSort(rows, low, 0xffffffff)
  for (let i = 0; i < rows.length; i++) low[i] = halves[byLow[i]! * 2 + 1]!
  return radixSort(byLow, low, 0xffffffff)
}
