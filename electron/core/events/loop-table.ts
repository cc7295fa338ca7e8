import {
  FIRST_NUMBER,
  FIRST_WIDE,
  FAMILY_FIELDS,
  type TableBatch,
  type TableWriter,
} from '../columns/table-builder'
import { StringDictionary } from '../columns/string-dictionary'
import type { Template } from '../evtx/binxml/template-store'
import { valueText } from '../evtx/binxml/value'
import { GENERAL, type LoopTableHost, type RecordLoop } from '../evtx/record-loop'
import { setColumnText } from './column-values'
import { familyEvent, type FamilyEvent } from './family'
import { assignmentsOf, bodyPlan, systemPlan, type FieldSource } from './system-plan'

/** Columns by number, as `place` in wasm/index.ts counts them. */
const PLACE = {
  offset: 0,
  recordId: 1,
  time: 2,
  bootTag: 3,
  eventId: 4,
  provider: 5,
  channel: 6,
  computer: 7,
  rowRecord: 8,
  rowKind: 9,
  column: 10,
  touched: 11,
} as const

/** As in wasm/table.ts. */
const FLAG = { keepsActivityId: 1, wildcard: 2, hasColumns: 4 } as const

/** The table whose rows lie in the record loop's memory. Rows that TypeScript adds take their place among them. */
export class LoopTable implements TableWriter, LoopTableHost {
  /** Texts only: raw values are looked up in the loop. */
  readonly dictionary = new StringDictionary(valueText)
  /** Texts by id, for what the loop asks by id. */
  private readonly texts: string[] = ['']
  private readonly places = new Map<FamilyEvent, number>()
  private readonly events = new Map<number, FamilyEvent>()

  constructor(private readonly loop: RecordLoop) {
    loop.table = this
    const activity = FAMILY_FIELDS.indexOf('activityId')
    loop.exports.initTable(FIRST_NUMBER, FIRST_WIDE, FAMILY_FIELDS.length, activity)
    loop.exports.reserveRows()
  }

  addRecord(offset: number, eventId: number, provider: number, channel: number, computer: number): void {
    this.loop.exports.addRecord(offset, eventId, provider, channel, computer)
  }

  setRecordId(low: number, high: number): void {
    this.loop.exports.setRecordId(low, high)
  }

  setTime(low: number, high: number): void {
    this.loop.exports.setTime(low, high)
  }

  setBootTag(low: number, high: number): void {
    this.loop.exports.setBootTag(low, high)
  }

  addFamilyRow(kind: number): void {
    this.loop.exports.addFamilyRow(kind)
  }

  set(column: number, value: number): void {
    this.loop.exports.setColumn(column, value)
  }

  setWide(column: number, low: number, high: number): void {
    this.loop.exports.setWideColumn(column, low, high)
  }

  take(): TableBatch {
    const { exports } = this.loop
    exports.lendTable()
    const { buffer } = exports.memory
    const n = exports.recordCount()
    const rows = exports.rowCount()
    const words = (what: number, length: number): Uint32Array =>
      new Uint32Array(buffer, exports.place(what), length)
    const columns = new Uint32Array(buffer, exports.place(PLACE.column), FAMILY_FIELDS.length)
    const touched = new Uint8Array(buffer, exports.place(PLACE.touched), FAMILY_FIELDS.length)
    return {
      recordCount: n,
      offset: new Float64Array(buffer, exports.place(PLACE.offset), n),
      recordId: words(PLACE.recordId, n * 2),
      time: words(PLACE.time, n * 2),
      eventId: new Uint16Array(buffer, exports.place(PLACE.eventId), n),
      provider: words(PLACE.provider, n),
      channel: words(PLACE.channel, n),
      computer: words(PLACE.computer, n),
      bootTag: words(PLACE.bootTag, n * 2),
      familyCount: rows,
      familyRecord: words(PLACE.rowRecord, rows),
      familyKind: new Uint8Array(buffer, exports.place(PLACE.rowKind), rows),
      family: FAMILY_FIELDS.map((_, column) =>
        touched[column] === 0
          ? null
          : new Uint32Array(buffer, columns[column], column < FIRST_WIDE ? rows : rows * 2),
      ),
      strings: this.takeFresh(),
    }
  }

  text(type: number, bytes: Uint8Array, at: number, size: number): number {
    return this.dictionary.idOfText(valueText(type, bytes, at, size))
  }

  event(provider: number, channel: number, eventId: number): number {
    this.learnTexts()
    const event = familyEvent(this.texts[provider]!, this.texts[channel]!, eventId)
    if (!event) return 0
    let place = this.places.get(event)
    if (place === undefined) {
      const flags =
        (event.keepsActivityId ? FLAG.keepsActivityId : 0) |
        (event.wildcard ? FLAG.wildcard : 0) |
        (event.columns.size > 0 ? FLAG.hasColumns : 0)
      place = this.loop.keep([event.kind, flags])
      this.places.set(event, place)
      this.events.set(place, event)
    }
    return place
  }

  /** Number of pairs, whether a 64-bit column is among them, then column and slot of each. */
  assignments(place: number, body: Template, inUserData: boolean): number {
    const plan = bodyPlan(body, inUserData)
    const event = this.events.get(place)!
    if (!plan || event.keepsUser) return GENERAL
    const pairs = assignmentsOf(plan, event)
    const namesWide = pairs.some((value, i) => i % 2 === 0 && value >= FIRST_WIDE)
    return this.loop.keep([pairs.length / 2, namesWide ? 1 : 0, ...pairs])
  }

  column(column: number, type: number, bytes: Uint8Array, at: number, size: number): void {
    setColumnText(this, column, valueText(type, bytes, at, size))
  }

  systemPlan(template: Template): number {
    const plan = systemPlan(template)
    if (!plan) return GENERAL
    const { provider, channel, computer, eventId } = plan
    const literalId = /^\d{1,5}$/.test(eventId.literal) ? Number(eventId.literal) & 0xffff : -1
    return this.loop.keep([
      ...this.source(provider),
      ...this.source(channel),
      ...this.source(computer),
      eventId.slot,
      literalId,
      plan.recordId,
      plan.time,
      plan.activityId,
      plan.body,
      plan.inUserData ? 1 : 0,
      plan.required,
    ])
  }

  private source({ slot, literal }: FieldSource): [number, number] {
    return [slot, slot < 0 ? this.dictionary.idOfText(literal) : 0]
  }

  private readonly fresh: string[] = []

  /** Texts come from the dictionary in the order of their ids. */
  private learnTexts(): void {
    for (const text of this.dictionary.takeFresh()) {
      this.texts.push(text)
      this.fresh.push(text)
    }
  }

  private takeFresh(): string[] {
    this.learnTexts()
    return this.fresh.splice(0)
  }
}
