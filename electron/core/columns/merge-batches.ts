import type { EventTable, FamilyColumns, RecordColumns, TextColumn } from './event-table'
import { HeldColumns, idArray } from './held-columns'
import { InTurn } from './in-turn'
import type { ColumnValues, SegmentedColumn, TextIds } from './segmented-column'
import { emptyColumn, FAMILY_FIELDS, FIRST_NUMBER, FIRST_WIDE, type TableBatch } from './table-builder'

/** One batch's rows among the held ones. */
interface Piece {
  readonly order: number
  readonly recovered: boolean
  readonly record: number
  readonly row: number
  readonly recordCount: number
  readonly rowCount: number
}

/** A batch whose texts are known and whose rows are not yet held. */
interface Arrival {
  readonly order: number
  readonly batch: TableBatch
  readonly textIds: TextIds
}

/** Joins batches of several parsers and sources to one table, the same whatever order they came in. */
export class TableMerger {
  private held: HeldColumns
  private readonly pieces = new Map<string, Piece[]>()
  /** By source, what came before its turn. */
  private readonly early = new Map<string, InTurn<Arrival>>()
  /** Exports as text stand behind the logs, so that of a record in both the log's counts. */
  private readonly exports = new Set<string>()
  private readonly weak = new Set<string>()
  /** Per stream: its text ids as ids of `arrived`. */
  private readonly translations = new Map<number, { readonly of: number[]; same: boolean }>()
  private readonly arrived: string[] = ['']
  private readonly idByText = new Map<string, number>([['', 0]])

  /**
   * @param expectedRecords of one log after the other; as many can be joined where they lie
   * @param outOfTurn how many batches of a source may come before their turn: rows that are held in order need not be copied when they are joined
   */
  constructor(
    expectedRecords = 0,
    private readonly outOfTurn = 0,
  ) {
    this.held = new HeldColumns(expectedRecords)
  }

  /**
   * Copies a batch's rows, at once where none may come before its turn; else its memory must be its own.
   * @param order place of the batch within its source (for example the first chunk's number)
   * @param stream the builder that made it; batches of one stream come in the order they were taken
   */
  add(sourcePath: string, order: number, stream: number, batch: TableBatch): void {
    const textIds = this.translations.get(stream) ?? { of: [0], same: true }
    this.translations.set(stream, textIds)
    for (const text of batch.strings) {
      const id = this.idOf(text)
      if (textIds.of.push(id) - 1 !== id) textIds.same = false
    }
    const early = this.early.get(sourcePath) ?? new InTurn<Arrival>(this.outOfTurn)
    this.early.set(sourcePath, early)
    const pieces = this.pieces.get(sourcePath) ?? []
    this.pieces.set(sourcePath, pieces)
    for (const due of early.put(order, { order, batch, textIds })) pieces.push(this.hold(due))
    if (batch.exported === true) this.exports.add(sourcePath)
    if (batch.weak === true) this.weak.add(sourcePath)
  }

  /** Drops a source's rows, for example of a duplicate found late, or only recovered ones. Their memory is free once no source is left. */
  remove(sourcePath: string, onlyRecovered = false): void {
    this.holdEarly()
    const live = onlyRecovered ? (this.pieces.get(sourcePath) ?? []).filter((piece) => !piece.recovered) : []
    if (live.length > 0) {
      this.pieces.set(sourcePath, live)
      return
    }
    this.pieces.delete(sourcePath)
    this.early.delete(sourcePath)
    this.exports.delete(sourcePath)
    this.weak.delete(sourcePath)
    if (this.pieces.size === 0) this.held = new HeldColumns()
  }

