import type { ReadToken } from '../raster/palette'
import { BAR_STYLES, styleToken } from '../model/bar-style'

/** Colours and fonts of one theme for text and marks, as CSS text. */
export interface InkPalette {
  readonly marker: string
  readonly halo: string
  readonly text: string
  readonly text2: string
  readonly text3: string
  readonly lineControl: string
  readonly lineStrong: string
  readonly grid: string
  readonly gridStrong: string
  readonly canvas: string
  readonly surface: string
  readonly sunken: string
  readonly accent: string
  readonly focus: string
  readonly fail: string
  readonly histogram: string
  readonly gap: string
  readonly gapWash: string
  /** Text inside a bar and fill of the bar, by index in BAR_STYLES. */
  readonly ink: readonly string[]
  readonly fill: readonly string[]
  readonly fontFamily: string
}

/** Reads text and mark colours from the design tokens in force. */
export function readInkPalette(read: ReadToken): InkPalette {
  const colour = (name: string): string => read(name).trim() || '#808080'
  const styles = BAR_STYLES.map(styleToken)
  return {
    marker: colour('--c-marker'),
    halo: colour('--c-halo'),
    text: colour('--c-text'),
    text2: colour('--c-text-2'),
    text3: colour('--c-text-3'),
    lineControl: colour('--c-line-control'),
    lineStrong: colour('--c-line-strong'),
    grid: colour('--c-grid'),
    gridStrong: colour('--c-grid-strong'),
    canvas: colour('--c-canvas'),
    surface: colour('--c-surface'),
    sunken: colour('--c-sunken'),
    accent: colour('--c-accent'),
    focus: colour('--c-focus'),
    fail: colour('--c-fail'),
    histogram: colour('--c-histo'),
    gap: colour('--c-gap'),
    gapWash: colour('--c-gap-wash'),
    ink: styles.map((style) => colour(`--t-${style}-ink`)),
    fill: styles.map((style) => colour(`--t-${style}`)),
    fontFamily: read('--font-ui').trim() || 'sans-serif',
  }
}

/** Canvas font of the smallest text size, 11 px. */
export function fontOf(palette: InkPalette, weight: 400 | 500 | 600 | 700): string {
  return `${weight} 11px ${palette.fontFamily}`
}
