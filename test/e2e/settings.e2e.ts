/** Settings: each acts at once, is remembered, and leaves filter and selection alone; high contrast and forced colours. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { CaseView } from './case-view'
import { PICTURES, SAMPLE, expect, test } from './launch'
import { faults, pictures } from './pictures'

test('settings act at once and are kept between starts', async ({ openViewer, scratch }) => {
  const viewer = await openViewer([SAMPLE])
  const { app, page } = viewer
  const view = new CaseView(page)
  const before = await view.settledCounts()
  await view.rows().nth(1).locator('[col-id="account"]').click()
  const utc = await view.rows().nth(1).locator('[col-id="start"]').innerText()
  // The zone that the machines were set to (6013): times move, filter and selection do not.
  await page.getByRole('radio', { name: 'Host' }).click()
  await expect(page.locator('.status-bar [title="Europe/Berlin"]')).toBeVisible()
  await expect(view.rows().nth(1).locator('[col-id="start"]')).not.toHaveText(utc)
  expect(await view.counts()).toEqual(before)
  await expect(view.details).toContainText('4624')
  await page.getByRole('radio', { name: 'UTC' }).click()
  await expect(view.rows().nth(1).locator('[col-id="start"]')).toHaveText(utc)
  await page.keyboard.press('Control+,')
  const sheet = page.getByRole('dialog', { name: 'Settings' })
  await expect(sheet.getByRole('tab', { name: 'Appearance' })).toBeFocused()
  await pictures(viewer, 'settings')

  const html = page.locator('html')
  await sheet.getByRole('radio', { name: 'High' }).click()
  await expect(html).toHaveAttribute('data-contrast', 'high')
  await sheet.getByRole('radio', { name: 'Comfortable' }).click()
  await sheet.getByRole('radio', { name: 'Reduced' }).click()
  await expect(html).toHaveAttribute('data-motion', 'reduced')
  await sheet.getByRole('radio', { name: '150 %' }).click()
  const factor = (): Promise<number | undefined> =>
    app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.getZoomFactor())
  await expect.poll(factor).toBeCloseTo(1.5)
  await sheet.getByRole('radio', { name: '100 %' }).click()
  await expect.poll(factor).toBeCloseTo(1)

  await sheet.getByRole('tab', { name: 'Appearance' }).focus()
  await page.keyboard.press('ArrowDown')
  await expect(sheet.getByRole('tab', { name: 'Time' })).toBeFocused()
  await sheet.getByRole('combobox', { name: 'Chosen zone' }).selectOption('Asia/Tokyo')
  await expect(sheet.getByRole('radio', { name: 'Chosen' })).toBeChecked()
  await sheet.getByRole('checkbox', { name: '100 ns in lists' }).check()
  await pictures(viewer, 'settings-time')
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setContentSize(1440, 900))
  await page.keyboard.press('Escape')
  await expect(sheet).toHaveCount(0)
  await expect(page.getByRole('radio', { name: 'Tokyo' })).toBeChecked()
  await expect(view.rows().nth(1).locator('[col-id="start"]')).toHaveText(/\d\d:\d\d:\d\d\.\d{7}/)
  await expect(view.rows().nth(1).locator('[col-id="start"]')).not.toHaveText(utc)
  expect(
    await view
      .rows()
      .nth(1)
      .evaluate((row) => row.getBoundingClientRect().height),
  ).toBe(32)
  await expect(view.details).toContainText('4624')
  expect(await view.counts()).toEqual(before)

  const kept = path.join(scratch, 'profile-0', 'settings.json')
  const settings = JSON.parse(readFileSync(kept, 'utf8')) as Record<string, unknown>
  expect(settings).toMatchObject({ contrast: 'high', density: 'comfortable', chosenZone: 'Asia/Tokyo' })
  // The next start reads what this one wrote; one value of it spoiled.
  mkdirSync(path.join(scratch, 'profile-1'))
  writeFileSync(path.join(scratch, 'profile-1', 'settings.json'), JSON.stringify({ ...settings, motion: 7 }))
  const second = await openViewer([SAMPLE])
  const again = new CaseView(second.page)
  await again.settledCounts()
  await expect(second.page.locator('html')).toHaveAttribute('data-contrast', 'high')
  await expect(second.page.locator('html')).toHaveAttribute('data-motion', 'system')
  await expect(second.page.getByRole('radio', { name: 'Tokyo' })).toBeChecked()
  await expect(again.rows().first().locator('[col-id="start"]')).toHaveText(/\.\d{7}/)
})

test('high contrast and forced colours: timeline, grid and settings', async ({ openViewer }) => {
  const viewer = await openViewer([SAMPLE])
  const { page } = viewer
  const view = new CaseView(page)
  await view.settledCounts()
  await view.rows().nth(2).locator('[col-id="account"]').click()
  await expect(view.details).toContainText('4624')
  await page.keyboard.press('Control+,')
  await page.getByRole('radio', { name: 'High' }).click()
  await page.keyboard.press('Escape')
  await pictures(viewer, 'high-contrast')
  await page.setViewportSize({ width: 1440, height: 900 })
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ forcedColors: 'active', colorScheme })
    await page.waitForTimeout(300)
    await view.picture(`forced-colours-${colorScheme}`)
    expect(await faults(page)).toEqual([])
  }
  // Edges of what is told apart by its shadow or its ground, the arrow of the order, and what leads somewhere.
  const style = (selector: string, name: string, part?: string): Promise<string> =>
    page
      .locator(selector)
      .first()
      .evaluate((element, [of, pseudo]) => getComputedStyle(element, pseudo).getPropertyValue(of), [
        name,
        part,
      ] as const)
  const text = await style('body', 'color')
  await view.search.fill('account:j.hollis')
  await view.settled()
  await page.keyboard.press('Escape')
  expect(await style('.chip:not(.chip-empty)', 'border-top-style')).toBe('solid')
  expect(await style('.splitter', 'background-color')).toBe(text)
  expect(await style('.ag-icon-asc', 'background-color', '::before')).toBe(text)
  expect(await style('.status-link', 'text-decoration-line')).toBe('underline')
  await page.getByRole('button', { name: 'Type', exact: true }).click()
  expect(await style('.popover', 'outline-style')).toBe('solid')
  await view.picture('forced-colours-popover')
  await page.keyboard.press('Escape')
  await page.keyboard.press('Control+5')
  expect(await style('.coverage-count', 'text-decoration-line')).toBe('underline')
  expect(await style('.range-held', 'fill')).toBe(text)
  await view.picture('forced-colours-evidence')
  await page.keyboard.press('Control+,')
  await view.picture('forced-colours-settings')
})

test('the start page at 200 % and the workspace too', async ({ openViewer }) => {
  const { app, page } = await openViewer()
  const view = new CaseView(page)
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setContentSize(1440, 900))
  await page.getByRole('button', { name: 'Settings' }).click()
  await page.getByRole('radio', { name: '200 %' }).click()
  await page.waitForTimeout(300)
  const picture = async (name: string): Promise<void> => {
    const png = await app.evaluate(async ({ BrowserWindow }) => {
      const image = await BrowserWindow.getAllWindows()[0]?.webContents.capturePage()
      return image?.toPNG().toString('base64') ?? ''
    })
    writeFileSync(path.join(PICTURES, `${name}.png`), Buffer.from(png, 'base64'))
  }
  await picture('zoom-200-settings')
  await page.keyboard.press('Escape')
  await picture('zoom-200-start')
  const inside = async (part: string, box: string): Promise<boolean> => {
    const [one, all] = [
      await page.locator(part).first().boundingBox(),
      await page.locator(box).first().boundingBox(),
    ]
    if (one === null || all === null) throw new Error(`${part} or ${box} is not there`)
    return one.x >= all.x && one.x + one.width <= all.x + all.width
  }
  for (const button of ['Open files', 'Open folder', 'Open from another place…'])
    expect(await inside(`.start-buttons button:has-text("${button}")`, '.start-drop'), button).toBe(true)
  await page.getByRole('button', { name: 'Open sample', exact: true }).click()
  await view.settledCounts()
  await picture('zoom-200-workspace')
  const spills = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth + 1)
  expect(spills).toBe(false)
  // Nothing that is always wanted is cut: the zone, the name of the case, the columns of the evidence.
  const cut = (selector: string): Promise<boolean> =>
    page
      .locator(selector)
      .first()
      .evaluate((element) => element.scrollWidth > element.clientWidth + 1)
  expect(await cut('.case-button b')).toBe(false)
  expect(await inside('.status-bar [role="status"] > span:last-child', '.status-bar')).toBe(true)
  await page.keyboard.press('Control+5')
  await expect(page.locator('.coverage-table').first()).toBeVisible()
  expect(await cut('.coverage-table thead th:nth-child(2)')).toBe(false)
  await picture('zoom-200-evidence')
})
