import type { EventTable, FamilyColumns, RecordColumns } from './event-table'
import { emptyColumn, FAMILY_FIELDS, FIRST_NUMBER, FIRST_WIDE, type TableBatch } from './table-builder'

interface Piece {
  readonly order: number
  readonly stream: number
  readonly batch: TableBatch
}

/** Joins batches of several parsers and sources to one table, the same whatever order they came in. */
export class TableMerger {
  private readonly pieces = new Map<string, Piece[]>()
  /** Per stream: its text ids as ids of `arrived`. */
  private readonly translations = new Map<number, number[]>()
  private readonly arrived: string[] = ['']
  private readonly idByText = new Map<string, number>([['', 0]])

  /**
   * @param order place of the batch within its source (for example the first chunk's number)
   * @param stream the builder that made it; batches of one stream come in the order they were taken
   */
  add(sourcePath: string, order: number, stream: number, batch: TableBatch): void {
    const translation = this.translations.get(stream) ?? [0]
    this.translations.set(stream, translation)
    for (const text of batch.strings) translation.push(this.idOf(text))
    const pieces = this.pieces.get(sourcePath) ?? []
    pieces.push({ order, stream, batch })
    this.pieces.set(sourcePath, pieces)
  }

  /** Drops a source's rows, for example of a duplicate found late. */
  remove(sourcePath: string): void {
    this.pieces.delete(sourcePath)
  }

  /** The table of all batches added so far; string ids in order of first appearance in the sorted rows. */
  table(): EventTable {
    const sources = [...this.pieces.keys()].sort(comparePaths)
    const sorted = sources.map((path) => this.pieces.get(path)!.toSorted((a, b) => a.order - b.order))
    const strings = new StringOrder(this.arrived)
    const records = joinRecords(sorted, (piece) => strings.through(this.translations.get(piece.stream)!))
    const family = joinFamily(sorted, (piece) => strings.through(this.translations.get(piece.stream)!))
    return { sources, strings: strings.texts, records, family }
  }

  private idOf(text: string): number {
    const known = this.idByText.get(text)
    if (known !== undefined) return known
    const id = this.arrived.push(text) - 1
    this.idByText.set(text, id)
    return id
  }
}

/** Order of sources everywhere: by UTF-16 code units, the same on every system. */
export function comparePaths(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** Renumbers strings by first use, so that a table does not tell in which order its parts arrived. */
class StringOrder {
  readonly texts: string[] = ['']
  private readonly ids: Uint32Array

  constructor(private readonly arrived: readonly string[]) {
    this.ids = new Uint32Array(arrived.length)
  }

  through(translation: readonly number[]): (id: number) => number {
    return (id) => {
      const arrived = translation[id] ?? 0
      if (arrived === 0) return 0
      const known = this.ids[arrived]!
      if (known !== 0) return known
      return (this.ids[arrived] = this.texts.push(this.arrived[arrived]!) - 1)
    }
  }
}

type Translate = (piece: Piece) => (id: number) => number

function joinRecords(sorted: readonly Piece[][], translate: Translate): RecordColumns {
  const length = sum(sorted, (piece) => piece.batch.recordCount)
  const columns = {
    length,
    source: new Uint32Array(length),
    offset: new Float64Array(length),
    recordId: new BigUint64Array(length),
    time: new BigUint64Array(length),
    eventId: new Uint16Array(length),
    provider: new Uint32Array(length),
    channel: new Uint32Array(length),
    computer: new Uint32Array(length),
    bootTag: new BigUint64Array(length),
  }
  let at = 0
  sorted.forEach((pieces, source) => {
    for (const piece of pieces) {
      const { batch } = piece
      const n = batch.recordCount
      const id = translate(piece)
      columns.source.fill(source, at, at + n)
      columns.offset.set(batch.offset, at)
      columns.eventId.set(batch.eventId, at)
      halves(columns.recordId).set(batch.recordId, at * 2)
      halves(columns.time).set(batch.time, at * 2)
      halves(columns.bootTag).set(batch.bootTag, at * 2)
      for (let i = 0; i < n; i++) {
        columns.provider[at + i] = id(batch.provider[i]!)
        columns.channel[at + i] = id(batch.channel[i]!)
        columns.computer[at + i] = id(batch.computer[i]!)
      }
      at += n
    }
  })
  return columns
}

function joinFamily(sorted: readonly Piece[][], translate: Translate): FamilyColumns {
  const length = sum(sorted, (piece) => piece.batch.familyCount)
  const record = new Uint32Array(length)
  const kind = new Uint8Array(length)
  const columns = FAMILY_FIELDS.map((_, column) => emptyColumn(column, length))
  let row = 0
  let firstRecord = 0
  for (const pieces of sorted) {
    for (const piece of pieces) {
      const { batch } = piece
      const n = batch.familyCount
      for (let i = 0; i < n; i++) record[row + i] = firstRecord + batch.familyRecord[i]!
      kind.set(batch.familyKind, row)
      const id = translate(piece)
      batch.family.forEach((data, column) => {
        if (!data) return
        const into = columns[column]!
        if (column >= FIRST_WIDE) into.set(data, row * 2)
        else if (column >= FIRST_NUMBER) into.set(data, row)
        else for (let i = 0; i < n; i++) into[row + i] = id(data[i]!)
      })
      row += n
      firstRecord += batch.recordCount
    }
  }
  const named: Record<string, unknown> = { length, record, kind }
  FAMILY_FIELDS.forEach((field, column) => {
    named[field] = column >= FIRST_WIDE ? new BigUint64Array(columns[column]!.buffer) : columns[column]!
  })
  return named as unknown as FamilyColumns
}

function sum(sorted: readonly Piece[][], count: (piece: Piece) => number): number {
  return sorted.reduce((total, pieces) => total + pieces.reduce((t, piece) => t + count(piece), 0), 0)
}

function halves(wide: BigUint64Array): Uint32Array {
  return new Uint32Array(wide.buffer)
}
