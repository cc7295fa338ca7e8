import { stat } from 'node:fs/promises'
import type { EngineMessage, EngineReplies, EngineRequest } from '../contract/engine'
import type { Reconstruction } from '../contract/sessions'
import type { EventTable } from '../core/columns/event-table'
import { reconstruct } from '../core/sessions/reconstruct'
import { CaseReader, type SourceRequest } from './case-reader'
import { recordOnDemand } from './record-on-demand'
import type { ParserPool } from './scheduler'
import { SessionDetailsBuilder, type SourceFacts } from './session-details'
import type { SessionStore } from './session-store'

/** Sessions of a table, as the window asks for them. `reading`: names of the logs that are not read to their end. */
export type MakeStore = (
  table: EventTable,
  found: Reconstruction,
  reading: ReadonlySet<string>,
) => SessionStore

const PROGRESS_MS = 100
/** While logs are read, sessions are rebuilt at most this often, and in at most a quarter of the time. */
const REBUILD_MS = 700
const REBUILD_SHARE = 4

interface Built {
  readonly table: EventTable
  readonly found: Reconstruction
  readonly store: SessionStore
  readonly details: SessionDetailsBuilder
}

/** One open case: reads what is opened, keeps the sessions, answers the window. */
export class EngineCase {
  private readonly reader: CaseReader
  private built: Built | null = null
  private generation = 0
  private running: Promise<void> | null = null
  private progressTimer: NodeJS.Timeout | null = null
  private rebuildTimer: NodeJS.Timeout | null = null
  private builtBytes = -1
  private builtAtMs = 0
  private buildMs = 0

  constructor(
    pool: ParserPool,
    private readonly makeStore: MakeStore,
    private readonly workers: number,
    private readonly send: (message: EngineMessage) => void,
  ) {
    this.reader = new CaseReader(pool, { hash: 'always', onChange: () => this.progressed() })
  }

  /** Adds logs to what is open. Those that cannot be read say so in their state. */
  open(sources: readonly SourceRequest[]): void {
    this.reader.announce(sources)
    this.sendSources()
    this.running ??= this.readAll()
  }

  /** A new window port: tell it where things stand. */
  greet(): void {
    this.sendSources()
    if (this.built) this.send({ kind: 'changed', generation: this.generation, partial: this.importing })
  }

  /** @throws an Error whose message is for a person */
  async answer(request: EngineRequest): Promise<EngineReplies[keyof EngineReplies]> {
    switch (request.call) {
      case 'state':
        return { sources: this.reader.states(), generation: this.generation, importing: this.importing }
      case 'cancel':
        this.reader.cancel()
        return null
      case 'skip':
        this.reader.skip(request.source)
        return null
      case 'record':
        return this.record(request.source, request.offset)
      default:
        return this.fromSessions(this.ready(), request)
    }
  }

  private async fromSessions(
    { store, found, details }: Built,
    request: EngineRequest,
  ): Promise<EngineReplies[keyof EngineReplies]> {
    switch (request.call) {
      case 'query':
        return store.query(request.version, request.filter, request.sort)
      case 'rows':
        return store.rows(request)
      case 'lanes':
        return store.lanes(request)
      case 'bars':
        return store.bars(request)
      case 'position':
        return { row: store.position(request) }
      case 'find':
        return { session: store.find(request.id) }
      case 'suggest':
        return store.suggest(request.text, request.filter)
      case 'details': {
        const session = found.sessions[request.session]
        const row = store.row(request.session)
        if (!session || !row) throw new Error('There is no such session any more. Select it again.')
        const facts = await this.sourceFacts(details.paths(session))
        return details.details(session, row, (path) => facts.get(path) ?? null)
      }
      default:
        throw new Error(`The call '${request.call}' is not known.`)
    }
  }

  private get importing(): boolean {
    return this.running !== null
  }

  private ready(): Built {
    return this.built ?? this.build()
  }

  private async readAll(): Promise<void> {
    // Logs may be announced while others are read.
    while (this.reader.states().some(({ status }) => status === 'queued')) await this.reader.readQueued()
    this.running = null
    this.stopTimers()
    this.build()
    this.sendSources()
  }

  private progressed(): void {
    this.progressTimer ??= setTimeout(() => {
      this.progressTimer = null
      this.sendSources()
    }, PROGRESS_MS)
    const wait = Math.max(REBUILD_MS, this.buildMs * REBUILD_SHARE) - (performance.now() - this.builtAtMs)
    this.rebuildTimer ??= setTimeout(
      () => {
        this.rebuildTimer = null
        if (this.importing && this.reader.bytesRead !== this.builtBytes) this.build()
      },
      Math.max(0, wait),
    )
  }

  private stopTimers(): void {
    for (const timer of [this.progressTimer, this.rebuildTimer]) if (timer) clearTimeout(timer)
    this.progressTimer = this.rebuildTimer = null
  }

  private build(): Built {
    const started = performance.now()
    this.builtBytes = this.reader.bytesRead
    const table = this.reader.merger.table()
    const found = reconstruct(table)
    const unread = this.reader.states().filter(({ status }) => status === 'reading' || status === 'queued')
    const store = this.makeStore(table, found, new Set(unread.map(({ path }) => path)))
    this.built = { table, found, store, details: new SessionDetailsBuilder(table, found) }
    this.builtAtMs = performance.now()
    this.buildMs = this.builtAtMs - started
    this.send({ kind: 'changed', generation: ++this.generation, partial: this.importing })
    return this.built
  }

  private sendSources(): void {
    this.send({
      kind: 'sources',
      sources: this.reader.states(),
      importing: this.importing,
      workers: this.workers,
    })
  }

  private async record(source: string, offset: number): Promise<EngineReplies['record']> {
    const log = this.reader.locateId(source)
    if (!log) throw new Error('The log of this record is not open any more.')
    return recordOnDemand(log.path, offset)
  }

  private async sourceFacts(paths: readonly string[]): Promise<Map<string, SourceFacts>> {
    const facts = await Promise.all(
      paths.map(async (path): Promise<[string, SourceFacts] | null> => {
        const log = this.reader.locate(path)
        const progress = this.reader.progressOf(path)
        if (!log || !progress) return null
        const now = await stat(log.path).catch(() => null)
        const unchanged = now !== null && now.size === progress.size && now.mtimeMs === progress.modifiedMs
        return [path, { id: log.id, sha256: progress.sha256, unchanged }]
      }),
    )
    return new Map(facts.filter((entry) => entry !== null))
  }
}
