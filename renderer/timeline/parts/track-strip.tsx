import { useCallback } from 'react'
import type { MeasureText } from '../model/label'
import type { TrackItem } from '../model/track-items'
import { paintTrack, rasteriseTrack, TRACK_PX } from '../paint/paint-track'
import type { SpriteSheet } from '../paint/sprites'
import type { TimelinePalette } from '../data/use-palette'
import { useCanvas } from './use-canvas'

interface TrackStripProps {
  readonly items: readonly TrackItem[]
  /** The set of sessions that they come with. */
  readonly source: unknown
  /** Px where evidence begins and ends. */
  readonly before: number
  readonly after: number
  readonly width: number
  readonly scale: number
  readonly palette: TimelinePalette
  readonly sprites: SpriteSheet
  readonly measure: MeasureText
}

/** Boots, restarts, crashes and cleared logs of all computers. */
export function TrackStrip(props: TrackStripProps) {
  const { items, before, after, width, scale, palette, sprites, measure } = props
  const paint = useCallback(
    (context: CanvasRenderingContext2D) => {
      context.putImageData(rasteriseTrack(items, { before, after }, width, scale, palette.raster), 0, 0)
      paintTrack(context, items, palette.ink, sprites, measure, scale)
    },
    [items, before, after, width, scale, palette, sprites, measure],
  )
  const canvas = useCanvas(width, TRACK_PX, scale, paint, { moving: true, source: props.source })
  return <canvas ref={canvas} className="timeline-canvas timeline-track-canvas" aria-hidden="true" />
}
