import type { BarsReply } from '../../../electron/contract/engine'
import { END_REASONS } from '../../../electron/contract/sessions'
import { isLogoff } from './end-marks'

/** One session as the virtual cursor sees it. */
export interface CursorStop {
  readonly session: number
  readonly lane: number
  readonly startMs: number
  readonly endMs: number
  readonly logonType: number
  readonly endReason: number
  readonly weight: number
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
