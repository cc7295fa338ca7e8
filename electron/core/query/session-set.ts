import type {
  BarsReply,
  Filter,
  LaneSorting,
  LanesReply,
  QueryReply,
  RowsReply,
  SessionRow,
  Sort,
  Suggestion,
} from '../../contract/engine'
import { BY_NAME, FIRST_ROWS, FOUND_LIMIT } from '../../contract/engine-constants'
import type { ResultId } from '../../contract/ids'
import { END_REASONS, LOGON_CLASSES, type Reconstruction, type Session } from '../../contract/sessions'
import { endReasonWord } from '../text/end-reasons'
import { BarRoom } from './bar-room'
import { barsInWindow, type Window } from './bar-window'
import { countRemoved, FacetCounter } from './facets'
import { buildFailureColumns, failureMask, type FailureColumns } from './failure-columns'
import { ALL_BITS, bitsOf, filterMask, type FilterMask } from './filter-mask'
import { extentOf, Histogram } from './histogram'
import { layOutLanes, type LaneLayout } from './lane-layout'
import { machineMarks } from './machine-marks'
import { orderLanes, type GroupBy, type LaneOrder } from './lane-order'
import { buildSessionColumns, type SessionColumns } from './session-columns'
import { sessionRow } from './session-row'
import { SortRanks } from './sort-ranks'
import { suggest } from './suggest'
import { parseQuery } from './syntax/parse-query'
import { printTerm } from './syntax/print-query'
import { fold, occursIn } from './text-pattern'
import { unixMs } from './unix-ms'

/** The page asks about the newest result; a few older ones answer what is still on its way. */
const RESULTS_KEPT = 8
/** Both groupings, and the order before a change while its bars are on their way. */
const LAYOUTS_KEPT = 3
/** The grid asks for 100 at a time. */
const MAX_ROWS = 2000

/** Fewer letters are in nearly every end. */
const LEAST_END_WORD = 3

/** Asked about a result that is gone; ask the query again. */
export class StaleResult extends Error {
  constructor() {
    super('This result is out of date. Run the query again.')
  }
}

interface Result {
  /** Sessions by start. */
  readonly matching: Uint32Array
  readonly failureDrops: Uint8Array
  /** Sessions in order of the sort. */
  readonly rows: Uint32Array
  rowOf: Int32Array | null
  /** By grouping and order. */
  readonly layouts: Map<string, LaneLayout>
}

export interface SetFacts {
  /** Records of the case. */
  readonly eventCount: number
  /** Logs are still being read: ends may change. */
  readonly partial: boolean
}

/** Answers questions about one reconstruction from columns; see contract/engine.ts for what each answer holds. */
export class SessionSet {
  readonly columns: SessionColumns
  private readonly failures: FailureColumns
  private readonly ranks: SortRanks
  private readonly facets: FacetCounter
  private readonly extent: QueryReply['extent']
  private readonly histogram: Histogram | null
  private readonly barRoom = new BarRoom()
  /** Of the question that is being answered. */
  private readonly mask: Uint32Array
  /** The newest of each grouping. */
  private readonly orders = new Map<GroupBy, { readonly key: string; readonly order: LaneOrder }>()
  private readonly results = new Map<ResultId, Result>()

  /** @param nextResultId numbers results, never twice over all sets of a process */
  constructor(
    readonly found: Reconstruction,
    private readonly facts: SetFacts,
    private readonly nextResultId: () => ResultId,
  ) {
    this.columns = buildSessionColumns(found)
    this.failures = buildFailureColumns(found.failures, this.columns.accounts)
    this.ranks = new SortRanks(this.columns, found.machines)
    this.facets = new FacetCounter(this.columns, found.machines)
    this.extent = extentOf(found.coverage)
    this.histogram = this.extent && new Histogram(this.extent, this.columns.start, this.failures.time)
    this.mask = new Uint32Array(this.columns.count)
  }

  query(version: number, filter: Filter, sort: Sort): QueryReply {
    const { machines } = this.found
    const { columns, failures, extent, histogram } = this
    const filtered = filterMask(columns, machines, filter, this.mask)
    const { mask, terms } = filtered
    const failureDrops = failureMask(failures, machines, terms)
    const matching = this.ranks.matching(mask)
    const rows = this.ranks.order(matching, sort)
    const resultId = this.nextResultId()
    this.keep(resultId, { matching, failureDrops, rows, rowOf: null, layouts: new Map() })
    return {
      version,
      resultId,
      matched: rows.length,
      total: columns.count,
      hidden: this.facets.hidden(filtered),
      eventCount: this.facts.eventCount,
      clockCorrections: this.found.clockCorrections.length,
      gaps: this.found.gaps.length,
      extent,
      histogram: histogram && this.overview(histogram, filtered, failureDrops),
      facets: this.facets.count(filtered),
      removedBy: countRemoved(filtered),
      rows: this.rowsOf(rows.subarray(0, FIRST_ROWS)),
    }
  }

  /** The overview shows the whole case, so the time terms of the filter do not count. */
  private overview(
    histogram: Histogram,
    { mask, terms }: FilterMask,
    failureDrops: Uint8Array,
  ): QueryReply['histogram'] {
    const timeless = terms.filter(({ field }) => field !== 'time')
    const isSame = timeless.length === terms.length
    const drops = isSame ? failureDrops : failureMask(this.failures, this.found.machines, timeless)
    return histogram.count(mask, ALL_BITS & ~bitsOf(terms, 'time'), drops)
  }

  get isPartial(): boolean {
    return this.facts.partial
  }

  /** Sessions of a result in its order. @throws StaleResult */
  sessions(resultId: ResultId): Session[] {
    return Array.from(this.result(resultId).rows, (session) => this.found.sessions[session]!)
  }

