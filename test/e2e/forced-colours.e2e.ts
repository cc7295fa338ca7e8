/** Forced colours, and rows of damage in both themes: nothing is told by a ground or a colour alone. */
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Page } from '@playwright/test'
import { CaseView } from './case-view'
import { SAMPLE, expect, test } from './launch'
import { faults, pictures } from './pictures'

const CHUNK = 65_536
const HEADER = 4096

/** What is on screen, in forced colours of both kinds. */
async function forced(page: Page, name: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ forcedColors: 'active', colorScheme, reducedMotion: 'reduce' })
    await page.waitForTimeout(250)
    await new CaseView(page).picture(`forced-${name}-${colorScheme}`)
    expect(await faults(page), `${name} ${colorScheme}`).toEqual([])
  }
}

test('forced colours: start page and help', async ({ openViewer }) => {
  const { page } = await openViewer()
  await expect(page.getByRole('button', { name: 'Settings' })).toBeVisible()
  await forced(page, 'start')
  await page.keyboard.press('F1')
  await expect(page.getByRole('dialog', { name: 'Help' })).toBeVisible()
  await forced(page, 'help')
})

test('forced colours: suggestions and export', async ({ openViewer }) => {
  const { page } = await openViewer([SAMPLE])
  const view = new CaseView(page)
  await view.settledCounts()
  await view.search.fill('account:')
  await expect(page.locator('.suggestions')).toBeVisible()
  const chosen = page.locator(".suggestion[aria-selected='true']")
  await expect(async () => {
    await page.keyboard.press('ArrowDown')
    await expect(chosen).toBeVisible({ timeout: 500 })
  }).toPass()
  const style = (selector: string, name: string): Promise<string> =>
    page
      .locator(selector)
      .first()
      .evaluate((element, of) => getComputedStyle(element).getPropertyValue(of), name)
  await forced(page, 'suggestions')
  // What lies over the typed text has no ground of its own, and the chosen line is not told by a ground that is taken away.
  expect(await style('.search-underline', 'forced-color-adjust')).toBe('none')
  expect(await style('.search-problem mark', 'color')).toBe(await style('.search-problem', 'color'))
  const ground = await style('.suggestions', 'background-color')
  expect(await style(".suggestion[aria-selected='true']", 'background-color')).not.toBe(ground)
  await page.keyboard.press('Escape')
  await view.search.fill('')
  await view.settled()
  await page.getByRole('button', { name: 'Export', exact: true }).click()
  await expect(page.getByRole('dialog', { name: 'Export sessions' })).toBeVisible()
  await forced(page, 'export')
})

test('damage between the records, in every look', async ({ openViewer, scratch }) => {
  const log = path.join(scratch, 'Security.evtx')
  const bytes = readFileSync(path.join(SAMPLE, 'MER-RDS01', 'Security.evtx'))
  bytes.fill(0xff, HEADER + 4000, HEADER + 4200)
  bytes.write('XXXX', HEADER + 2 * CHUNK)
  writeFileSync(log, bytes)
  const viewer = await openViewer([log])
  const { page } = viewer
  const view = new CaseView(page)
  await view.settled()
  await page.keyboard.press('Control+3')
  await page.getByRole('button', { name: /^Damaged/ }).click()
  const damaged = page.locator('.row-damage').first()
  await expect(damaged).toBeVisible()
  await damaged.click()
  await pictures(viewer, 'events-damage')
  await forced(page, 'events-damage')
})
