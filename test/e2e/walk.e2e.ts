/** The walk of the README, as it is written there. `SOJOURN_DOCS=1 npm run e2e` takes its pictures anew, into docs/. */
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { ElectronApplication } from '@playwright/test'
import { CaseView } from './case-view'
import { PICTURES, ROOT, SAMPLE, expect, test } from './launch'
import { smallPng } from './small-png'

const SIZE = [1200, 760] as const
/** What a person waits for who reads the README on a slow line. */
const MOST_BYTES = 150_000

test('from a double-click to who was there, how it ended, and a report', async ({ openViewer, scratch }) => {
  test.setTimeout(180_000)
  const { app, page } = await openViewer()
  const view = new CaseView(page)
  await app.evaluate(({ BrowserWindow }, size) => {
    BrowserWindow.getAllWindows()[0]?.setContentSize(size[0], size[1])
  }, SIZE)
  const picture = async (name: string): Promise<void> => {
    await page.mouse.move(2, 400)
    await page.waitForTimeout(250)
    await view.picture(name)
    keep(name)
  }
  await expect(page.getByRole('button', { name: 'Open files' }).first()).toBeVisible()
  await picture('walk-1-start')

  // Drop a folder on the window, or open one.
  await app.evaluate(({ dialog }, chosen) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [chosen] })
  }, SAMPLE)
  await page.getByRole('button', { name: 'Open folder' }).first().click()
  await view.settledCounts()
  await picture('walk-2-opened')

  // This account, these sessions.
  await view.search.fill('account:ext-rvdberg')
  await page.keyboard.press('Enter')
  await expect.poll(async () => (await view.counts())?.matched).toBe(4)
  await view.settled()
  // Ended so: the session from outside, its end and the record that says it.
  await view.rows().filter({ hasText: '21:48:11' }).locator('[col-id="account"]').click()
  await expect(view.details).toContainText('203.0.113.47')
  await expect(view.details).toContainText('User logoff')
  await expect(view.details.locator('[data-event="4647"]').first()).toBeVisible()
  await picture('walk-3-ended')

  await page.keyboard.press('n')
  await page
    .getByRole('textbox', { name: 'Note on the session' })
    .fill('Logged on from outside, left by itself.')
  await page.keyboard.press('Control+Enter')
  await expect(view.details).toContainText('left by itself')
  await page.keyboard.press('Control+e')
  const menu = page.getByRole('dialog', { name: 'Export sessions' })
  const report = path.join(scratch, 'report.html')
  await app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath })
    dialog.showMessageBox = () => Promise.resolve({ response: 1, checkboxChecked: false })
  }, report)
  await menu.getByRole('button', { name: /^HTML report/ }).click()
  await expect(menu.getByRole('status')).toContainText('4 sessions written to')
  const text = readFileSync(report, 'utf8')
  for (const said of ['account:ext-rvdberg', '203.0.113.47', 'User logoff', 'left by itself'])
    expect(text).toContain(said)
  await printScreen(app, report, path.join(PICTURES, 'walk-4-report.png'))
  keep('walk-4-report')
})

/** A picture of the report as a browser shows it. */
function printScreen(app: ElectronApplication, report: string, to: string): Promise<void> {
  return app.evaluate(
    async ({ BrowserWindow }, [file, picture, width, height]) => {
      const window = new BrowserWindow({
        show: false,
        width,
        height,
        useContentSize: true,
        webPreferences: { sandbox: true, offscreen: true, javascript: false, partition: 'report' },
      })
      await window.loadFile(file)
      await new Promise((resolve) => setTimeout(resolve, 500))
      const image = await window.webContents.capturePage()
      // The builtin modules of main, which a bundle does not name.
      process.getBuiltinModule('node:fs').writeFileSync(picture, image.toPNG())
      window.destroy()
    },
    [report, to, ...SIZE] as const,
  )
}

function keep(name: string): void {
  const png = smallPng(readFileSync(path.join(PICTURES, `${name}.png`)))
  expect(png.length).toBeLessThan(MOST_BYTES)
  if (process.env['SOJOURN_DOCS'] === '1') writeFileSync(path.join(ROOT, 'docs', `${name}.png`), png)
}
