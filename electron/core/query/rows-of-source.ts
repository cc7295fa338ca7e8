import type { EventTable, RecordColumns } from '../columns/event-table'

/** Rows of one source: live ones [from, live) and recovered ones [live, to), each in the order of their offsets. */
export interface RowsOfSource {
  readonly from: number
  readonly live: number
  readonly to: number
}

/** Where the rows of a source lie. @param source its number in the table */
export function rowsOfSource(records: RecordColumns, source: number): RowsOfSource {
  const from = firstAtLeast(records.source, source, 0, records.length)
  const to = firstAtLeast(records.source, source + 1, from, records.length)
  return { from, live: records.recovered ? firstAtLeast(records.recovered, 1, from, to) : to, to }
}

/** The row in [from, to) of the record at an offset; -1 if it has none. */
export function rowAtOffset(
  { offset: offsets }: RecordColumns,
  offset: number,
  from: number,
  to: number,
): number {
  const at = firstAtLeast(offsets, offset, from, to)
  return at < to && offsets[at] === offset ? at : -1
}

/** Whether the record at an offset of a source is one that recovery brought back. @param source path as the table names it */
export function isRecoveredRow({ sources, records }: EventTable, source: string, offset: number): boolean {
  const number = records.recovered ? sources.indexOf(source) : -1
  if (number < 0) return false
  const { live, to } = rowsOfSource(records, number)
  return rowAtOffset(records, offset, live, to) >= 0
}

/** First index in [from, to) of an ascending column that is not below a value; `to` if none is. */
export function firstAtLeast(column: ArrayLike<number>, value: number, from: number, to: number): number {
  let low = from
  let high = to
  while (low < high) {
    const middle = (low + high) >>> 1
    if (column[middle]! < value) low = middle + 1
    else high = middle
  }
  return low
}
