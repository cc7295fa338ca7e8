/** The About box: what a person needs for a report of a fault, and the licences of what is inside. */
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { ROOT, expect, test } from './launch'

test('the menu opens it: versions, the build and every licence', async ({ openViewer }) => {
  const { app, page } = await openViewer()
  await expect(page.getByRole('button', { name: 'Open files' }).first()).toBeVisible()
  const choose = (): Promise<boolean> =>
    app.evaluate(({ Menu }) => {
      const help = Menu.getApplicationMenu()?.items.find(({ role }) => role === 'help')
      const about = help?.submenu?.items.find(({ label }) => label.includes('About'))
      about?.click()
      return about !== undefined
    })
  await expect.poll(choose).toBe(true)
  const box = page.getByRole('dialog', { name: 'About Sojourn' })
  const { hash } = JSON.parse(readFileSync(path.join(ROOT, 'out', 'build.json'), 'utf8')) as { hash: string }
  await expect(box).toContainText(hash)
  await expect(box).toContainText(await app.evaluate(() => process.versions.electron))
  await box.getByRole('button', { name: 'Licences' }).click()
  await expect(box.getByRole('group', { name: 'Licences of the packages inside' })).toContainText('react-dom')
  await page.keyboard.press('Escape')
  await expect(box).toBeHidden()
})
