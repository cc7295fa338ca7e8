import { useCallback, useRef } from 'react'
import type { TimelinePalette } from '../data/use-palette'
import type { MeasureText } from '../model/label'
import { layMarks } from '../model/mark-layers'
import type { Picture } from '../model/picture'
import type { LaneAccents } from '../paint/paint-lanes'
import { outlinedBoxes, paintLanes, stampMarks } from '../paint/paint-lanes'
import type { SpriteSheet } from '../paint/sprites'
import { devicePixels, rasterise } from '../raster/rasterise'
import { useCanvas } from './use-canvas'

interface LanesCanvasProps {
  readonly picture: Picture
  /** The set of sessions that it is of. */
  readonly source: unknown
  readonly accents: LaneAccents
  readonly width: number
  readonly height: number
  readonly scale: number
  readonly palette: TimelinePalette
  readonly sprites: SpriteSheet
  readonly measure: MeasureText
}

/** The lanes: raster below, text and marks above. */
export function LanesCanvas(props: LanesCanvasProps) {
  const { picture, accents, width, height, scale, palette, sprites, measure } = props
  const buffer = useRef<Int32Array<ArrayBuffer> | undefined>(undefined)
  const paint = useCallback(
    (context: CanvasRenderingContext2D) => {
      const size = { width, height, scale }
      const pixels = rasterise(picture.scene, size, palette.raster, buffer.current)
      buffer.current = pixels
      const device = devicePixels(size)
      const { stamped, painted } = layMarks(picture, outlinedBoxes(accents), accents.selectedBar, measure)
      stampMarks({ pixels, ...device }, stamped, palette.ink, sprites, scale)
      context.putImageData(
        new ImageData(new Uint8ClampedArray(pixels.buffer), device.width, device.height),
        0,
        0,
      )
      paintLanes(context, picture, painted, accents, palette.ink, sprites, measure, scale, size)
    },
    [picture, accents, width, height, scale, palette, sprites, measure],
  )
  const canvas = useCanvas(width, height, scale, paint, { moving: true, source: props.source })
  return <canvas ref={canvas} className="timeline-canvas timeline-lanes-canvas" aria-hidden="true" />
}