  /** Rows from..to, `to` not included. @throws StaleResult */
  rows(resultId: ResultId, from: number, to: number): RowsReply {
    const { rows } = this.result(resultId)
    const shown = rows.subarray(from, Math.min(to, from + MAX_ROWS))
    return { resultId, from, rows: this.rowsOf(shown) }
  }

  private rowsOf(sessions: Uint32Array): SessionRow[] {
    return Array.from(sessions, (session) => this.row(session))
  }

  row(session: number): SessionRow {
    return sessionRow(this.found, this.columns, session, this.facts.partial)
  }

  /** @throws StaleResult */
  lanes(resultId: ResultId, groupBy: GroupBy, sorting: LaneSorting = BY_NAME): LanesReply {
    const { machines, coverage } = this.found
    const name = (machine: number): string => machines[machine]?.name ?? ''
    return {
      resultId,
      lanes: this.layout(resultId, groupBy, sorting).lanes,
      marks: machineMarks(this.found),
      evidenceEnd: coverage.map(({ machine, first, last }) => {
        return {
          computer: name(machine),
          firstMs: unixMs(first),
          lastMs: unixMs(last),
          reading: this.facts.partial,
        }
      }),
    }
  }

  /** @throws StaleResult */
  bars(resultId: ResultId, groupBy: GroupBy, window: Window, sorting: LaneSorting = BY_NAME): BarsReply {
    const layout = this.layout(resultId, groupBy, sorting)
    return {
      resultId,
      ...barsInWindow(this.columns, layout, window, this.facts.partial, this.barRoom),
    }
  }

  /** Row of a session in a result, -1 if filtered out. @throws StaleResult */
  position(resultId: ResultId, session: number): number {
    const result = this.result(resultId)
    if (result.rowOf === null) {
      const rowOf = new Int32Array(this.columns.count).fill(-1)
      result.rows.forEach((one, row) => (rowOf[one] = row))
      result.rowOf = rowOf
    }
    return result.rowOf[session] ?? -1
  }

  /** Index of the session with this id, -1 if there is none. */
  find(id: string): number {
    return this.found.sessions.findIndex((session) => session.id === id)
  }

  /**
   * Takes what the case file says of sessions; returns the index of each id, -1 if there is none.
   * @param more what was said of others holds, and no tags take back what was said
   */
  annotate(ids: readonly string[], tags: readonly (readonly string[])[], more = false): number[] {
    const { columns } = this
    const at = new Map<string, number>(ids.map((id) => [id, -1]))
    this.found.sessions.forEach(({ id }, session) => {
      if (at.has(id)) at.set(id, session)
    })
    if (!more) columns.tags.clear()
    ids.forEach((id, i) => {
      const session = at.get(id) ?? -1
      const words = tags[i] ?? []
      if (session < 0) return
      if (words.length > 0) columns.tags.set(session, words)
      else columns.tags.delete(session)
    })
    return ids.map((id) => at.get(id) ?? -1)
  }

  /** @param filter the rest of the filter, without what is being typed */
  suggest(text: string, filter: Filter): Suggestion[] {
    const filtered = filterMask(this.columns, this.found.machines, filter, this.mask)
    return suggest(this.columns, this.facets.count(filtered), text)
  }

  findSessions(text: string): { rows: SessionRow[]; matched: number } {
    const { columns, found, mask } = this
    const isFilter = parseQuery(text).terms !== null
    const asked = isFilter ? text : printTerm({ field: null, not: false, values: [text] })
    filterMask(columns, found.machines, { text: asked, classes: [...LOGON_CLASSES] }, mask)
    // The words of the ends are on screen: they are looked for as names are.
    const word = fold(text)
    const hasEnd = END_REASONS.map((reason) => occursIn(word, fold(endReasonWord(reason))))
    if (word.length >= LEAST_END_WORD)
      for (let i = 0; i < mask.length; i++) if (hasEnd[columns.endReason[i]!]!) mask[i] = 0
    const matching = this.ranks.matching(mask)
    const latest = matching.slice(-FOUND_LIMIT).reverse()
    return { rows: this.rowsOf(latest), matched: matching.length }
  }

  private result(resultId: ResultId): Result {
    const result = this.results.get(resultId)
    if (!result) throw new StaleResult()
    return result
  }

  private keep(resultId: ResultId, result: Result): void {
    this.results.set(resultId, result)
    for (const oldest of this.results.keys()) {
      if (this.results.size <= RESULTS_KEPT) break
      this.results.delete(oldest)
    }
  }

  private layout(resultId: ResultId, groupBy: GroupBy, sorting: LaneSorting): LaneLayout {
    const result = this.result(resultId)
    const key = JSON.stringify([groupBy, sorting.by, sorting.pinned])
    let layout = result.layouts.get(key)
    if (!layout) {
      const { machines } = this.found
      const order = this.order(groupBy, sorting, key)
      layout = layOutLanes(
        this.columns,
        machines,
        order,
        groupBy,
        result.matching,
        this.failures,
        result.failureDrops,
      )
      const [oldest] = result.layouts.keys()
      if (result.layouts.size >= LAYOUTS_KEPT && oldest !== undefined) result.layouts.delete(oldest)
      result.layouts.set(key, layout)
    }
    return layout
  }

  private order(groupBy: GroupBy, sorting: LaneSorting, key: string): LaneOrder {
    const known = this.orders.get(groupBy)
    if (known?.key === key) return known.order
    const order = orderLanes(this.columns, this.found.machines, groupBy, sorting)
    this.orders.set(groupBy, { key, order })
    return order
  }
}
