import { engine } from '../../state/engine-client'
import type { TimeWindow } from '../model/time-window'
import type { TimelineData } from './timeline-loader'

/** The lane of a session and its time, for centring on it; null when it is not in the result. */
export async function findLane(
  data: TimelineData,
  session: number,
): Promise<{ readonly lane: number; readonly time: TimeWindow } | null> {
  try {
    const { row } = await engine.call({ call: 'details', session })
    const lane = data.lanes.lanes.findIndex(
      ({ account, computer }) => account === row.account && computer === row.computer,
    )
    const fromMs = row.start.best ?? row.start.earliest ?? row.start.latest
    const toMs = row.end.best ?? row.end.latest ?? row.end.earliest ?? fromMs
    if (lane < 0 || fromMs === null || toMs === null) return null
    return { lane, time: { fromMs, toMs: Math.max(fromMs, toMs) } }
  } catch {
    // Void or gone: the next picture will have it.
    return null
  }
}
