/**
 * The filter and the order of rows. The text of the search box is the filter; chips are its terms, and what chips do edits the text. Typed text is
 * shown at once and asked for after a short rest, a pasted one without; while it does not parse, the last that did holds.
 */
import type { StateCreator } from 'zustand'
import type { FacetTerm, Filter, Sort } from '../../electron/contract/engine'
import { EMPTY_FILTER, FACET_IDS, type FacetId, SORT_COLUMNS } from '../../electron/contract/engine-constants'
import { withoutTerm, withTerm, withTermReplaced } from '../../electron/core/query/syntax/edit-query'
import { parseQuery } from '../../electron/core/query/syntax/parse-query'
import type { Field, QueryTerm } from '../../electron/core/query/syntax/query-ast'
import { timeRange, timeValue } from '../../electron/core/query/syntax/time-values'
import { LOGON_CLASSES } from '../../electron/contract/sessions'
import { rememberedSort, rememberSort } from '../ui/remembered-sort'
import { afterChange, NO_HISTORY, stepBack, stepForward, type History } from './filter-history'
import type { AppState } from './store'
import type { TimeWindow } from './view-slice'

export const FACETS = FACET_IDS
export type Facet = FacetId

/** Long enough to swallow a burst of typing, short enough to feel immediate. */
export const TEXT_REST_MS = 120

export const DEFAULT_SORT: Sort = [{ column: 'start', descending: false }]
const SORT_KEY = 'sessions'

export function isSortColumn(name: string): name is (typeof SORT_COLUMNS)[number] {
  return (SORT_COLUMNS as readonly string[]).includes(name)
}

export interface FilterSlice {
  /** What is asked of the engine; its text always parses. */
  readonly filter: Filter
  /** The terms of `filter.text`. */
  readonly terms: readonly QueryTerm[]
  /** What stands in the search box; `filter.text` follows it as soon as it parses. */
  readonly typedText: string
  readonly filterHistory: History
  readonly sort: Sort

  /** As typed: applied after a rest. */
  setText(text: string): void
  /** Filters by a text at once, as a saved view does; false if it does not parse: then it stands in the box, and says why. */
  applyText(text: string): boolean
  /** Puts a term in the place of another, adds it (`old` null), or takes it away (`next` null or without values). */
  changeTerm(old: QueryTerm | null, next: QueryTerm | null): void
  /** What a field is filtered by: one term in the place of all that it has. */
  setFacet(facet: Facet, term: FacetTerm | null): void
  /** Filters to a stretch of time and shows just that; null: no time filter and the whole extent. */
  setTimeRange(range: Partial<TimeWindow> | null): void
  /** All classes, or only people; class terms, which say it themselves, give way. */
  showHiddenClasses(show: boolean): void
  clearFilter(): void
  undoFilter(): void
  redoFilter(): void
  setSort(sort: Sort): void
}

