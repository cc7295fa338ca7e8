/** Where damage stands among the records of a table: in the order of the log, not of time, which it has none of. */
import type { SourceRange } from '../../contract/engine'
import type { EventTable } from '../columns/event-table'
import { CHUNK_SIZE, FILE_HEADER_SIZE } from '../evtx/layout'
import { firstAtLeast, rowAtOffset, rowsOfSource } from './rows-of-source'

/** What is damaged, or came back, in one source. */
export interface SourceDamage {
  /** As the table names it. */
  readonly source: string
  /** By first byte. */
  readonly places: readonly SourceRange[]
  /** Places in all; those beyond `places` are counted only. */
  readonly total: number
  /** It lies in chunks of 64 KiB (EVTX). */
  readonly hasChunks: boolean
}

/** One place beside the records of its log. Rows are those of the table; -1 where there is none. */
export interface DamagePlace {
  readonly source: string
  readonly range: SourceRange
  /** The records before and after it in the file. */
  readonly before: number
  readonly after: number
  /** The record that it is listed with: of its own chunk if there is one. */
  readonly anchor: number
  readonly isBehind: boolean
  /** Counting from 0; null of a file without chunks. */
  readonly chunk: number | null
  /** Records of that chunk that were read. */
  readonly readInChunk: number
}

/** Damage of all sources beside the records, and how recovered records were found. */
export class DamagePlaces {
  /** By source, then by first byte. A record that came back and has a row is none of them. */
  readonly places: readonly DamagePlace[]
  /** Places that are counted only. */
  readonly unlisted: number
  private readonly methods = new Map<number, string>()

  constructor(
    private readonly table: EventTable,
    damage: readonly SourceDamage[],
  ) {
    const places: DamagePlace[] = []
    for (const one of damage) this.add(one, places)
    this.places = places
    this.unlisted = damage.reduce((sum, { places: listed, total }) => sum + total - listed.length, 0)
  }

  /** How recovery found the record of a row and what speaks against it; '' where it did not, or where that is not kept. */
  methodOf(row: number): string {
    return this.methods.get(row) ?? ''
  }

  /** Rows with the places between them: place i is number `length of rows + i`. @param order rows by time */
  between(order: Uint32Array): Uint32Array {
    const { places } = this
    if (places.length === 0) return order
    const first: number[] = []
    const before = new Map<number, number[]>()
    const behind = new Map<number, number[]>()
    places.forEach(({ anchor, isBehind }, i) => {
      const list = anchor < 0 ? first : listAt(isBehind ? behind : before, anchor)
      list.push(order.length + i)
    })
    const all = new Uint32Array(order.length + places.length)
    let at = 0
    const put = (numbers: readonly number[] | undefined): void => {
      if (numbers === undefined) return
      all.set(numbers, at)
      at += numbers.length
    }
    put(first)
    for (const row of order) {
      put(before.get(row))
      all[at++] = row
      put(behind.get(row))
    }
    return all
  }

  private add({ source, places, hasChunks }: SourceDamage, into: DamagePlace[]): void {
    const { records, sources } = this.table
    const number = sources.indexOf(source)
    const rows = number < 0 ? { from: 0, live: 0, to: 0 } : rowsOfSource(records, number)
    for (const range of places) {
      if (range.state === 'recovered-record') {
        const recovered = rowAtOffset(records, range.from, rows.live, rows.to)
        const row = recovered < 0 ? rowAtOffset(records, range.from, rows.from, rows.live) : recovered
        if (row >= 0) {
          this.methods.set(row, range.what)
          continue
        }
      }
      into.push(this.place(source, range, rows, hasChunks))
    }
  }

  private place(
    source: string,
    range: SourceRange,
    { from, live }: { readonly from: number; readonly live: number },
    hasChunks: boolean,
  ): DamagePlace {
    const { offset } = this.table.records
    const next = firstAtLeast(offset, range.from, from, live)
    const before = next > from ? next - 1 : -1
    const after = next < live ? next : -1
    const isInFile = hasChunks && range.from >= FILE_HEADER_SIZE
    const chunk = isInFile ? Math.floor((range.from - FILE_HEADER_SIZE) / CHUNK_SIZE) : null
    const start = chunk === null ? 0 : FILE_HEADER_SIZE + chunk * CHUNK_SIZE
    const end = start + CHUNK_SIZE
    // A ring-wrapped log has its oldest records behind its newest: the records of the same chunk say more than those of the one before.
    const isFirst = chunk !== null && before >= 0 && offset[before]! < start
    const isBehind = before >= 0 && !(isFirst && after >= 0 && offset[after]! < end)
    const readInChunk =
      chunk === null ? 0 : firstAtLeast(offset, end, from, live) - firstAtLeast(offset, start, from, live)
    return { source, range, before, after, anchor: isBehind ? before : after, isBehind, chunk, readInChunk }
  }
}

function listAt(map: Map<number, number[]>, key: number): number[] {
  const list = map.get(key) ?? []
  map.set(key, list)
  return list
}
