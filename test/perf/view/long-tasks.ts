/** How soon a large log has its first sessions on screen, and how long the page is busy at a time while it loads. */
import { type MeasuredWindow, settled } from './measured-window'
import { MARK, marksOf, onThreadOf, traced } from './trace'

const READ_WITHIN_MS = 240_000

declare global {
  interface Window {
    /** When reading began, when the first row was there, tasks over 50 ms. */
    watched?: { openedAt: number; firstRowAt: number | null; tasks: number[] }
  }
}

export interface LoadTimes {
  readonly firstRowMs: number
  readonly allMs: number
  /** Tasks over 50 ms by the clock, longest first: time in which other processes have the processor is in them. */
  readonly tasks: readonly number[]
  /** The longest task in CPU time, ms. */
  readonly longestCpuMs: number
}

/** As the trace calls a turn of the page's event loop. */
const TASK = 'RunTask'
const TASK_CATEGORIES = ['devtools.timeline', 'disabled-by-default-devtools.timeline']

/** Opens the log by the start page's button. */
export async function loadTimes(opened: MeasuredWindow, log: string): Promise<LoadTimes> {
  const { app, page } = opened
  await app.evaluate(({ dialog }, chosen) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [chosen] })
  }, log)
  const button = page.getByRole('button', { name: 'Open files' }).first()
  await button.waitFor()
  const trace = await traced(page, TASK_CATEGORIES, async () => {
    await page.evaluate(watch, MARK)
    await button.click()
    await settled(opened, READ_WITHIN_MS)
  })
  const [mark] = marksOf(trace)
  const turns = mark === undefined ? [] : onThreadOf(mark, trace).filter(({ name }) => name === TASK)
  const { now, openedAt, firstRowAt, tasks } = await page.evaluate(() => {
    return { now: performance.now(), ...window.watched! }
  })
  return {
    firstRowMs: (firstRowAt ?? Number.NaN) - openedAt,
    allMs: now - openedAt,
    tasks: tasks.toSorted((a, b) => b - a),
    longestCpuMs: turns.reduce((longest, { tdur = 0 }) => Math.max(longest, tdur / 1000), 0),
  }
}

/** In the page. */
function watch(mark: string): void {
  console.timeStamp(mark)
  const watched: NonNullable<Window['watched']> = { openedAt: 0, firstRowAt: null, tasks: [] }
  window.watched = watched
  document.addEventListener('click', () => (watched.openedAt = performance.now()), {
    capture: true,
    once: true,
  })
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) watched.tasks.push(duration)
  }).observe({ type: 'longtask', buffered: false })
  const look = (): void => {
    if (document.querySelector('.ag-row:not(.ag-row-loading) [col-id="start"]'))
      watched.firstRowAt = performance.now()
    else requestAnimationFrame(look)
  }
  requestAnimationFrame(look)
}
