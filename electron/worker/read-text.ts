import { setImmediate as nextTurn } from 'node:timers/promises'
import type { SourceRange } from '../contract/engine'
import { ByteSink } from '../core/bytes/byte-sink'
import { TableBuilder } from '../core/columns/table-builder'
import { addEvent } from '../core/events/event-from-text'
import { valueText } from '../core/evtx/binxml/value'
import type { Event } from '../core/evtx/event'
import { DecodeError } from '../core/evtx/layout'
import { renderTextEvent } from '../core/export/render-text-event'
import { recordHeader } from '../core/text-sources/record-header'
import { DtdFound, type TextPiece } from '../core/text-sources/split-events'
import { splitterOf } from '../core/text-sources/splitter'
import type { TextFormat } from '../core/text-sources/text-format'
import { textEvent } from '../core/text-sources/text-event'
import {
  currentTimelineZone,
  doubtfulTimes,
  localTimes,
  ZoneWanted,
} from '../core/text-sources/timeline-zone'
import { nextOwnStream } from './own-stream'
import type { ReadHooks } from './read-source'
import type { SlabResult } from './slab-parser'
import type { SourceProgress } from './source-progress'
import type { ByteSource } from './sources/byte-source'
import { SourceProblem } from './sources/source-problem'
import { textOf, unitsOf } from './text-window'

const READ_SIZE = 1024 * 1024
/** Problems kept a window; more are counted. */
const MAX_WINDOW_PROBLEMS = 32

export const DTD_REFUSED =
  'The XML has a document type definition, which no Windows export has and which could make a small file grow without bound. ' +
  'What stood before it was kept. Save the log anew with Event Viewer or wevtutil, or open the log itself.'

const NO_XML =
  'JSON lines and timelines lack fields that the XML of an event has (task, keywords, processes). Nothing was printed. Use --format jsonl or csv, or the log itself.'

const ZONE_WANTED =
  'The times of this timeline do not say how far they are from UTC, and a guess could move every session by hours. Nothing more was read. ' +
  'Name their zone: UTC (what EvtxECmd writes unless told otherwise), Europe/Berlin, +05:30; on the command line as --zone UTC.'

const TIMELINE =
  'a timeline that another program made of logs (weak source): it can leave out or reword what the log says, so that what rests on it is no more than medium; open the log itself where there is one'

/**
 * Streams an export as text (XML or JSON lines), window by window; memory is bounded by one window and MAX_TEXT_RECORD. Rows and text go
 * to `hooks.deliver` as those of an EVTX log do. @throws what the source throws, SourceProblem
 */
export async function readText(
  file: ByteSource,
  format: TextFormat,
  progress: SourceProgress,
  hooks: ReadHooks,
): Promise<void> {
  const { signal, hash } = hooks
  if (format.kind !== 'xml' && hooks.output === 'xml') throw new SourceProblem(NO_XML)
  const splitter = splitterOf(format, true)
  const records = new RecordTaker(format, progress, hooks)
  let rest = Buffer.alloc(0)
  let position = 0
  for (let isLast = false, order = 0; !isLast && !signal.aborted; order++) {
    await hooks.ready?.()
    const window = Buffer.alloc(Math.min(READ_SIZE, file.size - position))
    const length = await file.read(window, position)
    hash?.update(window.subarray(0, length))
    position += length
    progress.bytesRead = position
    isLast = length === 0 || position >= file.size
    if (length === 0 && position < file.size) {
      progress.warn(`file became shorter while it was read: ${position} of ${file.size} bytes`)
      progress.cut(position)
    }
    const read = window.subarray(order === 0 ? format.start : 0, length)
    const bytes = rest.length > 0 ? Buffer.concat([rest, read]) : read
    const units = unitsOf(bytes, format)
    try {
      const { pieces, consumed } = splitter.split(units, isLast)
      records.take(bytes, units, position - bytes.length, pieces)
      rest = bytes.subarray(consumed * format.unit)
    } catch (error) {
      if (error instanceof DtdFound) throw new SourceProblem(DTD_REFUSED)
      if (error instanceof ZoneWanted) {
        progress.localTimes = { zone: null }
        throw new SourceProblem(ZONE_WANTED)
      }
      throw error
    }
    records.deliver(order)
    await nextTurn()
  }
  records.deliverRecovered()
  records.tellWeak()
}

const isTimeline = ({ kind }: TextFormat): boolean => kind !== 'xml' && kind !== 'jsonl'

