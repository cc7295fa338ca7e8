import type { EventTable } from '../columns/event-table'

/** Where a search found something, told piece by piece while it runs. */
export class EventHits {
  private readonly pieces: { readonly source: string; readonly offsets: Float64Array }[] = []
  private table: EventTable | null = null
  private marked = new Uint8Array(0)
  private done = 0

  constructor(readonly search: number) {}

  /** @param source path as the table names it; @param offsets bytes of record headers */
  add(source: string, offsets: Float64Array): void {
    this.pieces.push({ source, offsets })
  }

  /** 1 for each row of the table that was found so far. */
  rows(table: EventTable): Uint8Array {
    if (this.table !== table) {
      this.table = table
      this.marked = new Uint8Array(table.records.length)
      this.done = 0
    }
    for (; this.done < this.pieces.length; this.done++) {
      const { source, offsets } = this.pieces[this.done]!
      mark(table, table.sources.indexOf(source), offsets, this.marked)
    }
    return this.marked
  }
}

/** Live records of a source are in the order of their offsets, recovered ones in another run behind them: both are looked at. */
function mark({ records }: EventTable, source: number, offsets: Float64Array, marked: Uint8Array): void {
  if (source < 0) return
  const from = firstAtLeast(records.source, source, 0, records.length)
  const to = firstAtLeast(records.source, source + 1, from, records.length)
  const { recovered } = records
  const live = recovered ? firstAtLeast(recovered, 1, from, to) : to
  for (const offset of offsets) {
    for (const [first, last] of [
      [from, live],
      [live, to],
    ] as const) {
      const at = firstAtLeast(records.offset, offset, first, last)
      if (at < last && records.offset[at] === offset) marked[at] = 1
    }
  }
}

/** First index of an ascending column that is not below a value. */
function firstAtLeast(column: ArrayLike<number>, value: number, from: number, to: number): number {
  let low = from
  let high = to
  while (low < high) {
    const middle = (low + high) >>> 1
    if (column[middle]! < value) low = middle + 1
    else high = middle
  }
  return low
}
