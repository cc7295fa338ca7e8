import type { RecoveryCounts, SourceRange } from '../contract/engine'
import { u32 } from '../core/bytes/little-endian'
import { parseFileTimeText } from '../core/bytes/filetime'
import { ChunkParser } from '../core/events/chunk-parser'
import { FragmentReader } from '../core/evtx/binxml/fragment'
import { readEvent, type Event } from '../core/evtx/event'
import { parseFileHeader } from '../core/evtx/file-header'
import { CHUNK_SIZE, DecodeError, FILE_HEADER_SIZE } from '../core/evtx/layout'
import type { Candidate, ChunkFinds } from '../core/evtx/recovery/holes'
import { KeySet } from '../core/evtx/recovery/key-set'
import { MAX_RECOVERED_RANGES } from '../core/evtx/recovery/limits'
import { RecordChecker } from '../core/evtx/recovery/record-check'
import { recoverRecord, type RecoveredEvent } from '../core/evtx/recovery/recover-record'
import { recoveryWords } from '../core/evtx/recovery/recovery-words'
import { RecoveryTemplates } from '../core/evtx/recovery/recovery-templates'
import { StrayPlacer } from '../core/evtx/recovery/stray'
import { TemplateLibrary, TRUST, type Trust } from '../core/evtx/recovery/template-library'
import { carveUnits, type CarveUnit } from './carve-units'
import { crc32 } from './fast-crc32'
import type { ByteSource } from './sources/byte-source'
import { type FileSpot, openFile } from './sources/file-source'

export interface RecoverySource {
  /** Where it lies. */
  readonly path: FileSpot
  /** What it is called in results. */
  readonly shown: string
}

/** A recovered record and where it is. */
export interface FoundRecord extends RecoveredEvent {
  /** A damaged record whose System fields the columns have all the same: they take it for live. */
  readonly isRow: boolean
  /** Byte in the file. */
  readonly offset: number
  readonly size: number
  /** Reads it: its chunk, real or put together, with the definitions that were chosen. Valid during the call. */
  readonly reader: FragmentReader
  /** Place in the reader's chunk. */
  readonly at: number
}

export interface RecoveryResult {
  readonly counts: RecoveryCounts
  readonly ranges: readonly SourceRange[]
}

/** Which candidates of a source are records and no copies, by number, and what came of it. */
type Settled = { readonly accepted: Set<number> } & (RecoveryResult | { readonly problem: unknown })

/** Hears how far a file has been gone through, in bytes. */
export type Reached = (position: number) => void

export interface RecoveryVisitor {
  /** Each chunk in its slot, before the records recovered from it. */
  readonly live?: (offset: number, chunk: Uint8Array, noCrc: boolean) => void
  readonly recovered: (record: FoundRecord) => void
  /** After a chunk or stray and all that was recovered from it. */
  readonly unitDone?: () => Promise<void> | void
  readonly reached?: Reached
}

/**
 * Recovery in two passes over all sources: first what is live (keys of records, identities of events) and every definition that can be believed, then
 * the records that are left over. Because nothing is recovered before everything is known, the answer does not depend on order, given that sources are
 * recovered in one order.
 */
export class RecoveryPass {
  private readonly library = new TemplateLibrary()
  private readonly templates = new RecoveryTemplates(this.library)
  private readonly reader = new FragmentReader(this.templates, true)
  private readonly checker = new RecordChecker(this.templates)
  private readonly placer = new StrayPlacer(this.templates)
  private readonly liveReader = new FragmentReader()
  private readonly parser = new ChunkParser({ crc32 })
  /** Id and written time of live and recovered records, by source. */
  private readonly keys = new Map<string, KeySet>()
  /** EventRecordID, TimeCreated, channel and computer of live and recovered events. */
  private readonly identities = new KeySet(6)
  /** What `settle` found, by source. */
  private readonly settled = new Map<string, Settled>()
  /** 64 KiB of the file that `reader` is in. */
  private stretch = -1
  private readonly key = new Uint32Array(4)
  private readonly identity = new Uint32Array(6)

  /** Templates known so far, over all sources collected. */
  get templateCount(): number {
    return this.library.size
  }

  /** First pass over one source. @throws what the source throws */
  async collect(source: RecoverySource, signal: AbortSignal, reached?: Reached): Promise<void> {
    const keys = new KeySet(4)
    this.keys.set(source.shown, keys)
    this.startFile()
    await eachUnit(source.path, { signal, reached }, (unit, noCrc) => {
      if (unit.kind === 'stray') return this.learnStray(unit)
      const { bytes, finds, kind } = unit
      this.begin(bytes, unit.offset)
      const trust = isSound(finds) ? TRUST.checked : kind === 'live' ? TRUST.damaged : TRUST.slack
      for (const { at, size, torn } of finds.walked) {
        if (torn) continue
        if (kind === 'live') keys.add(this.keyOf(bytes, at))
        this.learn(bytes, at, size, trust)
      }
      for (const { at, size } of finds.candidates) this.learn(bytes, at, size, TRUST.slack)
      if (kind === 'live') this.identify(bytes, unit.offset, noCrc)
    })
  }