  /**
   * The table of all batches added so far; string ids in order of first use, the same whatever order batches came in.
   * @param last gives the batches up while they are joined, which halves the memory; nothing can be added after it. String ids may then stay as they came:
   * nothing that is made of a table depends on them
   */
  table(last = false): EventTable {
    this.holdEarly()
    const isExport = (path: string): number => Number(this.exports.has(path))
    const sources = [...this.pieces.keys()].sort((a, b) => isExport(a) - isExport(b) || comparePaths(a, b))
    const sorted = sources.map((path) => this.pieces.get(path)!.toSorted((a, b) => a.order - b.order))
    const { stretches, records, rows } = placePieces(sorted)
    const inOrder = stretches.every(
      ({ record, row, toRecord, toRow }) => record === toRecord && row === toRow,
    )
    const strings = last && inOrder ? null : new StringOrder(this.arrived)
    const joiner = new Joiner(stretches, strings, this.arrived.length, last)
    const textFrom = sources.findIndex((path) => this.exports.has(path))
    const weak = sources.flatMap((path, i) => (this.weak.has(path) ? [i] : []))
    const table = {
      sources,
      ...(textFrom >= 0 && { textFrom }),
      ...(weak.length > 0 && { weakSources: new Set(weak) }),
      records: joiner.records(this.held, records),
      family: joiner.family(this.held, rows),
    }
    if (last) this.pieces.clear()
    return { ...table, strings: strings?.texts ?? this.arrived }
  }

  private hold({ order, batch, textIds }: Arrival): Piece {
    const { recordCount, familyCount: rowCount, recovered = false } = batch
    const place = this.held.append(batch, textIds, this.arrived.length)
    return { order, recovered, recordCount, rowCount, ...place }
  }

  /** What a batch that never came was waited for with. */
  private holdEarly(): void {
    for (const [sourcePath, early] of this.early)
      for (const arrival of early.rest()) this.pieces.get(sourcePath)?.push(this.hold(arrival))
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

  constructor(private readonly arrived: readonly string[]) {
    this.ids = new Uint32Array(arrived.length)
  }

  /** Copies ids of `arrived` to `to`, beginning at `at`. */
  copy(from: ColumnValues, to: TextColumn, at: number): void {
    const { ids, texts } = this
    let last = 0
    let id = 0
    for (let i = 0; i < from.length; i++) {
      const place = from[i]!
      // Texts repeat from record to record.
      if (place !== last) {
        last = place
        id = ids[place]!
        if (id === 0 && place !== 0) id = ids[place] = texts.push(this.arrived[place]!) - 1
      }
      to[at + i] = id
    }
  }
}

/** Rows that lie together among the held ones and in the table. */
interface Stretch {
  readonly source: number
  readonly recovered: boolean
  readonly record: number
  readonly row: number
  recordCount: number
  rowCount: number
  readonly toRecord: number
  readonly toRow: number
}

/** Where the pieces go, neighbours that stay neighbours as one. */
function placePieces(sorted: readonly Piece[][]): { stretches: Stretch[]; records: number; rows: number } {
  const stretches: Stretch[] = []
  let records = 0
  let rows = 0
  sorted.forEach((pieces, source) => {
    for (const { record, row, recordCount, rowCount, recovered } of pieces) {
      const last = stretches.at(-1)
      if (
        last?.source === source &&
        last.recovered === recovered &&
        last.record + last.recordCount === record &&
        last.row + last.rowCount === row
      ) {
        last.recordCount += recordCount
        last.rowCount += rowCount
      } else {
        stretches.push({
          source,
          recovered,
          record,
          row,
          recordCount,
          rowCount,
          toRecord: records,
          toRow: rows,
        })
      }
      records += recordCount
      rows += rowCount
    }
  })
  return { stretches, records, rows }
}

/**
 * Joins column by column; with `release` each is given up once it is copied, so that no more than one is there twice. Where logs came in order, as they
 * do to most commands, and as many records as were expected, columns are taken as they lie.
 */
class Joiner {
  /**
   * @param strings new ids of texts; null where logs came in order and are given up: then every row stays where it lies, as it is
   * @param textCount most texts there can be
   */
  constructor(
    private readonly stretches: readonly Stretch[],
    private readonly strings: StringOrder | null,
    private readonly textCount: number,
    private readonly release: boolean,
  ) {}

