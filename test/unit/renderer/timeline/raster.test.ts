import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { SESSION_STATES } from '../../../../electron/contract/sessions'
import { parseColour } from '../../../../renderer/timeline/raster/palette'
import { patternsFor } from '../../../../renderer/timeline/raster/patterns'
import { devicePixels, rasterise } from '../../../../renderer/timeline/raster/rasterise'
import {
  blendPixel,
  blendRect,
  fillRect,
  FULL,
  mixColours,
  packColour,
} from '../../../../renderer/timeline/raster/surface'
import { fillTile } from '../../../../renderer/timeline/raster/tile'
import { barBox } from '../../../../renderer/timeline/model/hit'
import { HEIGHT, samplePicture, themePalette, WIDTH } from './sample-picture'

const surface = (width: number, height: number) => ({
  pixels: new Int32Array(width * height),
  width,
  height,
})
const BLACK = packColour(0, 0, 0)
const WHITE = packColour(255, 255, 255)

describe('surface', () => {
  test('pixels are RGBA bytes', () => {
    const { pixels } = { pixels: Int32Array.of(packColour(1, 2, 3)) }
    expect([...new Uint8Array(pixels.buffer)]).toEqual([1, 2, 3, 255])
  })
  test('rectangles are clipped on all sides', () => {
    const to = surface(4, 3)
    fillRect(to, -5, -5, 2, 1, WHITE)
    fillRect(to, 3, 2, 99, 99, WHITE)
    fillRect(to, 9, 0, 12, 3, WHITE)
    blendRect(to, -9, -9, -1, -1, WHITE, FULL)
    blendPixel(to, 4, 0, WHITE, FULL)
    expect([...to.pixels].map((pixel) => (pixel === WHITE ? 1 : 0))).toEqual([
      1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1,
    ])
  })
  test('colours mix by weight and stay opaque', () => {
    expect(mixColours(BLACK, WHITE, FULL)).toBe(WHITE)
    expect(mixColours(BLACK, WHITE, 0)).toBe(BLACK)
    expect(mixColours(BLACK, WHITE, FULL / 2)).toBe(packColour(127, 127, 127))
    expect(mixColours(packColour(255, 0, 0), packColour(0, 0, 255), FULL / 4)).toBe(packColour(191, 0, 63))
  })
})

describe('patterns', () => {
  test('each absence looks different, at every scale', () => {
    for (const scale of [1, 1.25, 1.5, 2]) {
      const { states } = patternsFor(scale)
      const looks = Object.values(states).map((tile) => {
        const to = surface(32, 32)
        fillTile(to, 0, 0, 32, 32, tile, WHITE)
        return createHash('sha256').update(to.pixels).digest('hex')
      })
      expect(new Set(looks).size).toBe(SESSION_STATES.length - 1)
    }
  })
  test('locked leans like a slash and is dense, disconnected leans the other way and is sparse', () => {
    const { locked, disconnected } = patternsFor(1).states
    const ink = (tile: typeof locked, x: number, y: number): number =>
      tile.coverage[(y % tile.size) * tile.size + (x % tile.size)] ?? 0
    for (let x = 1; x < locked.size; x++) expect(ink(locked, x, 1)).toBe(ink(locked, x - 1, 2))
    for (let x = 1; x < disconnected.size; x++)
      expect(ink(disconnected, x, 1)).toBe(ink(disconnected, x - 1, 0))
    const share = (tile: typeof locked): number =>
      tile.coverage.reduce((sum, value) => sum + value, 0) / (tile.coverage.length * FULL)
    expect(share(locked)).toBeGreaterThan(0.4)
    expect(share(disconnected)).toBeLessThan(0.25)
  })
  test('a pattern is anchored to its rectangle, so it pans with its bar', () => {
    const tile = patternsFor(1).states.locked
    const [one, two] = [surface(40, 10), surface(40, 10)]
    fillTile(one, 3, 0, 30, 10, tile, WHITE)
    fillTile(two, 5, 0, 32, 10, tile, WHITE)
    for (let x = 3; x < 30; x++) expect(two.pixels[x + 2]).toBe(one.pixels[x])
    const left = surface(40, 10)
    fillTile(left, -100_003, 0, 30, 10, tile, WHITE)
    expect(left.pixels.some((pixel) => pixel === WHITE)).toBe(true)
  })
})

test('colours are read as hex or rgb, a missing token is grey', () => {
  expect(parseColour('#2c69ca')).toBe(packColour(0x2c, 0x69, 0xca))
  expect(parseColour(' #fff ')).toBe(WHITE)
  expect(parseColour('rgb(1, 2, 3)')).toBe(packColour(1, 2, 3))
  expect(parseColour('')).toBe(packColour(128, 128, 128))
})

describe('every end, state and doubt', () => {
  const picture = samplePicture()
  const hashOf = (theme: 'light' | 'dark', scale: number): string => {
    const pixels = rasterise(picture.scene, { width: WIDTH, height: HEIGHT, scale }, themePalette(theme))
    return createHash('sha256').update(new Uint8Array(pixels.buffer)).digest('hex').slice(0, 16)
  }
  test.each([
    ['light', 1],
    ['light', 1.5],
    ['light', 2],
    ['dark', 1],
    ['dark', 2],
  ] as const)('golden pixels, %s at %s', (theme, scale) => {
    expect(hashOf(theme, scale)).toMatchSnapshot()
  })
  test('a buffer is used again and leaves nothing of its past', () => {
    const size = { width: WIDTH, height: HEIGHT, scale: 1 }
    const first = rasterise(picture.scene, size, themePalette('dark'))
    const again = rasterise(picture.scene, size, themePalette('light'), first)
    expect(again).toBe(first)
    expect(again).toEqual(rasterise(picture.scene, size, themePalette('light')))
  })
  test('in use is the flat colour of the type, an absence is not', () => {
    const palette = themePalette('light')
    const pixels = rasterise(picture.scene, { width: WIDTH, height: HEIGHT, scale: 1 }, palette)
    const bar = picture.spanBars.first.find((index) => barBox(picture, index)?.top === 17 * 24 + 4) ?? -1
    const box = barBox(picture, bar)
    expect(box).not.toBeNull()
    const row = (17 * 24 + 12) * WIDTH
    const x = (minute: number): number => Math.round((minute / 640) * WIDTH)
    expect(pixels[row + x(60)]).toBe(palette.fill[0])
    const locked = pixels.slice(row + x(160) + 1, row + x(200) - 1)
    expect(new Set(locked).size).toBeGreaterThan(2)
    expect(locked.includes(palette.canvas)).toBe(true)
  })
  test('sizes of the surface follow the scale', () => {
    expect(devicePixels({ width: 801, height: 10, scale: 1.25 })).toEqual({ width: 1001, height: 13 })
    expect(devicePixels({ width: 0, height: 0, scale: 1 })).toEqual({ width: 1, height: 1 })
  })
})
