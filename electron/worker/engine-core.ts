import { availableParallelism } from 'node:os'
import type { EngineCommand } from '../contract/bridge'
import {
  callSchema,
  type EngineMessage,
  type EngineReplies,
  type EngineRequest,
  type ExportReply,
  type RecordReply,
  type RecoveryProgress,
} from '../contract/engine'
import type { SourceId } from '../contract/ids'
import { currentCodePage } from '../core/bytes/ansi'
import { CaseReader } from './case-reader'
import { MemoryStore } from './memory-store'
import { poolFor } from './read-options'
import { recoverIntoTable } from './recover-sources'
import { RecoveredRecords } from './recovered-records'
import type { ParserPool } from './scheduler'
import { searchRecords } from './search-records'
import { sentence } from './sentence'
import type { SessionStore } from './session-store'
import { Arrival } from './sources/arrival'

/** Sends to the window. */
export type Send = (message: EngineMessage) => void
type ExportTarget = Pick<
  Extract<EngineCommand, { kind: 'export-target' }>,
  'ticket' | 'path' | 'version' | 'said' | 'copies'
>
type OpenSources = Extract<EngineCommand, { kind: 'open' }>['sources']

/** Below this starting a thread takes longer than the parsing. */
const INLINE_BELOW = 2 * 1024 * 1024
/** Decoding values takes some 20 ms a megabyte: more than this would hold up cancelling. */
const SEARCH_INLINE_BELOW = 1024 * 1024
/** Dialogs answered and not yet followed by a call: there is one at a time, and one whose call never came must not be kept for ever. */
const MAX_TARGETS = 16
const PUSH_SOURCES_MS = 100
const PUSH_SEARCH_MS = 120
/** First sessions on screen as soon as there are records, then a new set now and then. */
const FIRST_REBUILD_MS = 30
const REBUILD_MS = 700
/** Share of the time that rebuilding may take: one part in four. */
const REST_PER_COST = 3
/** Cold code; replaced by what rebuilds of some size took. */
const FIRST_GUESS_MS_PER_RECORD = 0.004
const RECORDS_THAT_TELL = 20_000

export interface EngineOptions {
  readonly threads?: number
  readonly threadScript?: URL
  /** Default: in this thread. */
  readonly store?: SessionStore
  /** Hears which logs this process would have died of, if it died now. */
  readonly onUnderWay?: (sources: readonly SourceId[]) => void
}

/** The engine without its process: opens sources, answers calls, tells the window what changed. Never throws at its caller. */
export class EngineCore {
  private readonly reader: CaseReader
  private readonly store: SessionStore
  private send: Send = () => undefined
  private pool: ParserPool | null = null
  private importing: Promise<void> | null = null
  private generation = 0
  private sourcesTimer: NodeJS.Timeout | null = null
  private rebuildTimer: NodeJS.Timeout | null = null
  private rebuilding: Promise<number> | null = null
  private recordsShown = 0
  /** What recovery brought back goes, and it begins anew if it is on. */
  private recoverAgain = false
  private recovering: RecoveryProgress | null = null
  private cancelled = false
  /** A source has left since the sessions were made last. */
  private hasForgotten = false
  private recovered = new RecoveredRecords()
  private searching: AbortController | null = null
  private readonly targets = new Map<string, Omit<ExportTarget, 'ticket'>>()
  private msPerRecord = FIRST_GUESS_MS_PER_RECORD

  constructor(private readonly options: EngineOptions = {}) {
    this.store = options.store ?? new MemoryStore()
    this.reader = new CaseReader({
      hash: 'always',
      sink: this.store,
      onChange: () => this.noteProgress(),
      ...(options.onUnderWay && { onUnderWay: options.onUnderWay }),
    })
  }

  /** The window that hears from now on; the one before is forgotten. */
  connect(send: Send): void {
    this.send = send
    this.pushSources()
    send({ kind: 'changed', generation: this.generation, partial: this.importing !== null })
  }

  /** Adds sources to the case; resolves when everything that waits is read and in the sessions. */
  open(sources: OpenSources): Promise<void> {
    this.reader.announce(
      sources.map(({ arriving, ...source }) =>
        arriving ? { ...source, arrival: new Arrival(arriving.size, arriving.bytes) } : source,
      ),
    )
    // What is left over is known only beside all that is live: with another source, recovery begins anew.
    if (this.reader.recover) this.beginRecovery()
    this.cancelled = false
    return this.import()
  }

