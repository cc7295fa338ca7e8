import type { PointerEvent } from 'react'
import { useCallback, useMemo, useRef, useState } from 'react'
import type { LanesReply, QueryReply } from '../../../electron/contract/engine'
import type { InkPalette } from '../paint/ink-palette'
import { OVERVIEW_PX, paintOverview } from '../paint/paint-overview'
import { NO_AXIS, overviewAxis } from '../model/axis-ticks'
import type { BrushGrip } from '../model/brush'
import { centreBrush, dragBrush, gripAt } from '../model/brush'
import { histogramColumns } from '../model/histogram-columns'
import type { TimeWindow } from '../model/time-window'
import { fitWindow, pixelOf } from '../model/time-window'
import { isBand } from '../model/track-items'
import { useCanvas } from './use-canvas'

/** A press that moves less than this is a click. */
const CLICK_PX = 3

interface OverviewProps {
  readonly extent: TimeWindow
  /** There is a record. */
  readonly known: boolean
  readonly window: TimeWindow
  readonly histogram: QueryReply['histogram']
  /** Marks of the machine track: the gaps among them are shown. */
  readonly marks: LanesReply['marks']
  readonly zone: string
  readonly width: number
  readonly scale: number
  readonly palette: InkPalette
  readonly onWindow: (window: TimeWindow) => void
  readonly onFit: () => void
  /** The brush was let go elsewhere than it was taken hold of. */
  readonly onRelease: () => void
}

/** Histogram of the whole case with the brush, which is the visible time. */
export function Overview(props: OverviewProps) {
  const { extent, known, window, histogram, marks, zone, width, scale, palette } = props
  const whole = useMemo(() => fitWindow(extent), [extent])
  const axis = useMemo(
    () => (known ? overviewAxis(whole, width, zone) : NO_AXIS),
    [known, whole, width, zone],
  )
  const columns = useMemo(
    () => (histogram ? histogramColumns(histogram, whole, width).columns : []),
    [histogram, whole, width],
  )
  const gaps = useMemo(
    () =>
      marks
        .filter((mark) => isBand(mark.kind))
        .map(({ fromMs, toMs }) => ({ x0: pixelOf(whole, width, fromMs), x1: pixelOf(whole, width, toMs) })),
    [marks, whole, width],
  )
  const before = pixelOf(whole, width, extent.fromMs)
  const after = pixelOf(whole, width, extent.toMs)
  const paint = useCallback(
    (context: CanvasRenderingContext2D) =>
      paintOverview(context, columns, axis, gaps, { before, after }, width, palette, scale),
    [columns, axis, gaps, before, after, width, palette, scale],
  )
  const canvas = useCanvas(width, OVERVIEW_PX, scale, paint, { source: histogram })
  const x0 = Math.max(0, pixelOf(whole, width, window.fromMs))
  const x1 = Math.min(width, pixelOf(whole, width, window.toMs))
  const fit = (): void => {
    props.onFit()
    props.onRelease()
  }
  const { cursor, ...pointer } = useBrush(props, whole, x0, x1)
  return (
    <div className="timeline-overview-plot" style={{ cursor }} {...pointer} onDoubleClick={fit}>
      <canvas ref={canvas} className="timeline-canvas" aria-hidden="true" />
      <div className="timeline-wash" style={{ left: 0, width: x0 }} />
      <div className="timeline-wash" style={{ left: x1, width: Math.max(0, width - x1) }} />
      <div className="timeline-brush" style={{ left: x0, width: Math.max(2, x1 - x0) }} data-brush="">
        <i className="timeline-brush-handle timeline-brush-start" />
        <i className="timeline-brush-handle timeline-brush-end" />
      </div>
    </div>
  )
}

const CURSORS: { readonly [G in BrushGrip]: string } = {
  new: 'crosshair',
  start: 'ew-resize',
  end: 'ew-resize',
  move: 'grab',
}

function useBrush(props: OverviewProps, whole: TimeWindow, x0: number, x1: number) {
  const { extent, window, width, onWindow, onRelease } = props
  const drag = useRef<{ grip: BrushGrip; x: number; before: TimeWindow; moved: boolean } | null>(null)
  const [cursor, setCursor] = useState('crosshair')
  const xOf = (event: PointerEvent<HTMLElement>): number =>
    event.clientX - event.currentTarget.getBoundingClientRect().left
  const onPointerDown = (event: PointerEvent<HTMLElement>): void => {
    if (event.button !== 0) return
    const x = xOf(event)
    drag.current = { grip: gripAt(x, x0, x1, width), x, before: window, moved: false }
    event.currentTarget.setPointerCapture(event.pointerId)
  }
  const onPointerMove = (event: PointerEvent<HTMLElement>): void => {
    const x = xOf(event)
    const held = drag.current
    if (!held) {
      setCursor(CURSORS[gripAt(x, x0, x1, width)])
      return
    }
    held.moved ||= Math.abs(x - held.x) >= CLICK_PX
    if (held.moved) onWindow(dragBrush(held.grip, held.before, whole, extent, width, held.x, x))
  }
  const onPointerUp = (event: PointerEvent<HTMLElement>): void => {
    const held = drag.current
    drag.current = null
    if (!held) return
    const isClick = !held.moved && held.grip === 'new'
    if (isClick) onWindow(centreBrush(held.before, whole, extent, width, xOf(event)))
    if (isClick || held.moved) onRelease()
  }
  const onPointerCancel = (): void => {
    drag.current = null
  }
  return { cursor, onPointerDown, onPointerMove, onPointerUp, onPointerCancel }
}

interface FunnelProps {
  readonly extent: TimeWindow
  readonly window: TimeWindow
  readonly width: number
}

/** Ties the brush to the axis below it. */
export function Funnel({ extent, window, width }: FunnelProps) {
  const whole = fitWindow(extent)
  const x0 = Math.max(0, pixelOf(whole, width, window.fromMs))
  const x1 = Math.min(width, pixelOf(whole, width, window.toMs))
  return (
    <svg className="timeline-funnel" width={width} height={10} aria-hidden="true">
      <path d={`M${x0} 0H${x1}C${x1} 6 ${width} 4 ${width} 10H0C0 4 ${x0} 6 ${x0} 0z`} />
    </svg>
  )
}
