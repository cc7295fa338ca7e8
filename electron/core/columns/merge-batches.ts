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

  /** The table of all batches added so far; string ids in order of first use, batch by batch, column by column. */
  table(): EventTable {
    const sources = [...this.pieces.keys()].sort(comparePaths)
    const sorted = sources.map((path) => this.pieces.get(path)!.toSorted((a, b) => a.order - b.order))
    const strings = new StringOrder(this.arrived, this.translations)
    const records = joinRecords(sorted, strings)
    const family = joinFamily(sorted, strings)
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
  /** By place in `arrived`; 0 = not used yet. */
  private readonly ids: Uint32Array
  /** By stream and id there. */
  private readonly places = new Map<number, Uint32Array>()

  constructor(
    private readonly arrived: readonly string[],
    private readonly translations: ReadonlyMap<number, readonly number[]>,
  ) {
    this.ids = new Uint32Array(arrived.length)
  }

  /** Copies a column of text ids of one stream to `to`, beginning at `at`. */
  copy(from: Uint32Array, stream: number, to: Uint32Array, at: number): void {
    const places = this.placesOf(stream)
    const { ids, texts } = this
    for (let i = 0; i < from.length; i++) {
      const id = from[i]!
      if (id === 0) continue
      const place = places[id]!
      if (ids[place] === 0 && place !== 0) ids[place] = texts.push(this.arrived[place]!) - 1
      to[at + i] = ids[place]!
    }
  }

  private placesOf(stream: number): Uint32Array {
    let places = this.places.get(stream)
    if (!places) this.places.set(stream, (places = Uint32Array.from(this.translations.get(stream)!)))
    return places
  }
}

function joinRecords(sorted: readonly Piece[][], strings: StringOrder): RecordColumns {
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
      columns.source.fill(source, at, at + n)
      columns.offset.set(batch.offset, at)
      columns.eventId.set(batch.eventId, at)
      halves(columns.recordId).set(batch.recordId, at * 2)
      halves(columns.time).set(batch.time, at * 2)
      halves(columns.bootTag).set(batch.bootTag, at * 2)
      strings.copy(batch.provider, piece.stream, columns.provider, at)
      strings.copy(batch.channel, piece.stream, columns.channel, at)
      strings.copy(batch.computer, piece.stream, columns.computer, at)
      at += n
    }
  })
  return columns
}

function joinFamily(sorted: readonly Piece[][], strings: StringOrder): FamilyColumns {
  const length = sum(sorted, (piece) => piece.batch.familyCount)
  const record = new Uint32Array(length)
  const kind = new Uint8Array(length)
  const columns: (Uint32Array<ArrayBuffer> | null)[] = FAMILY_FIELDS.map(() => null)
  let row = 0
  let firstRecord = 0
  for (const pieces of sorted) {
    for (const piece of pieces) {
      const { batch } = piece
      const n = batch.familyCount
      for (let i = 0; i < n; i++) record[row + i] = firstRecord + batch.familyRecord[i]!
      kind.set(batch.familyKind, row)
      batch.family.forEach((data, column) => {
        if (!data) return
        const into = (columns[column] ??= emptyColumn(column, length))
        if (column >= FIRST_WIDE) into.set(data, row * 2)
        else if (column >= FIRST_NUMBER) into.set(data, row)
        else strings.copy(data, piece.stream, into, row)
      })
      row += n
      firstRecord += batch.recordCount
    }
  }
  const named: Record<string, unknown> = { length, record, kind }
  // Columns that no row has a value in are one and the same: nobody writes to a table.
  const blank = { text: emptyColumn(0, length), number: emptyColumn(FIRST_NUMBER, length) }
  FAMILY_FIELDS.forEach((field, column) => {
    const data =
      columns[column] ??
      (column >= FIRST_WIDE ? emptyColumn(column, length) : column < FIRST_NUMBER ? blank.text : blank.number)
    named[field] = column >= FIRST_WIDE ? new BigUint64Array(data.buffer) : data
  })
  return named as unknown as FamilyColumns
}

function sum(sorted: readonly Piece[][], count: (piece: Piece) => number): number {
  return sorted.reduce((total, pieces) => total + pieces.reduce((t, piece) => t + count(piece), 0), 0)
}

function halves(wide: BigUint64Array): Uint32Array {
  return new Uint32Array(wide.buffer)
}
