/** The Evidence view: logs and audit of each computer, in both themes; a count leads to its records. */
import AxeBuilder from '@axe-core/playwright'
import { CaseView } from './case-view'
import { SAMPLE, expect, test } from './launch'

test('evidence: logs by computer, and counts that lead to their records', async ({ openViewer }) => {
  const { page } = await openViewer([SAMPLE])
  const view = new CaseView(page)
  const { events } = await view.settledCounts()
  await page.keyboard.press('Control+5')
  const coverage = page.locator('[data-pane="coverage"]')
  await expect(coverage.getByRole('row').filter({ hasText: 'Security' }).first()).toBeVisible()
  for (const theme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: theme })
    await expect(page.locator('html')).toHaveAttribute('data-theme', theme)
    await page.waitForTimeout(250)
    await view.picture(`evidence-${theme}`)
    const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze()
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([])
  }
  const records = await coverage.locator('.coverage-table:not(.audit-matrix) .coverage-count').allInnerTexts()
  const numbers = records.map((text) => Number(text.replaceAll(',', '')))
  expect(numbers.reduce((sum, one) => sum + one, 0)).toBe(events)

  const logoff = coverage.getByRole('button', { name: /^Logoff on / }).first()
  await logoff.scrollIntoViewIfNeeded()
  await view.picture('evidence-audit')
  const count = (await logoff.innerText()).replaceAll(',', '')
  await logoff.click()
  await expect(page.locator('[data-events-matched]').first()).toHaveAttribute('data-events-matched', count)

  await page.keyboard.press('Control+5')
  await coverage.getByTitle('Lists when the log was cleared').first().click()
  await view.picture('evidence-clears')
  await page
    .getByRole('dialog', { name: /^Clears: / })
    .getByRole('button')
    .first()
    .click()
  await expect(page.locator('[data-events-matched]').first()).toHaveAttribute('data-events-matched', '1')
  await expect(page.locator('.ag-row[row-index="0"] [col-id="eventId"]')).toHaveText('1102')

  await page.keyboard.press('Control+5')
  await coverage.getByTitle('Lists the gaps').first().click()
  const gap = page
    .getByRole('dialog', { name: /^Gaps: / })
    .getByRole('button')
    .first()
  await view.picture('evidence-gaps')
  await gap.click()
  // At least the records on both sides of it.
  await expect
    .poll(async () =>
      Number(await page.locator('[data-events-matched]').first().getAttribute('data-events-matched')),
    )
    .toBeGreaterThanOrEqual(2)
})
