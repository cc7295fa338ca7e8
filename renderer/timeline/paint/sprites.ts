import type { MarkName, MarkPath } from '../../theme/marks'
import { MARK_GRID, MARKS } from '../../theme/marks'

/** Width of the halo's stroke in grid units: a 2 px ring at 14 px. */
const HALO_UNITS = 4
/** Room for the halo around the box, in units. */
const BLEED = 3

type Sprite = HTMLCanvasElement
type Context = CanvasRenderingContext2D

/** Draws marks tinted once per size, colours and device pixel ratio, then copied. */
export class SpriteSheet {
  private readonly sprites = new Map<string, Sprite>()

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
    const sprite = this.sprite(symbol, size, ink, halo, scale, ring)
    const side = sprite.width / scale
    // Snapped to device pixels: a copy between pixels would be a blur.
    const left = Math.round((x - side / 2) * scale) / scale
    const top = Math.round((y - side / 2) * scale) / scale
    context.drawImage(sprite, left, top, side, side)
  }

  private sprite(
    symbol: MarkName,
    size: number,
    ink: string,
    halo: string,
    scale: number,
    ring: boolean,
  ): Sprite {
    const key = `${symbol} ${size} ${ink} ${halo} ${scale} ${ring}`
    const known = this.sprites.get(key)
    if (known) return known
    const made = document.createElement('canvas')
    const unit = (size * scale) / MARK_GRID
    made.width = made.height = Math.ceil(unit * (MARK_GRID + 2 * BLEED))
    const context = made.getContext('2d')
    if (context) {
      const offset = (made.width - unit * MARK_GRID) / 2
      context.setTransform(unit, 0, 0, unit, offset, offset)
      paintSymbol(context, MARKS[symbol], ink, halo, ring)
    }
    this.sprites.set(key, made)
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
