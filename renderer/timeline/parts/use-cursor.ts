import { useCallback, useState } from 'react'
import { engine } from '../../state/engine-client'
import { useStore } from '../../state/store'
import { annotationText } from '../../ui/tag-marks'
import { LaneReader } from '../data/lane-reader'
import type { TimelineData } from '../data/timeline-loader'
import type { CursorStop } from '../model/cursor-moves'
import { laneStops, moveInLane, moveToLogoff } from '../model/cursor-moves'
import { visibleLanes } from '../model/lane-layout'
import { spokenLane, spokenStop } from '../model/speech'
import type { TimeWindow } from '../model/time-window'

/** Where the virtual cursor stands. */
export interface Cursor {
  readonly lane: number
  readonly stop: CursorStop | null
  /** What a screen reader says. */
  readonly spoken: string
}

interface CursorView {
  readonly data: TimelineData | null
  readonly window: TimeWindow
  readonly extent: TimeWindow | null
  readonly scrollTop: number
  readonly height: number
  readonly zone: string
  /** Brings a stop into view. */
  readonly onMoved: (lane: number, timeMs: number | null) => void
}

/** Moves the virtual cursor by lane, by session in its lane, and by end mark over the visible lanes. */
export function useCursor(view: CursorView) {
  const [reader] = useState(() => new LaneReader(engine))
  const [cursor, setCursor] = useState<Cursor | null>(null)
  const { data, extent } = view

  const land = (
    lane: number,
    stops: readonly CursorStop[],
    stop: CursorStop | null,
    timeMs: number | null,
  ): void => {
    const known = data?.lanes.lanes[lane]
    const index = stops.findIndex((other) => other.session === stop?.session)
    const place = index < 0 ? null : { index, of: Math.max(stops.length, known?.sessionCount ?? 0) }
    const said = useStore.getState().marked.get(stop?.session ?? -1)
    const remarks = said === undefined ? '' : `, ${annotationText(said)}`
    const spoken = stop ? spokenStop(stop, known, place, view.zone) + remarks : spokenLane(known)
    setCursor({ lane, stop, spoken })
    view.onMoved(lane, timeMs)
  }

  const stopsOf = async (lane: number): Promise<readonly CursorStop[]> =>
    data && extent ? laneStops(await reader.read(data, lane, lane + 1, extent), lane) : []

  const firstLane = (): number =>
    data ? (visibleLanes(data.layout, view.scrollTop, view.height)?.first ?? 0) : 0

  const toLane = async (lane: number): Promise<void> => {
    if (!data || data.layout.count === 0) return
    const target = Math.min(Math.max(lane, 0), data.layout.count - 1)
    const stops = await stopsOf(target)
    const stop = moveInLane(stops, null, 1, view.window)
    land(target, stops, stop, stop ? nearestTime(stop, view.window) : null)
  }

  return {
    cursor,
    clear: useCallback(() => setCursor(null), []),
    byLane: (by: number): Promise<void> => toLane(cursor ? cursor.lane + by : firstLane()),
    toEdgeLane: (last: boolean): Promise<void> => toLane(last ? Infinity : 0),
    bySession: async (by: 1 | -1): Promise<void> => {
      if (!data || data.layout.count === 0) return
      const lane = cursor?.lane ?? firstLane()
      const stops = await stopsOf(lane)
      const stop = moveInLane(stops, cursor?.stop?.session ?? null, by, view.window)
      if (stop) land(lane, stops, stop, nearestTime(stop, view.window))
    },
    byLogoff: async (by: 1 | -1): Promise<void> => {
      const shown = data ? visibleLanes(data.layout, view.scrollTop, view.height) : null
      if (!data || !extent || !shown) return
      const bars = await reader.read(data, shown.first, shown.last + 1, extent)
      const centre = (view.window.fromMs + view.window.toMs) / 2
      const at = cursor?.stop
      const stop = moveToLogoff(bars, { timeMs: at?.endMs ?? centre, session: at?.session ?? null }, by)
      if (stop) land(stop.lane, laneStops(bars, stop.lane), stop, stop.endMs)
    },
    /** Sessions of the stop's lane from where the cursor stands up to the stop, both included; the stop alone from another lane. */
    sessionsUpTo: async (stop: CursorStop): Promise<readonly number[]> => {
      const from = cursor?.lane === stop.lane ? cursor.stop?.session : undefined
      const sessions = (await stopsOf(stop.lane)).map(({ session }) => session)
      const ends = [sessions.indexOf(from ?? stop.session), sessions.indexOf(stop.session)].sort(
        (a, b) => a - b,
      )
      const [first = -1, last = -1] = ends
      return first < 0 ? [stop.session] : sessions.slice(first, last + 1)
    },
    /** Speaks, where the cursor stands already. */
    say: (spoken: string): void => setCursor((at) => at && { ...at, spoken }),
    /** Puts the cursor on a clicked session, silently: the selection is announced by the details. */
    put: (lane: number, stop: CursorStop): void => setCursor({ lane, stop, spoken: '' }),
  }
}

/** A time of the stop that is in the window if any is. */
function nearestTime(stop: CursorStop, window: TimeWindow): number {
  const inside = stop.endMs >= window.fromMs && stop.startMs <= window.toMs
  return inside ? Math.min(Math.max(stop.startMs, window.fromMs), window.toMs) : stop.startMs
}