export const filterSlice: StateCreator<AppState, [], [], FilterSlice> = (set, get) => {
  let rest: ReturnType<typeof setTimeout> | undefined

  /** Makes sound text the filter. @param typing joins the change to the one before, if that was typed just now */
  const apply = (typed: string, terms: readonly QueryTerm[], typing: boolean): void => {
    clearTimeout(rest)
    const text = typed.trim()
    const before = get().filter.text
    if (before === text) return
    set((state) => ({
      filter: { ...state.filter, text },
      terms,
      filterHistory: afterChange(state.filterHistory, before, typing ? performance.now() : null),
    }))
  }
  const applyTyped = (text: string): void => {
    const { terms } = parseQuery(text)
    // What does not parse is not applied: the rows stay as they are.
    if (terms !== null) apply(text, terms, true)
  }
  /** Edits what was typed and what holds; they are the same unless something typed is wrong or has not rested yet. */
  const edit = (change: (text: string) => string): void => {
    clearTimeout(rest)
    const { typedText, filter } = get()
    const typed = change(typedText)
    const whole = parseQuery(typed)
    set({ typedText: typed })
    if (whole.terms !== null) apply(typed, whole.terms, false)
    else {
      const held = change(filter.text)
      const { terms } = parseQuery(held)
      if (terms !== null) apply(held, terms, false)
    }
  }
  /** Back to a text that once held: the stretch of time that is shown goes with it. */
  const restore = (filterHistory: History, text: string): void => {
    clearTimeout(rest)
    const before = timeTerm(get().terms)
    const terms = parseQuery(text).terms ?? []
    set((state) => ({ filterHistory, typedText: text, terms, filter: { ...state.filter, text } }))
    const now = timeTerm(terms)
    if (before?.fromMs !== now?.fromMs || before?.toMs !== now?.toMs) set({ timeWindow: windowOf(now) })
  }

  return {
    filter: EMPTY_FILTER,
    terms: [],
    typedText: '',
    filterHistory: NO_HISTORY,
    sort: rememberedSort(SORT_KEY, isSortColumn) ?? DEFAULT_SORT,

    setText: (text) => {
      const before = get().typedText
      set({ typedText: text })
      clearTimeout(rest)
      // More than a letter at once was pasted or cleared: nothing follows that would be worth waiting for.
      if (lettersChanged(before, text) > 1) applyTyped(text)
      else rest = setTimeout(applyTyped, TEXT_REST_MS, text)
    },
    applyText: (text) => {
      const { terms } = parseQuery(text)
      clearTimeout(rest)
      const before = timeTerm(get().terms)
      set({ typedText: text })
      if (terms === null) return false
      apply(text, terms, false)
      const now = timeTerm(terms)
      if (now !== null || before !== null) set({ timeWindow: windowOf(now) })
      return true
    },
    changeTerm: (old, next) => {
      edit((text) => {
        if (next === null || next.values.length === 0) return old === null ? text : withoutTerm(text, old)
        return old === null ? withTerm(text, next) : withTermReplaced(text, old, next)
      })
      if (old?.field === 'time' && timeTerm(get().terms) === null) set({ timeWindow: null })
    },
    setFacet: (facet, term) => {
      const [first, ...others] = get().terms.filter(({ field }) => field === facet)
      const next = term === null || term.values.length === 0 ? null : { field: facet, ...term }
      edit((text) => {
        const rest = others.reduce(withoutTerm, text)
        if (next === null) return first === undefined ? rest : withoutTerm(rest, first)
        return first === undefined ? withTerm(rest, next) : withTermReplaced(rest, first, next)
      })
    },
    setTimeRange: (range) => {
      const olds = get().terms.filter(({ field }) => field === 'time')
      const { fromMs, toMs } = range ?? {}
      set({ timeWindow: fromMs === undefined || toMs === undefined ? null : { fromMs, toMs } })
      edit((text) => {
        const rest = olds.reduce(withoutTerm, text)
        if (fromMs === undefined && toMs === undefined) return rest
        return withTerm(rest, {
          field: 'time',
          not: false,
          values: [timeValue(fromMs ?? null, toMs ?? null)],
        })
      })
    },
    showHiddenClasses: (show) => {
      for (const term of get().terms) if (term.field === 'class') get().changeTerm(term, null)
      set((state) => ({
        filter: { ...state.filter, classes: show ? [...LOGON_CLASSES] : EMPTY_FILTER.classes },
      }))
    },
    clearFilter: () => {
      clearTimeout(rest)
      set({ typedText: '' })
      apply('', [], false)
      if (get().timeWindow !== null) set({ timeWindow: null })
    },
    undoFilter: () => {
      const { filterHistory, filter } = get()
      const step = stepBack(filterHistory, filter.text)
      if (step !== null) restore(step.history, step.text)
    },
    redoFilter: () => {
      const { filterHistory, filter } = get()
      const step = stepForward(filterHistory, filter.text)
      if (step !== null) restore(step.history, step.text)
    },
    setSort: (sort) => {
      rememberSort(SORT_KEY, sort)
      set({ sort })
    },
  }
}

/** Length of the piece of text that took the place of another, or of that other if it was longer. */
function lettersChanged(before: string, after: string): number {
  const most = Math.min(before.length, after.length)
  let head = 0
  while (head < most && before[head] === after[head]) head++
  let tail = 0
  while (tail < most - head && before.at(-1 - tail) === after.at(-1 - tail)) tail++
  return Math.max(before.length, after.length) - head - tail
}

/** Whether anything but the choice of classes narrows the result. */
export function isFiltered({ text }: Filter): boolean {
  return text !== ''
}

/** The first term of a field; null if there is none. */
export function termOf({ terms }: Pick<FilterSlice, 'terms'>, field: Field): QueryTerm | null {
  return terms.find((term) => term.field === field) ?? null
}

/** The stretch of time that the filter keeps, where one positive term says it; open ends are left out. */
export function timeTerm(terms: readonly QueryTerm[]): Partial<TimeWindow> | null {
  const [only, ...others] = terms.filter(({ field }) => field === 'time')
  if (only === undefined || others.length > 0 || only.not || only.values.length !== 1) return null
  const range = timeRange(only.values[0]!)
  if (range === null) return null
  return {
    ...(Number.isFinite(range.low) ? { fromMs: range.low } : {}),
    ...(Number.isFinite(range.high) ? { toMs: range.high } : {}),
  }
}

function windowOf(range: Partial<TimeWindow> | null): TimeWindow | null {
  if (range?.fromMs === undefined || range.toMs === undefined) return null
  return { fromMs: range.fromMs, toMs: range.toMs }
}
