import type { MeasureText } from '../model/label'
import type { InkPalette } from './ink-palette'
import { fontOf } from './ink-palette'

/** Widths remembered; labels repeat, and measuring is the slow part of text. */
const CACHE_LIMIT = 20_000

/** A text measure in the fonts of bar labels; made anew when the font changes. */
export function makeMeasure(palette: InkPalette): MeasureText {
  const context = document.createElement('canvas').getContext('2d')
  const cache = new Map<string, number>()
  return (text, bold) => {
    const key = bold ? `*${text}` : ` ${text}`
    const known = cache.get(key)
    if (known !== undefined) return known
    if (!context) return text.length * 6.5
    context.font = fontOf(palette, bold ? 700 : 400)
    const { width } = context.measureText(text)
    if (cache.size >= CACHE_LIMIT) cache.clear()
    cache.set(key, width)
    return width
  }
}
