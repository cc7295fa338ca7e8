/** What script costs a frame while the timeline is zoomed and panned: from a trace, in CPU time of the page's main thread. */
import type { CDPSession, Page } from '@playwright/test'

const FRAMES = 160
const MARK = 'frame'
/** Kinds of script in a trace; of those within each other only the outermost counts. */
const SCRIPTS = new Set([
  'FunctionCall',
  'EvaluateScript',
  'FireAnimationFrame',
  'TimerFire',
  'RunMicrotasks',
  'EventDispatch',
])

interface TraceEvent {
  readonly name: string
  readonly ph: string
  readonly tid: number
  readonly pid: number
  /** Microseconds: begin and length, by the clock and on the processor. */
  readonly ts: number
  readonly dur?: number
  readonly tdur?: number
  readonly args?: { readonly data?: { readonly message?: string } }
}

export interface FrameScripts {
  readonly lanes: number
  /** Script of each frame, ms. */
  readonly took: readonly number[]
}

/** The lanes are in view, the pointer is over them. */
export async function frameScripts(page: Page): Promise<FrameScripts> {
  const session = await page.context().newCDPSession(page)
  const lanes = await page.locator('.timeline-lane-name').count()
  const trace = await traced(session, () => page.evaluate(zoomAndPan, { frames: FRAMES, mark: MARK }))
  return { lanes, took: perFrame(trace) }
}

/** In the page: one turn of the wheel a frame, closer and further, then to both sides. */
function zoomAndPan({ frames, mark }: { frames: number; mark: string }): Promise<void> {
  const body = document.querySelector('.timeline-body')!
  const { left, right, top } = document.querySelector('.timeline-plot')!.getBoundingClientRect()
  return new Promise((resolve) => {
    let frame = 0
    const turn = (): void => {
      console.timeStamp(mark)
      if (frame === frames) return resolve()
      const zooms = frame % 80 < 50
      const there = Math.floor(frame / (zooms ? 25 : 15)) % 2 === 0
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

async function traced(session: CDPSession, work: () => Promise<void>): Promise<readonly TraceEvent[]> {
  const events: TraceEvent[] = []
  session.on('Tracing.dataCollected', ({ value }) => events.push(...(value as unknown as TraceEvent[])))
  await session.send('Tracing.start', {
    transferMode: 'ReportEvents',
    traceConfig: { includedCategories: ['devtools.timeline'] },
  })
  await work()
  const complete = new Promise((resolve) => session.once('Tracing.tracingComplete', resolve))
  await session.send('Tracing.end')
  await complete
  return events
}

function perFrame(events: readonly TraceEvent[]): number[] {
  const marks = events.filter(({ name, args }) => name === 'TimeStamp' && args?.data?.message === MARK)
  const [first] = marks
  if (first === undefined) return []
  const starts = marks.map(({ ts }) => ts).sort((a, b) => a - b)
  const took = Array.from({ length: starts.length - 1 }, () => 0)
  const scripts = events
    .filter(
      ({ name, ph, pid, tid }) => ph === 'X' && SCRIPTS.has(name) && pid === first.pid && tid === first.tid,
    )
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
