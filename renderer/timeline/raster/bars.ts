import { SESSION_STATES } from '../../../electron/contract/sessions'
import type { RasterPalette } from './palette'
import type { PatternSet } from './patterns'
import type { SpanList } from './span-list'
import type { Surface } from './surface'
import { blendPixel, blendRect, fillRect, FULL } from './surface'
import { fillTile } from './tile'

/** Corner radius of bars, CSS px. */
const RADIUS = 2
/** Bars thinner than this keep square corners: rounding would eat them. */
const LEAST_ROUNDED = 5
/** Weight of one bar in a density strip; several on top of each other add up. */
const DENSITY = 96
const SAMPLES = 4

/** Coverage of the top left corner square of a rounded rectangle, row by row, 0..FULL. */
export function cornerCoverage(radius: number): Uint16Array {
  const coverage = new Uint16Array(radius * radius)
  for (let y = 0; y < radius; y++) {
    for (let x = 0; x < radius; x++) {
      let hits = 0
      for (let sample = 0; sample < SAMPLES * SAMPLES; sample++) {
        const dx = radius - x - ((sample % SAMPLES) + 0.5) / SAMPLES
        const dy = radius - y - (Math.floor(sample / SAMPLES) + 0.5) / SAMPLES
        if (dx * dx + dy * dy <= radius * radius) hits++
      }
      coverage[y * radius + x] = Math.round((hits * FULL) / (SAMPLES * SAMPLES))
    }
  }
  return coverage
}

function fillRounded(
  to: Surface,
  x0: number,
  y0: number,
  x1: number,
  y1: number,
  colour: number,
  corner: Uint16Array,
  radius: number,
): void {
  fillRect(to, x0, y0 + radius, x1, y1 - radius, colour)
  fillRect(to, x0 + radius, y0, x1 - radius, y0 + radius, colour)
  fillRect(to, x0 + radius, y1 - radius, x1 - radius, y1, colour)
  for (let y = 0; y < radius; y++) {
    for (let x = 0; x < radius; x++) {
      const weight = corner[y * radius + x] ?? 0
      blendPixel(to, x0 + x, y0 + y, colour, weight)
      blendPixel(to, x1 - 1 - x, y0 + y, colour, weight)
      blendPixel(to, x0 + x, y1 - 1 - y, colour, weight)
      blendPixel(to, x1 - 1 - x, y1 - 1 - y, colour, weight)
    }
  }
}

/** Draws bars: flat fills with rounded corners, or blended where more overlap than there are stacked rows. */
export function drawBars(to: Surface, bars: SpanList, palette: RasterPalette, scale: number): void {
  const radius = Math.round(RADIUS * scale)
  const corner = cornerCoverage(radius)
  for (let i = 0; i < bars.count; i++) {
    const x0 = Math.round((bars.x0[i] ?? 0) * scale)
    const x1 = Math.max(x0 + 1, Math.round((bars.x1[i] ?? 0) * scale))
    const y0 = Math.round((bars.top[i] ?? 0) * scale)
    const y1 = y0 + Math.round((bars.height[i] ?? 0) * scale)
    const colour = palette.fill[bars.style[i] ?? 0] ?? palette.marker
    if (bars.kind[i] === 1) blendRect(to, x0, y0, x1, y1, colour, DENSITY)
    else if (x1 - x0 < LEAST_ROUNDED * scale) fillRect(to, x0, y0, x1, y1, colour)
    else fillRounded(to, x0, y0, x1, y1, colour, corner, radius)
  }
}

/** Draws the states inside bars: lane colour, the state's pattern in the bar's colour, and a 1 px edge above and below. */
export function drawStates(
  to: Surface,
  states: SpanList,
  palette: RasterPalette,
  patterns: PatternSet,
  scale: number,
): void {
  const edge = Math.max(1, Math.round(scale))
  for (let i = 0; i < states.count; i++) {
    const state = SESSION_STATES[states.kind[i] ?? 0] ?? 'active'
    if (state === 'active') continue
    const x0 = Math.round((states.x0[i] ?? 0) * scale)
    const x1 = Math.round((states.x1[i] ?? 0) * scale)
    if (x1 <= x0) continue
    const y0 = Math.round((states.top[i] ?? 0) * scale)
    const y1 = y0 + Math.round((states.height[i] ?? 0) * scale)
    const colour = palette.fill[states.style[i] ?? 0] ?? palette.marker
    fillRect(to, x0, y0, x1, y1, state === 'evidence-gap' ? palette.gapWash : palette.canvas)
    fillTile(to, x0, y0, x1, y1, patterns.states[state], state === 'evidence-gap' ? palette.gap : colour)
    fillRect(to, x0, y0, x1, y0 + edge, colour)
    fillRect(to, x0, y1 - edge, x1, y1, colour)
  }
}
