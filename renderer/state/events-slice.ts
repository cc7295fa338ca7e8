/** What the event browser shows: its filter, its search, the record that is chosen. */
import type { StateCreator } from 'zustand'
import { ALL_EVENTS } from '../../electron/contract/engine-constants'
import type { EngineReplies } from '../../electron/contract/engine'
import type { EventFacet, EventFilter, EventRow, SearchProgress } from '../../electron/contract/events'
import { strings } from '../strings'
import { rememberedSort, rememberSort } from '../ui/remembered-sort'
import { engine } from './engine-client'
import type { AppState } from './store'

/** A byte of a source. */
export interface FilePlace {
  readonly source: string
  readonly from: number
}

export interface EventsSlice {
  readonly eventFilter: EventFilter
  readonly eventsDescending: boolean
  /** What was last searched for; empty: no search narrows the list. */
  readonly searchText: string
  readonly searchProgress: SearchProgress | null
  readonly chosenEvent: EventRow | null
  /** Whose records `eventFilter.behind` asks for, in words. */
  readonly eventsBehind: string
  /** A place of a source that the list is to go to; null once it is there. */
  readonly wantedPlace: FilePlace | null
  /** A place of a source that damage reports open at. */
  readonly shownDamage: FilePlace | null

  setEventFacet(facet: EventFacet, term: EventFilter[EventFacet]): void
  setEventTime(fromMs: number | null, toMs: number | null): void
  setEventsDescending(descending: boolean): void
  clearEventFilter(): void
  /** The records behind something, or with a record ID, are no longer asked for. */
  dropEventFilter(part: 'behind' | 'recordId'): void
  /** Opens the view on just these records. */
  showEvents(filter: Partial<EventFilter>): void
  /** Opens the view on the records behind a session. @param name whose it is */
  showEventsBehind(session: string, name: string): void
  /** Opens the view on failed logons. @param of whose they are, where one account is asked for by its SID */
  showFailures(filter: Partial<EventFilter>, of?: string): void
  /** Selects the session that the record is evidence of and shows it. */
  showSessionOf(event: Pick<EventRow, 'source' | 'offset'>): Promise<void>
  chooseEvent(event: EventRow | null): void
  /** Only what is damaged or came back; null: everything again. */
  showOnly(only: EventFilter['only']): void
  /** Opens the view at a damaged or recovered place, among all records. */
  showPlace(source: string, from: number): void
  /** The list is there, and its row is chosen; null: it has no such place. */
  reachPlace(event: EventRow | null): void
  /** Opens the evidence view at a damaged place. */
  showDamage(source: string, from: number): void
  /** Searches all records; empty text ends the search and shows all again. */
  searchEvents(text: string): void
  /** Stops looking; what was found stays. */
  stopSearch(): void
  noteSearch(progress: SearchProgress): void
}

let lastSearch = 0

const SORT_KEY = 'events'
/** The one column that records are in order of. */
const isTime = (name: string): name is 'time' => name === 'time'

export const eventsSlice: StateCreator<AppState, [], [], EventsSlice> = (set, get) => {
  const change = (part: Partial<EventFilter>): void =>
    set((state) => ({ eventFilter: { ...state.eventFilter, ...part } }))
  const ask = (request: Parameters<typeof engine.call<'search' | 'cancelSearch'>>[0]): void => {
    // An engine that is gone searches nothing; the next one is asked when the logs are read.
    engine.call(request).catch(() => undefined)
  }
  return {
    eventFilter: ALL_EVENTS,
    eventsDescending: rememberedSort(SORT_KEY, isTime)?.[0]?.descending ?? false,
    searchText: '',
    searchProgress: null,
    chosenEvent: null,
    eventsBehind: '',
    wantedPlace: null,
    shownDamage: null,

    setEventFacet: (facet, term) =>
      change({ [facet]: term !== null && term.values.length > 0 ? term : null }),
    setEventTime: (fromMs, toMs) => change({ fromMs, toMs }),
    setEventsDescending: (eventsDescending) => {
      rememberSort(SORT_KEY, [{ column: 'time', descending: eventsDescending }])
      set({ eventsDescending })
    },
    clearEventFilter: () => {
      get().searchEvents('')
      set({ eventFilter: ALL_EVENTS })
    },
    dropEventFilter: (part) => change({ [part]: null }),
    showEventsBehind: (session, eventsBehind) => {
      set({ eventsBehind })
      get().showEvents({ behind: { session } })
    },
    showFailures: (filter, of) => {
      const { failures } = strings.events
      set({ eventsBehind: of === undefined ? failures : `${failures} of ${of}` })
      get().showEvents({ ...filter, behind: 'failures' })
    },
    showSessionOf: async ({ source, offset }) => {
      let found: EngineReplies['sessionOf']
      try {
        found = await engine.call({ call: 'sessionOf', source, offset })
      } catch {
        // The engine went away: its end is told where it is noticed.
        return
      }
      if (found === null) get().addNotice('info', strings.events.noSession)
      else {
        get().showView('timeline')
        get().select(found)
      }
    },
    showEvents: (filter) => {
      get().searchEvents('')
      set({ eventFilter: { ...ALL_EVENTS, ...filter } })
      get().showView('events')
    },
    chooseEvent: (chosenEvent) => set({ chosenEvent }),
    showOnly: (only) => change({ only }),
    showPlace: (source, from) => {
      get().showEvents({})
      get().showSidePane('details')
      set({ wantedPlace: { source, from } })
    },
    reachPlace: (event) => set({ wantedPlace: null, ...(event === null ? {} : { chosenEvent: event }) }),
    showDamage: (source, from) => {
      set({ shownDamage: { source, from } })
      get().showView('evidence')
    },
    searchEvents: (text) => {
      const searchText = text.trim()
      if (searchText === '') {
        if (get().searchProgress?.state === 'running') ask({ call: 'cancelSearch' })
        set({ searchText, searchProgress: null })
        change({ search: null })
        return
      }
      const search = ++lastSearch
      const searchProgress: SearchProgress = {
        search,
        bytesRead: 0,
        bytes: 0,
        records: 0,
        found: 0,
        state: 'running',
        message: '',
      }
      set({ searchText, searchProgress })
      change({ search })
      ask({ call: 'search', search, text: searchText })
    },
    stopSearch: () => {
      const { searchProgress } = get()
      if (searchProgress?.state !== 'running') return
      set({ searchProgress: { ...searchProgress, state: 'cancelled' } })
      ask({ call: 'cancelSearch' })
    },
    noteSearch: (progress) => {
      if (progress.search === get().searchProgress?.search) set({ searchProgress: progress })
    },
  }
}
