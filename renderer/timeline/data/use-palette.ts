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

function readPalette(): TimelinePalette {
  const style = getComputedStyle(document.documentElement)
  const read = (name: string): string => style.getPropertyValue(name)
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
    attributeFilter: ['data-theme', 'class', 'style'],
  })
  const desktop = window.matchMedia('(prefers-color-scheme: dark)')
  desktop.addEventListener('change', again)
  // Style sheets may arrive after the first read.
  window.addEventListener('load', again)
  return () => {
    observer.disconnect()
    desktop.removeEventListener('change', again)
    window.removeEventListener('load', again)
  }
}

/** Colours of the theme in force, for raster and canvas; new when the theme changes. */
export function usePalette(): TimelinePalette {
  return useSyncExternalStore(subscribe, snapshot)
}
