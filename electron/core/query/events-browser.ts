import { EVENT_FACET_LIMIT } from '../../contract/engine-constants'
import type {
  EventFacetCount,
  EventFilter,
  EventRow,
  EventRowsReply,
  EventsReply,
} from '../../contract/events'
import type { ResultId, SourceId } from '../../contract/ids'
import type { EventTable } from '../columns/event-table'
import { eventTitle } from '../events/event-titles'
import { EVENT_PART, eventAccounts, eventMask, type EventAccounts } from './events-filter'
import type { EventHits } from './events-hits'
import { rowsByTime } from './events-order'
import { StaleResult } from './session-set'

/** What was asked before may still be on its way. */
const RESULTS_KEPT = 3
const MAX_ROWS = 2000

/** Lists every record of a table, in time order, by filters; straight from the columns. */
export class EventBrowser {
  private readonly results = new Map<ResultId, Uint32Array>()
  private order: Uint32Array | null = null
  private accounts: EventAccounts | null = null

  constructor(
    readonly table: EventTable,
    private readonly nextResultId: () => ResultId,
  ) {}

  /** @param behind records behind what is asked for; null if nothing is */
  query(
    filter: EventFilter,
    descending: boolean,
    hits: EventHits | null,
    behind: ReadonlySet<number> | null,
  ): EventsReply {
    const { table } = this
    this.order ??= rowsByTime(table.records.time)
    this.accounts ??= eventAccounts(table)
    const found = filter.search === null ? null : (hits?.rows(table) ?? new Uint8Array(table.records.length))
    const mask = eventMask(table, this.accounts, filter, found, behind)
    const matching = this.order.filter((row) => mask[row] === 0)
    if (descending) matching.reverse()
    const resultId = this.nextResultId()
    this.results.set(resultId, matching)
    for (const oldest of this.results.keys()) {
      if (this.results.size <= RESULTS_KEPT) break
      this.results.delete(oldest)
    }
    return {
      resultId,
      matched: matching.length,
      total: table.records.length,
      facets: this.facets(mask, this.accounts),
    }
  }

  /** Rows from..to, `to` not included. @throws StaleResult */
  rows(resultId: ResultId, from: number, to: number, idOf: (path: string) => SourceId): EventRowsReply {
    const rows = this.results.get(resultId)
    if (rows === undefined) throw new StaleResult()
    const shown = rows.subarray(from, Math.min(to, from + MAX_ROWS))
    return { resultId, from, rows: Array.from(shown, (record) => this.row(record, idOf)) }
  }

  private row(record: number, idOf: (path: string) => SourceId): EventRow {
    const { records, strings, sources } = this.table
    const provider = strings[records.provider[record]!] ?? ''
    const channel = strings[records.channel[record]!] ?? ''
    const eventId = records.eventId[record]!
    const name = this.accounts?.names[this.accounts.of[record]!]
    return {
      source: idOf(sources[records.source[record]!]!),
      offset: records.offset[record]!,
      time: records.time[record]!,
      recordId: String(records.recordId[record]!),
      eventId,
      title: eventTitle(provider, channel, eventId),
      account: name?.account ?? '',
      domain: name?.domain ?? '',
      computer: strings[records.computer[record]!] ?? '',
      channel,
      provider,
      recovered: records.recovered?.[record] === 1,
    }
  }

  private facets(mask: Uint8Array, accounts: EventAccounts): EventsReply['facets'] {
    const { records, strings } = this.table
    const text = (id: number): string => strings[id] ?? ''
    const titles = new Map<number, string>()
    const ids = counts(mask, EVENT_PART.eventId, records.eventId, 0x10000, (i) => {
      const title = eventTitle(text(records.provider[i]!), text(records.channel[i]!), records.eventId[i]!)
      titles.set(records.eventId[i]!, title)
    })
    const named = (part: number, column: ArrayLike<number>): EventFacetCount[] =>
      listed(counts(mask, part, column, strings.length), (id) => ({ value: text(id), label: '' }))
    const people = counts(mask, EVENT_PART.account, accounts.of, accounts.names.length)
    people[0] = 0
    return {
      eventId: listed(ids, (id) => ({ value: String(id), label: titles.get(id) ?? '' })),
      computer: named(EVENT_PART.computer, records.computer),
      channel: named(EVENT_PART.channel, records.channel),
      account: listed(people, (id) => {
        const { account, domain } = accounts.names[id]!
        return { value: domain === '' ? account : `${domain}\\${account}`, label: '' }
      }),
    }
  }
}

/** Records by value that nothing but the facet's own part drops. `first` hears of the first record of each value. */
function counts(
  mask: Uint8Array,
  part: number,
  column: ArrayLike<number>,
  values: number,
  first?: (record: number) => void,
): Uint32Array {
  const found = new Uint32Array(values)
  for (let i = 0; i < mask.length; i++) {
    if ((mask[i]! & ~part) !== 0) continue
    const value = column[i]!
    if (found[value] === 0) first?.(i)
    found[value] = found[value]! + 1
  }
  return found
}

function listed(
  found: Uint32Array,
  name: (value: number) => { readonly value: string; readonly label: string },
): EventFacetCount[] {
  const present: number[] = []
  found.forEach((count, value) => {
    if (count > 0) present.push(value)
  })
  return present
    .sort((a, b) => found[b]! - found[a]! || a - b)
    .slice(0, EVENT_FACET_LIMIT)
    .map((value) => ({ ...name(value), count: found[value]! }))
}
