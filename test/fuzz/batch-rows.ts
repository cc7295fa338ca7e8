import {
  FAMILY_FIELDS,
  FIRST_NUMBER,
  FIRST_WIDE,
  type TableBatch,
} from '../../electron/core/columns/table-builder'
import { NO_NUMBER } from '../../electron/core/columns/event-table'

/** Rows of a parser's batches as lines that can be compared: texts instead of their numbers, which go by first use. */
export class BatchRows {
  private readonly strings: string[] = ['']

  /** Batches have to come in the order they were taken. */
  lines(batch: TableBatch): string[] {
    this.strings.push(...batch.strings)
    const lines = Array.from({ length: batch.recordCount }, (_, row) =>
      [
        batch.offset[row],
        batch.eventId[row],
        this.text(batch.provider[row]),
        this.text(batch.channel[row]),
        this.text(batch.computer[row]),
        ...[batch.recordId, batch.time, batch.bootTag].map((wide) => `${wide[2 * row]}:${wide[2 * row + 1]}`),
      ].join(' '),
    )
    for (let row = 0; row < batch.familyCount; row++) {
      const fields = FAMILY_FIELDS.map((field, column) => `${field}=${this.field(batch, column, row)}`)
      lines.push(`${batch.familyRecord[row]} ${batch.familyKind[row]} ${fields.join(' ')}`)
    }
    return lines
  }

  private field({ family }: TableBatch, column: number, row: number): string {
    const data = family[column]
    if (column >= FIRST_WIDE) return data ? `${data[2 * row]}:${data[2 * row + 1]}` : '0:0'
    if (column >= FIRST_NUMBER) return String(data ? data[row] : NO_NUMBER)
    return data ? this.text(data[row]) : ''
  }

  private text(id: number | undefined): string {
    return this.strings[id ?? 0] ?? `no text ${id}`
  }
}
