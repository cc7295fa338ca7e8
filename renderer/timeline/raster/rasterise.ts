import { drawBars, drawStates } from './bars'
import { drawDoubts, drawWhiskers } from './doubts'
import { drawFailures, drawGround } from './ground'
import type { RasterPalette } from './palette'
import { patternsFor } from './patterns'
import type { Scene, SceneSize } from './scene'

/** Width and height of a scene in device pixels. */
export function devicePixels(size: SceneSize): { readonly width: number; readonly height: number } {
  return {
    width: Math.max(1, Math.round(size.width * size.scale)),
    height: Math.max(1, Math.round(size.height * size.scale)),
  }
}

/**
 * Draws everything in the lanes that is not text or a mark. Pure: the same scene, size and palette give the same
 * pixels everywhere, which is what the golden tests rest on.
 * @param reuse a buffer of an earlier call; used when it has the right length
 * @returns RGBA bytes as packed pixels, row by row, `devicePixels(size)` large
 */
export function rasterise(
  scene: Scene,
  size: SceneSize,
  palette: RasterPalette,
  reuse?: Int32Array<ArrayBuffer>,
): Int32Array<ArrayBuffer> {
  const { width, height } = devicePixels(size)
  const pixels = reuse?.length === width * height ? reuse : new Int32Array(width * height)
  const surface = { pixels, width, height }
  const { scale } = size
  const patterns = patternsFor(scale)
  drawGround(surface, scene, palette, patterns, scale)
  drawFailures(surface, scene, palette, scale)
  drawBars(surface, scene.bars, palette, scale)
  drawStates(surface, scene.states, palette, patterns, scale)
  drawDoubts(surface, scene.doubts, palette, scale)
  drawWhiskers(surface, scene.whiskers, palette, scale)
  return pixels
}
