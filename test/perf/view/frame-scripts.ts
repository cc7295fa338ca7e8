/** What script costs a frame while the timeline is zoomed and panned: from a trace, in CPU time of the page's main thread. */
import type { Page } from '@playwright/test'
import { MARK, marksOf, onThreadOf, traced, type TraceEvent } from './trace'

const FRAMES = 160
/** Kinds of script in a trace; of those within each other only the outermost counts. */
const SCRIPTS = new Set([
  'FunctionCall',
  'EvaluateScript',
  'FireAnimationFrame',
  'TimerFire',
  'RunMicrotasks',
  'EventDispatch',
])

export interface FrameScripts {
  readonly lanes: number
  /** Script of each frame, ms. */
  readonly took: readonly number[]
}

/** The lanes are in view, the pointer is over them. */
export async function frameScripts(page: Page): Promise<FrameScripts> {
  const lanes = await page.locator('.timeline-lane-name').count()
  const trace = await traced(page, ['devtools.timeline'], () =>
    page.evaluate(zoomAndPan, { frames: FRAMES, mark: MARK }),
  )
  return { lanes, took: perFrame(trace) }
}

/** In the page: one turn of the wheel a frame, closer, to both sides, and further again: at the whole extent there would be nothing to pan. */
function zoomAndPan({ frames, mark }: { frames: number; mark: string }): Promise<void> {
  const body = document.querySelector('.timeline-body')!
  const { left, right, top } = document.querySelector('.timeline-plot')!.getBoundingClientRect()
  return new Promise((resolve) => {
    let frame = 0
    const turn = (): void => {
      console.timeStamp(mark)
      if (frame === frames) return resolve()
      const phase = frame % 80
      const zooms = phase < 25 || phase >= 55
      const there = phase < (zooms ? 25 : 40)
      const place = { clientX: (left + right) / 2, clientY: top + 20, bubbles: true, cancelable: true }
      body.dispatchEvent(
        new WheelEvent('wheel', { ...place, deltaY: there ? -53 : 53, ctrlKey: zooms, shiftKey: !zooms }),
      )
      frame++
      requestAnimationFrame(turn)
    }
    requestAnimationFrame(turn)
  })
}

function perFrame(events: readonly TraceEvent[]): number[] {
  const marks = marksOf(events)
  const [first] = marks
  if (first === undefined) return []
  const starts = marks.map(({ ts }) => ts)
  const took = Array.from({ length: starts.length - 1 }, () => 0)
  const scripts = onThreadOf(first, events)
    .filter(({ name }) => SCRIPTS.has(name))
    .sort((a, b) => a.ts - b.ts || (b.dur ?? 0) - (a.dur ?? 0))
  let until = 0
  let frame = 0
  for (const { ts, dur = 0, tdur = dur } of scripts) {
    if (ts < until) continue
    until = ts + dur
    // A script that holds a mark began before it and belongs to the frame that the mark begins.
    while (frame < starts.length && starts[frame]! < until) frame++
    if (frame > 0 && frame <= took.length) took[frame - 1]! += tdur / 1000
  }
  return took
}
