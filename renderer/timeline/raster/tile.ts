import type { Surface } from './surface'
import { FULL, mixColours } from './surface'

/** A repeating pattern: how much of each pixel is inked, 0..FULL, `size` x `size`. */
export interface Tile {
  readonly size: number
  readonly coverage: Uint16Array
}

/** Samples per pixel edge when a shape's coverage is measured. */
const SAMPLES = 8

/** Makes a tile from a shape test in CSS pixels; the size is the CSS period times the scale, rounded. */
export function makeTile(periodPx: number, scale: number, inside: (x: number, y: number) => boolean): Tile {
  const size = Math.max(2, Math.round(periodPx * scale))
  const coverage = new Uint16Array(size * size)
  const step = periodPx / size
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      let hits = 0
      for (let sy = 0; sy < SAMPLES; sy++) {
        for (let sx = 0; sx < SAMPLES; sx++) {
          if (inside((x + (sx + 0.5) / SAMPLES) * step, (y + (sy + 0.5) / SAMPLES) * step)) hits++
        }
      }
      coverage[y * size + x] = Math.round((hits * FULL) / (SAMPLES * SAMPLES))
    }
  }
  return { size, coverage }
}

/** Diagonal lines of `inkPx` out of `periodPx`, both measured along the x axis. `rising` leans like a slash. */
export function diagonalTile(periodPx: number, inkPx: number, rising: boolean, scale: number): Tile {
  return makeTile(periodPx, scale, (x, y) => (rising ? x + y : x - y + periodPx) % periodPx < inkPx)
}

/** Inks a rectangle through a tile. The tile is anchored to the rectangle's corner, so a pattern pans with its bar. */
export function fillTile(
  to: Surface,
  left: number,
  top: number,
  right: number,
  bottom: number,
  tile: Tile,
  colour: number,
  weight = FULL,
): void {
  const x0 = left < 0 ? 0 : left
  const x1 = right > to.width ? to.width : right
  const y1 = bottom > to.height ? to.height : bottom
  const { size, coverage } = tile
  for (let y = top < 0 ? 0 : top; y < y1; y++) {
    const row = ((y - top) % size) * size
    let column = (x0 - left) % size
    for (let at = y * to.width + x0, end = y * to.width + x1; at < end; at++) {
      const ink = coverage[row + column] ?? 0
      if (ink > 0) to.pixels[at] = mixColours(to.pixels[at] ?? 0, colour, (ink * weight) >> 8)
      if (++column === size) column = 0
    }
  }
}
