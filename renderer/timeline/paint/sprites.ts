import type { MarkName, MarkPath } from '../../theme/marks'
import { MARK_GRID, MARKS } from '../../theme/marks'
import type { Stamp } from '../raster/stamp'
import { makeStamp } from '../raster/stamp'

/** Width of the halo's stroke in grid units: a 2 px ring at 14 px. */
const HALO_UNITS = 4
/** Room for the halo around the box, in units. */
const BLEED = 3

type Context = CanvasRenderingContext2D

/** A mark as it is copied, and what it was made for. */
interface Sprite {
  readonly size: number
  readonly ink: string
  readonly halo: string
  readonly scale: number
  readonly ring: boolean
  readonly picture: HTMLCanvasElement
  stamp: Stamp | null
}

/** Draws marks tinted once per size, colours and device pixel ratio, then copied. */
export class SpriteSheet {
  /** A mark has few looks: they are found sooner one by one than by a key made of all that they depend on. */
  private readonly sprites = new Map<MarkName, Sprite[]>()

  /**
   * Draws a mark centred on (x, y), in CSS px, on a context that is scaled by `scale`.
   * @param halo colour of ring and knock-outs; `ring` false leaves out the ring (marks inside a bar)
   */
  draw(
    context: Context,
    symbol: MarkName,
    x: number,
    y: number,
    size: number,
    ink: string,
    halo: string,
    scale: number,
    ring = true,
  ): void {
    const { picture } = this.sprite(symbol, size, ink, halo, scale, ring)
    const side = picture.width / scale
    // Snapped to device pixels: a copy between pixels would be a blur.
    const left = Math.round((x - side / 2) * scale) / scale
    const top = Math.round((y - side / 2) * scale) / scale
    context.drawImage(picture, left, top, side, side)
  }

  /** A mark for rasters: drawn with its middle where `draw` has it, it looks the same. Null where a canvas cannot be had. */
  stamp(symbol: MarkName, size: number, ink: string, halo: string, scale: number): Stamp | null {
    const sprite = this.sprite(symbol, size, ink, halo, scale, true)
    const side = sprite.picture.width
    const context = sprite.stamp ? null : sprite.picture.getContext('2d')
    if (context) sprite.stamp = makeStamp(context.getImageData(0, 0, side, side).data, side)
    return sprite.stamp
  }

  private sprite(
    symbol: MarkName,
    size: number,
    ink: string,
    halo: string,
    scale: number,
    ring: boolean,
  ): Sprite {
    const looks = this.sprites.get(symbol) ?? []
    for (const known of looks) {
      const isSize = known.size === size && known.scale === scale && known.ring === ring
      if (isSize && known.ink === ink && known.halo === halo) return known
    }
    const picture = document.createElement('canvas')
    const unit = (size * scale) / MARK_GRID
    picture.width = picture.height = Math.ceil(unit * (MARK_GRID + 2 * BLEED))
    const context = picture.getContext('2d')
    if (context) {
      const offset = (picture.width - unit * MARK_GRID) / 2
      context.setTransform(unit, 0, 0, unit, offset, offset)
      paintSymbol(context, MARKS[symbol], ink, halo, ring)
    }
    const made: Sprite = { size, ink, halo, scale, ring, picture, stamp: null }
    this.sprites.set(symbol, [...looks, made])
    return made
  }
}

function paintSymbol(
  context: Context,
  shapes: readonly MarkPath[],
  ink: string,
  halo: string,
  ring: boolean,
): void {
  const paths = shapes.map((shape) => ({ shape, path: new Path2D(shape.d) }))
  context.lineJoin = 'round'
  context.lineCap = 'round'
  if (ring) {
    context.strokeStyle = context.fillStyle = halo
    for (const { shape, path } of paths) {
      context.lineWidth = (shape.width ?? 0) + HALO_UNITS
      context.stroke(path)
    }
  }
  const colour = (paint: 'ink' | 'halo'): string => (paint === 'ink' ? ink : halo)
  for (const { shape, path } of paths) {
    if (shape.fill) {
      context.fillStyle = colour(shape.fill)
      context.fill(path)
    }
    if (shape.stroke) {
      context.strokeStyle = colour(shape.stroke)
      context.lineWidth = shape.width ?? 1
      context.stroke(path)
    }
  }
}
