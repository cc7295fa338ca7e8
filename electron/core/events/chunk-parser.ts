import { u32 } from '../bytes/little-endian'
import { FAMILY_FIELDS, FIRST_WIDE, TableBuilder, type TableWriter } from '../columns/table-builder'
import type { ChunkReport } from '../evtx/chunk'
import { ChunkReader, type ChunkReaderOptions } from '../evtx/chunk-reader'
import { Values } from '../evtx/binxml/instance'
import {
  TYPE_BINXML,
  TYPE_FILETIME,
  TYPE_GUID,
  TYPE_NULL,
  FRAGMENT_HEADER,
  KIND_MASK,
  TEMPLATE_INSTANCE,
} from '../evtx/binxml/tokens'
import { valueText } from '../evtx/binxml/value'
import { RECORD_HEADER_SIZE, RECORD_TAIL_SIZE } from '../evtx/layout'
import { setColumn } from './column-values'
import { addEventFromText } from './event-from-text'
import { LoopTable } from './loop-table'
import { familyEvent, type FamilyEvent } from './family'
import { assignmentsOf, bodyPlan, holds, systemPlan, type FieldSource, type SystemPlan } from './system-plan'

const ACTIVITY_ID = FAMILY_FIELDS.indexOf('activityId')
/** FILETIME high halves of 2008 and 2035: what else stands in an ActivityID is no boot tag (sessions 4.2). */
const BOOT_TAG_FROM = 0x01c84000
const BOOT_TAG_TO = 0x01f20000

/** Turns chunks into table rows. Per record it reads descriptors and the few slots that a column wants, nothing else. */
export class ChunkParser {
  readonly reader: ChunkReader
  /** Where the rows go. */
  readonly table: TableWriter
  private readonly system = new Values()
  private readonly body = new Values()
  /** Session-relevant events by provider, channel and id numbers of the current table. */
  private readonly events = new Map<number, FamilyEvent | null>()

  constructor(options: ChunkReaderOptions = {}) {
    this.reader = new ChunkReader(options)
    this.table = this.reader.loop ? new LoopTable(this.reader.loop) : new TableBuilder(valueText)
  }

  /** Adds all records of a chunk to the table and tells what became of them. */
  parse(chunk: Uint8Array, fileOffset: number, noCrc: boolean): ChunkReport {
    const { loop } = this.reader
    const visit = (at: number, size: number): void =>
      this.record(chunk, fileOffset, at, at + size, this.table)
    const run = loop && {
      take: (from: number, count: number) => loop.exports.addRecords(from, count, fileOffset),
      undo: () => loop.exports.undoRows(),
    }
    return this.reader.eachRecord(chunk, fileOffset, noCrc, visit, undefined, run)
  }

  private record(
    chunk: Uint8Array,
    fileOffset: number,
    record: number,
    end: number,
    table: TableWriter,
  ): void {
    const to = end - RECORD_TAIL_SIZE
    let at = record + RECORD_HEADER_SIZE
    if ((chunk[at]! & KIND_MASK) === FRAGMENT_HEADER) at += 4
    if ((chunk[at]! & KIND_MASK) === TEMPLATE_INSTANCE) {
      const values = this.system
      values.read(chunk, at, to, this.reader.fragments.templates)
      const plan = systemPlan(values.template!)
      if (plan && this.fromPlan(chunk, fileOffset + record, to, plan, table)) return
    }
    addEventFromText(this.reader.fragments, record, end, fileOffset, table)
  }

  /** False, and nothing added, where a value is not as the plan expects. */
  private fromPlan(
    chunk: Uint8Array,
    offset: number,
    to: number,
    plan: SystemPlan,
    table: TableWriter,
  ): boolean {
    const values = this.system
    if (plan.required >= 0 && values.type(plan.required) === TYPE_NULL) return false
    if (!holds(values, plan.time, TYPE_FILETIME, 8) || !holds(values, plan.recordId, 0x0a, 8)) return false
    const eventId = this.eventId(chunk, plan)
    if (eventId < 0) return false
    const provider = this.textId(chunk, plan.provider, table)
    const channel = this.textId(chunk, plan.channel, table)
    const event = this.familyEvent(chunk, plan, eventId, provider, channel)
    let assignments: readonly number[] | null = null
    if (event) {
      const columns = this.bodyColumns(chunk, to, plan, event)
      if (columns === null) return false
      assignments = columns
    }
    table.addRecord(offset, eventId, provider, channel, this.textId(chunk, plan.computer, table))
    const recordId = values.offsets[plan.recordId]!
    table.setRecordId(u32(chunk, recordId), u32(chunk, recordId + 4))
    const time = values.offsets[plan.time]!
    table.setTime(u32(chunk, time), u32(chunk, time + 4))
    this.bootTag(chunk, plan, table)
    if (event && assignments && (!event.wildcard || namesLogonId(assignments)))
      this.familyRow(chunk, plan, event, assignments, table)
    return true
  }

