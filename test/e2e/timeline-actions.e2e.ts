/** What is done in the timeline by pointer and by keys alike: several picked, a bar's menu, pinned lanes, ends as filters, the chain alone. */
import type { Page } from '@playwright/test'
import { CaseView } from './case-view'
import { SAMPLE, expect, test } from './launch'

/** Middle of the bar under the virtual cursor, in the window. */
async function barPlace(view: CaseView): Promise<{ x: number; y: number }> {
  await expect.poll(async () => view.timeline.getAttribute('data-cursor-box')).not.toBe('')
  const [x = 0, y = 0, width = 0, height = 0] = ((await view.timeline.getAttribute('data-cursor-box')) ?? '')
    .split(',')
    .map(Number)
  const plot = await view.timeline.locator('[data-plot]').boundingBox()
  return { x: (plot?.x ?? 0) + x + Math.min(width / 2, 20), y: (plot?.y ?? 0) + y + height / 2 }
}

/** Presses a key of the timeline and waits for the cursor to stand on another session. */
async function step(view: CaseView, page: Page, key: string): Promise<void> {
  const before = await view.timeline.getAttribute('data-cursor')
  await page.keyboard.press(key)
  await expect.poll(async () => view.timeline.getAttribute('data-cursor')).not.toBe(before)
}

test('several sessions are picked in the timeline, and a bar has a menu', async ({ openViewer }) => {
  const { page } = await openViewer([SAMPLE])
  const view = new CaseView(page)
  await view.settledCounts()
  await view.search.fill('account:j.hollis type:2')
  await expect.poll(async () => (await view.drawn()).lanes).toBe(1)
  const picked = async (): Promise<number> => Number(await view.timeline.getAttribute('data-picked'))
  await view.timeline.focus()
  await step(view, page, 'ArrowDown')
  const first = await barPlace(view)
  await page.mouse.click(first.x, first.y)
  await expect(view.details.getByRole('heading', { level: 2 })).toBeVisible()
  expect(await picked()).toBe(0)
  await step(view, page, '.')
  await step(view, page, '.')
  const third = await barPlace(view)
  await page.mouse.click(first.x, first.y)
  await page.keyboard.down('Shift')
  await page.mouse.click(third.x, third.y)
  await page.keyboard.up('Shift')
  await expect.poll(picked).toBe(3)
  await expect(page.getByText('3 selected')).toBeVisible()
  await page.keyboard.down('Control')
  await page.mouse.click(first.x, first.y)
  await page.keyboard.up('Control')
  await expect(page.getByText('2 selected')).toBeVisible()
  await view.picture('timeline-picked')
  // The same without a pointer: the next session is taken out, and in again.
  await view.timeline.focus()
  await step(view, page, '.')
  await page.keyboard.press('Control+ ')
  await expect(page.getByText('1 selected')).toBeVisible()
  await page.keyboard.press('Control+ ')
  await expect(page.getByText('2 selected')).toBeVisible()

  await page.mouse.click(third.x, third.y, { button: 'right' })
  const menu = page.getByRole('menu')
  await expect(menu.getByRole('menuitem', { name: /^Include logon type 2/ })).toBeVisible()
  await expect(menu.getByRole('menuitem', { name: /^Tag/ })).toBeVisible()
  await view.picture('timeline-bar-menu')
  await menu.getByRole('menuitem', { name: 'After its end' }).click()
  await expect(view.search).toHaveValue(/time:/)
})

