import {
  NO_NUMBER,
  NUMBER_FIELDS,
  TEXT_FIELDS,
  WIDE_FIELDS,
  type NumberField,
  type TextField,
  type WideField,
} from './event-table'
import { StringDictionary, type DecodeValue } from './string-dictionary'

export type FamilyField = TextField | NumberField | WideField
/** Column number of every field: text, then numbers, then 64-bit. */
export const FAMILY_FIELDS: readonly FamilyField[] = [...TEXT_FIELDS, ...NUMBER_FIELDS, ...WIDE_FIELDS]
export const FIRST_NUMBER = TEXT_FIELDS.length
export const FIRST_WIDE = FIRST_NUMBER + NUMBER_FIELDS.length

/** Columns of some chunks of one source. 64-bit columns are pairs of 32-bit halves, low first. */
export interface TableBatch {
  readonly recordCount: number
  readonly offset: Float64Array
  readonly recordId: Uint32Array
  readonly time: Uint32Array
  readonly eventId: Uint16Array
  readonly provider: Uint32Array
  readonly channel: Uint32Array
  readonly computer: Uint32Array
  readonly bootTag: Uint32Array
  readonly familyCount: number
  readonly familyRecord: Uint32Array
  readonly familyKind: Uint8Array
  /** By column number; null where no row has a value. */
  readonly family: readonly (Uint32Array | null)[]
  /** Its records were brought back by recovery. */
  readonly recovered?: boolean
  /** Its source is an export as text: of a record that a log holds too, the log's counts. */
  readonly exported?: boolean
  /** Its source was made of a log by another program, shortened and reworded (sessions.md 10.4). */
  readonly weak?: boolean
  /** Strings new since the stream's batch before, in id order. */
  readonly strings: readonly string[]
}

const FIRST_CAPACITY = 2048

/** Collects rows on the parser's side. Ids of texts are its own; the merger translates them. */
export interface TableWriter {
  readonly dictionary: StringDictionary
  /** Adds a record; the columns that are not arguments are set by `setRecordId` and its like. */
  addRecord(offset: number, eventId: number, provider: number, channel: number, computer: number): void
  setRecordId(low: number, high: number): void
  setTime(low: number, high: number): void
  setBootTag(low: number, high: number): void
  /** Adds a session-relevant row for the record added last. */
  addFamilyRow(kind: number): void
  /** Sets a 32-bit column (text id or number) of the row added last. */
  set(column: number, value: number): void
  /** Sets a 64-bit column of the row added last. */
  setWide(column: number, low: number, high: number): void
  /** Lends what was collected since the last call, until the next record is added; text ids go on. `ownBatch` copies it. */
  take(): TableBatch
}

/** Rows in typed arrays. */
export class TableBuilder implements TableWriter {
  readonly dictionary: StringDictionary
  private records = 0
  private rows = 0
  private recordCapacity = FIRST_CAPACITY
  private rowCapacity = FIRST_CAPACITY
  private offset = new Float64Array(FIRST_CAPACITY)
  private recordId = new Uint32Array(FIRST_CAPACITY * 2)
  private time = new Uint32Array(FIRST_CAPACITY * 2)
  private eventId = new Uint16Array(FIRST_CAPACITY)
  private provider = new Uint32Array(FIRST_CAPACITY)
  private channel = new Uint32Array(FIRST_CAPACITY)
  private computer = new Uint32Array(FIRST_CAPACITY)
  private bootTag = new Uint32Array(FIRST_CAPACITY * 2)
  private familyRecord = new Uint32Array(FIRST_CAPACITY)
  private familyKind = new Uint8Array(FIRST_CAPACITY)
  private readonly family: (Uint32Array | null)[] = FAMILY_FIELDS.map(() => null)

  constructor(decode: DecodeValue) {
    this.dictionary = new StringDictionary(decode)
  }

