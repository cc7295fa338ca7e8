/**
 * Asks the engine for lanes and bars and hands them out in pairs that belong together. One request for bars is under way
 * at a time; what is asked is wider than what is seen, so panning and scrolling start from bars that are already here.
 */
import type { LaneSorting, LanesReply } from '../../../electron/contract/engine'
import { BY_NAME } from '../../../electron/contract/engine-constants'
import type { ResultId } from '../../../electron/contract/ids'
import type { EngineClient } from '../../state/engine-client'
import type { GroupBy } from '../../state/view-slice'
import type { IndexedBars } from '../model/bar-index'
import { indexBars } from '../model/bar-index'
import type { LaneLayout } from '../model/lane-layout'
import { layoutLanes, visibleLanes } from '../model/lane-layout'
import type { TimeWindow } from '../model/time-window'
import { spanOf } from '../model/time-window'

/** What the lanes area shows. */
export interface LoaderView {
  readonly window: TimeWindow
  readonly width: number
  readonly height: number
  readonly scrollTop: number
  readonly scale: number
}

/** Lanes of one result and the bars loaded for them. */
export interface TimelineData {
  readonly resultId: ResultId
  readonly groupBy: GroupBy
  readonly order: LaneSorting
  readonly lanes: LanesReply
  readonly layout: LaneLayout
  readonly bars: IndexedBars | null
}

/** What is to be shown. */
type Wanted = Pick<TimelineData, 'resultId' | 'groupBy' | 'order'>

function isSame(one: Wanted | null, other: Wanted): boolean {
  return one?.resultId === other.resultId && one.groupBy === other.groupBy && one.order === other.order
}

/** What a request for bars covered. */
interface Coverage {
  readonly window: TimeWindow
  readonly laneFrom: number
  readonly laneTo: number
  readonly pxPerMs: number
}

/** Rest before bars are asked again in finer or coarser detail. */
const SETTLE_MS = 60
/** Loaded beside the view, in view widths to each side. */
const AHEAD = 1
const LANES_AHEAD = 20
/** Detail is asked anew when the zoom moved by more than this factor. */
const SAME_DETAIL = 1.2
const MOST_PX = 20_000

export class TimelineLoader {
  private data: TimelineData | null = null
  private coverage: Coverage | null = null
  private view: LoaderView | null = null
  private wanted: Wanted | null = null
  private asking = false
  private timer: ReturnType<typeof setTimeout> | undefined
  private readonly listeners = new Set<() => void>()

  constructor(private readonly engine: Pick<EngineClient, 'call'>) {}

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  readonly snapshot = (): TimelineData | null => this.data

  /** Shows another result, grouping or order; the old picture stays until the new lanes and bars are both here. */
  setResult(resultId: ResultId | null, groupBy: GroupBy, order: LaneSorting = BY_NAME): void {
    const next = resultId === null ? null : { resultId, groupBy, order }
    if (next !== null && isSame(this.wanted, next)) return
    this.wanted = next
    if (this.wanted === null) this.publish(null, null)
    else void this.loadLanes(this.wanted)
  }

  /** Tells what is seen now; asks for bars when those at hand do not reach or are of another detail. */
  setView(view: LoaderView): void {
    const before = this.view
    this.view = view
    if (before === null && this.wanted !== null && this.data === null) void this.loadLanes(this.wanted)
    clearTimeout(this.timer)
    if (this.data === null || this.asking) return
    if (!this.reaches(view)) void this.loadBars(this.data)
    else if (!this.sameDetail(view)) this.timer = setTimeout(() => this.refine(), SETTLE_MS)
  }

  dispose(): void {
    clearTimeout(this.timer)
    this.wanted = null
  }

  private refine(): void {
    if (this.data !== null && !this.asking) void this.loadBars(this.data)
  }

  private async loadLanes(wanted: Wanted): Promise<void> {
    try {
      const lanes = await this.engine.call({ call: 'lanes', ...wanted })
      if (this.wanted !== wanted || this.view === null) return
      await this.loadBars({ ...wanted, lanes, layout: layoutLanes(lanes.lanes), bars: null })
    } catch {
      // A result that is void, or an engine that went away: the next query brings a new result and asks again.
    }
  }

  private async loadBars(target: TimelineData): Promise<void> {
    const { view } = this
    if (view === null || view.width <= 0) return
    const coverage = coverageOf(view, target.layout)
    if (coverage === null) {
      this.publish({ ...target, bars: null }, null)
      return
    }
    this.asking = true
    try {
      const reply = await this.engine.call({
        call: 'bars',
        resultId: target.resultId,
        groupBy: target.groupBy,
        order: target.order,
        laneFrom: coverage.laneFrom,
        laneTo: coverage.laneTo,
        fromMs: coverage.window.fromMs,
        toMs: coverage.window.toMs,
        widthPx: Math.max(1, Math.min(MOST_PX, Math.round(coverage.pxPerMs * spanOf(coverage.window)))),
      })
      if (isSame(this.wanted, target)) this.publish({ ...target, bars: indexBars(reply) }, coverage)
    } catch {
      // As above: a newer result is on its way.
    } finally {
      this.asking = false
    }
    if (this.view !== null && this.data !== null && this.view !== view) this.setView(this.view)
  }

  private publish(data: TimelineData | null, coverage: Coverage | null): void {
    this.data = data
    this.coverage = coverage
    for (const listener of this.listeners) listener()
  }

  private reaches(view: LoaderView): boolean {
    const { coverage, data } = this
    if (data === null) return true
    const shown = visibleLanes(data.layout, view.scrollTop, view.height)
    if (shown === null) return true
    if (coverage === null) return false
    return (
      view.window.fromMs >= coverage.window.fromMs &&
      view.window.toMs <= coverage.window.toMs &&
      shown.first >= coverage.laneFrom &&
      shown.last < coverage.laneTo
    )
  }

  private sameDetail(view: LoaderView): boolean {
    if (this.coverage === null) return true
    const ratio = pxPerMs(view) / this.coverage.pxPerMs
    return ratio < SAME_DETAIL && ratio > 1 / SAME_DETAIL
  }
}

function pxPerMs(view: LoaderView): number {
  return (view.width * view.scale) / spanOf(view.window)
}

function coverageOf(view: LoaderView, layout: LaneLayout): Coverage | null {
  const shown = visibleLanes(layout, view.scrollTop, view.height)
  if (shown === null) return null
  const ahead = spanOf(view.window) * AHEAD
  return {
    window: { fromMs: view.window.fromMs - ahead, toMs: view.window.toMs + ahead },
    laneFrom: Math.max(0, shown.first - LANES_AHEAD),
    laneTo: Math.min(layout.count, shown.last + 1 + LANES_AHEAD),
    pxPerMs: pxPerMs(view),
  }
}
