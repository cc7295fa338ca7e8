/**
 * A block of RGBA pixels and the four ways to touch it. Coordinates are device pixels, integers, clipped here and
 * nowhere else. Pixels are packed as ABGR, which is RGBA byte order on the little-endian machines that Electron runs on,
 * so `putImageData` takes the buffer as it is; with their sign, since V8 keeps opaque colours as small integers that way.
 */
export interface Surface {
  readonly pixels: Int32Array
  readonly width: number
  readonly height: number
}

/** Weights of blending and coverage run from 0 (nothing) to this (all). */
export const FULL = 256

/** Channels of a pixel. */
export const RED_BLUE = 0xff00ff
export const GREEN = 0xff00
const OPAQUE = 0xff << 24

/** Rows longer than this are filled natively. */
const WIDE = 24

/** Packs 0..255 channels into one opaque pixel. */
export function packColour(red: number, green: number, blue: number): number {
  return OPAQUE | (blue << 16) | (green << 8) | red
}

/** Mixes `colour` over `under` with a weight of 0..FULL. */
export function mixColours(under: number, colour: number, weight: number): number {
  if (weight >= FULL) return colour
  return mixWeighed(
    under,
    Math.imul(colour & RED_BLUE, weight),
    Math.imul(colour & GREEN, weight),
    FULL - weight,
  )
}

/** The same with a colour that was multiplied by its weight before, channels by RED_BLUE and GREEN. @param keep what the weight leaves of FULL */
export function mixWeighed(under: number, redBlue: number, green: number, keep: number): number {
  // Both channels at once: the sums fit into 32 bits, and stay integers all the way, since FULL is 8 bits.
  const mixedRedBlue = ((Math.imul(under & RED_BLUE, keep) + redBlue) >>> 8) & RED_BLUE
  const mixedGreen = ((Math.imul(under & GREEN, keep) + green) >>> 8) & GREEN
  return OPAQUE | mixedRedBlue | mixedGreen
}

/** Fills the rectangle [left, right) x [top, bottom). */
export function fillRect(
  to: Surface,
  left: number,
  top: number,
  right: number,
  bottom: number,
  colour: number,
): void {
  const { pixels, width } = to
  const x0 = left < 0 ? 0 : left
  const x1 = right > width ? width : right
  const y0 = top < 0 ? 0 : top
  const y1 = bottom > to.height ? to.height : bottom
  if (x1 <= x0 || y1 <= y0) return
  // What was rounded is a double to V8 until it is told otherwise, and would be one for each pixel.
  const start = (y0 * width + x0) | 0
  const wide = (x1 - x0) | 0
  const behind = ((y1 - y0) * width) | 0
  // Whole rows lie behind each other.
  if (wide === width) pixels.fill(colour, start, start + behind)
  else if (wide > WIDE)
    for (let at = start; at < start + behind; at += width) pixels.fill(colour, at, at + wide)
  else fillColumns(pixels, start, wide, behind, width, colour)
}

/** Dense lanes are all narrow bars: the same few pixels row after row are quicker than a loop for each row. */
function fillColumns(
  pixels: Int32Array,
  start: number,
  wide: number,
  behind: number,
  width: number,
  colour: number,
): void {
  let from = start
  for (; from + 4 <= start + wide; from += 4)
    for (let at = from; at < from + behind; at += width) {
      pixels[at] = colour
      pixels[at + 1] = colour
      pixels[at + 2] = colour
      pixels[at + 3] = colour
    }
  if (from + 2 <= start + wide) {
    for (let at = from; at < from + behind; at += width) {
      pixels[at] = colour
      pixels[at + 1] = colour
    }
    from += 2
  }
  if (from < start + wide) for (let at = from; at < from + behind; at += width) pixels[at] = colour
}

/** Blends one pixel with a weight of 0..FULL. */
export function blendPixel(to: Surface, x: number, y: number, colour: number, weight: number): void {
  if (x < 0 || y < 0 || x >= to.width || y >= to.height || weight <= 0) return
  const at = y * to.width + x
  to.pixels[at] = mixColours(to.pixels[at] ?? 0, colour, weight)
}

/** Blends the rectangle [left, right) x [top, bottom) with a weight of 0..FULL. */
export function blendRect(
  to: Surface,
  left: number,
  top: number,
  right: number,
  bottom: number,
  colour: number,
  weight: number,
): void {
  const x0 = left < 0 ? 0 : left
  const x1 = right > to.width ? to.width : right
  const y1 = bottom > to.height ? to.height : bottom
  for (let y = top < 0 ? 0 : top; y < y1; y++) {
    for (let at = y * to.width + x0, end = y * to.width + x1; at < end; at++) {
      to.pixels[at] = mixColours(to.pixels[at] ?? 0, colour, weight)
    }
  }
}
