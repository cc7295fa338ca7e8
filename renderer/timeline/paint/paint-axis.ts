import type { Axis } from '../model/axis-ticks'
import type { InkPalette } from './ink-palette'
import { fontOf } from './ink-palette'

/** Height of the axis: date line, hour line, ticks. */
export const AXIS_PX = 30
const DATE_BASELINE = 10
const LABEL_BASELINE = 21
const LONG_TICK = 6
const SHORT_TICK = 3
/** Half the width of a digit at 11 px: labels that would be cut at an edge are left out. */
const HALF_DIGIT_PX = 3.3

/** Paints dates, labels and ticks. The ground is left clear: it is the element's own background. */
export function paintAxis(
  context: CanvasRenderingContext2D,
  axis: Axis,
  width: number,
  palette: InkPalette,
): void {
  context.clearRect(0, 0, width, AXIS_PX)
  context.fillStyle = palette.lineControl
  for (const tick of axis.ticks) {
    const long = tick.label !== '' ? LONG_TICK : SHORT_TICK
    context.fillRect(Math.round(tick.x), AXIS_PX - long, 1, long)
  }
  context.textAlign = 'center'
  const isStrong = [false, true]
  // Naming a font costs more than writing with it.
  for (const strong of isStrong) {
    context.font = fontOf(palette, strong ? 600 : 400)
    context.fillStyle = strong ? palette.text : palette.text3
    for (const tick of axis.ticks) {
      const half = tick.label.length * HALF_DIGIT_PX
      if (tick.strong !== strong || half === 0 || tick.x < half || tick.x > width - half) continue
      context.fillText(tick.label, tick.x, LABEL_BASELINE)
    }
  }
  context.textAlign = 'left'
  context.fillStyle = palette.text2
  for (const strong of isStrong) {
    context.font = fontOf(palette, strong ? 600 : 400)
    for (const date of axis.dates) {
      if (date.strong !== strong) continue
      if (strong) context.fillRect(Math.round(date.x) - 4, 0, 1, LABEL_BASELINE - 9)
      context.fillText(date.text, date.x, DATE_BASELINE)
    }
  }
}
