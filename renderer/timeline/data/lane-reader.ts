/** Whole lanes for the virtual cursor, which must reach sessions outside the visible time. */
import type { BarsReply } from '../../../electron/contract/engine'
import type { EngineClient } from '../../state/engine-client'
import type { TimeWindow } from '../model/time-window'
import type { TimelineData } from './timeline-loader'

/** Detail of a whole lane: sessions that fall into one of this many columns are met as one stop. */
const LANE_PX = 20_000
/** Detail of many lanes at once, for the next end mark. */
const FIELD_PX = 4000

export class LaneReader {
  private key = ''
  private reply: Promise<BarsReply> | null = null

  constructor(private readonly engine: Pick<EngineClient, 'call'>) {}

  /** All bars of the lanes from..to (the latter not included) over the whole extent; the last answer is kept. */
  read(data: TimelineData, from: number, to: number, extent: TimeWindow): Promise<BarsReply> {
    const key = [
      data.resultId,
      data.groupBy,
      JSON.stringify(data.order),
      from,
      to,
      extent.fromMs,
      extent.toMs,
    ].join(' ')
    if (this.reply !== null && this.key === key) return this.reply
    this.key = key
    this.reply = this.engine.call({
      call: 'bars',
      resultId: data.resultId,
      groupBy: data.groupBy,
      order: data.order,
      laneFrom: from,
      laneTo: to,
      fromMs: extent.fromMs,
      toMs: extent.toMs,
      widthPx: to - from > 1 ? FIELD_PX : LANE_PX,
    })
    // A failed answer is not kept: the next key press asks again.
    this.reply.catch(() => {
      this.reply = null
    })
    return this.reply
  }
}
