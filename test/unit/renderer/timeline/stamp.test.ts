import { expect, test } from 'vitest'
import { readRasterPalette } from '../../../../renderer/timeline/raster/palette'
import { drawBars } from '../../../../renderer/timeline/raster/bars'
import { SpanBuilder } from '../../../../renderer/timeline/raster/span-list'
import { drawStamp, makeStamp } from '../../../../renderer/timeline/raster/stamp'
import { FULL, mixColours, packColour } from '../../../../renderer/timeline/raster/surface'
import { Random } from '../../../fixtures/sample-case/random'

const GROUND = packColour(200, 200, 200)
const RED = packColour(255, 0, 0)
const BLUE = packColour(0, 0, 255)
const surface = (width: number, height: number) => {
  return { pixels: new Int32Array(width * height).fill(GROUND), width, height }
}
/** Red, half blue; nothing, red. */
const STAMP = makeStamp(Uint8ClampedArray.of(255, 0, 0, 255, 0, 0, 255, 128, 9, 9, 9, 0, 255, 0, 0, 255), 2)
const MIXED = mixColours(GROUND, BLUE, Math.round((128 * FULL) / 255))

test('a stamp covers, mixes and leaves out', () => {
  const to = surface(4, 3)
  drawStamp(to, STAMP, 1, 1)
  expect([...to.pixels]).toEqual([
    ...[GROUND, GROUND, GROUND, GROUND],
    ...[GROUND, RED, MIXED, GROUND],
    ...[GROUND, GROUND, RED, GROUND],
  ])
})

test('a stamp is cut at every edge, and takes to surfaces of any width', () => {
  const to = surface(3, 2)
  drawStamp(to, STAMP, -1, 0)
  drawStamp(to, STAMP, 2, 1)
  drawStamp(to, STAMP, 0, -1)
  drawStamp(to, STAMP, 5, 0)
  expect([...to.pixels]).toEqual([MIXED, RED, GROUND, RED, GROUND, RED])
  const wide = surface(5, 2)
  drawStamp(wide, STAMP, 3, 0)
  expect([...wide.pixels]).toEqual([GROUND, GROUND, GROUND, RED, MIXED, GROUND, GROUND, GROUND, GROUND, RED])
})

test('bars that are filled in runs look as if each was filled by itself', () => {
  const palette = readRasterPalette((name) =>
    name.startsWith('--t-') ? `#${name.length.toString(16)}0a0c0` : '',
  )
  const random = new Random('runs')
  for (const scale of [1, 1.5]) {
    const together = surface(300, 60)
    const single = surface(300, 60)
    const all = new SpanBuilder()
    for (let i = 0; i < 400; i++) {
      const x0 = i * 0.7 + random.between(-2, 2)
      const wide = random.integer(0, 12) === 0 ? 20 : 4
      const style = random.integer(0, 5) === 0 ? 1 : 2
      const kind = random.integer(0, 40) === 0 ? 1 : 0
      const span = [x0, x0 + wide, random.integer(0, 30) === 0 ? 20 : 4, 10, style, kind] as const
      all.add(...span)
      const one = new SpanBuilder()
      one.add(...span)
      drawBars(single, one.list(), palette, scale)
    }
    drawBars(together, all.list(), palette, scale)
    expect(together.pixels).toEqual(single.pixels)
  }
})