  /**
   * Decides, in the order of these sources, which copy of a record that is in several of them counts. They may be recovered in any order after that; all
   * must be collected. What goes wrong with a source comes up when it is recovered.
   */
  async settle(sources: readonly RecoverySource[], signal: AbortSignal): Promise<void> {
    for (const source of sources) {
      if (this.settled.has(source.shown)) continue
      const accepted = new Set<number>()
      const found = await this.search(source, signal, { recovered: () => undefined }, accepted).catch(
        (problem: unknown) => ({ problem }),
      )
      this.settled.set(source.shown, { accepted, ...found })
    }
  }

  /**
   * Second pass over one source; all must be collected. Of a record in several sources the copy counts that comes first, or that `settle` decided for.
   * @throws what the source or the visitor throws
   */
  async recover(
    source: RecoverySource,
    signal: AbortSignal,
    visitor: RecoveryVisitor,
  ): Promise<RecoveryResult> {
    const settled = this.settled.get(source.shown)
    if (!settled) return this.search(source, signal, visitor, new Set())
    await this.search(source, signal, visitor, settled.accepted, true)
    if ('problem' in settled) throw settled.problem
    return settled
  }

  /** @param accepted numbers of the candidates that are records and no copies: filled, or followed if they were settled */
  private async search(
    source: RecoverySource,
    signal: AbortSignal,
    visitor: RecoveryVisitor,
    accepted: Set<number>,
    isSettled = false,
  ): Promise<RecoveryResult> {
    let candidates = 0
    const counts = { recovered: 0, own: 0, borrowed: 0, none: 0, duplicates: 0 }
    const carvedChunks = { ok: 0, damaged: 0 }
    const ranges: SourceRange[] = []
    this.startFile()
    const take = (offset: number, candidate: Candidate, inPlace: boolean): void => {
      const number = candidates++
      if (isSettled && !accepted.has(number)) return
      const found = isSettled ? this.decodeAgain(candidate) : this.decode(source.shown, candidate, inPlace)
      if (found === 'duplicate') counts.duplicates++
      if (found === null || found === 'duplicate') return
      accepted.add(number)
      counts.recovered++
      counts[found.event.recovery.template]++
      if (ranges.length < MAX_RECOVERED_RANGES)
        ranges.push({
          from: offset,
          to: offset + candidate.size,
          state: 'recovered-record',
          what: recoveryWords(found.event.recovery),
        })
      visitor.recovered({ ...found, offset, size: candidate.size, reader: this.reader, at: candidate.at })
    }
    await eachUnit(source.path, { signal, reached: visitor.reached }, (unit, noCrc) => {
      if (unit.kind === 'stray') {
        const at = this.place(unit)
        take(unit.offset, { at, size: unit.size, method: 'carved-record', sizeDoubt: null }, false)
        return visitor.unitDone?.()
      }
      const { kind, offset, bytes, finds } = unit
      if (kind === 'live') visitor.live?.(offset, bytes, noCrc)
      else if (kind === 'carved') carvedChunks[isSound(finds) ? 'ok' : 'damaged']++
      this.begin(bytes, offset)
      this.liveReader.startChunk(bytes)
      for (const { at, size, torn } of finds.walked) {
        if (torn) continue
        if (kind === 'carved') take(offset + at, { at, size, method: 'carved-chunk', sizeDoubt: null }, false)
        else if (!this.isReadable(bytes, at, size))
          take(offset + at, { at, size, method: 'template', sizeDoubt: null }, true)
      }
      for (const candidate of finds.candidates) take(offset + candidate.at, candidate, false)
      return visitor.unitDone?.()
    })
    return { counts: { ...counts, carvedChunks }, ranges }
  }

  /** A record that was decided for. Whether it is a row is not known any more. */
  private decodeAgain(candidate: Candidate): (RecoveredEvent & { isRow: boolean }) | null {
    const found = recoverRecord(this.reader, this.checker, candidate)
    return found && { ...found, isRow: false }
  }

  /** Null for what is no record, or shows no more than the normal walk says of it. */
  private decode(
    shown: string,
    candidate: Candidate,
    inPlace: boolean,
  ): (RecoveredEvent & { isRow: boolean }) | 'duplicate' | null {
    const { chunk } = this.reader
    const key = this.keyOf(chunk, candidate.at)
    if (!inPlace && this.keys.get(shown)?.has(key)) return 'duplicate'
    const found = recoverRecord(this.reader, this.checker, candidate)
    if (found === null || (inPlace && found.kept === 'header')) return null
    let isRow = false
    if (found.kept === 'all' || found.kept === 'system') {
      isRow = !this.addIdentity(found.event)
      if (isRow && !inPlace) return 'duplicate'
    } else if (!inPlace && [...this.keys.values()].some((keys) => keys.has(key))) return 'duplicate'
    this.keys.get(shown)?.add(this.keyOf(chunk, candidate.at))
    return { ...found, isRow }
  }

