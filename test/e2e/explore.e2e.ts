/** What an analyst does first: narrow, look, read the record behind it. */
import { CaseView } from './case-view'
import { SAMPLE, expect, test } from './launch'

/** A time zone that differs from UTC in every month. */
const ELSEWHERE = 'Asia/Kolkata'
/** In the middle of the guesses at ext-rvdberg's password. */
const GUESSING = '2024-03-12T14:30:00Z'

test('typing an account narrows timeline, grid and counts together', async ({ openViewer }) => {
  const { page } = await openViewer([SAMPLE])
  const view = new CaseView(page)
  const before = await view.settledCounts()
  const drawnBefore = await view.drawn()
  const account = (await view.column('account')).find((name) => name.length > 4) ?? ''
  await view.search.pressSequentially(account, { delay: 20 })
  await expect.poll(async () => (await view.counts())?.matched).toBeLessThan(before.matched)
  await expect.poll(async () => (await view.drawn()).lanes).toBeLessThan(drawnBefore.lanes)
  const after = await view.settledCounts()
  expect(after.matched).toBeGreaterThan(0)
  expect(after.total).toBe(before.total)
  await expect
    .poll(async () => (await view.column('account')).every((name) => name.includes(account)))
    .toBe(true)
  await view.picture('filtered')
  await view.search.fill('no such account anywhere')
  await expect(page.getByText('No session matches these filters')).toBeVisible()
  await view.picture('no-match')
  await view.search.fill('')
  await expect.poll(async () => (await view.counts())?.matched).toBe(before.matched)
})

test('a bar under the pointer selects its session, with its records and their XML', async ({
  openViewer,
}) => {
  const { page } = await openViewer([SAMPLE])
  const view = new CaseView(page)
  await view.settledCounts()
  await view.timeline.focus()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('.')
  const box = await cursorBox(view)
  const plot = await page.locator('[data-plot]').boundingBox()
  if (plot === null) throw new Error('the lanes are not on screen')
  await page.mouse.click(plot.x + box.x + box.width / 2, plot.y + box.y + box.height / 2)
  await expect(view.details.getByText(/^4624|4624/).first()).toBeVisible()
  await expect(view.grid.locator('.ag-row-selected')).toHaveCount(1)
  const account = await view.grid.locator('.ag-row-selected [col-id="account"]').innerText()
  await expect(view.details).toContainText(account)
  await view.details.getByRole('button', { name: /4624/ }).first().click()
  const record = page.getByRole('document', { name: 'Record text' })
  await expect(record).toContainText('<EventID>4624</EventID>')
  await expect(record).toContainText('http://schemas.microsoft.com/win/2004/08/events/event')
  await view.picture('details')
})

test('a row selects the same session in the timeline', async ({ openViewer }) => {
  const { page } = await openViewer([SAMPLE])
  const view = new CaseView(page)
  await view.settledCounts()
  await view.rows().nth(2).locator('[col-id="account"]').click()
  await expect(view.details).toContainText(await view.rows().nth(2).locator('[col-id="account"]').innerText())
  await view.picture('row-selected')
})

test('a row that was found by a filter is in view and selected when the filter is gone', async ({
  openViewer,
}) => {
  const { page } = await openViewer([SAMPLE])
  const view = new CaseView(page)
  const { total } = await view.settledCounts()
  await view.search.fill('okafor')
  await expect.poll(async () => (await view.counts())?.matched).toBeLessThan(total / 4)
  await view.settled()
  const row = view.rows().filter({ hasText: 'Crash' }).first()
  const start = await row.locator('[col-id="start"]').innerText()
  await row.locator('[col-id="account"]').click()
  await view.search.fill('')
  const selected = view.grid.locator('.ag-row-selected')
  await expect(selected).toHaveCount(1)
  await expect(selected.locator('[col-id="start"]')).toHaveText(start)
  await expect(selected).toBeInViewport()
  await view.picture('selection-kept')
})

test('a lane of nothing but failed logons has the name that was tried', async ({ openViewer }) => {
  const { page } = await openViewer([SAMPLE])
  const view = new CaseView(page)
  await view.settledCounts()
  await view.search.fill('end:crash')
  await view.settled()
  const names = page.locator('.timeline-group-name')
  await expect(names.filter({ hasText: 'ext-rvdberg' })).toHaveAttribute('title', /failed logons/)
  await view.picture('failures-only')

  // A press on them lists their records.
  const plot = await page.locator('.timeline-plot').boundingBox()
  const name = await names.filter({ hasText: 'ext-rvdberg' }).boundingBox()
  const [fromMs = 0, toMs = 0] = ((await view.timeline.getAttribute('data-window')) ?? '')
    .split(',')
    .map(Number)
  const share = (Date.parse(GUESSING) - fromMs) / (toMs - fromMs)
  await page.mouse.click(plot!.x + share * plot!.width, name!.y + name!.height / 2)
  const matched = page.locator('[data-events-matched]').first()
  await expect(matched).toHaveAttribute('data-events-matched', '212')
  await expect(page.locator('.event-chip').filter({ hasText: 'failed logons' })).toBeVisible()
})

test('switching the zone changes every time and nothing else', async ({ openViewer }) => {
  const { page } = await openViewer([SAMPLE], { TZ: ELSEWHERE })
  const view = new CaseView(page)
  const before = await view.settledCounts()
  const utc = await view.column('start')
  await page.getByRole('radio', { name: 'Local' }).click()
  await expect.poll(async () => (await view.column('start'))[0]).not.toBe(utc[0])
  await expect(view.status).toContainText('+05:30')
  expect(await view.settledCounts()).toEqual(before)
  await page.getByRole('radio', { name: 'UTC' }).click()
  await expect.poll(() => view.column('start')).toEqual(utc)
})

test('lanes by computer', async ({ openViewer }) => {
  const { page } = await openViewer([SAMPLE])
  const view = new CaseView(page)
  const before = await view.settledCounts()
  await page.getByRole('radio', { name: 'Computer' }).click()
  await expect(page.locator('.timeline-names span').first()).toHaveText('Computer')
  expect(await view.settledCounts()).toEqual(before)
  await view.picture('by-computer')
})

async function cursorBox(view: CaseView): Promise<{ x: number; y: number; width: number; height: number }> {
  await expect(view.timeline).toHaveAttribute('data-cursor-box', /\d/)
  const [x = 0, y = 0, width = 0, height = 0] = ((await view.timeline.getAttribute('data-cursor-box')) ?? '')
    .split(',')
    .map(Number)
  return { x, y, width, height }
}
