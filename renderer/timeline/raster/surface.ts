/**
 * A block of RGBA pixels and the four ways to touch it. Coordinates are device pixels, integers, clipped here and
 * nowhere else. Pixels are packed as ABGR in a Uint32Array, which is RGBA byte order on the little-endian machines
 * that Electron runs on, so `putImageData` takes the buffer as it is.
 */
export interface Surface {
  readonly pixels: Uint32Array
  readonly width: number
  readonly height: number
}

/** Weights of blending and coverage run from 0 (nothing) to this (all). */
export const FULL = 256

/** Rows longer than this are filled natively. */
const WIDE = 24

/** Packs 0..255 channels into one opaque pixel. */
export function packColour(red: number, green: number, blue: number): number {
  return ((255 << 24) | (blue << 16) | (green << 8) | red) >>> 0
}

/** Mixes `colour` over `under` with a weight of 0..FULL. Both channel pairs at once: fast and exact in integers. */
export function mixColours(under: number, colour: number, weight: number): number {
  if (weight >= FULL) return colour
  const keep = FULL - weight
  // The sums fit into 32 bits, and stay integers all the way: FULL is 8 bits.
  const redBlue =
    ((Math.imul(under & 0xff00ff, keep) + Math.imul(colour & 0xff00ff, weight)) >>> 8) & 0xff00ff
  const green = ((Math.imul(under & 0xff00, keep) + Math.imul(colour & 0xff00, weight)) >>> 8) & 0xff00
  return (0xff000000 | redBlue | green) >>> 0
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
  for (let y = y0; y < y1; y++) {
    const end = y * to.width + x1
    // A call of fill costs more than a few pixels do, and dense lanes are all narrow bars.
    if (x1 - x0 > WIDE) pixels.fill(colour, y * to.width + x0, end)
    else for (let at = y * to.width + x0; at < end; at++) pixels[at] = colour
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
