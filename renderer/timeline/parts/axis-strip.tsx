import { useCallback } from 'react'
import type { Axis } from '../model/axis-ticks'
import type { InkPalette } from '../paint/ink-palette'
import { AXIS_PX, paintAxis } from '../paint/paint-axis'
import { useCanvas } from './use-canvas'

interface AxisStripProps {
  readonly axis: Axis
  readonly width: number
  readonly scale: number
  readonly palette: InkPalette
}

/** Date line and hour line over the lanes. */
export function AxisStrip({ axis, width, scale, palette }: AxisStripProps) {
  const paint = useCallback(
    (context: CanvasRenderingContext2D) => paintAxis(context, axis, width, palette),
    [axis, width, palette],
  )
  const canvas = useCanvas(width, AXIS_PX, scale, paint, { moving: true })
  return <canvas ref={canvas} className="timeline-canvas timeline-axis-canvas" aria-hidden="true" />
}
