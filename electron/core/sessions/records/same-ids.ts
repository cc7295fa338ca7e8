/** Records of one log that have the same record id, in time linear in the records that overlap (sessions.md 10.1). */
import type { CaseRows } from './case-rows'
import type { RecordRun } from './record-runs'

/** Where a run has come to: the record that is next. */
interface Cursor {
  at: number
  readonly end: number
}

/**
 * Calls `visit` for every record id that two or more records of these runs have, ids ascending, records ascending. Record id 0 is none: records
 * of exports without ids have it. The list is used again for the next call.
 * @param runs of one channel of one machine
 */
export function eachSameId(
  rows: CaseRows,
  runs: readonly RecordRun[],
  visit: (records: readonly number[]) => void,
): void {
  const sorted = runs
    .filter(({ first }) => rows.recordId(first) !== 0)
    .sort((a, b) => rows.recordId(a.first) - rows.recordId(b.first) || a.first - b.first)
  const idAt = ({ at }: Cursor): number => rows.recordId(at)
  const heap = new CursorHeap((a, b) => idAt(a) < idAt(b) || (idAt(a) === idAt(b) && a.at < b.at))
  const same: number[] = []
  let next = 0
  for (;;) {
    const top = heap.top
    const following = sorted[next]
    if (following && (!top || rows.recordId(following.first) <= idAt(top))) {
      heap.push({ at: following.first, end: following.end })
      next++
      continue
    }
    if (!top) return
    if (heap.size === 1) {
      // Alone up to where the next run begins.
      const to = following ? rows.recordId(following.first) - idAt(top) : Infinity
      if (top.at + to >= top.end) heap.pop()
      else top.at += to
      continue
    }
    const id = idAt(top)
    same.length = 0
    for (let holder = heap.top; holder && idAt(holder) === id; holder = heap.top) {
      same.push(holder.at++)
      if (holder.at === holder.end) heap.pop()
      else heap.sink()
    }
    if (same.length > 1) visit(same)
  }
}

/** Whether any two runs of one channel of one machine have a record id in common. */
export function haveSameIds(rows: CaseRows, runs: readonly RecordRun[]): boolean {
  const sorted = runs
    .filter(({ first }) => rows.recordId(first) !== 0)
    .sort((a, b) => rows.recordId(a.first) - rows.recordId(b.first))
  let reached = 0
  for (const { first, end } of sorted) {
    if (rows.recordId(first) <= reached) return true
    reached = rows.recordId(end - 1)
  }
  return false
}

class CursorHeap {
  private readonly items: Cursor[] = []

  constructor(private readonly before: (a: Cursor, b: Cursor) => boolean) {}

  get top(): Cursor | undefined {
    return this.items[0]
  }

  get size(): number {
    return this.items.length
  }

  push(cursor: Cursor): void {
    const { items } = this
    let i = items.push(cursor) - 1
    while (i > 0) {
      const parent = (i - 1) >> 1
      if (!this.before(cursor, items[parent]!)) break
      items[i] = items[parent]!
      i = parent
    }
    items[i] = cursor
  }

  pop(): void {
    const last = this.items.pop()
    if (last === undefined || this.items.length === 0) return
    this.items[0] = last
    this.sink()
  }

  /** Puts the top where it belongs after it has moved on. */
  sink(): void {
    const { items } = this
    const moved = items[0]
    if (moved === undefined) return
    let i = 0
    for (;;) {
      let child = 2 * i + 1
      if (child >= items.length) break
      if (child + 1 < items.length && this.before(items[child + 1]!, items[child]!)) child++
      if (!this.before(items[child]!, moved)) break
      items[i] = items[child]!
      i = child
    }
    items[i] = moved
  }
}
