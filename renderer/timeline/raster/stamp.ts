import type { Surface } from './surface'
import { blendPixel, FULL, mixColours, packColour } from './surface'

/** A small picture: stretches that cover, as nearly all of a mark does, and pixels that mix with what is below. */
export interface Stamp {
  readonly side: number
  /** All of it, row by row. */
  readonly colour: Int32Array
  /** First pixel of each stretch and the one after its last; none goes over the end of a row. */
  readonly stretches: Uint16Array
  readonly mixed: Uint16Array
  /** Of each of `mixed`, 1..FULL - 1. */
  readonly weight: Uint16Array
  /** For the width of the surface that it was drawn on last. */
  place: Place
}

/** How far stretches and mixed pixels lie behind the top left pixel of the stamp. */
interface Place {
  readonly width: number
  readonly stretches: Int32Array
  readonly mixed: Int32Array
}

const NOWHERE: Place = { width: 0, stretches: new Int32Array(0), mixed: new Int32Array(0) }

/** Transparent pixels are left out. @param rgba of a square of `side` pixels, row by row, colours not multiplied by alpha */
export function makeStamp(rgba: Uint8ClampedArray, side: number): Stamp {
  const at = (pixel: number, channel: number): number => rgba[pixel * 4 + channel] ?? 0
  const weights = Array.from({ length: side * side }, (_, pixel) => Math.round((at(pixel, 3) * FULL) / 255))
  const mixed = [...weights.keys()].filter((pixel) => weights[pixel]! > 0 && weights[pixel]! < FULL)
  const stretches: number[] = []
  for (const [pixel, weight] of weights.entries()) {
    if (weight < FULL) continue
    if (pixel % side > 0 && stretches.at(-1) === pixel) stretches[stretches.length - 1] = pixel + 1
    else stretches.push(pixel, pixel + 1)
  }
  return {
    side,
    colour: Int32Array.from(weights, (_, pixel) => packColour(at(pixel, 0), at(pixel, 1), at(pixel, 2))),
    stretches: Uint16Array.from(stretches),
    mixed: Uint16Array.from(mixed),
    weight: Uint16Array.from(mixed, (pixel) => weights[pixel]!),
    place: NOWHERE,
  }
}

/** Draws a stamp with its top left corner at a device pixel; what lies outside is cut. */
export function drawStamp(to: Surface, stamp: Stamp, left: number, top: number): void {
  const { pixels, width, height } = to
  const { side, colour, stretches, mixed, weight } = stamp
  if (left < 0 || top < 0 || left + side > width || top + side > height) {
    drawCut(to, stamp, left, top)
    return
  }
  const place = placeIn(stamp, width)
  const first = top * width + left
  for (let i = 0; i < place.stretches.length; i++) {
    const end = stretches[2 * i + 1]!
    for (let pixel = stretches[2 * i]!, at = first + place.stretches[i]!; pixel < end; pixel++, at++)
      pixels[at] = colour[pixel]!
  }
  for (let i = 0; i < mixed.length; i++) {
    const at = first + place.mixed[i]!
    pixels[at] = mixColours(pixels[at]!, colour[mixed[i]!]!, weight[i]!)
  }
}

function drawCut(to: Surface, stamp: Stamp, left: number, top: number): void {
  const { side, colour, stretches, mixed, weight } = stamp
  const blend = (pixel: number, by: number): void =>
    blendPixel(to, left + (pixel % side), top + Math.floor(pixel / side), colour[pixel]!, by)
  for (let i = 0; i < stretches.length; i += 2)
    for (let pixel = stretches[i]!; pixel < stretches[i + 1]!; pixel++) blend(pixel, FULL)
  mixed.forEach((pixel, i) => blend(pixel, weight[i]!))
}

function placeIn(stamp: Stamp, width: number): Place {
  if (stamp.place.width !== width) {
    const behind = (pixel: number): number => Math.floor(pixel / stamp.side) * width + (pixel % stamp.side)
    const starts = stamp.stretches.filter((_, i) => i % 2 === 0)
    stamp.place = {
      width,
      stretches: Int32Array.from(starts, behind),
      mixed: Int32Array.from(stamp.mixed, behind),
    }
  }
  return stamp.place
}
