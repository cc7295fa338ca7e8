import type { TrackItem } from '../model/track-items'
import { isBand, isGap } from '../model/track-items'
import type { MeasureText } from '../model/label'
import type { RasterPalette } from '../raster/palette'
import { patternsFor } from '../raster/patterns'
import { blendRect, fillRect, FULL } from '../raster/surface'
import { fillTile } from '../raster/tile'
import type { InkPalette } from './ink-palette'
import { fontOf } from './ink-palette'
import type { SpriteSheet } from './sprites'

export const TRACK_PX = 22
const MARK_PX = 14
const BASELINE = 15
const GAP_TOP = 3
const GAP_HEIGHT = 16
const WORD_GAP = 5
/** Width of a doubt that has no length. */
const DOUBT_PX = 8

/** The part of the track that is pixels: ground, time without evidence, stretches of cleared logs. */
export function rasteriseTrack(
  items: readonly TrackItem[],
  unknown: { readonly before: number; readonly after: number },
  width: number,
  scale: number,
  palette: RasterPalette,
): ImageData {
  const [pixelWidth, pixelHeight] = [Math.max(1, Math.round(width * scale)), Math.round(TRACK_PX * scale)]
  const pixels = new Int32Array(pixelWidth * pixelHeight)
  const to = { pixels, width: pixelWidth, height: pixelHeight }
  const at = (css: number): number => Math.round(css * scale)
  const hair = Math.max(1, Math.round(scale))
  fillRect(to, 0, 0, pixelWidth, pixelHeight, palette.canvas)
  fillRect(to, 0, 0, at(unknown.before), pixelHeight, palette.sunken)
  fillRect(to, at(unknown.before) - hair, 0, at(unknown.before), pixelHeight, palette.lineControl)
  fillRect(to, at(unknown.after), 0, pixelWidth, pixelHeight, palette.sunken)
  fillRect(to, at(unknown.after), 0, at(unknown.after) + hair, pixelHeight, palette.marker)
  const { gapStrong } = patternsFor(scale)
  for (const { mark, x0, x } of items) {
    if (mark.kind === 'boot') fillRect(to, at(x), at(4), at(x) + at(1.6), at(18), palette.marker)
    if (!isGap(mark)) continue
    const band = isBand(mark.kind)
    const [left, right, top, bottom] = [
      at(band ? x0 : x - DOUBT_PX / 2),
      at(band ? Math.max(x, x0 + 8) : x + DOUBT_PX / 2),
      at(GAP_TOP),
      at(GAP_TOP + GAP_HEIGHT),
    ]
    fillRect(to, left, top, right, bottom, palette.gapWash)
    // A doubt is an empty box: only missing records are hatched.
    if (band) fillTile(to, left, top, right, bottom, gapStrong, palette.gap, FULL / 2)
    for (const [l, t, r, b] of [
      [left, top, right, top + hair],
      [left, bottom - hair, right, bottom],
      [left, top, left + hair, bottom],
      [right - hair, top, right, bottom],
    ] as const)
      blendRect(to, l, t, r, b, palette.gap, FULL / 2)
  }
  return new ImageData(new Uint8ClampedArray(pixels.buffer), pixelWidth, pixelHeight)
}

/** Paints marks and texts of the machine track over its raster. */
export function paintTrack(
  context: CanvasRenderingContext2D,
  items: readonly TrackItem[],
  palette: InkPalette,
  sprites: SpriteSheet,
  measure: MeasureText,
  scale: number,
): void {
  for (const { x, symbol, strong, text, textX, align } of items) {
    if (symbol) sprites.draw(context, symbol, x, TRACK_PX / 2, MARK_PX, palette.marker, palette.halo, scale)
    if (text === '') continue
    context.textAlign = align
    const boldWidth = strong === '' ? 0 : measure(strong, true) + WORD_GAP
    const plainX = align === 'left' ? textX + boldWidth : textX
    context.font = fontOf(palette, 400)
    context.fillStyle = palette.text2
    context.fillText(text, plainX, BASELINE)
    if (strong === '') continue
    context.font = fontOf(palette, 600)
    context.fillStyle = palette.text
    context.fillText(strong, align === 'left' ? textX : textX - measure(text, false) - WORD_GAP, BASELINE)
  }
}