  records(held: HeldColumns, length: number): RecordColumns {
    const source = new Uint32Array(length)
    for (const { source: number, toRecord, recordCount } of this.stretches)
      if (number !== 0) source.fill(number, toRecord, toRecord + recordCount)
    const join = <V extends ColumnValues>(column: SegmentedColumn, fresh: (rows: number) => V): V =>
      this.join(column, length, fresh, RECORDS)
    return {
      length,
      source,
      offset: join<Uint32Array | Float64Array>(held.offset, (rows) => new Float64Array(rows)),
      eventId: join(held.eventId, (rows) => new Uint16Array(rows)),
      recordId: wide(join(held.recordId, halves)),
      time: wide(join(held.time, halves)),
      bootTag: wide(join(held.bootTag, halves)),
      provider: this.texts(held.provider, length, RECORDS),
      channel: this.texts(held.channel, length, RECORDS),
      computer: this.texts(held.computer, length, RECORDS),
      ...this.recovered(length),
    }
  }

  family(held: HeldColumns, length: number): FamilyColumns {
    const record = this.join(held.familyRecord, length, (rows) => new Uint32Array(rows), ROWS)
    for (const { record: first, toRecord, toRow, rowCount } of this.stretches)
      if (first !== toRecord)
        for (let i = toRow; i < toRow + rowCount; i++) record[i] = record[i]! - first + toRecord
    // Columns that no row has a value in are one and the same: nobody writes to a table.
    const blanks = {
      text: idArray(length, this.textCount),
      number: emptyColumn(FIRST_NUMBER, length),
      wide: new BigUint64Array(length),
    }
    const named: Record<string, unknown> = {
      length,
      record,
      kind: this.join(held.familyKind, length, (rows) => new Uint8Array(rows), ROWS),
    }
    FAMILY_FIELDS.forEach((field, column) => {
      const values = held.family[column]!
      const numbers = (): Uint32Array => this.join(values, length, (rows) => emptyColumn(column, rows), ROWS)
      if (column < FIRST_NUMBER)
        named[field] = values.isBlank ? blanks.text : this.texts(values, length, ROWS)
      else if (column < FIRST_WIDE) named[field] = values.isBlank ? blanks.number : numbers()
      else named[field] = values.isBlank ? blanks.wide : wide(numbers())
    })
    return named as unknown as FamilyColumns
  }

  /** The mark of recovered rows; none where nothing was recovered. */
  private recovered(length: number): { recovered?: Uint8Array } {
    const found = this.stretches.filter(({ recovered }) => recovered)
    if (found.length === 0) return {}
    const recovered = new Uint8Array(length)
    for (const { toRecord, recordCount } of found) recovered.fill(1, toRecord, toRecord + recordCount)
    return { recovered }
  }

  private join<V extends ColumnValues>(
    column: SegmentedColumn,
    length: number,
    fresh: (rows: number) => V,
    axis: Axis,
  ): V {
    const whole = this.strings === null ? column.take(length) : null
    if (whole) return this.done(column, whole as V)
    const to = fresh(length)
    for (const stretch of this.stretches) {
      const { from, count, to: toRow } = axis(stretch)
      column.copy(from, count, to, toRow)
    }
    return this.done(column, to)
  }

  private texts(column: SegmentedColumn, length: number, axis: Axis): TextColumn {
    const { strings, textCount } = this
    if (strings === null) return this.join(column, length, (rows) => idArray(rows, textCount), axis)
    const to = idArray(length, textCount)
    for (const stretch of this.stretches) {
      const { from, count, to: toRow } = axis(stretch)
      column.read(from, count, (part, at) => strings.copy(part, to, toRow + at))
    }
    return this.done(column, to)
  }

  private done<V>(column: SegmentedColumn, joined: V): V {
    if (this.release) column.release()
    return joined
  }
}

/** Where the rows of a stretch lie among those of one kind. */
type Axis = (stretch: Stretch) => { readonly from: number; readonly count: number; readonly to: number }
const RECORDS: Axis = ({ record, recordCount, toRecord }) => ({
  from: record,
  count: recordCount,
  to: toRecord,
})
const ROWS: Axis = ({ row, rowCount, toRow }) => ({ from: row, count: rowCount, to: toRow })

function halves(rows: number): Uint32Array {
  return new Uint32Array(rows * 2)
}

function wide(pairs: Uint32Array): BigUint64Array {
  return new BigUint64Array(pairs.buffer, pairs.byteOffset, pairs.length / 2)
}
