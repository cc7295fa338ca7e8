/** Chips, text, saved views and undo: one filter in several forms. */
import { CaseView } from './case-view'
import { expect, SAMPLE, test } from './launch'

test('chips edit the text and the reverse; views are kept; undo goes back; a value excludes itself', async ({
  openViewer,
}) => {
  const { page } = await openViewer([SAMPLE])
  const view = new CaseView(page)
  await view.settled()
  const matched = async () => (await view.counts())!.matched
  const all = await matched()
  const bar = page.getByRole('toolbar', { name: 'Filters' })

  await view.search.fill('account:ext-rvdberg dur:>1h')
  const chip = bar.getByRole('button', { name: /^Account ext-rvdberg/ })
  await expect(chip).toBeVisible()
  await view.search.press('Escape')
  await view.picture('filter-chips')
  await chip.press('Delete')
  await expect(view.search).toHaveValue('dur:>1h')

  await bar.getByRole('button', { name: 'More' }).click()
  const more = page.getByRole('dialog', { name: 'More filters' })
  await more.getByRole('radio', { name: 'Confidence' }).click()
  await more.getByRole('checkbox').first().check()
  await expect(view.search).toHaveValue(/^dur:>1h conf:/)
  await view.picture('filter-more')
  await page.keyboard.press('Escape')

  await bar.getByRole('button', { name: 'Saved views' }).click()
  const views = page.getByRole('dialog', { name: 'Saved views' })
  await views.getByRole('textbox', { name: 'Name of the view' }).fill('Long stays')
  await page.keyboard.press('Enter')
  await expect(views.getByRole('button', { name: /^Long stays/ })).toBeVisible()
  await view.picture('filter-views')
  await views.getByRole('button', { name: 'Rename Long stays' }).click()
  await page.keyboard.type(' 2')
  await page.keyboard.press('Enter')
  await expect(views.getByRole('button', { name: /^Long stays 2/ })).toBeVisible()
  await page.keyboard.press('Escape')

  await bar.getByRole('button', { name: 'Clear', exact: true }).click()
  await expect.poll(matched).toBe(all)
  await view.timeline.focus()
  await page.keyboard.press('Control+z')
  await expect(view.search).toHaveValue(/^dur:>1h conf:/)
  await page.keyboard.press('Control+Shift+z')
  await expect(view.search).toHaveValue('')
  await bar.getByRole('button', { name: 'Saved views' }).click()
  await views.getByRole('button', { name: /^Long stays 2/ }).click()
  await expect(view.search).toHaveValue(/^dur:>1h conf:/)
  await bar.getByRole('button', { name: 'Saved views' }).click()
  await views.getByRole('button', { name: 'Delete Long stays 2' }).click()
  await expect(views.getByRole('button', { name: /^Long stays/ })).toHaveCount(0)
  await page.keyboard.press('Escape')

  await view.search.fill('')
  await expect.poll(matched).toBe(all)
  const cell = view.rows().first().locator('[col-id="source"]')
  await cell.click({ button: 'right' })
  await page.getByRole('menuitem', { name: 'Exclude' }).click()
  await expect(view.search).toHaveValue(/^-source:/)
  await expect.poll(matched).toBeLessThan(all)

  await view.search.fill('account:ext-rvdberg end:crash')
  await expect(page.getByRole('button', { name: /Without End reason Crash/ })).toBeVisible()
  await view.search.press('Escape')
  await view.picture('filter-nothing')
  await page.emulateMedia({ colorScheme: 'dark' })
  await view.picture('filter-nothing-dark')
  await page.getByRole('button', { name: /Without End reason Crash/ }).click()
  await expect(view.search).toHaveValue('account:ext-rvdberg')
})
