import type { EventTable, FamilyColumns, RecordColumns } from './event-table'
import { emptyColumn, FAMILY_FIELDS, FIRST_NUMBER, FIRST_WIDE, type TableBatch } from './table-builder'

/** A batch that can give up its columns. */
type HeldBatch = { -readonly [Column in keyof Omit<TableBatch, 'family'>]: TableBatch[Column] } & {
  family: (Uint32Array | null)[]
}

interface Piece {
  readonly order: number
  readonly stream: number
  readonly batch: HeldBatch
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
    pieces.push({ order, stream, batch: { ...batch, family: [...batch.family] } })
    this.pieces.set(sourcePath, pieces)
  }

  /** Drops a source's rows, for example of a duplicate found late. */
  remove(sourcePath: string): void {
    this.pieces.delete(sourcePath)
  }

  /**
   * The table of all batches added so far; string ids in order of first use.
   * @param last gives the batches up while they are joined, which halves the memory; nothing can be added after it
   */
  table(last = false): EventTable {
    const sources = [...this.pieces.keys()].sort(comparePaths)
    const sorted = sources.map((path) => this.pieces.get(path)!.toSorted((a, b) => a.order - b.order))
    const strings = new StringOrder(this.arrived, this.translations)
    const [records, family] = join(sorted, strings, last)
    if (last) this.pieces.clear()
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

/** A piece and where its rows go. */
interface Placed {
  readonly piece: Piece
  readonly source: number
  readonly record: number
  readonly row: number
}

/** Joins column by column; with `release` each batch gives up a column once it is copied, so that no more than one is there twice. */
function join(
  sorted: readonly Piece[][],
  strings: StringOrder,
  release: boolean,
): [RecordColumns, FamilyColumns] {
  const placed: Placed[] = []
  let record = 0
  let row = 0
  sorted.forEach((pieces, source) => {
    for (const piece of pieces) {
      placed.push({ piece, source, record, row })
      record += piece.batch.recordCount
      row += piece.batch.familyCount
    }
  })
  return [joinRecords(placed, record, strings, release), joinFamily(placed, row, strings, release)]
}

const GIVEN_UP = new Uint32Array(0)

function joinRecords(
  placed: readonly Placed[],
  length: number,
  strings: StringOrder,
  release: boolean,
): RecordColumns {
  const source = new Uint32Array(length)
  const offset = new Float64Array(length)
  const eventId = new Uint16Array(length)
  for (const { piece, source: number, record } of placed) {
    source.fill(number, record, record + piece.batch.recordCount)
    offset.set(piece.batch.offset, record)
    eventId.set(piece.batch.eventId, record)
  }
  const wide = (column: 'recordId' | 'time' | 'bootTag'): BigUint64Array => {
    const joined = new Uint32Array(length * 2)
    for (const { piece, record } of placed) {
      joined.set(piece.batch[column], record * 2)
      if (release) piece.batch[column] = GIVEN_UP
    }
    return new BigUint64Array(joined.buffer)
  }
  const text = (column: 'provider' | 'channel' | 'computer'): Uint32Array => {
    const joined = new Uint32Array(length)
    for (const { piece, record } of placed) {
      strings.copy(piece.batch[column], piece.stream, joined, record)
      if (release) piece.batch[column] = GIVEN_UP
    }
    return joined
  }
  return {
    length,
    source,
    offset,
    eventId,
    recordId: wide('recordId'),
    time: wide('time'),
    bootTag: wide('bootTag'),
    provider: text('provider'),
    channel: text('channel'),
    computer: text('computer'),
    ...recoveredRows(placed, length),
  }
}

/** The mark of recovered rows; none where nothing was recovered. */
function recoveredRows(placed: readonly Placed[], length: number): { recovered?: Uint8Array } {
  const found = placed.filter(({ piece }) => piece.batch.recovered)
  if (found.length === 0) return {}
  const recovered = new Uint8Array(length)
  for (const { piece, record } of found) recovered.fill(1, record, record + piece.batch.recordCount)
  return { recovered }
}

function joinFamily(
  placed: readonly Placed[],
  length: number,
  strings: StringOrder,
  release: boolean,
): FamilyColumns {
  const record = new Uint32Array(length)
  const kind = new Uint8Array(length)
  for (const { piece, record: first, row } of placed) {
    const { familyRecord, familyKind } = piece.batch
    for (let i = 0; i < familyRecord.length; i++) record[row + i] = first + familyRecord[i]!
    kind.set(familyKind, row)
  }
  // Columns that no row has a value in are one and the same: nobody writes to a table.
  const blanks = { text: emptyColumn(0, length), number: emptyColumn(FIRST_NUMBER, length) }
  const named: Record<string, unknown> = { length, record, kind }
  FAMILY_FIELDS.forEach((field, column) => {
    const joined = joinColumn(placed, column, length, strings, release)
    if (column >= FIRST_WIDE)
      named[field] = new BigUint64Array((joined ?? emptyColumn(column, length)).buffer)
    else named[field] = joined ?? (column < FIRST_NUMBER ? blanks.text : blanks.number)
  })
  return named as unknown as FamilyColumns
}

/** One family column of all batches; null where no row has a value. */
function joinColumn(
  placed: readonly Placed[],
  column: number,
  length: number,
  strings: StringOrder,
  release: boolean,
): Uint32Array<ArrayBuffer> | null {
  let joined: Uint32Array<ArrayBuffer> | null = null
  for (const { piece, row } of placed) {
    const data = piece.batch.family[column]
    if (!data) continue
    joined ??= emptyColumn(column, length)
    if (column >= FIRST_WIDE) joined.set(data, row * 2)
    else if (column >= FIRST_NUMBER) joined.set(data, row)
    else strings.copy(data, piece.stream, joined, row)
    if (release) piece.batch.family[column] = null
  }
  return joined
}
