import { NO_NUMBER } from './event-table'
import { idColumn, SegmentedColumn, segmentRows, type TextIds } from './segmented-column'
import { FAMILY_FIELDS, FIRST_NUMBER, FIRST_WIDE, type TableBatch } from './table-builder'

/** More texts than 16-bit ids can name. */
export const MANY_TEXTS = 0x10000

/** The rows of all batches in the order in which they came, column by column. */
export class HeldColumns {
  readonly offset: SegmentedColumn
  readonly eventId: SegmentedColumn
  readonly recordId: SegmentedColumn
  readonly time: SegmentedColumn
  readonly bootTag: SegmentedColumn
  readonly provider: SegmentedColumn
  readonly channel: SegmentedColumn
  readonly computer: SegmentedColumn
  readonly familyRecord: SegmentedColumn
  readonly familyKind: SegmentedColumn
  readonly family: readonly SegmentedColumn[]
  private records = 0
  private rows = 0

  /** @param expectedRecords how many are likely to come, 0 where nobody knows */
  constructor(expectedRecords = 0) {
    const size = segmentRows(expectedRecords)
    const wideColumn = (): SegmentedColumn =>
      new SegmentedColumn((length) => new Uint32Array(length), size, 2)
    this.offset = new SegmentedColumn((length) => new Uint32Array(length), size)
    this.eventId = new SegmentedColumn((length) => new Uint16Array(length), size)
    this.recordId = wideColumn()
    this.time = wideColumn()
    this.bootTag = wideColumn()
    this.provider = idColumn(size)
    this.channel = idColumn(size)
    this.computer = idColumn(size)
    this.familyRecord = new SegmentedColumn((length) => new Uint32Array(length), size)
    this.familyKind = new SegmentedColumn((length) => new Uint8Array(length), size)
    this.family = FAMILY_FIELDS.map((_, column) => {
      if (column < FIRST_NUMBER) return idColumn(size)
      if (column >= FIRST_WIDE) return wideColumn()
      return new SegmentedColumn((length) => new Uint32Array(length), size, 1, NO_NUMBER)
    })
  }

  /**
   * Copies a batch's rows; its buffers are not kept.
   * @param textIds the batch's text ids as ids below `textCount`
   * @returns where its first record and its first session-relevant row lie
   */
  append(batch: TableBatch, textIds: TextIds, textCount: number): { record: number; row: number } {
    const { records: record, rows: row } = this
    this.offset.writeNarrow(record, batch.offset, Number.MAX_SAFE_INTEGER)
    this.eventId.write(record, batch.eventId)
    this.recordId.write(record, batch.recordId)
    this.time.write(record, batch.time)
    this.bootTag.write(record, batch.bootTag)
    this.provider.writeIds(record, batch.provider, textIds, textCount)
    this.channel.writeIds(record, batch.channel, textIds, textCount)
    this.computer.writeIds(record, batch.computer, textIds, textCount)
    this.familyRecord.writeShifted(row, batch.familyRecord, record)
    this.familyKind.write(row, batch.familyKind)
    batch.family.forEach((values, column) => {
      if (!values) return
      const held = this.family[column]!
      if (column < FIRST_NUMBER) held.writeIds(row, values, textIds, textCount)
      else held.write(row, values)
    })
    this.records += batch.recordCount
    this.rows += batch.familyCount
    return { record, row }
  }
}

/** An array for text ids. */
export function idArray(length: number, textCount: number): Uint16Array | Uint32Array {
  return textCount > MANY_TEXTS ? new Uint32Array(length) : new Uint16Array(length)
}
