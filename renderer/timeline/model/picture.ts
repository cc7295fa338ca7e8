import type { Lane, LanesReply } from '../../../electron/contract/engine'
import type { Scene } from '../raster/scene'
import type { IndexedBars } from './bar-index'
import type { Axis } from './axis-ticks'
import type { LaneLayout } from './lane-layout'
import type { FittedLabel, MeasureText } from './label'
import type { PlacedMark } from './place-marks'
import type { TimeWindow } from './time-window'

/** Everything that decides what the lanes look like. */
export interface PictureInput {
  readonly lanes: readonly Lane[]
  readonly layout: LaneLayout
  readonly marks: LanesReply['marks']
  readonly evidence: LanesReply['evidenceEnd']
  readonly bars: IndexedBars | null
  readonly axis: Axis
  readonly window: TimeWindow
  readonly width: number
  readonly height: number
  readonly scrollTop: number
  readonly selectedLane: number
  readonly measure: MeasureText
}

/** Text inside or beside a bar, and the shield before it. */
export interface BarLabel {
  readonly x: number
  /** Middle of the row. */
  readonly y: number
  readonly style: number
  readonly label: FittedLabel | null
  readonly shield: 'm-elevated' | 'm-admin-capable' | null
  readonly shieldX: number
  readonly shieldSize: number
}
/** Text on the lane, not on a bar. */
export interface LaneText {
  readonly x: number
  readonly y: number
  readonly text: string
  readonly tone: 'plain' | 'fail'
  readonly align: 'left' | 'right'
}
/** A mark that is not the end of a bar and hides no other: start unknown, open edge, failed logon. */
export interface SideMark {
  readonly x: number
  readonly y: number
  readonly size: number
  readonly symbol: 'm-start-unknown' | 'm-open' | 'm-fail'
}
/** Under a bar in whose time a gap of the evidence lies. */
export interface IncompleteLine {
  readonly x0: number
  readonly x1: number
  readonly y: number
  /** Middle of the row. */
  readonly row: number
}
/** Where a bar starts left of the view. */
export interface EdgeChevron {
  readonly y: number
}

/** A group of failed logons as drawn, for the tooltip. */
export interface FailureSpot {
  readonly lane: number
  readonly x0: number
  readonly x1: number
  readonly y: number
  readonly count: number
  readonly fromMs: number
  readonly toMs: number
}

/** Which bars of the reply each span of `scene.bars` stands for: one, or those of a run of ticks, first to last. */
export interface SpanBars {
  readonly first: Uint32Array
  readonly last: Uint32Array
  /** Of all bars of the reply, and where times lie: where each tick of a run stands. */
  readonly startMs: Float64Array
  readonly window: TimeWindow
  readonly width: number
}

/** All that is painted in the lanes area, in CSS px from its top left. */
export interface Picture {
  readonly scene: Scene
  readonly spanBars: SpanBars
  readonly labels: readonly BarLabel[]
  readonly texts: readonly LaneText[]
  readonly chevrons: readonly EdgeChevron[]
  readonly incomplete: readonly IncompleteLine[]
  readonly sideMarks: readonly SideMark[]
  readonly marks: readonly PlacedMark[]
  readonly failures: readonly FailureSpot[]
  readonly evidenceText: { readonly x: number; readonly timeMs: number } | null
}