  /** Bytes of a source that is still coming are there. */
  arrived(id: string, bytes: number): void {
    this.reader.arrived(id, bytes)
  }

  /** A source has come, whole or as far as it came. */
  arrivalEnded({ id, path, flaw }: Extract<EngineCommand, { kind: 'arrival-ended' }>): void {
    this.reader.endArrival(id, path, flaw)
    this.pushSources()
  }

  /** A source that has ended leaves the case, and its sessions with it. */
  forget(id: string): void {
    if (!this.reader.forget(id)) return
    this.hasForgotten = true
    if (this.reader.recover) this.beginRecovery()
    void this.import()
  }

  /** Where an export goes that the window will ask for; the oldest that nobody asked for is forgotten. */
  exportTo({ ticket, ...target }: ExportTarget): void {
    this.targets.set(ticket, target)
    const [oldest] = this.targets.keys()
    if (this.targets.size > MAX_TARGETS && oldest !== undefined) this.targets.delete(oldest)
  }

  private async export(request: Extract<EngineRequest, { call: 'export' }>): Promise<ExportReply> {
    const { ticket, format, resultId, picks, filter } = request
    const target = this.targets.get(ticket)
    this.targets.delete(ticket)
    if (!target)
      throw new Error('The place to export to is no longer known. Nothing was written; export again.')
    return this.store.export({ ...target, format, resultId, picks, filter })
  }

  private recover(on: boolean): void {
    const { recover } = this.reader
    if (on === recover && (!on || this.importing !== null)) return
    this.reader.recover = on
    this.beginRecovery()
    this.cancelled = false
    void this.import()
  }

  private beginRecovery(): void {
    this.recoverAgain = true
    if (this.recovering) this.reader.cancelRecovery()
  }

  /** Searches every log that is open; the search before ends. Progress and the end are pushed. */
  private search(search: number, text: string): void {
    this.searching?.abort()
    const abort = new AbortController()
    this.searching = abort
    let last = 0
    void searchRecords(search, text, this.reader.storedSources(), {
      ...(this.options.threads !== undefined && { threads: this.options.threads }),
      ...(this.options.threadScript && { threadScript: this.options.threadScript }),
      inlineBelow: SEARCH_INLINE_BELOW,
      signal: abort.signal,
      recovered: (source, wanted) => this.recovered.find(source, wanted),
      found: (source, offsets) => this.store.noteHits(search, source, offsets),
      progress: (progress) => {
        const now = performance.now()
        if (progress.state === 'running' && (abort.signal.aborted || now - last < PUSH_SEARCH_MS)) return
        last = now
        this.send({ kind: 'search', progress })
      },
    })
  }

  private import(): Promise<void> {
    this.importing ??= this.importAll().finally(() => {
      this.importing = null
      this.pushSources()
    })
    this.pushSources()
    return this.importing
  }

  /** Answers one message of the window, whatever it holds. */
  async receive(message: unknown): Promise<void> {
    const send = this.send
    const call = callSchema.safeParse(message)
    if (!call.success) {
      send({
        kind: 'error',
        id: idOf(message),
        message: 'The engine does not know this call; nothing was done.',
      })
      return
    }
    const { id, request } = call.data
    try {
      send({ kind: 'reply', id, value: await this.answer(request) })
    } catch (error) {
      send({ kind: 'error', id, message: sentence(error) })
    }
  }

  private async answer(request: EngineRequest): Promise<EngineReplies[keyof EngineReplies]> {
    switch (request.call) {
      case 'cancel':
        this.cancelled = true
        this.reader.cancel()
        return null
      case 'recover':
        this.recover(request.on)
        return null
      case 'search':
        this.search(request.search, request.text)
        return null
      case 'cancelSearch':
        this.searching?.abort()
        return null
      case 'export':
        return this.export(request)
      case 'skip':
        this.reader.skip(request.source)
        return null
      case 'state':
        return {
          sources: this.reader.states(),
          generation: this.generation,
          importing: this.importing !== null,
          recover: this.reader.recover,
          codePage: currentCodePage(),
        }
      case 'identify':
        return this.identify(request)
      case 'record':
        return this.recoveredRecord(request.source, request.offset) ?? this.store.answer(request)
      default:
        return this.store.answer(request)
    }
  }

