import { useCallback, useRef, useState } from 'react'
import type { BarsReply, MachineMark } from '../../../electron/contract/engine'
import { engine } from '../../state/engine-client'
import { useStore } from '../../state/store'
import { annotationText } from '../../ui/tag-marks'
import { LaneReader } from '../data/lane-reader'
import type { TimelineData } from '../data/timeline-loader'
import type { CursorStop } from '../model/cursor-moves'
import { failuresAround, laneStops, moveInLane, moveToEvent, moveToLogoff } from '../model/cursor-moves'
import { visibleLanes } from '../model/lane-layout'
import type { Clock } from '../../state/zone-format'
import { spokenLane, spokenStop } from '../model/speech'
import type { TimeWindow } from '../model/time-window'
import { trackTip } from '../model/tooltip'
import { machineTime } from '../model/track-items'

/** Where the virtual cursor stands. */
export interface Cursor {
  readonly lane: number
  readonly stop: CursorStop | null
  /** Of the machine track, where it stands on that. */
  readonly mark: MachineMark | null
  /** What a screen reader says. */
  readonly spoken: string
}

/** The stops of a lane, and the bars that they were found in. */
interface LaneStops {
  readonly bars: BarsReply | null
  readonly stops: readonly CursorStop[]
}

interface CursorView {
  readonly data: TimelineData | null
  readonly window: TimeWindow
  readonly extent: TimeWindow | null
  readonly scrollTop: number
  readonly height: number
  readonly clock: Clock
  /** Brings a stop into view. */
  readonly onMoved: (lane: number, timeMs: number | null) => void
}

/** Moves the virtual cursor by lane, by session in its lane, and by end mark over the visible lanes. */
export function useCursor(view: CursorView) {
  const [reader] = useState(() => new LaneReader(engine))
  const [cursor, show] = useState<Cursor | null>(null)
  // What the next key starts from may not be drawn yet.
  const at = useRef<Cursor | null>(null)
  const turn = useRef<Promise<void>>(Promise.resolve())
  const { data, extent } = view

  const setCursor = useCallback((to: Cursor | null): void => {
    at.current = to
    show(to)
  }, [])

  /** Keys that come while bars are read have their turn afterwards, each from where the one before led. */
  const inTurn = (move: () => Promise<void>): Promise<void> => (turn.current = turn.current.then(move, move))

  const land = (
    lane: number,
    { bars, stops }: LaneStops,
    stop: CursorStop | null,
    timeMs: number | null,
  ): void => {
    const known = data?.lanes.lanes[lane]
    const index = stops.findIndex((other) => other.session === stop?.session)
    const place = index < 0 ? null : { index, of: Math.max(stops.length, known?.sessionCount ?? 0) }
    const said = useStore.getState().marked.get(stop?.session ?? -1)
    const remarks = said === undefined ? '' : `, ${annotationText(said)}`
    const failed = bars ? failuresAround(bars, lane, stops, index) : undefined
    const spoken = stop
      ? spokenStop(stop, known, place, view.clock, failed) + remarks
      : spokenLane(known, failed?.before)
    setCursor({ lane, stop, mark: null, spoken })
    view.onMoved(lane, timeMs)
  }

  const stopsOf = async (lane: number): Promise<LaneStops> => {
    if (!data || !extent) return { bars: null, stops: [] }
    const bars = await reader.read(data, lane, lane + 1, extent)
    return { bars, stops: laneStops(bars, lane) }
  }

  const firstLane = (): number =>
    data ? (visibleLanes(data.layout, view.scrollTop, view.height)?.first ?? 0) : 0

  const toLane = async (lane: number): Promise<void> => {
    if (!data || data.layout.count === 0) return
    const target = Math.min(Math.max(lane, 0), data.layout.count - 1)
    const found = await stopsOf(target)
    const stop = moveInLane(found.stops, null, 1, view.window)
    land(target, found, stop, stop ? nearestTime(stop, view.window) : null)
  }

  return {
    cursor,
    clear: useCallback(() => setCursor(null), [setCursor]),
    byLane: (by: number): Promise<void> =>
      inTurn(() => toLane(at.current ? at.current.lane + by : firstLane())),
    toEdgeLane: (last: boolean): Promise<void> => inTurn(() => toLane(last ? Infinity : 0)),
    bySession: (by: 1 | -1): Promise<void> =>
      inTurn(async () => {
        if (!data || data.layout.count === 0) return
        const lane = at.current?.lane ?? firstLane()
        const found = await stopsOf(lane)
        const stop = moveInLane(found.stops, at.current?.stop?.session ?? null, by, view.window)
        if (stop) land(lane, found, stop, nearestTime(stop, view.window))
      }),
    byLogoff: (by: 1 | -1): Promise<void> =>
      inTurn(async () => {
        const shown = data ? visibleLanes(data.layout, view.scrollTop, view.height) : null
        if (!data || !extent || !shown) return
        const bars = await reader.read(data, shown.first, shown.last + 1, extent)
        const centre = (view.window.fromMs + view.window.toMs) / 2
        const { endMs: timeMs = centre, session = null } = at.current?.stop ?? {}
        const stop = moveToLogoff(bars, { timeMs, session }, by)
        if (stop) land(stop.lane, { bars, stops: laneStops(bars, stop.lane) }, stop, stop.endMs)
      }),
    byEvent: (by: 1 | -1): void => {
      const centre = (view.window.fromMs + view.window.toMs) / 2
      const from = at.current?.mark ?? null
      const timeMs = from ? machineTime(from) : (at.current?.stop?.endMs ?? centre)
      const mark = data ? moveToEvent(data.lanes.marks, { mark: from, timeMs }, by) : null
      if (!mark) return
      const lane = at.current?.lane ?? firstLane()
      const { title, lines } = trackTip({ mark, symbol: null, count: 1 }, view.clock)
      setCursor({ lane, stop: null, mark, spoken: [title, ...lines].join(', ') })
      view.onMoved(lane, machineTime(mark))
    },
    /** Sessions of the stop's lane from where the cursor stands up to the stop, both included; the stop alone from another lane. */
    sessionsUpTo: async (stop: CursorStop): Promise<readonly number[]> => {
      const from = at.current?.lane === stop.lane ? at.current.stop?.session : undefined
      const sessions = (await stopsOf(stop.lane)).stops.map(({ session }) => session)
      const ends = [sessions.indexOf(from ?? stop.session), sessions.indexOf(stop.session)].sort(
        (a, b) => a - b,
      )
      const [first = -1, last = -1] = ends
      return first < 0 ? [stop.session] : sessions.slice(first, last + 1)
    },
    /** Speaks, where the cursor stands already. */
    say: (spoken: string): void => setCursor(at.current && { ...at.current, spoken }),
    /** Puts the cursor on a clicked session, silently: the selection is announced by the details. */
    put: (lane: number, stop: CursorStop): void => setCursor({ lane, stop, mark: null, spoken: '' }),
  }
}

/** A time of the stop that is in the window if any is. */
function nearestTime(stop: CursorStop, window: TimeWindow): number {
  const inside = stop.endMs >= window.fromMs && stop.startMs <= window.toMs
  return inside ? Math.min(Math.max(stop.startMs, window.fromMs), window.toMs) : stop.startMs
}
