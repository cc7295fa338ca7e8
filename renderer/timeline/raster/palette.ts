import { packColour } from './surface'
import { BAR_STYLES, styleToken } from '../model/bar-style'

/** Colours of one theme as packed pixels, for the raster. */
export interface RasterPalette {
  readonly canvas: number
  readonly zebra: number
  readonly line: number
  readonly grid: number
  readonly gridStrong: number
  readonly gapWash: number
  readonly gap: number
  readonly sunken: number
  readonly marker: number
  readonly accent: number
  readonly accentSoft: number
  readonly fail: number
  readonly histogram: number
  readonly lineControl: number
  /** By index in BAR_STYLES. */
  readonly fill: readonly number[]
  readonly ink: readonly number[]
}

/** Looks up a custom property such as `--c-canvas`; the empty string when it is not defined. */
export type ReadToken = (name: string) => string

/** Packs `#rgb`, `#rrggbb` or `rgb(r, g, b)`; anything else, as a missing token would be, gives mid grey. */
export function parseColour(text: string): number {
  const hex = /^#([0-9a-f]{6}|[0-9a-f]{3})$/i.exec(text.trim())?.[1]
  if (hex !== undefined) {
    const full = hex.length === 3 ? [...hex].map((digit) => digit + digit).join('') : hex
    const value = Number.parseInt(full, 16)
    return packColour(value >> 16, (value >> 8) & 255, value & 255)
  }
  const channels = /^rgba?\(\s*(\d+)[\s,]+(\d+)[\s,]+(\d+)/.exec(text.trim())
  if (channels) return packColour(Number(channels[1]), Number(channels[2]), Number(channels[3]))
  return packColour(128, 128, 128)
}

/** Reads a palette from the design tokens in force. */
export function readRasterPalette(read: ReadToken): RasterPalette {
  const colour = (name: string): number => parseColour(read(name))
  return {
    canvas: colour('--c-canvas'),
    zebra: colour('--c-zebra'),
    line: colour('--c-line'),
    lineControl: colour('--c-line-control'),
    grid: colour('--c-grid'),
    gridStrong: colour('--c-grid-strong'),
    gapWash: colour('--c-gap-wash'),
    gap: colour('--c-gap'),
    sunken: colour('--c-sunken'),
    marker: colour('--c-marker'),
    accent: colour('--c-accent'),
    accentSoft: colour('--c-accent-soft'),
    fail: colour('--c-fail'),
    histogram: colour('--c-histo'),
    fill: BAR_STYLES.map((style) => colour(`--t-${styleToken(style)}`)),
    ink: BAR_STYLES.map((style) => colour(`--t-${styleToken(style)}-ink`)),
  }
}
