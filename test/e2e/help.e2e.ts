/** Offline help: by F1, by menu words, of the record in focus, and found by its search. */
import { CaseView } from './case-view'
import { SAMPLE, expect, test } from './launch'
import { pictures } from './pictures'

test('guide and search', async ({ openViewer }) => {
  const viewer = await openViewer()
  const { page } = viewer
  await page.keyboard.press('F1')
  const help = page.getByRole('dialog', { name: 'Help' })
  const article = help.getByRole('article', { name: 'Page' })
  await expect(article).toContainText('First steps')
  await expect(help.getByRole('searchbox')).toBeFocused()
  await pictures(viewer, 'help-guide')
  await help.getByRole('searchbox').fill('ip: range')
  await page.keyboard.press('Enter')
  await expect(article).toContainText('ip:10.0.0.0/8')
  await pictures(viewer, 'help-search')
  await page.keyboard.press('Escape')
  await help.getByRole('button', { name: 'Views' }).click()
  await expect(article.getByRole('heading', { level: 2 })).toHaveText('Views')
  await help.getByRole('button', { name: 'Event reference' }).click()
  await article.getByRole('button', { name: '4647 User initiated logoff' }).click()
  await expect(article).toContainText('TargetLogonId')
  await page.keyboard.press('Escape')
  await expect(help).toHaveCount(0)
  expect(
    await page.evaluate(() =>
      performance.getEntriesByType('resource').every(({ name }) => name.startsWith('app://sojourn/')),
    ),
  ).toBe(true)
})

test('F1 opens the event of the record in focus', async ({ openViewer }) => {
  const viewer = await openViewer([SAMPLE])
  const { page } = viewer
  const view = new CaseView(page)
  await view.settledCounts()
  await view.rows().first().locator('[col-id="account"]').click()
  const help = page.getByRole('dialog', { name: 'Help' })
  const title = help.getByRole('article').getByRole('heading', { level: 2 })
  const row = view.details.locator('[data-event="4624"]').first()
  await row.click()
  await page.keyboard.press('F1')
  await expect(title).toHaveText('4624 Logon succeeded')
  await page.keyboard.press('Escape')
  await expect(row).toBeFocused()
  await page.keyboard.press('F1')
  await pictures(viewer, 'help-event')
  await page.keyboard.press('Escape')
  await page.keyboard.press('Control+3')
  const event = page.locator('[data-pane="events"] .ag-row').nth(2)
  await event.locator('[col-id="eventId"]').click()
  const number = await event.locator('[col-id="eventId"]').innerText()
  await page.keyboard.press('F1')
  await expect(title).toHaveText(new RegExp(`^${number} `))
  await help.getByRole('button', { name: 'Show its records' }).click()
  await expect(page.locator('[data-pane="events"] .ag-row [col-id="eventId"]').first()).toHaveText(number)
  await page.keyboard.press('Control+k')
  await page.getByRole('combobox', { name: 'Commands and places' }).fill('#4634')
  await expect(page.locator('[role="option"][data-event="4634"]')).toBeVisible()
  await page.keyboard.press('F1')
  await expect(title).toHaveText(/^4634 /)
  await help.getByRole('button', { name: 'All keys' }).click()
  await page.getByRole('button', { name: 'Open the help' }).click()
  await expect(title).toBeVisible()
})
