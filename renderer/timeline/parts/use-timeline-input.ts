import type { KeyboardEvent, RefObject } from 'react'
import { useMemo, useRef } from 'react'
import type { Lane, MachineMark } from '../../../electron/contract/engine'
import { END_REASONS } from '../../../electron/contract/sessions'
import { useStore } from '../../state/store'
import { spansYears } from '../../state/result-slice'
import { zoneOf } from '../../state/view-slice'
import type { Clock } from '../../state/zone-format'
import type { Value } from '../../state/value-actions'
import { UNKNOWN_TYPE } from '../model/bar-style'
import { findLane } from '../data/find-lane'
import { pickAlso, pickExactly, pickNone } from '../data/pick-sessions'
import { selectSession } from '../data/select-session'
import { showFailures } from '../data/show-failures'
import type { TimelineModel } from '../data/use-timeline-model'
import type { CursorStop } from '../model/cursor-moves'
import { stopAt } from '../model/cursor-moves'
import type { Hit } from '../model/hit'
import { hitTest, snapMark } from '../model/hit'
import { LANE_PX, scrollToLane } from '../model/lane-layout'
import { spanText } from '../model/span-text'
import { spanWords } from '../model/speech'
import { pixelOf, timeAt } from '../model/time-window'
import type { Tip } from '../model/tooltip'
import { tipOf, trackTip } from '../model/tooltip'
import type { TrackItem } from '../model/track-items'
import { machineSymbol, machineTime } from '../model/track-items'
import { useCursor } from './use-cursor'
import type { Held, Pointer } from './use-lane-pointer'
import { useLanePointer } from './use-lane-pointer'
import { useMeasure } from './use-measure'
import { useTimelineKeys } from './use-timeline-keys'
import { useWheel } from './use-wheel'

/** Wheel px that zoom by a factor of e. */
const ZOOM_WHEEL_PX = 400
/** Two presses within this fit the selection instead of centring on it. */
const TWICE_MS = 500
/** A mark of the machine track is meant within this. */
const TRACK_REACH_PX = 10
/** The machine track lies this far above the lanes. */
const TRACK_OFFSET_PX = 22

function barOf(hit: Hit | null): number {
  return hit && hit.kind !== 'failure' ? hit.bar : -1
}

function trackItemAt(track: readonly TrackItem[], x: number): TrackItem | null {
  return (
    track.find((item) => x >= Math.min(item.x0, item.x - TRACK_REACH_PX) && x <= item.x + TRACK_REACH_PX) ??
    null
  )
}

/** What the pointer points at: its time (snapped to a mark), the bar, and the tooltip. */
export interface Pointed {
  readonly x: number
  /** From the top of the lanes. */
  readonly y: number
  readonly timeMs: number
  readonly bar: number
  readonly tip: Tip | null
  /** Names what the tip is about. */
  readonly topic: string
}

function pointAt(model: TimelineModel, pointer: Pointer): Pointed {
  const { picture, bars, track, time, width, lanes } = model
  const y = pointer.area === 'lanes' ? pointer.y : -TRACK_OFFSET_PX
  const timeMs = timeAt(time.window, width, pointer.x)
  const plain = { x: pointer.x, y, timeMs, bar: -1, tip: null, topic: '' }
  if (pointer.area === 'track') {
    const item = trackItemAt(track, pointer.x)
    if (!item) return plain
    const timeMs = machineTime(item.mark)
    return {
      ...plain,
      x: item.x,
      timeMs,
      tip: trackTip(item, clockOf(item.mark.computer)),
      topic: `track ${item.x}`,
    }
  }
  if (pointer.area === 'axis' || !bars) return plain
  const hit = hitTest(picture, pointer.x, pointer.y)
  const snapped = snapMark(picture, pointer.x, pointer.y)
  const place = snapped
    ? { x: pixelOf(time.window, width, snapped.timeMs), timeMs: snapped.timeMs }
    : { x: plain.x, timeMs: plain.timeMs }
  if (!hit) return { ...plain, ...place }
  const topic = hit.kind === 'failure' ? `failure ${hit.spot.fromMs}` : `${hit.kind} ${hit.bar}`
  return { ...place, y, bar: barOf(hit), tip: tipOf(hit, bars, lanes, clockOfHit(model, hit)), topic }
}

