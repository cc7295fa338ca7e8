/**
 * What the window shows: view state and ids only, never data sets. Everything else is asked of the engine when it is
 * drawn. `result` is the head of the answer (counts, facets, histogram); rows, lanes and bars are asked for by its id.
 */
import { create } from 'zustand'
import { type CaseSlice, caseSlice } from './case-slice'
import { type CommandSlice, commandSlice } from './command-slice'
import { type EventsSlice, eventsSlice } from './events-slice'
import { type ExportSlice, exportSlice } from './export-slice'
import { type FilterSlice, filterSlice } from './filter-slice'
import { type HelpSlice, helpSlice } from './help-slice'
import { type PlaceSlice, placeSlice } from './place-slice'
import { type PreferencesSlice, preferencesSlice } from './preferences-slice'
import { type ResultSlice, resultSlice } from './result-slice'
import { type SourcesSlice, sourcesSlice } from './sources-slice'
import { type ValueSlice, valueSlice } from './value-slice'
import { type ViewSlice, viewSlice } from './view-slice'

export type AppState = ViewSlice &
  FilterSlice &
  ExportSlice &
  ResultSlice &
  SourcesSlice &
  CommandSlice &
  HelpSlice &
  PlaceSlice &
  PreferencesSlice &
  CaseSlice &
  EventsSlice &
  ValueSlice

export const useStore = create<AppState>()((...tools) => ({
  ...viewSlice(...tools),
  ...filterSlice(...tools),
  ...exportSlice(...tools),
  ...resultSlice(...tools),
  ...sourcesSlice(...tools),
  ...commandSlice(...tools),
  ...helpSlice(...tools),
  ...placeSlice(...tools),
  ...preferencesSlice(...tools),
  ...caseSlice(...tools),
  ...eventsSlice(...tools),
  ...valueSlice(...tools),
}))
