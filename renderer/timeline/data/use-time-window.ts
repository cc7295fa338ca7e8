import { useCallback, useMemo } from 'react'
import { useStore } from '../../state/store'
import type { TimeWindow } from '../model/time-window'
import {
  clampWindow,
  fitWindow,
  panWindow,
  spanOf,
  windowAround,
  windowShowing,
  ZOOM_STEP,
  zoomWindow,
} from '../model/time-window'

/** What arithmetic has to go on before a record is read, and where there is none; no time of it is shown. */
const EMPTY_EXTENT: TimeWindow = { fromMs: 0, toMs: 86_400_000 }

/** The visible time and the ways to change it. */
export interface TimeControl {
  /** First and last record of the case. */
  readonly extent: TimeWindow
  /** There is a record: else the times here mean nothing. */
  readonly known: boolean
  readonly window: TimeWindow
  readonly set: (window: TimeWindow) => void
  readonly fit: () => void
  /** By a factor over 1 (closer) or under 1, around a time, else around the middle. */
  readonly zoomBy: (factor: number, anchorMs?: number) => void
  readonly zoomStep: (closer: boolean) => void
  readonly panBy: (share: number) => void
  /** Zooms to a stretch with air around it. */
  readonly zoomTo: (target: TimeWindow) => void
  /** Pans as little as brings a time into view. */
  readonly reveal: (timeMs: number) => void
}

/** The store's visible time, kept inside the evidence. Null in the store means all of it, and stays so as more is read. */
export function useTimeWindow(): TimeControl {
  const given = useStore((state) => state.result?.extent ?? null)
  const stored = useStore((state) => state.timeWindow)
  const extent = given ?? EMPTY_EXTENT
  const window = useMemo(() => (stored ? clampWindow(stored, extent) : fitWindow(extent)), [stored, extent])
  const set = useCallback(
    (next: TimeWindow): void => {
      const kept = clampWindow(next, extent)
      const whole = spanOf(kept) >= spanOf(fitWindow(extent)) * 0.9999
      useStore.getState().setTimeWindow(whole ? null : kept)
    },
    [extent],
  )
  return useMemo(() => {
    const zoomBy = (factor: number, anchorMs = (window.fromMs + window.toMs) / 2): void =>
      set(zoomWindow(window, extent, factor, anchorMs))
    return {
      extent,
      known: given !== null,
      window,
      set,
      fit: () => useStore.getState().setTimeWindow(null),
      zoomBy,
      zoomStep: (closer) => zoomBy(closer ? ZOOM_STEP : 1 / ZOOM_STEP),
      panBy: (share) => set(panWindow(window, extent, share)),
      zoomTo: (target) => set(windowAround(target, extent)),
      reveal: (timeMs) => {
        const next = windowShowing(window, extent, timeMs)
        if (next !== window) set(next)
      },
    }
  }, [extent, given, window, set])
}
