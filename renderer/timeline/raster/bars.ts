import { SESSION_STATES } from '../../../electron/contract/sessions'
import type { RasterPalette } from './palette'
import type { PatternSet } from './patterns'
import { BAR_KIND } from './scene'
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
  const ticks = new TickRun(to)
  for (let i = 0; i < bars.count; i++) {
    const x0 = Math.round((bars.x0[i] ?? 0) * scale)
    const x1 = Math.max(x0 + 1, Math.round((bars.x1[i] ?? 0) * scale))
    const y0 = Math.round((bars.top[i] ?? 0) * scale)
    const y1 = y0 + Math.round((bars.height[i] ?? 0) * scale)
    const colour = palette.fill[bars.style[i] ?? 0] ?? palette.marker
    const kind = bars.kind[i]
    if (kind === BAR_KIND.ticks || (kind === BAR_KIND.bar && x1 - x0 < LEAST_ROUNDED * scale)) {
      ticks.add(x0, y0, x1, y1, colour)
      continue
    }
    ticks.draw()
    if (kind === BAR_KIND.density) blendRect(to, x0, y0, x1, y1, colour, DENSITY)
    else fillRounded(to, x0, y0, x1, y1, colour, corner, radius)
  }
  ticks.draw()
}

/**
 * Square bars of one colour that follow each other without a hole are filled as one, and what the next one covers is not filled: where lanes are
 * dense, that is nearly all of them.
 */
class TickRun {
  private x0 = 0
  private x1 = 0
  private y0 = 0
  private y1 = 0
  private colour = 0

  constructor(private readonly to: Surface) {}

  add(x0: number, y0: number, x1: number, y1: number, colour: number): void {
    const joins = y0 === this.y0 && y1 === this.y1 && colour === this.colour && x0 >= this.x0 && x0 <= this.x1
    if (joins) {
      if (x1 > this.x1) this.x1 = x1
      return
    }
    const covers = x0 >= this.x0 && x1 >= this.x1 && y0 <= this.y0 && y1 >= this.y1
    if (covers && x0 < this.x1) this.x1 = x0
    this.draw()
    this.x0 = x0
    this.y0 = y0
    this.x1 = x1
    this.y1 = y1
    this.colour = colour
  }

  draw(): void {
    fillRect(this.to, this.x0, this.y0, this.x1, this.y1, this.colour)
    this.x0 = this.x1 = 0
    this.y0 = this.y1 = 0
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
