import { stat } from 'node:fs/promises'
import type { EngineReplies, ExportReply, SessionDetails } from '../contract/engine'
import type { EventFilter } from '../contract/events'
import type { ResultId, SourceId } from '../contract/ids'
import type { EventTable } from '../core/columns/event-table'
import { TableMerger } from '../core/columns/merge-batches'
import type { TableBatch } from '../core/columns/table-builder'
import { accountRows } from '../core/query/account-rows'
import type { SourceDamage } from '../core/query/damage-places'
import { EventBrowser } from '../core/query/events-browser'
import { EventHits } from '../core/query/events-hits'
import { isRecoveredRow } from '../core/query/rows-of-source'
import { recordsBehind, sessionOfRecord } from '../core/query/session-of-record'
import { sessionDetails, type SourceFacts } from '../core/query/session-details'
import { SessionSet, StaleResult } from '../core/query/session-set'
import { coverageReport } from '../core/sessions/coverage-report'
import { machineZones } from '../core/sessions/machines/machine-zones'
import { findCopies, type RecordCopies } from '../core/sessions/records/record-copies'
import { NOTHING_TOLD, type ToldNames } from '../core/sessions/machines/machines'
import { reconstruct } from '../core/sessions/reconstruct'
import { waysOf } from '../core/export/sessions/ways-of'
import { writeExport } from './export/write-export'
import { pathOf } from './sources/file-source'
import { bytesAt, recordAt } from './record-at'
import type {
  ExportRequest,
  Rebuilt,
  SessionStore,
  StoreCall,
  StoredSource,
  StoreRequest,
} from './session-store'

const EMPTY_RECONSTRUCTION = {
  machines: [],
  boots: [],
  logons: [],
  sessions: [],
  failures: [],
  machineEvents: [],
  coverage: [],
  gaps: [],
  hops: [],
  addresses: [],
  skews: [],
  clockCorrections: [],
}

/** Columns, sessions and results of the open case, all in the memory of this thread. */
export class MemoryStore implements SessionStore {
  /** A rebuild holds up everything in its thread, cancelling too (250 ms). */
  readonly maxRebuildMs = 150
  private readonly merger = new TableMerger()
  private sources: readonly StoredSource[] = []
  private results = 0
  private table: EventTable | null = null
  private set: SessionSet
  private browser: EventBrowser | null = null
  private hits: EventHits | null = null
  /** Of the present table; looked for when first asked. */
  private copies: { readonly found: RecordCopies | null } | null = null
  /** By the case file, and kept over rebuilds. */
  private readonly said = new Map<string, readonly string[]>()

  /** Names and clocks of computers, by the case file. */
  private told: ToldNames = NOTHING_TOLD

  constructor() {
    this.set = new SessionSet(EMPTY_RECONSTRUCTION, { eventCount: 0, partial: false }, this.nextResultId)
  }

  add(sourcePath: string, order: number, stream: number, batch: TableBatch): void {
    this.merger.add(sourcePath, order, stream, batch)
  }

  remove(sourcePath: string, onlyRecovered = false): void {
    this.merger.remove(sourcePath, onlyRecovered)
  }

  noteHits(search: number, source: string, offsets: Float64Array): void {
    if (this.hits?.search !== search) this.hits = new EventHits(search)
    this.hits.add(source, offsets)
  }

  rebuild(
    partial: boolean,
    sources: readonly StoredSource[],
    damage: readonly SourceDamage[] = [],
  ): Promise<Rebuilt> {
    const started = performance.now()
    const table = this.merger.table()
    const recordCount = table.records.length
    this.set = new SessionSet(
      reconstruct(table, this.told),
      { eventCount: recordCount, partial },
      this.nextResultId,
    )
    this.set.annotate([...this.said.keys()], [...this.said.values()])
    this.table = table
    this.copies = null
    this.browser = new EventBrowser(table, this.nextResultId, damage)
    this.sources = sources
    return Promise.resolve({ recordCount, cost: performance.now() - started })
  }

  async answer(request: StoreRequest): Promise<EngineReplies[StoreCall]> {
    const { set } = this
    switch (request.call) {
      case 'query':
        return set.query(request.version, request.filter, request.sort)
      case 'rows':
        return set.rows(request.resultId as ResultId, request.from, request.to)
      case 'lanes':
        return set.lanes(request.resultId as ResultId, request.groupBy, request.order)
      case 'bars':
        return set.bars(request.resultId as ResultId, request.groupBy, request, request.order)
      case 'positions': {
        const { resultId, sessions } = request
        return { rows: sessions.map((session) => set.position(resultId as ResultId, session)) }
      }
      case 'find':
        return { session: set.find(request.id) }
      case 'annotate':
        return this.annotate(request)
      case 'identify':
        return this.identify(request)
      case 'zones':
        return this.table === null ? [] : machineZones(this.table, set.found.machines)
      case 'suggest':
        return set.suggest(request.text, request.filter)
      case 'findSessions':
        return set.findSessions(request.text)
      case 'details':
        return this.details(request.session)
      case 'events':
        return this.events().query(
          request.filter,
          request.descending,
          this.hitsOf(request.filter.search),
          this.behind(request.filter.behind),
          set.columns.accounts,
        )
      case 'sessionOf':
        return this.sessionOf(request.source, request.offset)
      case 'eventRows':
        return this.events().rows(request.resultId as ResultId, request.from, request.to, (shown) =>
          this.idOf(shown),
        )
      case 'placeRow':
        return {
          row: this.events().placeRow(
            request.resultId as ResultId,
            this.stored(request.source).shown,
            request.from,
          ),
        }
      case 'bytes':
        return { bytes: await bytesAt(this.stored(request.source).path, request.from, request.to) }
      case 'accounts':
        return accountRows(set.found, set.columns)
      case 'coverage':
        if (this.table === null) throw new StaleResult()
        return coverageReport(this.table, set.found, this.told)
      case 'record':
        return this.record(request.source, request.offset)
    }
  }

