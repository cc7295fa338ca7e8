/** Keys that come faster than a grid reports where its cursor went act on the row that it is on. */
import type { Page } from '@playwright/test'
import { CaseView } from './case-view'
import { SAMPLE, expect, test } from './launch'

/** All in one task of the page: nothing that is reported later comes between. */
async function pressAtOnce(page: Page, keys: readonly string[]): Promise<void> {
  await page.evaluate((burst) => {
    for (const name of burst) {
      const key = name.replace('Shift+', '')
      const shiftKey = name !== key
      const code = key.length === 1 ? `Key${key.toUpperCase()}` : key
      const pressed = { key, code, shiftKey, bubbles: true, cancelable: true }
      document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', pressed))
    }
  }, keys)
}

test('of sessions: what is tagged, and how many', async ({ openViewer }) => {
  const { page } = await openViewer([SAMPLE])
  const view = new CaseView(page)
  await view.settledCounts()
  const row = (index: number) => view.grid.locator(`[row-index="${index}"]`)
  await view.rows().first().locator('[col-id="account"]').click()
  await pressAtOnce(page, ['Shift+ArrowDown', 'Shift+ArrowDown', 'v'])
  const verdict = page.getByRole('dialog', { name: 'Verdict on the session' })
  await expect(verdict).toContainText('3 picked sessions')
  await page.keyboard.press('Escape')
  await expect(verdict).toBeHidden()

  await row(0).locator('[col-id="account"]').click()
  await pressAtOnce(page, ['ArrowDown', 'ArrowDown', 'ArrowDown', 't'])
  await expect(page.getByRole('dialog', { name: 'Tag the session' })).toBeVisible()
  await page.keyboard.press('1')
  await expect(row(3).getByLabel('Malicious')).toBeVisible()
  await expect(view.grid.getByLabel('Malicious')).toHaveCount(1)
})