  /** While logs are read, the sessions are made anew at the end anyway. */
  private async identify(
    request: Extract<EngineRequest, { call: 'identify' }>,
  ): Promise<EngineReplies['identify']> {
    const reply = (await this.store.answer(request)) as EngineReplies['identify']
    if (reply.changed && this.importing === null && this.recordsShown > 0) await this.rebuild(false)
    return reply
  }

  private recoveredRecord(source: string, offset: number): RecordReply | undefined {
    const shown = this.reader.storedSources().find(({ id }) => id === source)?.shown
    return shown === undefined ? undefined : this.recovered.at(shown, offset)
  }

  private async importAll(): Promise<void> {
    do {
      if (this.recoverAgain) {
        this.reader.forgetRecovery()
        this.recovered = new RecoveredRecords()
      }
      this.recoverAgain = this.hasForgotten = false
      await this.readQueued()
      // Before what may take a moment: who cancelled sees it at once.
      this.pushSources()
      if (this.recoverAgain) continue
      if (this.reader.recover && !this.cancelled) await this.bringBack()
      this.pushSources()
      await this.rebuild(false)
      this.reader.prove()
    } while (this.recoverAgain || this.hasForgotten || this.reader.queuedPaths().length > 0)
  }

  private async bringBack(): Promise<void> {
    const { recovered } = this
    // A new engine begins without recovery: what dies of it can be read.
    this.reader.prove()
    await recoverIntoTable(this.reader.recoverable(), this.store, {
      recovered: (shown, found) => recovered.add(shown, found),
      progress: (progress) => {
        this.recovering = progress
        this.sourcesTimer ??= setTimeout(() => this.pushSources(), PUSH_SOURCES_MS)
      },
    })
    this.recovering = null
  }

  private async readQueued(): Promise<void> {
    if (this.recordsShown > 0) this.scheduleRebuild(REBUILD_MS)
    while (this.reader.queuedPaths().length > 0) {
      this.pool = await poolFor(this.reader.queuedPaths(), {
        threads: this.options.threads ?? availableParallelism(),
        inlineBelow: INLINE_BELOW,
        ...(this.options.threadScript && { threadScript: this.options.threadScript }),
      })
      await this.reader.readQueued(this.pool)
      await this.pool.close()
      if (this.reader.isAloneNext) break
    }
    this.pool = null
    if (this.rebuildTimer) clearTimeout(this.rebuildTimer)
    this.rebuildTimer = null
    await this.rebuilding
  }

  private noteProgress(): void {
    if (this.recordsShown === 0) this.scheduleRebuild(FIRST_REBUILD_MS)
    this.sourcesTimer ??= setTimeout(() => this.pushSources(), PUSH_SOURCES_MS)
  }

  private pushSources(): void {
    if (this.sourcesTimer) clearTimeout(this.sourcesTimer)
    this.sourcesTimer = null
    const importing = this.importing !== null
    this.send({
      kind: 'sources',
      sources: this.reader.states(),
      importing,
      workers: importing ? Math.max(1, this.pool?.threadCount ?? 1) : 0,
      recovering: this.recovering,
    })
  }

  /** While logs are read: sessions of what there is so far, as long as making them is quick. */
  private scheduleRebuild(afterMs: number): void {
    if (this.rebuildTimer || this.rebuilding) return
    this.rebuildTimer = setTimeout(() => {
      this.rebuildTimer = null
      if (this.reader.recordCount * this.msPerRecord > this.store.maxRebuildMs) return
      if (this.reader.recordCount <= this.recordsShown) return this.scheduleRebuild(REBUILD_MS)
      this.rebuilding = this.rebuild(true)
      void this.rebuilding.then((cost) => {
        this.rebuilding = null
        if (this.pool) this.scheduleRebuild(Math.max(REBUILD_MS, cost * REST_PER_COST))
      })
    }, afterMs)
  }

  /** @returns milliseconds it took */
  private async rebuild(partial: boolean): Promise<number> {
    const { recordCount, cost } = await this.store.rebuild(
      partial,
      this.reader.storedSources(),
      this.reader.damage(),
    )
    this.recordsShown = recordCount
    if (recordCount >= RECORDS_THAT_TELL) this.msPerRecord = cost / recordCount
    this.generation++
    this.send({ kind: 'changed', generation: this.generation, partial })
    return cost
  }
}

function idOf(message: unknown): number {
  const id = typeof message === 'object' && message !== null && 'id' in message ? message.id : -1
  return typeof id === 'number' && Number.isInteger(id) ? id : -1
}
