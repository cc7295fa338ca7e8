/**
 * A large log in the viewer: how soon its first sessions are on screen, and how long the page is busy at a time. Runs where SOJOURN_LARGE is set:
 * to `1g` for 1 GB, to anything else for 300 MB.
 */
import { execFileSync } from 'node:child_process'
import path from 'node:path'
import { CaseView } from './case-view'
import { expect, ROOT, test } from './launch'

const LARGE = process.env['SOJOURN_LARGE'] ?? ''
const MEGABYTES = LARGE === '1g' ? 1000 : 300
const READ_WITHIN_MS = 240_000

declare global {
  interface Window {
    /** Set by this test: when reading began, when the first row was there, tasks over 50 ms. */
    watched?: { openedAt: number; firstRowAt: number | null; tasks: { at: number; took: number }[] }
  }
}

test('a large log shows its first sessions at once and leaves the page free', async ({ openViewer }) => {
  test.skip(LARGE === '', 'SOJOURN_LARGE is not set: no log of hundreds of megabytes is made and read')
  test.setTimeout(READ_WITHIN_MS + 60_000)
  const log = largeLog()
  const { app, page } = await openViewer()
  const view = new CaseView(page)
  await app.evaluate(({ dialog }, chosen) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [chosen] })
  }, log)
  const button = page.getByRole('button', { name: 'Open files' }).first()
  await expect(button).toBeVisible()
  await page.evaluate(() => {
    const watched: NonNullable<Window['watched']> = { openedAt: 0, firstRowAt: null, tasks: [] }
    window.watched = watched
    document.addEventListener('click', () => (watched.openedAt = performance.now()), {
      capture: true,
      once: true,
    })
    new PerformanceObserver((list) => {
      for (const { startTime, duration } of list.getEntries())
        watched.tasks.push({ at: startTime, took: duration })
    }).observe({ type: 'longtask', buffered: false })
    const look = (): void => {
      if (document.querySelector('.ag-row:not(.ag-row-loading) [col-id="start"]'))
        watched.firstRowAt = performance.now()
      else requestAnimationFrame(look)
    }
    requestAnimationFrame(look)
  })
  await button.click()
  // Not by expect: its looks at the page are long tasks of their own.
  const settled = (): boolean => document.documentElement.dataset['settled'] === 'true'
  await page.waitForFunction(settled, null, { polling: 100, timeout: READ_WITHIN_MS })
  const { openedAt, firstRowAt, tasks } = (await page.evaluate(() => window.watched))!
  const readMs = await page.evaluate(() => performance.now())
  const longest = tasks.toSorted((a, b) => b.took - a.took).slice(0, 5)
  const counts = await view.counts()
  console.log(
    [
      `${MEGABYTES} MB: first sessions on screen ${ms((firstRowAt ?? Number.NaN) - openedAt)} after opening`,
      `everything read and drawn ${ms(readMs - openedAt)} after opening: ${counts?.events} events, ${counts?.total} sessions`,
      `page tasks over 50 ms: ${tasks.length}; longest ${longest.map(({ at, took }) => `${ms(took)} at ${ms(at - openedAt)}`).join(', ')}`,
    ].join('\n'),
  )
  expect(firstRowAt).not.toBeNull()
  expect(counts?.events).toBeGreaterThan(100_000)
})

/** Made of real chunks by the program that `npm run perf` runs, and kept for the next time. */
function largeLog(): string {
  const args = [path.join(ROOT, 'out/tools/perf.js'), '--make', '--size', String(MEGABYTES)]
  return execFileSync(process.execPath, args, { encoding: 'utf8' }).trim()
}

function ms(value: number): string {
  return `${Math.round(value)} ms`
}
