/** No fault that axe-core finds, in every view, sheet, menu and dialog, in both themes and with high contrast. */
import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { CaseView } from '../e2e/case-view'
import { SAMPLE, expect, test } from '../e2e/launch'

for (const theme of ['light', 'dark'] as const) {
  test(`start page, ${theme}`, async ({ openViewer }) => {
    const { page } = await openViewer()
    await inTheme(page, theme)
    await expect(page.getByRole('button', { name: 'Open files' }).first()).toBeVisible()
    expect(await faults(page)).toEqual([])
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
    expect(await faults(page)).toEqual([])
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
      expect(await faults(page)).toEqual([])
      await page.keyboard.press('Escape')
      await expect(dialog).toBeHidden()
    }
    await page.keyboard.press('t')
    await expect(page.getByRole('dialog')).toBeVisible()
    await page.keyboard.press('1')
    await expect(view.details).toContainText('Malicious')
    expect(await faults(page)).toEqual([])
    await page.getByRole('button', { name: 'Unsaved case' }).click()
    await expect(page.getByRole('dialog', { name: 'Case' })).toContainText('SHA-256')
    expect(await faults(page)).toEqual([])
    await page.keyboard.press('Escape')
    await app.evaluate(({ dialog }) => {
      dialog.showMessageBox = () => Promise.resolve({ response: 1, checkboxChecked: false })
    })
  })
}

/** Views and what lies over them, each with the way to it and the way back. */
const PLACES: readonly (readonly [name: string, go: (view: CaseView) => Promise<void>])[] = [
  ['timeline', (view) => press(view, 'Control+1')],
  ['sessions', (view) => press(view, 'Control+2')],
  [
    'events',
    async (view) => {
      await press(view, 'Control+3')
      await view.page.locator('[data-pane="events"] .ag-row [col-id="account"]').first().click()
      await expect(view.page.getByRole('document', { name: 'Record text' })).toContainText('<Event')
    },
  ],
  [
    'accounts',
    async (view) => {
      await press(view, 'Control+4')
      await view.page.locator('[data-pane="accounts"] .ag-row [col-id="account"]').first().click()
    },
  ],
  [
    'evidence',
    async (view) => {
      await press(view, 'Control+5')
      await expect(view.page.getByRole('main')).toContainText('Audit')
    },
  ],
  ['palette', (view) => press(view, 'Control+k')],
  ['palette, accounts', (view) => view.page.keyboard.type('@')],
  [
    'keys',
    async (view) => {
      await leave(view)
      await press(view, 'Control+1')
      await view.timeline.focus()
      await press(view, '?')
    },
  ],
  ['settings', (view) => leave(view).then(() => press(view, 'Control+,'))],
  ['help', (view) => leave(view).then(() => press(view, 'F1'))],
  [
    'event reference',
    (view) => view.page.getByRole('searchbox', { name: 'Search guide and events' }).fill('4624'),
  ],
  ['export', (view) => leave(view).then(() => press(view, 'Control+e'))],
  ...['Account', 'Type', 'End reason', 'More', 'Saved views'].map(
    (chip) =>
      [
        `facet ${chip}`,
        async (view: CaseView) => {
          await leave(view)
          await view.page
            .getByRole('toolbar', { name: 'Filters' })
            .getByRole('button', { name: chip, exact: true })
            .click()
        },
      ] as const,
  ),
  ['suggestions', (view) => leave(view).then(() => view.search.fill('acc'))],
  ['a term that does not parse', (view) => view.search.fill('dur:>soon')],
  ['nothing matches', (view) => view.search.fill('account:nobody-of-this-name')],
  [
    'value menu',
    async (view) => {
      await view.search.fill('')
      await view.settled()
      await leave(view)
      await press(view, 'Control+2')
      await view.rows().first().locator('[col-id="account"]').click({ button: 'right' })
    },
  ],
]

const press = (view: CaseView, key: string): Promise<void> => view.page.keyboard.press(key)

/** Back to the view below, whatever lies over it. */
async function leave(view: CaseView): Promise<void> {
  for (let layer = 0; layer < 3; layer++) await press(view, 'Escape')
}

for (const theme of ['light', 'dark', 'high contrast'] as const) {
  test(`every view, sheet and menu, ${theme}`, async ({ openViewer }) => {
    test.setTimeout(600_000)
    const { page } = await openViewer([SAMPLE])
    if (theme === 'high contrast') {
      await page.evaluate(() => window.sojourn.changePreferences({ contrast: 'high' }))
      await expect(page.locator('html')).toHaveAttribute('data-contrast', 'high')
    } else await inTheme(page, theme)
    const view = new CaseView(page)
    await view.settledCounts()
    for (const [name, go] of PLACES) {
      await go(view)
      // What lies under a dialog was looked at by itself.
      const over = page.getByRole('dialog').or(page.getByRole('menu'))
      const scope = (await over.count()) > 0 ? ':is([role="dialog"], [role="menu"])' : 'body'
      expect.soft(await faults(page, scope), `${name}, ${theme}`).toEqual([])
    }
  })
}

/** The driver emulates a light system unless told otherwise, so the page is asked whether it took the theme. */
async function inTheme(page: Page, theme: 'light' | 'dark'): Promise<void> {
  await page.emulateMedia({ colorScheme: theme })
  await expect(page.locator('html')).toHaveAttribute('data-theme', theme)
}

/** Legacy mode opens no second page for the results: the viewer allows none. */
async function faults(page: Page, scope = 'body'): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).include(scope).setLegacyMode(true).analyze()
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`)
}