/** A tip is about one computer: its times are in that one's zone. */
function clockOfHit({ bars, lanes }: TimelineModel, hit: Hit): Clock {
  const lane = hit.kind === 'failure' ? hit.spot.lane : (bars?.reply.lane[hit.bar] ?? -1)
  return clockOf(lanes[lane]?.computer ?? '')
}

function clockOf(computer: string): Clock {
  const state = useStore.getState()
  return { zone: zoneOf(state, computer), withYear: spansYears(state) }
}

/** The machine event that the cursor stands on, as if it were pointed at. */
function pointAtMark({ time, width }: TimelineModel, mark: MachineMark): Pointed {
  const timeMs = machineTime(mark)
  const x = pixelOf(time.window, width, timeMs)
  const tip = trackTip({ mark, symbol: machineSymbol(mark.kind), count: 1 }, clockOf(mark.computer))
  return { x, y: -TRACK_OFFSET_PX, timeMs, bar: -1, tip, topic: `event ${mark.kind} ${timeMs}` }
}

/** What the menu of a session is about. */
function stopValue(stop: CursorStop, lane: Lane | undefined): Value {
  return {
    kind: 'session',
    account: lane?.account ?? '',
    computer: lane?.computer ?? '',
    type: stop.logonType === UNKNOWN_TYPE ? 'unknown' : String(stop.logonType),
    end: END_REASONS[stop.endReason] ?? 'unknown',
    fromMs: stop.startMs,
    toMs: stop.endMs,
  }
}

