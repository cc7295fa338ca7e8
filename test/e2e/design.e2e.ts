/** Pictures of the design and of the window side by side, `out/pictures/side-*.png`: made to be looked at. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { sparseFile } from '../fixtures/bad-input'
import { CaseView } from './case-view'
import { PICTURES, ROOT, SAMPLE, type Viewer, expect, test } from './launch'

const DESIGN = path.join(ROOT, '..', 'shared', 'design')
const THEMES = ['light', 'dark'] as const
const SIZES = [
  [1440, 900],
  [1024, 700],
] as const

/** Joins the design's picture, where it has one, and the window's. */
async function beside(viewer: Viewer, name: string, design: string): Promise<void> {
  const { page } = viewer
  const view = new CaseView(page)
  const file = path.join(DESIGN, `${design}.png`)
  await view.picture(`side-${name}`)
  const mine = path.join(PICTURES, `side-${name}.png`)
  if (!existsSync(file)) return
  const joined = await page.evaluate(
    async (pictures) => {
      const loaded = await Promise.all(
        pictures.map(async (base64) => {
          const image = new Image()
          image.src = `data:image/png;base64,${base64}`
          await image.decode()
          return image
        }),
      )
      const canvas = document.createElement('canvas')
      canvas.width = loaded.reduce((sum, image) => sum + image.width + 8, -8)
      canvas.height = Math.max(...loaded.map((image) => image.height))
      let x = 0
      for (const image of loaded) {
        canvas.getContext('2d')?.drawImage(image, x, 0)
        x += image.width + 8
      }
      return canvas.toDataURL('image/png').replace(/^[^,]*,/, '')
    },
    [readFileSync(file).toString('base64'), readFileSync(mine).toString('base64')],
  )
  writeFileSync(mine, Buffer.from(joined, 'base64'))
}

test('importing beside its design', async ({ openViewer, scratch }) => {
  test.skip(!existsSync(DESIGN), `no design pictures in ${DESIGN}`)
  // Two gigabytes to hash take longer than the pictures; the sample before it is read at once.
  const viewer = await openViewer([SAMPLE, sparseFile(scratch)])
  const { page } = viewer
  await expect.poll(async () => (await new CaseView(page).counts())?.total ?? 0).toBeGreaterThan(0)
  for (const [width, height] of SIZES) {
    await page.setViewportSize({ width, height })
    for (const theme of THEMES) {
      await page.emulateMedia({ colorScheme: theme })
      await expect(page.locator('html')).toHaveAttribute('data-theme', theme)
      const size = width === 1440 ? '' : `-${width}`
      await beside(viewer, `importing${size}-${theme}`, `importing${size}-${theme}`)
    }
  }
})

test('design and window side by side', async ({ openViewer }) => {
  test.skip(!existsSync(DESIGN), `no design pictures in ${DESIGN}`)
  test.setTimeout(180_000)
  const viewer = await openViewer()
  const { page } = viewer
  const view = new CaseView(page)
  const look = async (
    name: string,
    design: string,
    sizes: readonly (readonly [number, number])[] = [[1440, 900]],
  ): Promise<void> => {
    for (const [width, height] of sizes) {
      await page.setViewportSize({ width, height })
      for (const theme of THEMES) {
        await page.emulateMedia({ colorScheme: theme })
        await expect(page.locator('html')).toHaveAttribute('data-theme', theme)
        await page.waitForTimeout(250)
        const size = width === 1440 ? '' : `-${width}`
        await beside(viewer, `${name}${size}-${theme}`, `${design}${size}-${theme}`)
      }
    }
    await page.setViewportSize({ width: 1440, height: 900 })
  }
  await look('start', 'start', SIZES)
  await viewer.app.evaluate(({ dialog }, chosen) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [chosen] })
  }, SAMPLE)
  await page.keyboard.press('Control+Shift+o')
  await view.settledCounts()
  await view.search.fill('account:ext-rvdberg type:10')
  await view.settled()
  await page.waitForTimeout(300)
  await view.rows().first().locator('[col-id="account"]').click()
  await view.search.fill('')
  await view.settled()
  await expect(view.details).toContainText('4624')
  await look('workspace', 'workspace', SIZES)
  await page.keyboard.press('Control+k')
  await page.getByRole('combobox', { name: 'Commands and places' }).fill('logoff')
  await look('palette', 'palette', SIZES)
  await page.keyboard.press('Escape')
  for (const [key, name] of [
    ['3', 'events'],
    ['4', 'accounts'],
    ['5', 'evidence'],
  ] as const) {
    await page.keyboard.press(`Control+${key}`)
    await page.waitForTimeout(500)
    await look(name, name, SIZES)
  }
  await page.keyboard.press('Control+1')
  await view.search.fill('account:ext-rvdberg end:crash')
  await view.settled()
  await look('nomatch', 'nomatch', SIZES)
})