  async export({
    path,
    version,
    format,
    resultId,
    picks,
    filter,
    said,
    copies,
  }: ExportRequest): Promise<ExportReply> {
    const { table, set } = this
    if (table === null) throw new StaleResult()
    const { sessions: all } = set.found
    const matching = resultId === null ? all : set.sessions(resultId as ResultId)
    const sessions = picks === null ? matching : picks.flatMap(({ from, to }) => matching.slice(from, to + 1))
    const written = await writeExport(path, format, {
      table,
      found: set.found,
      sessions,
      said: new Map(said.map((one) => [one.session, one])),
      facts: {
        version,
        created: new Date().toISOString(),
        scope: picks !== null ? 'picked' : resultId === null ? 'all' : 'filtered',
        filter: resultId === null ? null : filter,
        exported: sessions.length,
        total: all.length,
        partial: set.isPartial,
        sources: this.sources.map(({ shown, sha256, size }) => {
          return { path: shown, sha256, size, ...waysOf(shown, copies) }
        }),
      },
    })
    return { ...written, sessions: sessions.length }
  }

  private annotate({
    ids,
    tags,
    more,
  }: Extract<StoreRequest, { call: 'annotate' }>): EngineReplies['annotate'] {
    if (!more) this.said.clear()
    ids.forEach((id, i) => {
      const words = tags[i] ?? []
      if (words.length > 0) this.said.set(id, words)
      else this.said.delete(id)
    })
    return { sessions: this.set.annotate(ids, tags, more) }
  }

  private identify({ merges, splits, clocks }: ToldNames): { changed: boolean } {
    const told: ToldNames = { merges, splits, clocks }
    const changed = JSON.stringify(told) !== JSON.stringify(this.told)
    this.told = told
    return { changed }
  }

  private events(): EventBrowser {
    if (this.browser === null) throw new StaleResult()
    return this.browser
  }

  private hitsOf(search: number | null): EventHits | null {
    return this.hits?.search === search ? this.hits : null
  }

  private behind(what: EventFilter['behind']): ReadonlySet<number> | null {
    const { set } = this
    if (what === null) return null
    return recordsBehind(set.found, what === 'failures' ? what : set.find(what.session))
  }

  private sessionOf(source: string, offset: number): EngineReplies['sessionOf'] {
    const shown = this.sources.find(({ id }) => id === source)?.shown
    if (this.table === null || shown === undefined) throw new StaleResult()
    const session = sessionOfRecord(this.table, this.set.found, shown, offset)
    return session < 0 ? null : { session, id: this.set.found.sessions[session]!.id }
  }

  /** @throws StaleResult */
  private stored(source: string): StoredSource {
    const stored = this.sources.find(({ id }) => id === source)
    if (stored === undefined) throw new StaleResult()
    return stored
  }

  private idOf(shown: string): SourceId {
    return this.sources.find((source) => source.shown === shown)?.id ?? ('' as SourceId)
  }

  private readonly nextResultId = (): ResultId => ++this.results as ResultId

  private async details(session: number): Promise<SessionDetails> {
    const { table, set } = this
    if (table === null || session >= set.found.sessions.length) throw new StaleResult()
    const facts = new Map<string, SourceFacts>()
    for (const { record } of set.found.sessions[session]!.evidence) {
      const path = table.sources[table.records.source[record]!]!
      if (!facts.has(path)) facts.set(path, await this.factsOf(path))
    }
    this.copies ??= { found: findCopies(table) }
    return sessionDetails(table, set.found, set.row(session), (path) => facts.get(path)!, this.copies.found)
  }

  private async factsOf(shown: string): Promise<SourceFacts> {
    const source = this.sources.find((one) => one.shown === shown)
    if (!source) return { id: '' as SourceId, sha256: null, verified: false }
    const now = await stat(pathOf(source.path)).catch(() => null)
    const isSize = typeof source.path !== 'string' || now?.size === source.size
    const unchanged = now !== null && isSize && now.mtimeMs === source.modifiedMs
    return { id: source.id, sha256: source.sha256, verified: unchanged && source.sha256 !== null }
  }

  private async record(source: string, offset: number): Promise<EngineReplies['record']> {
    const stored = this.stored(source)
    const isRecovered = this.table !== null && isRecoveredRow(this.table, stored.shown, offset)
    return recordAt(stored.path, offset, isRecovered)
  }
}
