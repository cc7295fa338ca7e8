/** No serious fault that axe-core finds, on the start page and in the workspace, in both themes. */
import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { CaseView } from '../e2e/case-view'
import { SAMPLE, expect, test } from '../e2e/launch'

for (const theme of ['light', 'dark'] as const) {
  test(`start page, ${theme}`, async ({ openViewer }) => {
    const { page } = await openViewer()
    await inTheme(page, theme)
    await expect(page.getByRole('button', { name: 'Open files' }).first()).toBeVisible()
    expect(await seriousFaults(page)).toEqual([])
  })

  test(`workspace with a session and a record, ${theme}`, async ({ openViewer }) => {
    const { page } = await openViewer([SAMPLE])
    await inTheme(page, theme)
    const view = new CaseView(page)
    await view.settledCounts()
    await view.rows().first().locator('[col-id="account"]').click()
    await view.details.getByRole('button', { name: /4624/ }).first().click()
    await expect(page.getByRole('document', { name: 'Record text' })).toContainText('<Event')
    await view.picture(`workspace-${theme}-selected`)
    expect(await seriousFaults(page)).toEqual([])
  })
}

for (const theme of ['light', 'dark'] as const) {
  test(`tagging, noting, the case, ${theme}`, async ({ openViewer }) => {
    const { app, page } = await openViewer([SAMPLE])
    await inTheme(page, theme)
    const view = new CaseView(page)
    await view.settledCounts()
    await view.rows().first().locator('[col-id="account"]').click()
    for (const [key, name] of [
      ['t', 'Tag the session'],
      ['n', 'Note on the session'],
    ] as const) {
      await page.keyboard.press(key)
      const dialog = page.getByRole('dialog', { name })
      await expect(dialog).toContainText(' on ')
      expect(await seriousFaults(page)).toEqual([])
      await page.keyboard.press('Escape')
      await expect(dialog).toBeHidden()
    }
    await page.keyboard.press('t')
    await expect(page.getByRole('dialog')).toBeVisible()
    await page.keyboard.press('1')
    await expect(view.details).toContainText('Malicious')
    expect(await seriousFaults(page)).toEqual([])
    await page.getByRole('button', { name: 'Unsaved case' }).click()
    await expect(page.getByRole('dialog', { name: 'Case' })).toContainText('SHA-256')
    expect(await seriousFaults(page)).toEqual([])
    await page.keyboard.press('Escape')
    await app.evaluate(({ dialog }) => {
      dialog.showMessageBox = () => Promise.resolve({ response: 1, checkboxChecked: false })
    })
  })
}

/** The driver emulates a light system unless told otherwise, so the page is asked whether it took the theme. */
async function inTheme(page: Page, theme: 'light' | 'dark'): Promise<void> {
  await page.emulateMedia({ colorScheme: theme })
  await expect(page.locator('html')).toHaveAttribute('data-theme', theme)
}

/** Legacy mode opens no second page for the results: the viewer allows none. */
async function seriousFaults(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze()
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`)
}
