import { expect, test } from 'vitest'
import { readRasterPalette } from '../../../../renderer/timeline/raster/palette'
import { drawBars } from '../../../../renderer/timeline/raster/bars'
import { SpanBuilder } from '../../../../renderer/timeline/raster/span-list'
import { drawStamp, makeStamp } from '../../../../renderer/timeline/raster/stamp'
import {
  blendPixel,
  fillRect,
  FULL,
  mixColours,
  packColour,
} from '../../../../renderer/timeline/raster/surface'
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

test('a stamp looks as if each of its pixels was blended by itself, wherever it is cut', () => {
  const random = new Random('stamps')
  const side = 9
  const rgba = Uint8ClampedArray.from({ length: side * side * 4 }, (_, i) =>
    i % 4 === 3 ? [0, 255, 255, 255, 90][random.integer(0, 5)]! : random.integer(0, 256),
  )
  const stamp = makeStamp(rgba, side)
  for (const width of [20, 31]) {
    const together = surface(width, 24)
    const single = surface(width, 24)
    for (let i = 0; i < 300; i++) {
      const [left, top] = [random.integer(-side - 1, width + 1), random.integer(-side - 1, 25)]
      drawStamp(together, stamp, left, top)
      for (let pixel = 0; pixel < side * side; pixel++) {
        const [red, green, blue, alpha] = rgba.subarray(pixel * 4)
        const at = [left + (pixel % side), top + Math.floor(pixel / side)] as const
        blendPixel(single, ...at, packColour(red!, green!, blue!), Math.round((alpha! * FULL) / 255))
      }
    }
    expect(together.pixels).toEqual(single.pixels)
  }
})

test('rectangles of every width are filled to their edges and no further', () => {
  for (let wide = 0; wide <= 40; wide++) {
    const to = surface(40, 5)
    fillRect(to, 3, 1, 3 + wide, 9, RED)
    const isIn = (i: number): boolean => i >= 40 && i % 40 >= 3 && i % 40 < 3 + wide
    expect([...to.pixels]).toEqual(Array.from({ length: 200 }, (_, i) => (isIn(i) ? RED : GROUND)))
  }
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
