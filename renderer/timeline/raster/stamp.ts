import type { Surface } from './surface'
import { blendPixel, FULL, GREEN, mixWeighed, packColour, RED_BLUE } from './surface'

/** A small picture: pixels that cover, as nearly all of a mark do, and pixels that mix with what is below. */
export interface Stamp {
  readonly side: number
  /** All that are not transparent, row by row. */
  readonly pixels: readonly StampPixel[]
  /** For the width of the surface that it was drawn on last. */
  laid: Laid
}

interface StampPixel {
  readonly row: number
  readonly column: number
  readonly colour: number
  /** 1..FULL */
  readonly weight: number
}

/** Numbers of all pixels one after the other, so that there is one array to read: how far a pixel lies behind the top left one comes first. */
interface Laid {
  readonly width: number
  /** Then its colour. */
  readonly covering: Int32Array
  /** Then what `mixWeighed` takes. */
  readonly mixing: Int32Array
  /** Where each row begins in both, and where the last one ends. */
  readonly coveringRow: Uint16Array
  readonly mixingRow: Uint16Array
}

/** Numbers of a pixel that covers, and of one that mixes. */
const COVERING = 2
const MIXING = 4

/** Transparent pixels are left out. @param rgba of a square of `side` pixels, row by row, colours not multiplied by alpha */
export function makeStamp(rgba: Uint8ClampedArray, side: number): Stamp {
  const pixels: StampPixel[] = []
  for (let pixel = 0; pixel < side * side; pixel++) {
    const at = (channel: number): number => rgba[pixel * 4 + channel] ?? 0
    const weight = Math.round((at(3) * FULL) / 255)
    const row = Math.floor(pixel / side)
    if (weight > 0)
      pixels.push({ row, column: pixel % side, colour: packColour(at(0), at(1), at(2)), weight })
  }
  return { side, pixels, laid: lay(pixels, side, 0) }
}

function lay(pixels: readonly StampPixel[], side: number, width: number): Laid {
  const covering = pixels.filter(({ weight }) => weight === FULL)
  const mixing = pixels.filter(({ weight }) => weight < FULL)
  const rows = (some: readonly StampPixel[], numbers: number): Uint16Array =>
    Uint16Array.from({ length: side + 1 }, (_, from) => some.filter(({ row }) => row < from).length * numbers)
  return {
    width,
    covering: Int32Array.from(covering.flatMap(({ row, column, colour }) => [row * width + column, colour])),
    mixing: Int32Array.from(
      mixing.flatMap(({ row, column, colour, weight }) => [
        row * width + column,
        Math.imul(colour & RED_BLUE, weight),
        Math.imul(colour & GREEN, weight),
        FULL - weight,
      ]),
    ),
    coveringRow: rows(covering, COVERING),
    mixingRow: rows(mixing, MIXING),
  }
}

/** Draws a stamp with its top left corner at a device pixel; what lies outside is cut. */
export function drawStamp(to: Surface, stamp: Stamp, left: number, top: number): void {
  const { pixels, width, height } = to
  const { side } = stamp
  if (left < 0 || left + side > width) {
    for (const { row, column, colour, weight } of stamp.pixels)
      blendPixel(to, left + column, top + row, colour, weight)
    return
  }
  if (stamp.laid.width !== width) stamp.laid = lay(stamp.pixels, side, width)
  const { covering, coveringRow, mixing, mixingRow } = stamp.laid
  const from = Math.min(Math.max(0, -top), side)
  const end = Math.max(from, Math.min(side, height - top))
  // What was rounded is a double to V8 until it is told otherwise, and would be one for each pixel.
  const first = (top * width + left) | 0
  cover(pixels, first, covering, coveringRow[from]!, coveringRow[end]!)
  mix(pixels, first, mixing, mixingRow[from]!, mixingRow[end]!)
}

/** Four pixels a turn take half the time of one a turn. */
function cover(pixels: Int32Array, first: number, covering: Int32Array, from: number, end: number): void {
  let i = from
  for (; i + 3 * COVERING < end; i += 4 * COVERING) {
    pixels[first + covering[i]!] = covering[i + 1]!
    pixels[first + covering[i + 2]!] = covering[i + 3]!
    pixels[first + covering[i + 4]!] = covering[i + 5]!
    pixels[first + covering[i + 6]!] = covering[i + 7]!
  }
  for (; i < end; i += COVERING) pixels[first + covering[i]!] = covering[i + 1]!
}

function mix(pixels: Int32Array, first: number, mixing: Int32Array, from: number, end: number): void {
  for (let i = from; i < end; i += MIXING) {
    const at = first + mixing[i]!
    pixels[at] = mixWeighed(pixels[at]!, mixing[i + 1]!, mixing[i + 2]!, mixing[i + 3]!)
  }
}