/** Pointer, wheel and keys of the timeline, and the virtual cursor they move. */
export function useTimelineInput(
  model: TimelineModel,
  body: RefObject<HTMLElement | null>,
  plot: RefObject<HTMLElement | null>,
  picked: ReadonlySet<number>,
) {
  const { picture, bars, time, width, height, layout, scrollTop, scrollTo, data } = model
  const selection = useStore((state) => state.selection)

  const cursor = useCursor({
    ...{ data, scrollTop, height, clock: model.clock },
    window: time.window,
    extent: time.known ? time.extent : null,
    onMoved: (lane, timeMs) => {
      scrollTo(scrollToLane(layout, lane, scrollTop, height))
      if (timeMs !== null) time.reveal(timeMs)
    },
  })

  const choose = async (bar: number, held: Held): Promise<void> => {
    if (!bars) return
    const stop = stopAt(bars.reply, bar)
    const before = cursor.cursor
    if (held.ctrl) await pickAlso(stop.session)
    else if (held.shift) await pickExactly(await cursor.sessionsUpTo(stop))
    else pickNone()
    // A range grows and shrinks around where it began.
    if (!held.shift || before?.lane !== stop.lane) cursor.put(stop.lane, stop)
    await selectSession(stop.session)
  }

  const measure = useMeasure()
  const { pointer, over, leave } = useLanePointer({
    onClick: (at, held) => {
      measure.clear()
      const hit = at.area === 'lanes' ? hitTest(picture, at.x, at.y) : null
      const bar = barOf(hit)
      if (bars && bar >= 0) void choose(bar, held)
      else if (hit?.kind === 'failure') {
        const lane = model.lanes[hit.spot.lane]
        const { fromMs, toMs } = time.window
        if (lane) showFailures(hit.spot, lane, (toMs - fromMs) / Math.max(1, width))
      }
    },
    onHover: (at) => {
      const pointed = at && time.known ? pointAt(model, at) : null
      const session = pointed && pointed.bar >= 0 ? (bars?.reply.session[pointed.bar] ?? null) : null
      useStore.getState().setHover({ session, timeMs: pointed?.timeMs ?? null })
    },
    onMeasure: (x0, x1) => {
      const [from, to] = x0 < x1 ? [x0, x1] : [x1, x0]
      measure.drag({ fromMs: timeAt(time.window, width, from), toMs: timeAt(time.window, width, to) })
    },
    onPan: (dx, dy) => {
      if (width > 0) time.panBy(-dx / width)
      scrollTo(scrollTop - dy)
    },
  })
  const mark = cursor.cursor?.mark ?? null
  const pointed = useMemo(
    () => (pointer && model.time.known ? pointAt(model, pointer) : mark ? pointAtMark(model, mark) : null),
    [model, pointer, mark],
  )

  useWheel(body, plot, (turn) => {
    leave()
    if (turn.ctrl) time.zoomBy(Math.exp(-turn.deltaY / ZOOM_WHEEL_PX), timeAt(time.window, width, turn.x))
    else if (turn.shift) time.panBy((turn.deltaX + turn.deltaY) / Math.max(1, width))
    else {
      if (turn.deltaX !== 0) time.panBy(turn.deltaX / Math.max(1, width))
      if (turn.deltaY !== 0) scrollTo(scrollTop + turn.deltaY)
    }
  })

  const centred = useRef(-TWICE_MS)
  const centreOn = async (session: number, fit: boolean): Promise<void> => {
    const found = data ? await findLane(data, session) : null
    if (!found) return
    if (fit) {
      time.zoomTo(found.time)
      return
    }
    scrollTo((layout.tops[found.lane] ?? 0) - (height - LANE_PX) / 2)
    // Zooming may have gone on while the engine answered.
    const { fromMs, toMs } = useStore.getState().timeWindow ?? time.window
    const middle = (found.time.fromMs + found.time.toMs) / 2
    time.set({ fromMs: middle - (toMs - fromMs) / 2, toMs: middle + (toMs - fromMs) / 2 })
  }
  const onKeyDown: (event: KeyboardEvent) => void = useTimelineKeys({
    time,
    cursor,
    onSelect: (also) => {
      const session = cursor.cursor?.stop?.session
      if (session === undefined) return
      if (also) void pickAlso(session).then(() => selectSession(session))
      else {
        pickNone()
        void selectSession(session)
      }
    },
    onCentre: () => {
      const session = selection?.session ?? cursor.cursor?.stop?.session
      const now = performance.now()
      const again = now - centred.current < TWICE_MS
      centred.current = again ? -TWICE_MS : now
      if (session !== undefined) void centreOn(session, again)
    },
    onMeasure: () => {
      const stop = cursor.cursor?.stop
      const middle = (time.window.fromMs + time.window.toMs) / 2
      const { fromMs, toMs } = measure.step({
        fromMs: stop?.startMs ?? middle,
        toMs: stop?.endMs ?? middle,
      })
      cursor.say(`${spanText(toMs - fromMs)}, ${spanWords(model.clock, fromMs, toMs)}`)
    },
    onPin: () => {
      const lane = model.lanes[cursor.cursor?.lane ?? model.selectedLane]
      if (lane && data) useStore.getState().togglePin(data.groupBy, lane.groupValue)
    },
    onLeave: () => {
      const open = pointer !== null || cursor.cursor !== null || measure.measured !== null
      measure.clear()
      leave()
      cursor.clear()
      return open
    },
  })
  const zoomToPointed = (): void => {
    const bar = pointed?.bar ?? -1
    if (!bars || bar < 0) return
    time.zoomTo({ fromMs: bars.reply.startMs[bar] ?? 0, toMs: bars.reply.endMs[bar] ?? 0 })
  }
  /** The menu is about the bar under the pointer: it becomes the selected one, unless it is one of several picked. */
  const selectPointed = (): void => {
    const bar = pointed?.bar ?? -1
    if (!bars || bar < 0 || picked.has(bars.reply.session[bar] ?? -1)) return
    void choose(bar, { shift: false, ctrl: false })
  }
  const cursorValue = cursor.cursor?.stop
    ? stopValue(cursor.cursor.stop, model.lanes[cursor.cursor.lane])
    : null
  const pointedBar = pointed?.bar ?? -1
  const pointedValue: Value | null =
    bars && pointedBar >= 0
      ? stopValue(stopAt(bars.reply, pointedBar), model.lanes[bars.reply.lane[pointedBar] ?? -1])
      : pointed && { kind: 'time', timeMs: pointed.timeMs }
  return {
    ...{
      cursor: cursor.cursor,
      measured: measure.measured,
      pointer,
      pointed,
      over,
      onKeyDown,
      zoomToPointed,
    },
    ...{ selectPointed, cursorValue, pointedValue },
  }
}