  private eventId(chunk: Uint8Array, plan: SystemPlan): number {
    const { slot, literal } = plan.eventId
    if (slot < 0) return /^\d{1,5}$/.test(literal) ? Number(literal) & 0xffff : -1
    return holds(this.system, slot, 0x06, 2)
      ? chunk[this.system.offsets[slot]!]! | (chunk[this.system.offsets[slot]! + 1]! << 8)
      : -1
  }

  private textId(chunk: Uint8Array, source: FieldSource, table: TableWriter): number {
    if (source.slot < 0) return table.dictionary.idOfText(source.literal)
    const type = this.system.type(source.slot)
    if (type === TYPE_NULL) return 0
    return table.dictionary.idOfValue(
      type,
      chunk,
      this.system.offsets[source.slot]!,
      this.system.sizes[source.slot]!,
    )
  }

  private familyEvent(
    chunk: Uint8Array,
    plan: SystemPlan,
    eventId: number,
    provider: number,
    channel: number,
  ): FamilyEvent | null {
    const literal = plan.provider.slot < 0 && plan.channel.slot < 0
    const cache = literal ? plan.events : this.events
    const key = literal ? eventId : (provider * 0x10000 + channel) * 0x10000 + eventId
    let event = cache.get(key)
    if (event === undefined) {
      event = familyEvent(
        this.sourceText(chunk, plan.provider),
        this.sourceText(chunk, plan.channel),
        eventId,
      )
      if (channel < 0x10000 && provider < 0x100000) cache.set(key, event)
    }
    return event
  }

  private sourceText(chunk: Uint8Array, { slot, literal }: FieldSource): string {
    if (slot < 0) return literal
    return valueText(
      this.system.type(slot),
      chunk,
      this.system.offsets[slot]!,
      slot < this.system.count ? this.system.sizes[slot]! : 0,
    )
  }

  /** Column and slot pairs for the event's body, read into `this.body`; null: the general way is needed. */
  private bodyColumns(
    chunk: Uint8Array,
    to: number,
    plan: SystemPlan,
    event: FamilyEvent,
  ): readonly number[] | null {
    if (plan.body < 0 || event.columns.size === 0 || this.system.type(plan.body) === TYPE_NULL) return []
    if (this.system.type(plan.body) !== TYPE_BINXML) return null
    let at = this.system.offsets[plan.body]!
    const bodyEnd = Math.min(at + this.system.sizes[plan.body]!, to)
    if (at === bodyEnd) return []
    if ((chunk[at]! & KIND_MASK) === FRAGMENT_HEADER) at += 4
    if ((chunk[at]! & KIND_MASK) !== TEMPLATE_INSTANCE) return null
    this.body.read(chunk, at, bodyEnd, this.reader.fragments.templates)
    const body = bodyPlan(this.body.template!, plan.inUserData)
    return body && !event.keepsUser ? assignmentsOf(body, event) : null
  }

  private familyRow(
    chunk: Uint8Array,
    plan: SystemPlan,
    event: FamilyEvent,
    assignments: readonly number[],
    table: TableWriter,
  ): void {
    table.addFamilyRow(event.kind)
    const { body, system } = this
    for (let i = 0; i < assignments.length; i += 2) {
      const slot = assignments[i + 1]!
      const type = body.type(slot)
      if (type !== TYPE_NULL)
        setColumn(table, assignments[i]!, type, chunk, body.offsets[slot]!, body.sizes[slot]!)
    }
    if (event.keepsActivityId && holds(system, plan.activityId, TYPE_GUID, 16)) {
      setColumn(table, ACTIVITY_ID, TYPE_GUID, chunk, system.offsets[plan.activityId]!, 16)
    }
  }

  private bootTag(chunk: Uint8Array, plan: SystemPlan, table: TableWriter): void {
    if (!holds(this.system, plan.activityId, TYPE_GUID, 16)) return
    const at = this.system.offsets[plan.activityId]! + 8
    const high = u32(chunk, at + 4)
    if (high >= BOOT_TAG_FROM && high < BOOT_TAG_TO) table.setBootTag(u32(chunk, at), high)
  }
}

/** Whether a 64-bit column is among the assignments: only logon IDs make a wildcard event worth keeping. */
function namesLogonId(assignments: readonly number[]): boolean {
  for (let i = 0; i < assignments.length; i += 2) if (assignments[i]! >= FIRST_WIDE) return true
  return false
}
