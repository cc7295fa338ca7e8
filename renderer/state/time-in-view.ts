/** The stretch of time that the timeline shows, as a filter: what the brush is given is filtered to, zoom and pan move the view alone. */
import { timeTerm } from './filter-slice'
import { type AppState, useStore } from './store'
import type { TimeWindow } from './view-slice'

const SECOND_MS = 1000

/** Whole seconds around a window: a filter is read and typed by people. */
function roundedOut({ fromMs, toMs }: TimeWindow): TimeWindow {
  return {
    fromMs: Math.floor(fromMs / SECOND_MS) * SECOND_MS,
    toMs: Math.ceil(toMs / SECOND_MS) * SECOND_MS,
  }
}

/** Whether what is filtered to is what is in view. */
export function isTimeInViewKept({ terms, timeWindow }: Pick<AppState, 'terms' | 'timeWindow'>): boolean {
  const kept = timeTerm(terms)
  if (kept === null || timeWindow === null) return false
  const wanted = roundedOut(timeWindow)
  return kept.fromMs === wanted.fromMs && kept.toMs === wanted.toMs
}

/** The brush was let go: what it lies on is filtered to; a brush over everything filters to no time. */
export function filterToBrush(): void {
  const state = useStore.getState()
  const { terms, timeWindow, setTimeRange } = state
  if (timeWindow !== null) {
    if (!isTimeInViewKept(state)) setTimeRange(roundedOut(timeWindow))
  } else if (terms.some(({ field }) => field === 'time')) setTimeRange(null)
}

/** Keeps only sessions in the time that is in view; where that is kept already, lets it go and leaves the view as it is. */
export function toggleTimeInView(): void {
  const state = useStore.getState()
  const { timeWindow } = state
  if (timeWindow === null) return
  if (!isTimeInViewKept(state)) {
    state.setTimeRange(roundedOut(timeWindow))
    return
  }
  state.setTimeRange(null)
  state.setTimeWindow(timeWindow)
}
