import { EVENT_FACET_LIMIT } from '../../contract/engine-constants'
import type {
  EventFacetCount,
  DamageInList,
  EventFilter,
  EventRow,
  EventRowsReply,
  EventsReply,
} from '../../contract/events'
import type { ResultId, SourceId } from '../../contract/ids'
import type { EventTable } from '../columns/event-table'
import { eventTitle } from '../events/event-titles'
import type { Accounts } from './accounts'
import { DamagePlaces, type DamagePlace, type SourceDamage } from './damage-places'
import { EVENT_PART, eventAccounts, eventMask, placeMask, type EventAccounts } from './events-filter'
import type { EventHits } from './events-hits'
import { rowAtOffset, rowsOfSource } from './rows-of-source'
import { rowsByTime } from './events-order'
import { StaleResult } from './session-set'

/** What was asked before may still be on its way. */
const RESULTS_KEPT = 3
const MAX_ROWS = 2000

/** Lists every record of a table, in time order, and between them what is damaged, by filters; straight from the columns. */
export class EventBrowser {
  /** Numbers of rows; from the number of records on those of places of damage. */
  private readonly results = new Map<ResultId, Uint32Array>()
  private damage: DamagePlaces | null = null
  private order: Uint32Array | null = null
  private accounts: EventAccounts | null = null

  constructor(
    readonly table: EventTable,
    private readonly nextResultId: () => ResultId,
    private readonly damaged: readonly SourceDamage[] = [],
  ) {}

  /** @param behind records behind what is asked for; null if nothing is; @param known accounts of the case */
  query(
    filter: EventFilter,
    descending: boolean,
    hits: EventHits | null,
    behind: ReadonlySet<number> | null,
    known: Accounts,
  ): EventsReply {
    const { table } = this
    const damage = (this.damage ??= new DamagePlaces(table, this.damaged))
    this.order ??= damage.between(rowsByTime(table.records.time))
    this.accounts ??= eventAccounts(table)
    const found = filter.search === null ? null : (hits?.rows(table) ?? new Uint8Array(table.records.length))
    const mask = eventMask(table, this.accounts, known, filter, found, behind)
    const places = placeMask(damage.places, mask, filter)
    const records = mask.length
    const matching = this.order.filter((row) => (row < records ? mask[row] : places[row - records]) === 0)
    if (descending) matching.reverse()
    const resultId = this.nextResultId()
    this.results.set(resultId, matching)
    for (const oldest of this.results.keys()) {
      if (this.results.size <= RESULTS_KEPT) break
      this.results.delete(oldest)
    }
    return {
      resultId,
      matched: kept(mask, 0),
      total: records,
      facets: this.facets(mask, this.accounts, filter.only === null ? null : places),
      rows: matching.length,
      only: this.countOnly(mask, places, damage.places),
      unlisted: damage.unlisted,
    }
  }

  /** Row in a result of a damaged place, or of the record at that byte; -1 if it is not there. @throws StaleResult */
  placeRow(resultId: ResultId, source: string, from: number): number {
    const rows = this.results.get(resultId)
    if (rows === undefined) throw new StaleResult()
    const places = this.damage?.places ?? []
    const wanted = places.findIndex((place) => place.source === source && place.range.from === from)
    const { records, sources } = this.table
    if (wanted >= 0) return rows.indexOf(records.length + wanted)
    const number = sources.indexOf(source)
    if (number < 0) return -1
    const { from: first, live, to } = rowsOfSource(records, number)
    const recovered = rowAtOffset(records, from, live, to)
    const row = recovered < 0 ? rowAtOffset(records, from, first, live) : recovered
    return row < 0 ? -1 : rows.indexOf(row)
  }

  /** Rows from..to, `to` not included. @throws StaleResult */
  rows(resultId: ResultId, from: number, to: number, idOf: (path: string) => SourceId): EventRowsReply {
    const rows = this.results.get(resultId)
    if (rows === undefined) throw new StaleResult()
    const shown = rows.subarray(from, Math.min(to, from + MAX_ROWS))
    const records = this.table.records.length
    const places = this.damage?.places ?? []
    return {
      resultId,
      from,
      rows: Array.from(shown, (row) =>
        row < records ? this.row(row, idOf) : this.damageRow(places[row - records]!, idOf),
      ),
    }
  }

  private damageRow(place: DamagePlace, idOf: (path: string) => SourceId): EventRow {
    const { records, strings } = this.table
    const { source, range, anchor } = place
    const text = (ids: ArrayLike<number>): string => (anchor < 0 ? '' : (strings[ids[anchor]!] ?? ''))
    return {
      source: idOf(source),
      offset: range.from,
      time: anchor < 0 ? 0n : records.time[anchor]!,
      recordId: '',
      eventId: 0,
      title: '',
      account: '',
      domain: '',
      computer: text(records.computer),
      channel: text(records.channel),
      provider: '',
      recovered: range.state === 'recovered-record',
      method: '',
      damage: this.inList(place),
    }
  }

  private inList({ range, before, after, chunk, readInChunk }: DamagePlace): DamageInList {
    const idOf = (row: number): string | null => (row < 0 ? null : String(this.table.records.recordId[row]!))
    return { ...range, before: idOf(before), after: idOf(after), chunk, readInChunk }
  }

  private countOnly(
    mask: Uint16Array,
    placesMask: Uint16Array,
    places: readonly DamagePlace[],
  ): EventsReply['only'] {
    let [damaged, recovered] = [0, 0]
    places.forEach(({ range }, i) => {
      if ((placesMask[i]! & ~EVENT_PART.only) !== 0) return
      if (range.state === 'recovered-record') recovered++
      else damaged++
    })
    const back = this.table.records.recovered
    if (back)
      for (let i = 0; i < mask.length; i++)
        if (back[i] === 1 && (mask[i]! & ~EVENT_PART.only) === 0) recovered++
    return { damaged, recovered }
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
      method: this.damage?.methodOf(record) ?? '',
      damage: null,
    }
  }

  /** @param places mask of the damaged places, where those are what is looked for: they count for the record beside them */
  private facets(
    mask: Uint16Array,
    accounts: EventAccounts,
    places: Uint16Array | null,
  ): EventsReply['facets'] {
    const { records, strings } = this.table
    const text = (id: number): string => strings[id] ?? ''
    const titles = new Map<number, string>()
    const ids = counts(mask, EVENT_PART.eventId, records.eventId, 0x10000, (i) => {
      const title = eventTitle(text(records.provider[i]!), text(records.channel[i]!), records.eventId[i]!)
      titles.set(records.eventId[i]!, title)
    })
    const named = (part: number, column: ArrayLike<number>): EventFacetCount[] => {
      const found = counts(mask, part, column, strings.length)
      places?.forEach((dropped, i) => {
        const { anchor } = this.damage!.places[i]!
        if ((dropped & ~part) === 0 && anchor >= 0) found[column[anchor]!]!++
      })
      return listed(found, (id) => ({ value: text(id), label: '' }))
    }
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

/** Records that nothing drops but, maybe, parts of the filter. */
function kept(mask: Uint16Array, parts: number): number {
  let count = 0
  for (const dropped of mask) if ((dropped & ~parts) === 0) count++
  return count
}

/** Records by value that nothing but the facet's own part drops. `first` hears of the first record of each value. */
function counts(
  mask: Uint16Array,
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
