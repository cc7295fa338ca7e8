import type {
  BarsReply,
  EngineRequest,
  Filter,
  LanesReply,
  QueryReply,
  RowsReply,
  SessionRow,
  Sort,
  Suggestion,
} from '../contract/engine'

type Call<C extends EngineRequest['call']> = Extract<EngineRequest, { call: C }>

/**
 * What the window asks of a set of sessions. In memory it is answered from typed columns (`core/query`); a fleet-sized case can answer the same
 * calls from a database. Result ids are good for one set only; a call with an old one throws StaleResult.
 */
export interface SessionStore {
  query(version: number, filter: Filter, sort: Sort): QueryReply
  rows(request: Call<'rows'>): RowsReply
  lanes(request: Call<'lanes'>): LanesReply
  bars(request: Call<'bars'>): BarsReply
  /** Row of a session in a result, -1 if it is filtered out. */
  position(request: Call<'position'>): number
  /** Index of the session with this Session.id, -1 if there is none. */
  find(id: string): number
  /** One session as the grid shows it; null if there is no such index. */
  row(session: number): SessionRow | null
  suggest(text: string, filter: Filter): readonly Suggestion[]
}
