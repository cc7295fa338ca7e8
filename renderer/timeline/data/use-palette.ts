import { useSyncExternalStore } from 'react'
import type { InkPalette } from '../paint/ink-palette'
import { readInkPalette } from '../paint/ink-palette'
import type { RasterPalette } from '../raster/palette'
import { readRasterPalette } from '../raster/palette'

export interface TimelinePalette {
  readonly raster: RasterPalette
  readonly ink: InkPalette
}

let current: TimelinePalette | null = null

const FORCED_COLOURS = '(forced-colors: active)'
/** What tokens become where the desktop forces its own colours; all others are the text's colour. */
const SYSTEM_COLOURS: readonly (readonly [RegExp, string])[] = [
  // Lines of hours would be as strong as those of boots: days are enough.
  [/^--c-(canvas|zebra|sunken|surface|halo|gap-wash|accent-soft|grid)$|-ink$/, 'Canvas'],
  [/^--c-(line|grid)/, 'GrayText'],
  [/^--c-(accent|focus)$/, 'Highlight'],
]

/** Reads the desktop's colours by wearing them: canvas cannot name them. */
function forcedReader(style: CSSStyleDeclaration): (name: string) => string {
  const probe = document.body.appendChild(document.createElement('i'))
  const worn = (colour: string): string => {
    probe.style.color = colour
    return getComputedStyle(probe).color
  }
  const colours = new Map(['Canvas', 'GrayText', 'Highlight', 'CanvasText'].map((name) => [name, worn(name)]))
  probe.remove()
  return (name) => {
    if (name.startsWith('--font')) return style.getPropertyValue(name)
    const system = SYSTEM_COLOURS.find(([pattern]) => pattern.test(name))?.[1] ?? 'CanvasText'
    return colours.get(system) ?? ''
  }
}

function readPalette(): TimelinePalette {
  const style = getComputedStyle(document.documentElement)
  const forced = window.matchMedia(FORCED_COLOURS).matches
  const read = forced ? forcedReader(style) : (name: string): string => style.getPropertyValue(name)
  return { raster: readRasterPalette(read), ink: readInkPalette(read) }
}

function snapshot(): TimelinePalette {
  current ??= readPalette()
  return current
}

/** Theme changes show as an attribute of the root element, or as the desktop's own switch. */
function subscribe(changed: () => void): () => void {
  const again = (): void => {
    current = readPalette()
    changed()
  }
  const observer = new MutationObserver(again)
  observer.observe(document.documentElement, {
    attributes: true,
    attributeFilter: ['data-theme', 'data-contrast', 'class', 'style'],
  })
  const desktop = window.matchMedia('(prefers-color-scheme: dark)')
  desktop.addEventListener('change', again)
  const forced = window.matchMedia(FORCED_COLOURS)
  forced.addEventListener('change', again)
  // Style sheets may arrive after the first read.
  window.addEventListener('load', again)
  return () => {
    observer.disconnect()
    desktop.removeEventListener('change', again)
    forced.removeEventListener('change', again)
    window.removeEventListener('load', again)
  }
}

/** Colours of the theme in force, for raster and canvas; new when the theme changes. */
export function usePalette(): TimelinePalette {
  return useSyncExternalStore(subscribe, snapshot)
}
