import { availableParallelism } from 'node:os'
import type { EngineCommand } from '../contract/bridge'
import { callSchema, type EngineMessage, type EngineReplies, type EngineRequest } from '../contract/engine'
import { CaseReader } from './case-reader'
import { MemoryStore } from './memory-store'
import { poolFor } from './read-options'
import type { ParserPool } from './scheduler'
import { problemSentence } from './sources/source-problem'

/** Sends to the window. */
export type Send = (message: EngineMessage) => void
type OpenSources = Extract<EngineCommand, { kind: 'open' }>['sources']

/** Below this starting a thread takes longer than the parsing. */
const INLINE_BELOW = 2 * 1024 * 1024
const PUSH_SOURCES_MS = 100
/** First sessions on screen soon, then a new set now and then. */
const FIRST_REBUILD_MS = 200
const REBUILD_MS = 700
/** A rebuild holds up everything, cancelling too (250 ms), so while reading only short ones are made. */
const MAX_REBUILD_MS = 150
/** Share of the time that rebuilding may take: one part in four. */
const REST_PER_COST = 3
const FIRST_GUESS_MS_PER_RECORD = 0.002

/** The engine without its process: opens sources, answers calls, tells the window what changed. Never throws at its caller. */
export class EngineCore {
  private readonly reader: CaseReader
  private readonly store: MemoryStore
  private send: Send = () => undefined
  private pool: ParserPool | null = null
  private importing: Promise<void> | null = null
  private generation = 0
  private sourcesTimer: NodeJS.Timeout | null = null
  private rebuildTimer: NodeJS.Timeout | null = null
  private msPerRecord = FIRST_GUESS_MS_PER_RECORD

  constructor(private readonly options: { readonly threads?: number; readonly threadScript?: URL } = {}) {
    this.reader = new CaseReader({ hash: 'always', onChange: () => this.noteProgress() })
    this.store = new MemoryStore(this.reader)
  }

  /** The window that hears from now on; the one before is forgotten. */
  connect(send: Send): void {
    this.send = send
    this.pushSources()
    send({ kind: 'changed', generation: this.generation, partial: this.importing !== null })
  }

  /** Adds sources to the case; resolves when everything that waits is read. */
  open(sources: OpenSources): Promise<void> {
    this.reader.announce(sources)
    this.pushSources()
    this.importing ??= this.importAll().finally(() => {
      this.importing = null
      // Before the last rebuild, which may take a moment: who cancelled sees it at once.
      this.pushSources()
      this.rebuild()
      this.pushSources()
    })
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
        this.reader.cancel()
        return null
      case 'skip':
        this.reader.skip(request.source)
        return null
      case 'state':
        return {
          sources: this.reader.states(),
          generation: this.generation,
          importing: this.importing !== null,
        }
      default:
        return this.store.answer(request)
    }
  }

  private async importAll(): Promise<void> {
    this.scheduleRebuild(FIRST_REBUILD_MS)
    while (this.reader.queuedPaths().length > 0) {
      this.pool = await poolFor(this.reader.queuedPaths(), {
        threads: this.options.threads ?? availableParallelism(),
        inlineBelow: INLINE_BELOW,
        ...(this.options.threadScript && { threadScript: this.options.threadScript }),
      })
      await this.reader.readQueued(this.pool)
      await this.pool.close()
    }
    this.pool = null
    if (this.rebuildTimer) clearTimeout(this.rebuildTimer)
    this.rebuildTimer = null
  }

  private noteProgress(): void {
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
    })
  }

  private scheduleRebuild(afterMs: number): void {
    if (this.rebuildTimer) return
    this.rebuildTimer = setTimeout(() => {
      this.rebuildTimer = null
      const { recordCount } = this.reader
      const isCheap = recordCount * this.msPerRecord <= MAX_REBUILD_MS
      const cost = isCheap && recordCount > this.store.recordCount ? this.rebuild() : 0
      if (isCheap) this.scheduleRebuild(Math.max(REBUILD_MS, cost * REST_PER_COST))
    }, afterMs)
  }

  /** @returns milliseconds it took */
  private rebuild(): number {
    const started = performance.now()
    const partial = this.importing !== null
    this.store.replace(this.reader.merger.table(), partial)
    this.generation++
    const cost = performance.now() - started
    if (this.store.recordCount > 0) this.msPerRecord = cost / this.store.recordCount
    this.send({ kind: 'changed', generation: this.generation, partial })
    return cost
  }
}

function idOf(message: unknown): number {
  const id = typeof message === 'object' && message !== null && 'id' in message ? message.id : -1
  return typeof id === 'number' && Number.isInteger(id) ? id : -1
}

function sentence(error: unknown): string {
  if (error instanceof Error && !('code' in error)) return error.message
  return problemSentence(error)
}
