/** The reading process: it can be stopped, and it may die, without the window going with it. */
import { sparseFile } from '../fixtures/bad-input'
import { CaseView } from './case-view'
import { type Viewer, SAMPLE, expect, test } from './launch'

/** Logs are read again, on a machine that may be busy. */
const PATIENT = { timeout: 60_000 }

test('cancelling an import keeps what was read', async ({ openViewer, scratch }) => {
  // Two gigabytes to hash take seconds; the sample before it is read at once.
  const { page } = await openViewer([SAMPLE, sparseFile(scratch)])
  const view = new CaseView(page)
  await expect.poll(async () => (await view.counts())?.total ?? 0).toBeGreaterThan(0)
  await view.picture('importing')
  await page.getByRole('button', { name: 'Cancel', exact: true }).click()
  // Reading the rest of it would take longer.
  await view.settled(5000)
  await expect(page.getByText('Cancelled', { exact: true })).toBeVisible()
  await expect(page.getByText(/Reading was stopped at \d+ %/).first()).toBeVisible()
  expect((await view.settledCounts()).events).toBeGreaterThan(1000)
  await view.picture('cancelled')
})

test('a reader that dies is started again with the same logs', async ({ openViewer }) => {
  test.slow()
  const viewer = await openViewer([SAMPLE])
  const view = new CaseView(viewer.page)
  const before = await view.settledCounts()
  const first = await readerPid(viewer)
  process.kill(first, 'SIGKILL')
  await expect(viewer.page.getByText(/stopped and was started again/)).toBeVisible()
  await expect.poll(() => readerPid(viewer).catch(() => first)).not.toBe(first)
  await expect.poll(async () => view.settledCounts().catch(() => null), PATIENT).toEqual(before)
  await view.picture('reader-restarted')
})

test('a log that the reader dies of again and again is set aside and named; all others are read', async ({
  openViewer,
  scratch,
}) => {
  test.slow()
  // It kills nothing by itself: whenever the reader is busy with it the test does.
  const log = sparseFile(scratch)
  const viewer = await openViewer([SAMPLE, log])
  const view = new CaseView(viewer.page)
  const row = viewer.page.getByRole('listitem').filter({ hasText: 'Sparse.evtx' })
  const dieOfIt = async (): Promise<void> => {
    await expect(row.getByText('Reading', { exact: true })).toBeVisible(PATIENT)
    process.kill(await readerPid(viewer), 'SIGKILL')
  }
  await dieOfIt()
  await expect(viewer.page.getByText(/stopped and was started again/)).toBeVisible(PATIENT)
  // What the page shows is the new reader's as soon as that has told its first state.
  await viewer.page.waitForTimeout(300)
  await dieOfIt()
  await expect(viewer.page.getByText(/Sparse\.evtx: the reader stopped twice on this log/)).toBeVisible(
    PATIENT,
  )
  await expect(row.getByText('Not read')).toBeVisible()
  await expect(row.getByText(/The log was set aside/)).toBeVisible()
  expect((await view.settledCounts()).events).toBeGreaterThan(1000)
  await expect(viewer.page.getByText('Not read')).toHaveCount(1)
  await view.picture('set-aside')
})

test('a reader that keeps dying stays down until it is asked for', async ({ openViewer }) => {
  test.slow()
  const viewer = await openViewer([SAMPLE])
  const view = new CaseView(viewer.page)
  const before = await view.settledCounts()
  let last = 0
  for (let deaths = 0; deaths < 4; deaths++) {
    await expect.poll(() => readerPid(viewer).catch(() => last)).not.toBe(last)
    // While nothing is read: no log is to blame.
    await expect.poll(async () => view.settledCounts().catch(() => null), PATIENT).toEqual(before)
    last = await readerPid(viewer)
    process.kill(last, 'SIGKILL')
  }
  await expect(viewer.page.getByText(/The reader stopped 4 times within a minute/)).toBeVisible()
  await view.showEvidence()
  await view.picture('reader-down')
  await viewer.page.getByRole('button', { name: 'Start the reader again' }).click()
  await expect.poll(async () => view.settledCounts().catch(() => null), PATIENT).toEqual(before)
})

async function readerPid({ app }: Viewer): Promise<number> {
  const pid = await app.evaluate(
    ({ app: electron }) => electron.getAppMetrics().find((metric) => metric.name === 'Sojourn engine')?.pid,
  )
  if (pid === undefined) throw new Error('there is no reader')
  return pid
}
