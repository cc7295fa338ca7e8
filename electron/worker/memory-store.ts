import { stat } from 'node:fs/promises'
import type { EngineReplies, SessionDetails } from '../contract/engine'
import type { ResultId, SourceId } from '../contract/ids'
import type { EventTable } from '../core/columns/event-table'
import { sessionDetails, type SourceFacts } from '../core/query/session-details'
import { SessionSet, StaleResult } from '../core/query/session-set'
import { reconstruct } from '../core/sessions/reconstruct'
import { recordAt } from './record-at'
import type { SessionStore, StoreCall, StoreRequest } from './session-store'

/** A source of the case as it was when it was read. */
export interface StoredSource {
  readonly id: SourceId
  /** Where it lies. */
  readonly path: string
  readonly sha256: string | null
  readonly size: number
  readonly modifiedMs: number | null
}

/** Where the store asks about sources: by shown path, or by id. */
export interface SourceDirectory {
  byPath(shown: string): StoredSource | undefined
  pathOf(id: string): string | undefined
}

const EMPTY_RECONSTRUCTION = {
  machines: [],
  boots: [],
  logons: [],
  sessions: [],
  failures: [],
  machineEvents: [],
  coverage: [],
}

/** Columns, sessions and results of the open case, all in memory. */
export class MemoryStore implements SessionStore {
  private results = 0
  private table: EventTable | null = null
  private set: SessionSet

  constructor(private readonly directory: SourceDirectory) {
    this.set = new SessionSet(EMPTY_RECONSTRUCTION, { eventCount: 0, partial: false }, this.nextResultId)
  }

  get recordCount(): number {
    return this.table?.records.length ?? 0
  }

  /** Takes a new table: sessions are made from it, older results are void. `partial`: more is still being read. */
  replace(table: EventTable, partial: boolean): void {
    const found = reconstruct(table)
    this.table = table
    this.set = new SessionSet(found, { eventCount: table.records.length, partial }, this.nextResultId)
  }

  async answer(request: StoreRequest): Promise<EngineReplies[StoreCall]> {
    const { set } = this
    switch (request.call) {
      case 'query':
        return set.query(request.version, request.filter, request.sort)
      case 'rows':
        return set.rows(request.resultId as ResultId, request.from, request.to)
      case 'lanes':
        return set.lanes(request.resultId as ResultId, request.groupBy)
      case 'bars':
        return set.bars(request.resultId as ResultId, request.groupBy, request)
      case 'position':
        return { row: set.position(request.resultId as ResultId, request.session) }
      case 'find':
        return { session: set.find(request.id) }
      case 'suggest':
        return set.suggest(request.text, request.filter)
      case 'details':
        return this.details(request.session)
      case 'record':
        return this.record(request.source, request.offset)
    }
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
    return sessionDetails(table, set.found, set.row(session), (path) => facts.get(path)!)
  }

  private async factsOf(path: string): Promise<SourceFacts> {
    const source = this.directory.byPath(path)
    if (!source) return { id: '' as SourceId, sha256: null, verified: false }
    const now = await stat(source.path).catch(() => null)
    const unchanged = now !== null && now.size === source.size && now.mtimeMs === source.modifiedMs
    return { id: source.id, sha256: source.sha256, verified: unchanged && source.sha256 !== null }
  }

  private async record(source: string, offset: number): Promise<EngineReplies['record']> {
    const path = this.directory.pathOf(source)
    if (path === undefined) throw new StaleResult()
    return recordAt(path, offset)
  }
}
