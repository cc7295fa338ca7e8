import { ByteSink } from '../bytes/byte-sink'
import type { Template, TemplateStore } from './binxml/template-store'
import { writeValue } from './binxml/write-value'
import { xmlProgram } from './binxml/xml-program'
import { DecodeError } from './layout'

/** What wasm/index.ts exports. Numbers are places in its memory, counts, or text ids. */
export interface LoopExports {
  readonly memory: { readonly buffer: ArrayBuffer }
  allocate(size: number): number
  chunkAt(): number
  begin(length: number, end: number): number
  recordAt(): number
  recordSizes(): number
  addRecords(from: number, count: number, fileOffset: number): number
  writeRecords(from: number, count: number): number
  textAt(): number
  textLength(): number
  setTextLength(length: number): void
  reserve(count: number): number
  initTable(firstNumber: number, firstWide: number, columns: number, activityColumn: number): void
  place(what: number): number
  reserveRows(): void
  recordCount(): number
  rowCount(): number
  lendTable(): void
  undoRows(): void
  definitionCost(): number
  textCost(): number
  addRecord(offset: number, eventId: number, provider: number, channel: number, computer: number): void
  addFamilyRow(kind: number): void
  setColumn(column: number, value: number): void
  setWideColumn(column: number, low: number, high: number): void
  setRecordId(low: number, high: number): void
  setTime(low: number, high: number): void
  setBootTag(low: number, high: number): void
}

/** Makes an instance of the module (the host has WebAssembly, the core does not) with the functions that it calls. */
export type LoopModule = (
  host: Readonly<Record<string, (...values: number[]) => number | void>>,
) => LoopExports

/** What the table has to say while records are added; see loop-table.ts of events. */
export interface LoopTableHost {
  /** Id of the text of a value not met before. */
  text(type: number, bytes: Uint8Array, at: number, size: number): number
  /** Place of the event's kind and flags; 0 where the record is of no interest to sessions. */
  event(provider: number, channel: number, eventId: number): number
  /** Place of columns and slots, GENERAL where the body needs the general way. */
  assignments(event: number, body: Template, inUserData: boolean): number
  column(column: number, type: number, bytes: Uint8Array, at: number, size: number): void
  /** Place of the system plan, GENERAL where the template needs the general way. */
  systemPlan(template: Template): number
}

/** Says "not in this loop", where a place is asked for. */
export const GENERAL = 1

/**
 * The record loop in WebAssembly (evtx/wasm) with its memory. It takes the records it knows how to read; the others are handed back, one by one, to
 * the TypeScript path, whose result is the same.
 */
export class RecordLoop {
  readonly exports: LoopExports
  table: LoopTableHost | null = null
  private readonly compiled: Template[] = []
  private readonly sink = new ByteSink(256)
  private chunk: Uint8Array = new Uint8Array(0)
  private memory: Uint8Array

  constructor(
    module: LoopModule,
    private readonly templates: TemplateStore,
  ) {
    const host = {
      template: (number: number, definition: number, id: number) => this.template(number, definition, id),
      plan: (number: number) => this.table?.systemPlan(this.compiled[number]!) ?? GENERAL,
      program: (number: number) => this.program(this.compiled[number]!),
      text: (type: number, at: number, size: number) => this.table!.text(type, this.chunk, at, size),
      event: (provider: number, channel: number, eventId: number) =>
        this.table!.event(provider, channel, eventId),
      assignments: (event: number, template: number, inUserData: number) =>
        this.table!.assignments(event, this.compiled[template]!, inUserData !== 0),
      column: (column: number, type: number, at: number, size: number) =>
        this.table!.column(column, type, this.chunk, at, size),
      value: (type: number, at: number, size: number) => this.value(type, at, size),
    }
    this.exports = module(host)
    this.memory = new Uint8Array(this.exports.memory.buffer)
  }

  /** Its memory; ask again after every call, growth moves it. */
  get bytes(): Uint8Array {
    const { buffer } = this.exports.memory
    if (this.memory.buffer !== buffer) this.memory = new Uint8Array(buffer)
    return this.memory
  }

  words(at: number, length: number): Uint32Array {
    return new Uint32Array(this.exports.memory.buffer, at, length)
  }

  /**
   * Begins a chunk whose records lie in [512, end).
   * @returns their number, -1 where one of them is odd: walk the chunk in TypeScript
   */
  begin(chunk: Uint8Array, end: number): number {
    this.chunk = chunk
    this.bytes.set(chunk, this.exports.chunkAt())
    return this.exports.begin(chunk.length, end)
  }

  /** Places and sizes of the chunk's records. */
  records(count: number): { offsets: number[]; sizes: number[] } {
    return {
      offsets: numbers(this.words(this.exports.recordAt(), count)),
      sizes: numbers(this.words(this.exports.recordSizes(), count)),
    }
  }

  /** Moves what `writeRecords` wrote to a sink. */
  flushText(sink: ByteSink): void {
    const length = this.exports.textLength()
    if (length === 0) return
    const at = this.exports.textAt()
    sink.raw(this.bytes.subarray(at, at + length))
    this.exports.setTextLength(0)
  }

  /** Stores words for good; their place. */
  keep(words: ArrayLike<number>): number {
    const at = this.exports.allocate(words.length * 4)
    this.words(at, words.length).set(words)
    return at
  }

  private template(number: number, definition: number, id: number): number {
    try {
      this.compiled[number] = this.templates.at(this.chunk, definition, id >>> 0)
      return 1
    } catch (error) {
      if (error instanceof DecodeError) return 0
      throw error
    }
  }

  /** Number of steps and extent, then the steps of five words, then their bytes. */
  private program({ parts, extent }: Template): number {
    const steps = xmlProgram(parts)
    const head = 16 + steps.length * 20
    const at = this.exports.allocate(head + steps.reduce((total, { bytes }) => total + bytes.length + 16, 0))
    const words = [steps.length, extent.units, extent.repeats, extent.depth]
    let place = at + head
    for (const { kind, bytes, slot, target } of steps) {
      words.push(kind, place, bytes.length, slot, target)
      this.bytes.set(bytes, place)
      place += bytes.length
    }
    this.words(at, words.length).set(words)
    return at
  }

  private value(type: number, at: number, size: number): void {
    this.sink.clear()
    writeValue(this.sink, type, this.chunk, at, size)
    const place = this.exports.reserve(this.sink.length)
    this.bytes.set(this.sink.written, place)
    this.exports.setTextLength(this.exports.textLength() + this.sink.length)
  }
}

/** Eight times as fast as Array.from. */
function numbers(words: Uint32Array): number[] {
  const list: number[] = []
  for (let i = 0; i < words.length; i++) list.push(words[i]!)
  return list
}
