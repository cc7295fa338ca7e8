/** A stretch of time, milliseconds since 1970. */
export interface TimeWindow {
  readonly fromMs: number
  readonly toMs: number
}

/** Narrowest window: at one second a label, about twenty labels. */
export const LEAST_SPAN_MS = 5000
/** Air on both sides of the evidence when everything is shown, as a share of its length. */
const MARGIN = 0.02
/** One step of + and - or of one wheel notch. */
export const ZOOM_STEP = 1.5

export function spanOf(window: TimeWindow): number {
  return window.toMs - window.fromMs
}

/** From the earlier beginning to the later end of two windows. */
export function spanning(one: TimeWindow, other: TimeWindow): TimeWindow {
  return { fromMs: Math.min(one.fromMs, other.fromMs), toMs: Math.max(one.toMs, other.toMs) }
}

/** Pixel of a time in a strip `width` px wide that shows `window`. */
export function pixelOf(window: TimeWindow, width: number, timeMs: number): number {
  return ((timeMs - window.fromMs) / spanOf(window)) * width
}

/** Time under a pixel. */
export function timeAt(window: TimeWindow, width: number, x: number): number {
  return window.fromMs + (x / width) * spanOf(window)
}

/** The widest window: all evidence and a little air, so that both ends of the evidence are seen as ends. */
export function fitWindow(extent: TimeWindow): TimeWindow {
  const air = Math.max(spanOf(extent) * MARGIN, LEAST_SPAN_MS / 2)
  return { fromMs: extent.fromMs - air, toMs: extent.toMs + air }
}

/** Keeps a window within the widest one and no narrower than LEAST_SPAN_MS, moving it rather than squeezing it. */
export function clampWindow(window: TimeWindow, extent: TimeWindow): TimeWindow {
  const widest = fitWindow(extent)
  const span = Math.min(Math.max(spanOf(window), LEAST_SPAN_MS), spanOf(widest))
  const centre = (window.fromMs + window.toMs) / 2
  const wanted = spanOf(window) === span ? window.fromMs : centre - span / 2
  const fromMs = Math.min(Math.max(wanted, widest.fromMs), widest.toMs - span)
  return { fromMs, toMs: fromMs + span }
}

/** Zooms by `factor` (over 1: closer) and keeps the time at `anchorMs` where it is. */
export function zoomWindow(
  window: TimeWindow,
  extent: TimeWindow,
  factor: number,
  anchorMs: number,
): TimeWindow {
  const least = LEAST_SPAN_MS / spanOf(window)
  const most = spanOf(fitWindow(extent)) / spanOf(window)
  const share = Math.min(Math.max(1 / factor, least), Math.max(most, least))
  return clampWindow(
    {
      fromMs: anchorMs - (anchorMs - window.fromMs) * share,
      toMs: anchorMs + (window.toMs - anchorMs) * share,
    },
    extent,
  )
}

/** Moves a window by a share of its own length. */
export function panWindow(window: TimeWindow, extent: TimeWindow, share: number): TimeWindow {
  const by = spanOf(window) * share
  return clampWindow({ fromMs: window.fromMs + by, toMs: window.toMs + by }, extent)
}

/** A window that shows `target` with air around it, for double click and "fit selection". */
export function windowAround(target: TimeWindow, extent: TimeWindow): TimeWindow {
  const air = Math.max(spanOf(target) * 0.08, LEAST_SPAN_MS / 4)
  return clampWindow({ fromMs: target.fromMs - air, toMs: target.toMs + air }, extent)
}

/** The same window, or the nearest one, that has `timeMs` inside and clear of the edges. */
export function windowShowing(window: TimeWindow, extent: TimeWindow, timeMs: number): TimeWindow {
  const air = spanOf(window) * 0.08
  if (timeMs < window.fromMs + air)
    return panWindow(window, extent, (timeMs - air - window.fromMs) / spanOf(window))
  if (timeMs > window.toMs - air)
    return panWindow(window, extent, (timeMs + air - window.toMs) / spanOf(window))
  return window
}
