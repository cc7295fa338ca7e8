import type { BarsReply, MachineMark } from '../../../electron/contract/engine'
import { BAR_FLAGS } from '../../../electron/contract/engine-constants'
import { END_REASONS } from '../../../electron/contract/sessions'
import { isLogoff } from './end-marks'
import { machineTime } from './track-items'

/** One session as the virtual cursor sees it. */
export interface CursorStop {
  readonly session: number
  readonly lane: number
  readonly startMs: number
  readonly endMs: number
  readonly logonType: number
  readonly endReason: number
  readonly weight: number
  /** A gap of the evidence lies in its time. */
  readonly incomplete: boolean
}

/** The stop of one bar. */
export function stopAt(bars: BarsReply, bar: number): CursorStop {
  return {
    session: bars.session[bar] ?? 0,
    lane: bars.lane[bar] ?? 0,
    startMs: bars.startMs[bar] ?? 0,
    endMs: bars.endMs[bar] ?? 0,
    logonType: bars.logonType[bar] ?? 0,
    endReason: bars.endReason[bar] ?? 0,
    weight: bars.weight[bar] ?? 1,
    incomplete: ((bars.flags[bar] ?? 0) & BAR_FLAGS.incomplete) !== 0,
  }
}

/** The sessions of one lane by start; stacked rows are folded into one order. */
export function laneStops(bars: BarsReply, lane: number): readonly CursorStop[] {
  const stops: CursorStop[] = []
  for (let bar = 0; bar < bars.count; bar++) if (bars.lane[bar] === lane) stops.push(stopAt(bars, bar))
  return stops.sort((a, b) => a.startMs - b.startMs || a.session - b.session)
}

/**
 * The stop to go to in a lane: the neighbour of the current session, else, when the cursor comes from elsewhere, the
 * first one (forward) or last one (backward) that touches the window, else the nearest to it.
 */
export function moveInLane(
  stops: readonly CursorStop[],
  session: number | null,
  by: 1 | -1,
  window: { readonly fromMs: number; readonly toMs: number },
): CursorStop | null {
  const at = stops.findIndex((stop) => stop.session === session)
  if (at >= 0) return stops[at + by] ?? null
  const touching = stops.filter((stop) => stop.endMs >= window.fromMs && stop.startMs <= window.toMs)
  if (touching.length > 0) return (by === 1 ? touching[0] : touching.at(-1)) ?? null
  const later = stops.find((stop) => stop.startMs > window.toMs)
  return later ?? stops.at(-1) ?? null
}

/** The next end mark of a stay after (or before) a time, over all lanes of the reply; null at the last one. */
export function moveToLogoff(
  bars: BarsReply,
  from: { readonly timeMs: number; readonly session: number | null },
  by: 1 | -1,
): CursorStop | null {
  let best: CursorStop | null = null
  for (let bar = 0; bar < bars.count; bar++) {
    const reason = END_REASONS[bars.endReason[bar] ?? 0]
    if (!reason || !isLogoff(reason) || bars.session[bar] === from.session) continue
    const stop = stopAt(bars, bar)
    // Equal times are ordered by session, so that every mark is reached once.
    const order = compareEnds(stop, from.timeMs, from.session)
    if (order * by <= 0) continue
    if (!best || compareEnds(stop, best.endMs, best.session) * by < 0) best = stop
  }
  return best
}

function compareEnds(stop: CursorStop, timeMs: number, session: number | null): number {
  return stop.endMs - timeMs || stop.session - (session ?? -1)
}

/** Failed logons around a stop of a lane. */
export interface FailuresAround {
  /** Since the start of the stop before it. */
  readonly before: number
  /** Of the last stop: since its start. */
  readonly after: number
}

/** Failed logons of a lane by the stop that they are told with, so that going through the stops tells each once. */
export function failuresAround(
  { failures }: BarsReply,
  lane: number,
  stops: readonly CursorStop[],
  index: number,
): FailuresAround {
  const from = stops[index - 1]?.startMs ?? -Infinity
  const start = stops[index]?.startMs ?? Infinity
  const isLast = index === stops.length - 1
  let [before, after] = [0, 0]
  for (const [i, timeMs] of failures.timeMs.entries()) {
    if (failures.lane[i] !== lane) continue
    if (timeMs > from && timeMs <= start) before += failures.count[i] ?? 0
    else if (isLast && timeMs > start) after += failures.count[i] ?? 0
  }
  return { before, after }
}

/** The next machine event after (or before) another one, or after a time; null at the last one. */
export function moveToEvent(
  marks: readonly MachineMark[],
  from: { readonly mark: MachineMark | null; readonly timeMs: number },
  by: 1 | -1,
): MachineMark | null {
  const sorted = marks.toSorted((a, b) => machineTime(a) - machineTime(b))
  const at = from.mark === null ? -1 : sorted.indexOf(from.mark)
  if (at >= 0) return sorted[at + by] ?? null
  const beyond = (mark: MachineMark): boolean => (machineTime(mark) - from.timeMs) * by > 0
  return (by === 1 ? sorted.find(beyond) : sorted.findLast(beyond)) ?? null
}