test('lanes are ordered and pinned, ends of the legend filter, the chain stands alone', async ({
  openViewer,
}) => {
  const { page } = await openViewer([SAMPLE])
  const view = new CaseView(page)
  await view.settledCounts()
  const names = page.locator('.timeline-group-name b')
  const before = await names.first().innerText()
  await page.getByRole('button', { name: /^Order of lanes/ }).click()
  await page.getByRole('radio', { name: 'Most sessions' }).click()
  await page.keyboard.press('Escape')
  await expect(names.first()).not.toHaveText(before)
  const most = await names.first().innerText()
  await names.filter({ hasText: before }).first().click({ button: 'right' })
  await page.getByRole('menuitem', { name: 'Pin to the top' }).click()
  await expect(names.first()).toHaveText(before)
  // A filter that drops neither moves neither.
  await page.getByRole('button', { name: 'User logoff', exact: true }).click()
  await expect(view.search).toHaveValue('end:user-logoff')
  await view.settled()
  await expect(names.first()).toHaveText(before)
  await view.picture('timeline-pinned')
  await page.getByRole('button', { name: 'User logoff', exact: true }).click()
  await expect(view.search).toHaveValue('')
  await view.settled()
  await view.timeline.focus()
  await step(view, page, 'ArrowDown')
  await page.keyboard.press('p')
  await expect(names.first()).toHaveText(most)

  await view.search.fill('account:ext-rvdberg type:10')
  await view.settled()
  await view.rows().first().locator('[col-id="account"]').click()
  await view.search.fill('')
  await view.settled()
  await page.keyboard.press('Escape')
  await view.timeline.focus()
  await page.keyboard.press('f')
  await page.keyboard.press('c')
  await expect.poll(async () => Number(await view.timeline.getAttribute('data-kept'))).toBeGreaterThan(0)
  await view.picture('timeline-chain-only')
  await page.keyboard.press('c')
  await expect(view.timeline).toHaveAttribute('data-kept', '')
})

test('nothing that is cut off the legends takes the focus, and one button has every mark', async ({
  openViewer,
}) => {
  const { app, page } = await openViewer([SAMPLE])
  const view = new CaseView(page)
  await view.settledCounts()
  for (const width of [1440, 1024]) {
    await app.evaluate(
      ({ BrowserWindow }, wide) => BrowserWindow.getAllWindows()[0]?.setContentSize(wide, 700),
      width,
    )
    await expect.poll(() => page.evaluate(() => window.innerWidth)).toBe(width)
    // Hidden once the new width is drawn.
    await expect
      .poll(() =>
        page.evaluate(() =>
          [
            ...document.querySelectorAll<HTMLElement>(
              '.timeline-legend-items > button, .timeline-types > button',
            ),
          ]
            .filter((button) => {
              const line = button.parentElement?.getBoundingClientRect()
              const cut = button.getBoundingClientRect().bottom > (line?.bottom ?? 0) + 1
              button.focus()
              return cut && document.activeElement === button
            })
            .map(({ textContent }) => textContent),
        ),
      )
      .toEqual([])
  }
  await page.getByRole('button', { name: 'All marks' }).click()
  const all = page.getByRole('dialog', { name: 'All marks' })
  for (const word of ['Replaced', 'Closed', 'Screen saver', 'Asleep', 'Evidence incomplete', 'Failed logon'])
    await expect(all.getByText(word, { exact: true })).toBeVisible()
  await view.picture('all-marks')
  await all.getByRole('button', { name: 'Closed' }).click()
  await expect(view.search).toHaveValue(/end:/)
  await page.keyboard.press('Escape')
  await expect(page.getByRole('button', { name: 'All marks' })).toBeFocused()
})

test('a tooltip stays while it is pointed at, and Escape closes it', async ({ openViewer }) => {
  const { page } = await openViewer([SAMPLE])
  const view = new CaseView(page)
  await view.settledCounts()
  await view.search.fill('account:j.hollis type:2')
  await expect.poll(async () => (await view.drawn()).lanes).toBe(1)
  await view.timeline.focus()
  await step(view, page, 'ArrowDown')
  const bar = await barPlace(view)
  const tip = page.getByRole('tooltip')
  await page.mouse.move(bar.x, bar.y)
  await expect(tip).toBeVisible()
  const text = await tip.innerText()
  const box = await tip.boundingBox()
  if (box === null) throw new Error('the tooltip has no place')
  await page.mouse.move(box.x + 20, box.y + box.height / 2, { steps: 5 })
  // Longer than any delay.
  await page.waitForTimeout(800)
  await expect(tip).toHaveText(text, { useInnerText: true })
  await view.picture('timeline-tooltip')
  await page.mouse.move(box.x + box.width + 300, box.y + box.height + 100)
  await expect(tip).toHaveCount(0)
  await page.mouse.move(bar.x, bar.y)
  await expect(tip).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(tip).toHaveCount(0)
  await page.waitForTimeout(500)
  await expect(tip).toHaveCount(0)
})

