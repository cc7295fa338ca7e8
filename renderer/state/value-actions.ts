/** What can be done with a value wherever it stands: the context menu, the palette and keys ask here. */
import { useStore } from './store'

export type Value =
  | { readonly kind: 'account' | 'computer' | 'type' | 'end'; readonly value: string }
  /** Has no facet: found as text. */
  | { readonly kind: 'source' | 'sid'; readonly value: string }

/** Keeps the sessions with a value, or drops them; joins what is filtered by already. */
export function filterByValue(how: 'include' | 'exclude', { kind, value }: Value): void {
  const { filter, setFacet, setText } = useStore.getState()
  if (kind === 'source' || kind === 'sid') {
    setText(value)
    return
  }
  const not = how === 'exclude'
  const term = filter[kind]
  const others = term !== null && term.not === not ? term.values : []
  setFacet(kind, { values: others.includes(value) ? others : [...others, value], not })
}

/** Keeps what lies before a time, or after it. */
export function filterByTime(how: 'before' | 'after', timeMs: number): void {
  const { filter, result, setTimeRange } = useStore.getState()
  const extent = result?.extent
  const fromMs = how === 'after' ? timeMs : (filter.fromMs ?? extent?.fromMs ?? timeMs)
  const toMs = how === 'before' ? timeMs : (filter.toMs ?? extent?.toMs ?? timeMs)
  setTimeRange({ fromMs, toMs })
}