  addRecord(offset: number, eventId: number, provider: number, channel: number, computer: number): void {
    if (this.records === this.recordCapacity) this.growRecords()
    const row = this.records++
    this.offset[row] = offset
    this.eventId[row] = eventId
    this.provider[row] = provider
    this.channel[row] = channel
    this.computer[row] = computer
    this.recordId[row * 2] = this.recordId[row * 2 + 1] = 0
    this.time[row * 2] = this.time[row * 2 + 1] = 0
    this.bootTag[row * 2] = this.bootTag[row * 2 + 1] = 0
  }

  setRecordId(low: number, high: number): void {
    setWide(this.recordId, this.records - 1, low, high)
  }

  setTime(low: number, high: number): void {
    setWide(this.time, this.records - 1, low, high)
  }

  setBootTag(low: number, high: number): void {
    setWide(this.bootTag, this.records - 1, low, high)
  }

  addFamilyRow(kind: number): void {
    if (this.rows === this.rowCapacity) this.growRows()
    this.familyRecord[this.rows] = this.records - 1
    this.familyKind[this.rows++] = kind
  }

  set(column: number, value: number): void {
    const data = this.family[column] ?? this.openColumn(column)
    data[this.rows - 1] = value
  }

  setWide(column: number, low: number, high: number): void {
    setWide(this.family[column] ?? this.openColumn(column), this.rows - 1, low, high)
  }

  take(): TableBatch {
    const n = this.records
    const rows = this.rows
    const family = this.family.map((data, column) =>
      data ? data.slice(0, column < FIRST_WIDE ? rows : rows * 2) : null,
    )
    this.records = this.rows = 0
    this.family.forEach((data, column) =>
      data?.fill(column >= FIRST_NUMBER && column < FIRST_WIDE ? NO_NUMBER : 0),
    )
    return {
      recordCount: n,
      offset: this.offset.slice(0, n),
      recordId: this.recordId.slice(0, n * 2),
      time: this.time.slice(0, n * 2),
      eventId: this.eventId.slice(0, n),
      provider: this.provider.slice(0, n),
      channel: this.channel.slice(0, n),
      computer: this.computer.slice(0, n),
      bootTag: this.bootTag.slice(0, n * 2),
      familyCount: rows,
      familyRecord: this.familyRecord.slice(0, rows),
      familyKind: this.familyKind.slice(0, rows),
      family,
      strings: this.dictionary.takeFresh(),
    }
  }

  private openColumn(column: number): Uint32Array {
    const data = emptyColumn(column, this.rowCapacity)
    this.family[column] = data
    return data
  }

  private growRecords(): void {
    this.recordCapacity *= 2
    const n = this.recordCapacity
    this.offset = enlarged(this.offset, new Float64Array(n))
    this.recordId = enlarged(this.recordId, new Uint32Array(n * 2))
    this.time = enlarged(this.time, new Uint32Array(n * 2))
    this.eventId = enlarged(this.eventId, new Uint16Array(n))
    this.provider = enlarged(this.provider, new Uint32Array(n))
    this.channel = enlarged(this.channel, new Uint32Array(n))
    this.computer = enlarged(this.computer, new Uint32Array(n))
    this.bootTag = enlarged(this.bootTag, new Uint32Array(n * 2))
  }

  private growRows(): void {
    this.rowCapacity *= 2
    this.familyRecord = enlarged(this.familyRecord, new Uint32Array(this.rowCapacity))
    this.familyKind = enlarged(this.familyKind, new Uint8Array(this.rowCapacity))
    this.family.forEach((data, column) => {
      if (data) this.family[column] = enlarged(data, emptyColumn(column, this.rowCapacity))
    })
  }
}

/** A family column without values: 0 = absent, NO_NUMBER in number columns. */
export function emptyColumn(column: number, rows: number): Uint32Array<ArrayBuffer> {
  if (column >= FIRST_WIDE) return new Uint32Array(rows * 2)
  const data = new Uint32Array(rows)
  return column >= FIRST_NUMBER ? data.fill(NO_NUMBER) : data
}

function setWide(pairs: Uint32Array, row: number, low: number, high: number): void {
  pairs[row * 2] = low
  pairs[row * 2 + 1] = high
}

function enlarged<A extends Float64Array | Uint32Array | Uint16Array | Uint8Array>(from: A, to: A): A {
  to.set(from)
  return to
}