test('the time in view becomes the filter by a button and by a key, and goes again', async ({
  openViewer,
}) => {
  const { page } = await openViewer([SAMPLE])
  const view = new CaseView(page)
  const { matched: all } = await view.settledCounts()
  const keep = page.getByRole('button', { name: 'Keep only the time in view' })
  await expect(keep).toBeDisabled()
  await view.timeline.focus()
  for (let i = 0; i < 4; i++) await page.keyboard.press('+')
  const shown = await view.timeline.getAttribute('data-window')
  expect((await view.settledCounts()).matched).toBe(all)
  await keep.click()
  await expect(keep).toHaveAttribute('aria-pressed', 'true')
  await expect(view.search).toHaveValue(/^time:/)
  await expect.poll(async () => (await view.counts())?.matched).toBeLessThan(all)
  await view.settled()
  await view.picture('timeline-time-kept')
  /** Filters are whole seconds; nothing else moved. */
  const isWhere = async (window: string | null): Promise<boolean> => {
    const now = ((await view.timeline.getAttribute('data-window')) ?? '').split(',').map(Number)
    return now.every((ms, i) => Math.abs(ms - Number(window?.split(',')[i])) <= 1000)
  }
  expect(await isWhere(shown)).toBe(true)
  await view.timeline.focus()
  await page.keyboard.press('k')
  await expect(view.search).toHaveValue('')
  await expect.poll(async () => (await view.counts())?.matched).toBe(all)
  expect(await isWhere(shown)).toBe(true)
})

test('letting go of the brush filters to what it lies on, dragging it does not; over everything it filters to no time', async ({
  openViewer,
}) => {
  const { page } = await openViewer([SAMPLE])
  const view = new CaseView(page)
  const { matched: all } = await view.settledCounts()
  const box = await page.locator('.timeline-overview-plot').boundingBox()
  if (box === null) throw new Error('no overview')
  const at = (share: number): readonly [number, number] => [box.x + box.width * share, box.y + box.height / 2]
  await page.mouse.move(...at(0.3))
  await page.mouse.down()
  await page.mouse.move(...at(0.45), { steps: 4 })
  await expect(view.timeline).not.toHaveAttribute('data-window', '')
  await expect(view.search).toHaveValue('')
  expect((await view.settledCounts()).matched).toBe(all)
  await page.mouse.up()
  await expect(view.search).toHaveValue(/^time:/)
  await expect.poll(async () => (await view.counts())?.matched).toBeLessThan(all)
  await page.mouse.dblclick(...at(0.8))
  await expect(view.search).toHaveValue('')
  await expect.poll(async () => (await view.counts())?.matched).toBe(all)
})

test('columns are chosen and stay chosen', async ({ openViewer }) => {
  const { page } = await openViewer([SAMPLE])
  const view = new CaseView(page)
  await view.settledCounts()
  await page.getByRole('button', { name: /^Columns/ }).click()
  await page.getByRole('checkbox', { name: 'Domain' }).click()
  await expect(view.grid.locator('.ag-header-cell[col-id="domain"]')).toHaveCount(0)
  await page.keyboard.press('Escape')
  await expect(page.getByRole('button', { name: /^Columns \d+\/\d+/ })).toBeVisible()
  await page.reload()
  await view.settledCounts()
  await expect(view.grid.locator('.ag-header-cell[col-id="computer"]')).toHaveCount(1)
  await expect(view.grid.locator('.ag-header-cell[col-id="domain"]')).toHaveCount(0)
})
