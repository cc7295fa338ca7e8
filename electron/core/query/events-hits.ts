import type { EventTable } from '../columns/event-table'
import { rowAtOffset, rowsOfSource } from './rows-of-source'

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

/** Live records of a source and recovered ones are two runs by offset: both are looked at. */
function mark({ records }: EventTable, source: number, offsets: Float64Array, marked: Uint8Array): void {
  if (source < 0) return
  const { from, live, to } = rowsOfSource(records, source)
  for (const offset of offsets) {
    for (const at of [rowAtOffset(records, offset, from, live), rowAtOffset(records, offset, live, to)])
      if (at >= 0) marked[at] = 1
  }
}
