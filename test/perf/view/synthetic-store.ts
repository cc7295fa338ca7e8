import type { EngineReplies } from '../../../electron/contract/engine'
import type { ResultId } from '../../../electron/contract/ids'
import { accountRows } from '../../../electron/core/query/account-rows'
import { SessionSet } from '../../../electron/core/query/session-set'
import type { Rebuilt, SessionStore, StoreCall, StoreRequest } from '../../../electron/worker/session-store'
import { syntheticSessions } from './synthetic-sessions'

/** A case of so many synthetic sessions, whatever is read. It has no records to show. */
export class SyntheticStore implements SessionStore {
  /** Nothing is shown until all is read. */
  readonly maxRebuildMs = 0
  private set: SessionSet | null = null
  private results = 0

  constructor(private readonly count: number) {}

  add(): void {
    // What is read does not matter.
  }

  remove(): void {
    // Nothing was added.
  }

  noteHits(): void {
    // There are no records to find.
  }

  rebuild(): Promise<Rebuilt> {
    const facts = { eventCount: this.count, partial: false }
    this.set ??= new SessionSet(syntheticSessions(this.count), facts, () => ++this.results as ResultId)
    return Promise.resolve({ recordCount: this.count, cost: 0 })
  }

  export(): Promise<never> {
    return Promise.reject(new Error('Synthetic sessions are not exported.'))
  }

  answer(request: StoreRequest): Promise<EngineReplies[StoreCall]> {
    const { set } = this
    if (set === null) return Promise.reject(new Error('Nothing is read yet.'))
    switch (request.call) {
      case 'query':
        return Promise.resolve(set.query(request.version, request.filter, request.sort))
      case 'rows':
        return Promise.resolve(set.rows(request.resultId as ResultId, request.from, request.to))
      case 'lanes':
        return Promise.resolve(set.lanes(request.resultId as ResultId, request.groupBy, request.order))
      case 'bars':
        return Promise.resolve(
          set.bars(request.resultId as ResultId, request.groupBy, request, request.order),
        )
      case 'suggest':
        return Promise.resolve(set.suggest(request.text, request.filter))
      case 'accounts':
        return Promise.resolve(accountRows(set.found, set.columns))
      case 'annotate':
        return Promise.resolve({ sessions: set.annotate(request.ids, request.tags, request.more) })
      case 'identify':
        return Promise.resolve({ changed: false })
      default:
        return Promise.reject(new Error('Synthetic sessions have no records.'))
    }
  }
}
