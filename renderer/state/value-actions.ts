/** What can be done with a value wherever it stands: the context menu, the palette and keys ask here. */
import { useStore } from './store'

export type Value =
  | { readonly kind: 'account' | 'computer' | 'type' | 'end'; readonly value: string }
  /** Has no facet: found as text. */
  | { readonly kind: 'source' | 'sid'; readonly value: string }
  | { readonly kind: 'time'; readonly timeMs: number }

/** Keeps the sessions with a value, or drops them; joins what is filtered by already. Text without a facet can only be kept. */
export function filterByValue(how: 'include' | 'exclude', value: Value): void {
  const { filter, setFacet, setText } = useStore.getState()
  if (value.kind === 'time') return
  if (value.kind === 'source' || value.kind === 'sid') {
    if (how === 'include') setText(`"${value.value}"`)
    return
  }
  const not = how === 'exclude'
  const term = filter[value.kind]
  const others = term !== null && term.not === not ? term.values : []
  const values = others.includes(value.value) ? others : [...others, value.value]
  setFacet(value.kind, { values, not })
}

/** Keeps what lies before a time, or after it. */
export function filterByTime(how: 'before' | 'after', timeMs: number): void {
  const { filter, result, setTimeRange } = useStore.getState()
  const extent = result?.extent
  const fromMs = how === 'after' ? timeMs : (filter.fromMs ?? extent?.fromMs ?? timeMs)
  const toMs = how === 'before' ? timeMs : (filter.toMs ?? extent?.toMs ?? timeMs)
  setTimeRange({ fromMs, toMs })
}

/** Minutes of records around a time that are shown. */
const AROUND_MS = 5 * 60_000

/** Whether records can be listed by this value; logon types and ends belong to sessions, not to records. */
export function hasEvents({ kind }: Value): boolean {
  return kind !== 'type' && kind !== 'end'
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
