import {
  type EventTable,
  type FamilyColumns,
  type NumberField,
  type RecordColumns,
  type TextField,
  type WideField,
} from '../../electron/core/columns/event-table'
import { emptyColumn, FAMILY_FIELDS, FIRST_WIDE } from '../../electron/core/columns/table-builder'
import { EVENT_KINDS, type EventKind } from '../../electron/core/events/event-kinds'

const TICKS_PER_SECOND = 10_000_000n

/** Fields of one event: texts, numbers and logon IDs. */
export type SyntheticFields = { readonly [F in TextField]?: string } & {
  readonly [F in NumberField]?: number
} & {
  readonly [F in WideField]?: bigint
}

/** A table as the reader leaves it, filled row by row; sources and rows are added in order. */
export class SyntheticTable {
  readonly records: { -readonly [F in keyof RecordColumns]: RecordColumns[F] }
  private readonly family: Record<string, Uint8Array | Uint32Array | BigUint64Array>
  private readonly sources: string[] = []
  private readonly strings: string[] = ['']
  private readonly idByText = new Map<string, number>([['', 0]])
  private computer = 0
  private recordId = 0n
  private rows = 0

  constructor(readonly capacity: number) {
    this.records = {
      length: 0,
      source: new Uint32Array(capacity),
      offset: new Float64Array(capacity),
      recordId: new BigUint64Array(capacity),
      time: new BigUint64Array(capacity),
      eventId: new Uint16Array(capacity),
      provider: new Uint32Array(capacity),
      channel: new Uint32Array(capacity),
      computer: new Uint32Array(capacity),
      bootTag: new BigUint64Array(capacity),
    }
    this.family = { record: new Uint32Array(capacity), kind: new Uint8Array(capacity) }
    FAMILY_FIELDS.forEach((field, column) => {
      const data = emptyColumn(column, capacity)
      this.family[field] = column >= FIRST_WIDE ? new BigUint64Array(data.buffer) : data
    })
  }

  get rowCount(): number {
    return this.rows
  }

  get full(): boolean {
    return this.rows >= this.capacity
  }

  /** The rows that follow come from the Security log of another computer. */
  startLog(computer: string): void {
    this.sources.push(`${computer}/Security.evtx`)
    this.computer = this.idOf(computer)
    this.recordId = 0n
  }

  /** Adds an event at so many seconds after 2023; nothing once the table is full. */
  add(seconds: number, eventId: number, kind: EventKind, fields: SyntheticFields): void {
    if (this.full) return
    const row = this.rows++
    const { records } = this
    records.source[row] = this.sources.length - 1
    records.offset[row] = 4096 + 512 + Number(this.recordId) * 700
    records.recordId[row] = ++this.recordId
    records.time[row] = 0x01d9_1d6d_0000_0000n + BigInt(seconds) * TICKS_PER_SECOND
    records.eventId[row] = eventId
    records.provider[row] = this.idOf('Microsoft-Windows-Security-Auditing')
    records.channel[row] = this.idOf('Security')
    records.computer[row] = this.computer
    this.family['record']![row] = row
    this.family['kind']![row] = EVENT_KINDS.indexOf(kind)
    for (const [field, value] of Object.entries(fields)) {
      this.family[field]![row] = typeof value === 'string' ? this.idOf(value) : value
    }
  }

  /** The whole table; every row has to be filled. */
  take(): EventTable {
    if (!this.full) throw new Error(`${this.rows} of ${this.capacity} rows are filled`)
    const family = { length: this.rows, ...this.family } as unknown as FamilyColumns
    return {
      sources: this.sources,
      strings: this.strings,
      records: { ...this.records, length: this.rows },
      family,
    }
  }

  private idOf(text: string): number {
    const known = this.idByText.get(text)
    if (known !== undefined) return known
    const id = this.strings.push(text) - 1
    this.idByText.set(text, id)
    return id
  }
}
