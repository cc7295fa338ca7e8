import type { Surface } from './surface'
import { blendPixel, FULL, mixColours, packColour } from './surface'

/** A small picture as the list of its pixels, those that cover first: most of a mark is one or the other of two colours. */
export interface Stamp {
  readonly side: number
  readonly x: Uint8Array
  readonly y: Uint8Array
  readonly colour: Uint32Array
  /** 1..FULL. */
  readonly weight: Uint16Array
  /** Pixels that cover: the first of the list. */
  readonly solid: number
  /** For the width of the surface that it was drawn on last. */
  place: { readonly width: number; readonly offset: Int32Array }
}

/** Transparent pixels are left out. @param rgba of a square of `side` pixels, row by row, colours not multiplied by alpha */
export function makeStamp(rgba: Uint8ClampedArray, side: number): Stamp {
  const at = (pixel: number, channel: number): number => rgba[pixel * 4 + channel] ?? 0
  const weightOf = (pixel: number): number => Math.round((at(pixel, 3) * FULL) / 255)
  const seen = Array.from({ length: side * side }, (_, pixel) => pixel).filter((pixel) => weightOf(pixel) > 0)
  const solid = seen.filter((pixel) => weightOf(pixel) === FULL)
  const list = [...solid, ...seen.filter((pixel) => weightOf(pixel) < FULL)]
  return {
    side,
    x: Uint8Array.from(list, (pixel) => pixel % side),
    y: Uint8Array.from(list, (pixel) => Math.floor(pixel / side)),
    colour: Uint32Array.from(list, (pixel) => packColour(at(pixel, 0), at(pixel, 1), at(pixel, 2))),
    weight: Uint16Array.from(list, weightOf),
    solid: solid.length,
    place: { width: 0, offset: new Int32Array(0) },
  }
}

/** Draws a stamp with its top left corner at a device pixel; what lies outside is cut. */
export function drawStamp(to: Surface, stamp: Stamp, left: number, top: number): void {
  const { pixels, width, height } = to
  const { side, x, y, colour, weight, solid } = stamp
  if (left < 0 || top < 0 || left + side > width || top + side > height) {
    for (let i = 0; i < x.length; i++) blendPixel(to, left + x[i]!, top + y[i]!, colour[i]!, weight[i]!)
    return
  }
  const offset = offsetsIn(stamp, width)
  const first = top * width + left
  for (let i = 0; i < solid; i++) pixels[first + offset[i]!] = colour[i]!
  for (let i = solid; i < offset.length; i++) {
    const at = first + offset[i]!
    pixels[at] = mixColours(pixels[at]!, colour[i]!, weight[i]!)
  }
}

/** Where the pixels lie from the first, in a surface of this width. */
function offsetsIn(stamp: Stamp, width: number): Int32Array {
  if (stamp.place.width !== width)
    stamp.place = { width, offset: Int32Array.from(stamp.y, (y, i) => y * width + stamp.x[i]!) }
  return stamp.place.offset
}
