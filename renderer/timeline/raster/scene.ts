import type { SpanList } from './span-list'

/** A horizontal band in CSS pixels. */
export interface Band {
  readonly top: number
  readonly height: number
}
/** A box in CSS pixels. */
export interface Box extends Band {
  readonly x0: number
  readonly x1: number
}

/** Kinds of `bars`: those beyond the last stacked row are drawn as density; ticks of one look that touch are one span, with square corners however long. */
export const BAR_KIND = { bar: 0, density: 1, ticks: 2 } as const

/** What is drawn by the raster, in CSS pixels from the top left of the lanes area. Lists are in drawing order, bottom up. */
export interface Scene {
  readonly groups: readonly (Band & { readonly odd: boolean })[]
  readonly grid: readonly { readonly x: number; readonly strong: boolean }[]
  /** Full-height gaps and the lanes of the computers whose evidence they interrupt. */
  readonly gaps: readonly { readonly x0: number; readonly x1: number }[]
  readonly laneGaps: readonly Box[]
  /** Before the first and after the last record: nothing is known. `edge` is the side that gets the ink line. */
  readonly outside: readonly (Box & { readonly edge: 'left' | 'right' })[]
  /** Lanes of computers whose logs are still being read, from the last record read. */
  readonly unread: readonly Box[]
  readonly boots: readonly number[]
  readonly laneBoots: readonly (Band & { readonly x: number })[]
  readonly selectedLane: Band | null
  /** Failed logons: a tick each (kind 0), and base lines of bursts (kind 1). */
  readonly failures: SpanList
  /** Bars by BAR_KIND. */
  readonly bars: SpanList
  /** States inside bars; kind is an index into SESSION_STATES. */
  readonly states: SpanList
  /** Best to latest end, dashed. */
  readonly doubts: SpanList
  /** Earliest to best (kind 0, ink of the bar) and best to latest (kind 1, marker colour). */
  readonly whiskers: SpanList
}

/** Size of the surface: CSS pixels and device pixels per CSS pixel. */
export interface SceneSize {
  readonly width: number
  readonly height: number
  readonly scale: number
}
