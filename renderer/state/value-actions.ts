/** What can be done with a value wherever it stands: the context menu, the palette and keys ask here. */
import type { EventFacet } from '../../electron/contract/events'
import type { QueryTerm } from '../../electron/core/query/syntax/query-ast'
import { type Facet, timeTerm } from './filter-slice'
import { useStore } from './store'

export type Value =
  | { readonly kind: Facet; readonly value: string }
  /** Of an account: found by the account field as well. */
  | { readonly kind: 'sid' | 'domain'; readonly value: string }
  /** Of single records. */
  | { readonly kind: RecordFacet; readonly value: string }
  /** A length of stay. */
  | { readonly kind: 'length'; readonly ms: number }
  | { readonly kind: 'time'; readonly timeMs: number }
  /** A stay, as its bar stands for it. */
  | SessionValue

/** What only records are filtered by. */
type RecordFacet = 'eventId' | 'channel'
const RECORD_FACETS: ReadonlySet<string> = new Set<RecordFacet>(['eventId', 'channel'])

export interface SessionValue {
  readonly kind: 'session'
  readonly account: string
  readonly computer: string
  readonly type: string
  readonly end: string
  readonly fromMs: number
  readonly toMs: number
}

/**
 * Keeps the sessions with a value, or drops them; joins what is filtered by already. Of a length: what is as long, or shorter. In the event
 * browser it is records that are kept or dropped.
 */
export function filterByValue(how: 'include' | 'exclude', value: Value): void {
  const isOfEvents = useStore.getState().railView === 'events' && isOfRecords(value)
  if (isOfEvents) filterEvents(how === 'exclude', value.kind, value.value)
  else filterSessions(how, value)
}

/** As `filterByValue`, but of sessions whatever the view. */
export function filterSessions(how: 'include' | 'exclude', value: Value): void {
  const { changeTerm, terms } = useStore.getState()
  if (value.kind === 'time' || value.kind === 'session' || isRecordFacet(value)) return
  if (value.kind === 'length') {
    const old = terms.find(({ field }) => field === 'dur') ?? null
    const length = `${Math.floor(value.ms / 1000)}s`
    changeTerm(old, {
      field: 'dur',
      not: false,
      values: [how === 'include' ? `>=${length}` : `<${length}`],
    })
    return
  }
  const [field, text] = fieldValue(value)
  const not = how === 'exclude'
  const opposite = terms.find(
    (term) => term.field === field && term.not !== not && term.values.includes(text),
  )
  if (opposite !== undefined) {
    const others = opposite.values.filter((one) => one !== text)
    changeTerm(opposite, others.length === 0 ? null : { ...opposite, values: others })
    // Taken out of what is kept, it is dropped already.
    if (not && others.length > 0) return
  }
  const same = useStore.getState().terms.find((term) => term.field === field && term.not === not)
  if (same === undefined) changeTerm(null, { field, not, values: [text] })
  else if (!same.values.includes(text)) changeTerm(same, { ...same, values: [...same.values, text] })
}

function isRecordFacet(value: Value): value is { readonly kind: RecordFacet; readonly value: string } {
  return RECORD_FACETS.has(value.kind)
}

function isOfRecords(value: Value): value is { readonly kind: EventFacet; readonly value: string } {
  return value.kind === 'account' || value.kind === 'computer' || isRecordFacet(value)
}

/** A facet of records keeps some values or drops some, never both: the newer wish stands. */
function filterEvents(not: boolean, facet: EventFacet, value: string): void {
  const { eventFilter, setEventFacet } = useStore.getState()
  const term = eventFilter[facet]
  const others = term?.values.filter((one) => one !== value) ?? []
  const isIn = term !== null && others.length < term.values.length
  if (term?.not === not) setEventFacet(facet, { not, values: [...others, value] })
  // Dropped from what is kept, or kept again of what was dropped.
  else if (isIn && others.length > 0) setEventFacet(facet, { not: !not, values: others })
  else if (term === null || isIn || !not) setEventFacet(facet, { not, values: [value] })
}

function fieldValue(
  value: Exclude<Value, { readonly kind: 'time' | 'length' | 'session' | RecordFacet }>,
): [QueryTerm['field'], string] {
  if (value.kind === 'sid') return ['account', value.value]
  if (value.kind === 'domain') return ['account', `${value.value}\\*`]
  return [value.kind, value.value]
}

/** Keeps what lies before a time, or after it; the other end stays where it is. */
export function filterByTime(how: 'before' | 'after', timeMs: number): void {
  const { eventFilter, railView, terms, result, setEventTime, setTimeRange, setTimeWindow } =
    useStore.getState()
  if (railView === 'events') {
    const { fromMs: first, toMs: last } = eventFilter
    if (how === 'before') setEventTime(first !== null && first < timeMs ? first : null, timeMs)
    else setEventTime(timeMs, last !== null && last > timeMs ? last : null)
    return
  }
  const { fromMs, toMs } = timeTerm(terms) ?? {}
  const low = how === 'after' ? timeMs : fromMs !== undefined && fromMs < timeMs ? fromMs : null
  const high = how === 'before' ? timeMs : toMs !== undefined && toMs > timeMs ? toMs : null
  setTimeRange({ ...(low === null ? {} : { fromMs: low }), ...(high === null ? {} : { toMs: high }) })
  const extent = result?.extent
  if (extent == null) return
  const shown = { fromMs: low ?? extent.fromMs, toMs: high ?? extent.toMs }
  if (shown.fromMs < shown.toMs) setTimeWindow(shown)
}

/** Minutes of records around a time that are shown. */
const AROUND_MS = 5 * 60_000

const OF_SESSIONS: ReadonlySet<Value['kind']> = new Set([
  'type',
  'end',
  'dur',
  'conf',
  'class',
  'tag',
  'length',
])

/** Whether records can be listed by this value; logon types, ends and the like belong to sessions, not to records. */
export function hasEvents({ kind }: Value): boolean {
  return !OF_SESSIONS.has(kind)
}

/** The records that name the value, or lie around the time. */
export function showEventsOf(value: Value): void {
  const { showEvents, searchEvents } = useStore.getState()
  switch (value.kind) {
    case 'time':
      showEvents({ fromMs: value.timeMs - AROUND_MS, toMs: value.timeMs + AROUND_MS })
      break
    case 'account':
      showEvents({ account: { values: [value.value], not: false } })
      break
    case 'computer':
      showEvents({ computer: { values: [value.value, `${value.value}.*`], not: false } })
      break
    case 'session':
      showEvents({
        account: { values: [value.account], not: false },
        computer: { values: [value.computer, `${value.computer}.*`], not: false },
        fromMs: value.fromMs,
        toMs: value.toMs,
      })
      break
    case 'length':
      break
    case 'eventId':
    case 'channel':
      showEvents({ [value.kind]: { values: [value.value], not: false } })
      break
    default:
      showEvents({})
      searchEvents(value.value)
  }
}

/** For elements that show a value: the menu of the value opens on them (`valueAt`). */
export function valueMark(value: Value): { readonly 'data-value': string } {
  return { 'data-value': JSON.stringify(value) }
}

/** The value that an element, or what it lies in, shows. */
export function valueAt(target: EventTarget | null): Value | null {
  const marked = target instanceof Element ? target.closest('[data-value]') : null
  const text = marked?.getAttribute('data-value')
  return text == null ? null : (JSON.parse(text) as Value)
}
