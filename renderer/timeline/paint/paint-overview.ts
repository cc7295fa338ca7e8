import type { Axis } from '../model/axis-ticks'
import type { HistogramColumn } from '../model/histogram-columns'
import type { InkPalette } from './ink-palette'
import { fontOf } from './ink-palette'

export const OVERVIEW_PX = 58
/** Base line of the histogram: starts stand on it, failures hang from it. */
const BASE = 44
const LABEL_BASELINE = 10
/** Ticks of gaps stand on the lower edge. */
const GAP_PX = 4
/** From a line to its label. */
const LABEL_GAP = 4

/** Paints the histogram of the whole case: starts up, failed logons down, gaps at the foot, days behind. */
export function paintOverview(
  context: CanvasRenderingContext2D,
  columns: readonly HistogramColumn[],
  axis: Axis,
  gaps: readonly { readonly x0: number; readonly x1: number }[],
  unknown: { readonly before: number; readonly after: number },
  width: number,
  palette: InkPalette,
  scale: number,
): void {
  context.fillStyle = palette.canvas
  context.fillRect(0, 0, width, OVERVIEW_PX)
  context.fillStyle = palette.sunken
  context.fillRect(0, 0, unknown.before, OVERVIEW_PX)
  context.fillRect(unknown.after, 0, width - unknown.after, OVERVIEW_PX)
  const snap = (x: number): number => Math.round(x * scale) / scale
  context.font = fontOf(palette, 400)
  context.textAlign = 'left'
  for (const tick of axis.ticks) {
    if (tick.label === '') continue
    context.fillStyle = palette.gridStrong
    context.fillRect(snap(tick.x), 0, 1, OVERVIEW_PX)
    // A label that would be cut is left out.
    if (tick.x < 0 || tick.x + LABEL_GAP + context.measureText(tick.label).width > width) continue
    context.fillStyle = palette.text3
    context.fillText(tick.label, tick.x + LABEL_GAP, LABEL_BASELINE)
  }
  for (const { x0, x1, up, down } of columns) {
    const left = snap(x0 + 0.4)
    const wide = Math.max(1, snap(x1 - 0.5) - left)
    context.fillStyle = palette.histogram
    if (up > 0) context.fillRect(left, BASE - up, wide, up)
    context.fillStyle = palette.fail
    if (down > 0) context.fillRect(left, BASE + 1.5, wide, down)
  }
  context.fillStyle = palette.lineStrong
  context.fillRect(0, BASE, width, 1)
  context.fillStyle = palette.marker
  for (const { x0, x1 } of gaps) {
    const left = snap(x0)
    context.fillRect(left, OVERVIEW_PX - GAP_PX, Math.max(2, x1 - left), GAP_PX)
  }
}
