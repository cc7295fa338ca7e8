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
