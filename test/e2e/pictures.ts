/** Pictures of what is on screen in both sizes and themes, each looked at by axe. */
import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { CaseView } from './case-view'
import { type Viewer, expect } from './launch'

const SIZES = [
  [1440, 900],
  [1024, 700],
] as const

/** Takes `NAME-WIDTH-THEME` for every size and theme; the window keeps the last of both. */
export async function pictures({ app, page }: Viewer, name: string): Promise<void> {
  const view = new CaseView(page)
  for (const [width, height] of SIZES) {
    await app.evaluate(
      ({ BrowserWindow }, size) => {
        BrowserWindow.getAllWindows()[0]?.setContentSize(size[0], size[1])
      },
      [width, height] as const,
    )
    for (const theme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme: theme })
      await expect(page.locator('html')).toHaveAttribute('data-theme', theme)
      await page.waitForTimeout(250)
      await view.picture(`${name}-${width}-${theme}`)
      expect(await faults(page), `${name} ${width} ${theme}`).toEqual([])
    }
  }
}

/** What axe finds, as `rule: places`. */
export async function faults(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze()
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`)
}
