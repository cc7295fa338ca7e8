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

/** Rows longer than this are filled natively. */
const WIDE = 24
/** Rows up to this long are filled pixel by pixel, without a loop. */
const NARROW = 4

/** Packs 0..255 channels into one opaque pixel. */
export function packColour(red: number, green: number, blue: number): number {
  return (255 << 24) | (blue << 16) | (green << 8) | red
}

/** Mixes `colour` over `under` with a weight of 0..FULL. Both channel pairs at once: fast and exact in integers. */
export function mixColours(under: number, colour: number, weight: number): number {
  if (weight >= FULL) return colour
  const keep = FULL - weight
  // The sums fit into 32 bits, and stay integers all the way: FULL is 8 bits.
  const redBlue =
    ((Math.imul(under & 0xff00ff, keep) + Math.imul(colour & 0xff00ff, weight)) >>> 8) & 0xff00ff
  const green = ((Math.imul(under & 0xff00, keep) + Math.imul(colour & 0xff00, weight)) >>> 8) & 0xff00
  return 0xff000000 | redBlue | green
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
  const x0 = left < 0 ? 0 : left
  const x1 = right > to.width ? to.width : right
  const y1 = bottom > to.height ? to.height : bottom
  if (x1 <= x0) return
  const { pixels } = to
  const y0 = top < 0 ? 0 : top
  // Whole rows lie behind each other.
  if (x1 - x0 === to.width) {
    if (y1 > y0) pixels.fill(colour, y0 * to.width, y1 * to.width)
    return
  }
  const wide = x1 - x0
  let at = y0 * to.width + x0
  // Dense lanes are all narrow bars: the same few pixels row after row are quicker than a loop for each row.
  if (wide <= NARROW)
    for (let y = y0; y < y1; y++, at += to.width) {
      pixels[at] = colour
      if (wide > 1) pixels[at + 1] = colour
      if (wide > 2) pixels[at + 2] = colour
      if (wide > 3) pixels[at + 3] = colour
    }
  else
    for (let y = y0; y < y1; y++, at += to.width) {
      // A call of fill costs more than a few pixels do.
      if (wide > WIDE) pixels.fill(colour, at, at + wide)
      else for (let pixel = at; pixel < at + wide; pixel++) pixels[pixel] = colour
    }
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
