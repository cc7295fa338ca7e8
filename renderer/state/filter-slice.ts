/** The filter and the order of rows. Typed text is shown at once and asked for after a short rest. */
import type { StateCreator } from 'zustand'
import type { FacetTerm, Filter, Sort } from '../../electron/contract/engine'
import { EMPTY_FILTER } from '../../electron/contract/engine-constants'
import { parseQuery } from '../../electron/core/query/syntax/parse-query'
import { LOGON_CLASSES } from '../../electron/contract/sessions'
import type { AppState } from './store'
import type { TimeWindow } from './view-slice'

export const FACETS = ['account', 'computer', 'type', 'end'] as const
export type Facet = (typeof FACETS)[number]

/** Long enough to swallow a burst of typing, short enough to feel immediate. */
export const TEXT_REST_MS = 120

export const DEFAULT_SORT: Sort = [{ column: 'start', descending: false }]

export interface FilterSlice {
  /** What is asked of the engine. */
  readonly filter: Filter
  /** What stands in the search box; `filter.text` follows it as soon as it parses. */
  readonly typedText: string
  readonly sort: Sort

  setText(text: string): void
  setFacet(facet: Facet, term: FacetTerm | null): void
  toggleFacetValue(facet: Facet, value: string): void
  /** Filters to a stretch of time and shows just that; null: no time filter and the whole extent. */
  setTimeRange(range: TimeWindow | null): void
  /** All classes, or only people. */
  showHiddenClasses(show: boolean): void
  /** Drops one part of the filter, as named by `QueryReply.removedBy`. */
  dropFilter(part: 'text' | 'time' | Facet): void
  clearFilter(): void
  setSort(sort: Sort): void
}

export const filterSlice: StateCreator<AppState, [], [], FilterSlice> = (set, get) => {
  let rest: ReturnType<typeof setTimeout> | undefined
  const applyText = (text: string): void => {
    clearTimeout(rest)
    // What does not parse is not applied: the rows stay as they are.
    if (parseQuery(text).error !== null) return
    if (get().filter.text !== text) set((state) => ({ filter: { ...state.filter, text } }))
  }
  const change = (part: Partial<Filter>): void => set((state) => ({ filter: { ...state.filter, ...part } }))

  return {
    filter: EMPTY_FILTER,
    typedText: '',
    sort: DEFAULT_SORT,

    setText: (text) => {
      set({ typedText: text })
      clearTimeout(rest)
      if (text === '') applyText(text)
      else rest = setTimeout(applyText, TEXT_REST_MS, text)
    },
    setFacet: (facet, term) => change({ [facet]: term !== null && term.values.length > 0 ? term : null }),
    toggleFacetValue: (facet, value) => {
      const term = get().filter[facet] ?? { values: [], not: false }
      const values = term.values.includes(value)
        ? term.values.filter((other) => other !== value)
        : [...term.values, value]
      get().setFacet(facet, { ...term, values })
    },
    setTimeRange: (range) => {
      set({ timeWindow: range })
      change({ fromMs: range?.fromMs ?? null, toMs: range?.toMs ?? null })
    },
    showHiddenClasses: (show) => change({ classes: show ? [...LOGON_CLASSES] : EMPTY_FILTER.classes }),
    dropFilter: (part) => {
      if (part === 'text') get().setText('')
      else if (part === 'time') get().setTimeRange(null)
      else get().setFacet(part, null)
    },
    clearFilter: () => {
      clearTimeout(rest)
      const { classes } = get().filter
      set({ typedText: '', filter: { ...EMPTY_FILTER, classes } })
      if (get().timeWindow !== null) set({ timeWindow: null })
    },
    setSort: (sort) => set({ sort }),
  }
}

/** Whether anything but the choice of classes narrows the result. */
export function isFiltered(filter: Filter): boolean {
  return (
    filter.text !== '' ||
    FACETS.some((facet) => filter[facet] !== null) ||
    filter.fromMs !== null ||
    filter.toMs !== null
  )
}