/** Turns pieces of text into rows or lines, and counts them. */
class RecordTaker {
  private readonly stream = nextOwnStream()
  private readonly recoveredStream = nextOwnStream()
  private readonly table = new TableBuilder(valueText)
  private readonly recovered = new TableBuilder(valueText)
  private readonly sink = new ByteSink()
  private counts = { seen: 0, decoded: 0, damaged: 0, skipped: 0 }
  private problems: SourceRange[] = []
  private problemCount = 0
  private orders = 0
  private hasRecovered = false
  private withoutId = 0
  private readonly doubtfulBefore = doubtfulTimes()
  private readonly localBefore = localTimes()

  constructor(
    private readonly format: TextFormat,
    private readonly progress: SourceProgress,
    private readonly hooks: ReadHooks,
  ) {}

  /** @param start byte of the window in the file */
  take(bytes: Buffer, units: string, start: number, pieces: readonly TextPiece[]): void {
    const { format, counts } = this
    for (const { from, to, why } of pieces) {
      counts.seen++
      const place = [start + from * format.unit, start + to * format.unit] as const
      if (why !== '') {
        counts.skipped++
        this.note(place, 'skipped-bytes', why)
        continue
      }
      const text = textOf(bytes, units, format, from, to)
      try {
        const event = textEvent(format, text)
        if (event.status === 'damaged') this.damaged(place, 'record was damaged in the log it comes from')
        else counts.decoded++
        if (event.recordId === null && event.headerRecordId === '0') this.withoutId++
        this.add(event, text, place[0])
      } catch (error) {
        if (!(error instanceof DecodeError)) throw error
        this.damaged(place, error.message)
      }
    }
  }

  deliver(order: number): void {
    const { hooks, table, sink } = this
    const isTable = hooks.output === 'table'
    const result: SlabResult = {
      ...this.report(),
      batch: isTable ? { ...table.take(), exported: true, weak: isTimeline(this.format) } : null,
      text: isTable ? null : sink.written.slice(),
    }
    this.orders = order + 1
    this.progress.addSlab(result)
    hooks.deliver(order, { stream: this.stream, result, failure: null })
    sink.clear()
  }

  /** Rows that were recovered in the log they come from stand behind the others. */
  deliverRecovered(): void {
    if (!this.hasRecovered) return
    const batch = { ...this.recovered.take(), recovered: true, exported: true, weak: isTimeline(this.format) }
    const result: SlabResult = { ...this.report(), batch, text: null }
    this.hooks.deliver(this.orders, { stream: this.recoveredStream, result, failure: null })
  }

  tellWeak(): void {
    if (isTimeline(this.format)) this.progress.warn(TIMELINE)
    if (localTimes() > this.localBefore) this.progress.localTimes = { zone: currentTimelineZone() }
    const doubtful = doubtfulTimes() - this.doubtfulBefore
    if (doubtful > 0)
      this.progress.warn(
        `${doubtful} times lie in an hour that came twice, when clocks were set back; the first of the two was taken`,
      )
    if (this.withoutId === 0) return
    this.progress.warn(
      `${this.withoutId} events have no record id (weak source): copies of them are told by time and content only, and what rests on them is no more than medium`,
    )
  }

  private add(event: Event, text: string, offset: number): void {
    const { output } = this.hooks
    if (output !== 'table') {
      const shown = this.progress.path
      renderTextEvent(this.sink, event, text, shown, offset, output === 'search' ? 'jsonl' : output)
    } else if (event.status !== 'damaged') {
      const isRecovered = event.status === 'recovered'
      this.hasRecovered ||= isRecovered
      addEvent(event, recordHeader(event), 0, offset, isRecovered ? this.recovered : this.table)
    }
  }

  private damaged(place: readonly [number, number], why: string): void {
    this.counts.damaged++
    this.note(place, 'damaged-record', why)
  }

  private note([from, to]: readonly [number, number], state: SourceRange['state'], what: string): void {
    this.problemCount++
    if (this.problems.length < MAX_WINDOW_PROBLEMS) this.problems.push({ from, to, state, what })
  }

  private report(): SlabResult {
    const { counts, problems, problemCount } = this
    this.counts = { seen: 0, decoded: 0, damaged: 0, skipped: 0 }
    this.problems = []
    this.problemCount = 0
    const chunks = { ok: 0, damaged: 0, empty: 0 }
    return {
      chunks,
      records: counts,
      short: false,
      problems,
      problemCount,
      batch: null,
      text: null,
      hits: null,
    }
  }
}
