import type { BurstTick, PlacedArrow } from '../model/selected-marks'
import type { InkPalette } from './ink-palette'

const LINE_PX = 1.5
const RING_PX = 4
const HEAD_PX = 4

/** Arrows of the selected session's chain: ink on a ring, so that they read over bars and bands. */
export function paintArrows(
  context: CanvasRenderingContext2D,
  arrows: readonly PlacedArrow[],
  palette: InkPalette,
): void {
  context.lineCap = 'butt'
  for (const [colour, line] of [
    [palette.halo, RING_PX],
    [palette.marker, LINE_PX],
  ] as const) {
    context.strokeStyle = context.fillStyle = colour
    context.lineWidth = line
    for (const { x, y0, y1 } of arrows) {
      const down = y1 > y0 ? 1 : -1
      context.beginPath()
      context.moveTo(x, y0)
      context.lineTo(x, y1 - down * HEAD_PX)
      context.stroke()
      const half = HEAD_PX - 0.5 + (line === RING_PX ? 1.5 : 0)
      context.beginPath()
      context.moveTo(x - half, y1 - down * (HEAD_PX + 1))
      context.lineTo(x + half, y1 - down * (HEAD_PX + 1))
      context.lineTo(x, y1)
      context.fill()
    }
  }
  for (const { x, y0 } of arrows) {
    context.fillStyle = palette.marker
    context.fillRect(x - 2, y0 - 1, 4, 2)
  }
}

/** Single logons of the selected burst. */
export function paintBurst(
  context: CanvasRenderingContext2D,
  ticks: readonly BurstTick[],
  palette: InkPalette,
): void {
  context.fillStyle = palette.marker
  for (const { x, top, height } of ticks) context.fillRect(x, top, 1, height)
}