  /** Whether the normal walk decodes a live record. Only those whose own definitions do not serve are tried. */
  private isReadable(chunk: Uint8Array, at: number, size: number): boolean {
    try {
      if (this.checker.check(chunk, at, at + size).source === 'own') return true
      readEvent(this.liveReader, at, at + size)
      return true
    } catch (error) {
      if (!(error instanceof DecodeError)) throw error
      this.liveReader.reset()
      return false
    }
  }

  /**
   * Opens a chunk for the units that follow. What a chunk may make is granted once for each 64 KiB of the file, as in a log: strays and chunks may
   * lie close together and all use one large definition.
   */
  private begin(chunk: Uint8Array, offset: number): void {
    const stretch = this.stretchOf(offset)
    this.reader.startChunk(chunk, stretch !== this.stretch)
    this.stretch = stretch
  }

  private startFile(): void {
    this.stretch = -1
    this.placer.startFile()
  }

  private stretchOf(offset: number): number {
    return Math.floor(offset / CHUNK_SIZE)
  }

  private learn(chunk: Uint8Array, at: number, size: number, trust: Trust): void {
    this.checker.learn(chunk, at, at + size, trust, this.library)
  }

  private learnStray(unit: Extract<CarveUnit, { kind: 'stray' }>): void {
    const at = this.place(unit)
    this.learn(this.placer.chunk, at, unit.size, TRUST.slack)
  }

  private place({ window, windowOffset, offset, size }: Extract<CarveUnit, { kind: 'stray' }>): number {
    const { at, isNew } = this.placer.place(window, windowOffset, offset, size)
    const { chunk } = this.placer
    if (isNew || this.reader.chunk !== chunk || this.stretchOf(offset) !== this.stretch)
      this.begin(chunk, offset)
    return at
  }

  private keyOf(chunk: Uint8Array, at: number): Uint32Array {
    for (let i = 0; i < 4; i++) this.key[i] = u32(chunk, at + 8 + 4 * i)
    return this.key
  }

  /** Adds the events of a live chunk to those known. */
  private identify(chunk: Uint8Array, offset: number, noCrc: boolean): void {
    this.parser.parse(chunk, offset, noCrc)
    const batch = this.parser.table.take()
    const { identity } = this
    for (let row = 0; row < batch.recordCount; row++) {
      identity[0] = batch.recordId[2 * row]!
      identity[1] = batch.recordId[2 * row + 1]!
      identity[2] = batch.time[2 * row]!
      identity[3] = batch.time[2 * row + 1]!
      identity[4] = batch.channel[row]!
      identity[5] = batch.computer[row]!
      this.identities.add(identity)
    }
  }

  /** False if the event is known; true as well for one that does not say enough of itself. */
  private addIdentity({ recordId, timeCreated, channel, computer }: Event): boolean {
    const time = timeCreated === null ? null : parseFileTimeText(timeCreated)
    if (time === null || recordId === null || !/^\d{1,19}$/.test(recordId)) return true
    const id = BigInt(recordId)
    const { dictionary } = this.parser.table
    return this.identities.add([
      Number(id & 0xffffffffn),
      Number((id >> 32n) & 0xffffffffn),
      Number(time & 0xffffffffn),
      Number((time >> 32n) & 0xffffffffn),
      dictionary.idOfText(channel ?? ''),
      dictionary.idOfText(computer ?? ''),
    ])
  }
}

function isSound({ status }: ChunkFinds): boolean {
  return status === 'ok' || status === 'no-crc'
}

/** Opens a source and goes through its units: by its slots if it is a log, else by everything that looks like a chunk or record. */
async function eachUnit(
  spot: FileSpot,
  { signal, reached }: { readonly signal: AbortSignal; readonly reached: Reached | undefined },
  visit: (unit: CarveUnit, noCrc: boolean) => Promise<void> | void,
): Promise<void> {
  const file: ByteSource = await openFile(spot)
  try {
    const { isLog, noCrc } = await logShape(file)
    for await (const unit of carveUnits(file, { isLog, noCrc, signal, ...(reached && { reached }) })) {
      const done = visit(unit, noCrc)
      if (done) await done
    }
  } finally {
    await file.close()
  }
}

/** As `openLog` sees it: a header, or a chunk where the first must be. */
async function logShape(file: ByteSource): Promise<{ isLog: boolean; noCrc: boolean }> {
  const first = Buffer.alloc(FILE_HEADER_SIZE + 8)
  const length = await file.read(first, 0)
  const header = parseFileHeader(first.subarray(0, Math.min(length, FILE_HEADER_SIZE)))
  const chunkFollows = first.toString('latin1', FILE_HEADER_SIZE, length) === 'ElfChnk\0'
  return { isLog: file.size >= FILE_HEADER_SIZE && (header.valid || chunkFollows), noCrc: header.noCrc }
}
