import type { RasterPalette } from './palette'
import type { SpanList } from './span-list'
import type { Surface } from './surface'
import { fillRect } from './surface'

/** Dash and gap of the outline from best to latest end, CSS px. */
const DASH = 2
/** Half the height of a whisker's cap, CSS px. */
const CAP = 4

function dashedRow(
  to: Surface,
  x0: number,
  x1: number,
  y: number,
  thick: number,
  dash: number,
  colour: number,
) {
  for (let x = x0; x < x1; x += dash * 2) fillRect(to, x, y, Math.min(x + dash, x1), y + thick, colour)
}

/** Dashed outlines where a session may still have run: best to latest end. */
export function drawDoubts(to: Surface, doubts: SpanList, palette: RasterPalette, scale: number): void {
  const thick = Math.max(1, Math.round(scale))
  const dash = Math.max(1, Math.round(DASH * scale))
  for (let i = 0; i < doubts.count; i++) {
    // Clipped before the dashes are walked: at deep zoom an outline may be millions of pixels long.
    const x0 = Math.max(-dash * 2, Math.round((doubts.x0[i] ?? 0) * scale))
    const x1 = Math.min(to.width + dash, Math.round((doubts.x1[i] ?? 0) * scale))
    const y0 = Math.round((doubts.top[i] ?? 0) * scale)
    const y1 = y0 + Math.round((doubts.height[i] ?? 0) * scale)
    const colour = palette.fill[doubts.style[i] ?? 0] ?? palette.marker
    dashedRow(to, x0, x1, y0, thick, dash, colour)
    dashedRow(to, x0, x1, y1 - thick, thick, dash, colour)
    for (let y = y0; y < y1; y += dash * 2) fillRect(to, x1 - thick, y, x1, Math.min(y + dash, y1), colour)
  }
}

/** Whiskers: a line in the middle of the bar with a cap at the far end. */
export function drawWhiskers(to: Surface, whiskers: SpanList, palette: RasterPalette, scale: number): void {
  const thick = Math.max(1, Math.round(1.3 * scale))
  for (let i = 0; i < whiskers.count; i++) {
    const x0 = Math.round((whiskers.x0[i] ?? 0) * scale)
    const x1 = Math.round((whiskers.x1[i] ?? 0) * scale)
    const middle = Math.round(((whiskers.top[i] ?? 0) + (whiskers.height[i] ?? 0) / 2) * scale)
    const later = whiskers.kind[i] === 1
    const colour = (later ? palette.marker : palette.ink[whiskers.style[i] ?? 0]) ?? palette.marker
    const top = middle - Math.floor(thick / 2)
    fillRect(to, x0, top, x1, top + thick, colour)
    const cap = later ? x1 - thick : x0
    const reach = Math.round(CAP * scale)
    fillRect(to, cap, middle - reach, cap + thick, middle + reach, colour)
  }
}
