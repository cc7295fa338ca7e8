/** The views of the rail beside the timeline, the palette and the sheet of keys: by keyboard, in both themes and sizes. */
import type { Page } from '@playwright/test'
import { CaseView } from './case-view'
import { SAMPLE, type Viewer, expect, test } from './launch'
import { pictures } from './pictures'

async function openSample(openViewer: (paths: readonly string[]) => Promise<Viewer>): Promise<Viewer> {
  const viewer = await openViewer([SAMPLE])
  await new CaseView(viewer.page).settledCounts()
  return viewer
}

test('events: filtered, searched and read by keyboard', async ({ openViewer }) => {
  const viewer = await openSample(openViewer)
  const { page } = viewer
  await page.keyboard.press('Control+3')
  const count = page.locator('[data-events-matched]').first()
  const matched = async (): Promise<number> => Number(await count.getAttribute('data-events-matched'))
  await expect.poll(matched).toBeGreaterThan(100)
  const all = await matched()
  const grid = page.getByRole('grid', { name: 'Events' }).or(page.getByRole('treegrid', { name: 'Events' }))
  await expect(grid.locator('.ag-row [col-id="eventId"]').first()).toHaveText(/\d+/)

  await page.getByRole('button', { name: 'Event', exact: true }).focus()
  await page.keyboard.press('Enter')
  await page.keyboard.type('4647')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Space')
  await expect.poll(matched).toBeLessThan(all)
  await expect(grid.locator('.ag-row [col-id="eventId"]').first()).toHaveText('4647')
  await page.keyboard.press('Escape')

  await page.getByRole('button', { name: 'Clear' }).click()
  await expect.poll(matched).toBe(all)
  const account =
    (await grid.locator('.ag-row [col-id="account"]').allInnerTexts()).find((name) => name !== '') ?? ''
  await page.getByRole('textbox', { name: 'Search in all values' }).fill(account)
  await page.keyboard.press('Enter')
  await expect(page.locator('[data-search="done"]')).toContainText('found in')
  await expect.poll(matched).toBeLessThan(all)
  expect(await matched()).toBeGreaterThan(0)

  await page.keyboard.press('F6')
  for (let i = 0; i < 6 && !(await isIn(page, 'events')); i++) await page.keyboard.press('F6')
  await page.keyboard.press('ArrowDown')
  await expect(page.getByRole('document', { name: 'Record text' })).toContainText('<Event')
  await pictures(viewer, 'events')
})

async function isIn(page: Page, pane: string): Promise<boolean> {
  return page.evaluate((name) => document.activeElement?.closest(`[data-pane="${name}"]`) != null, pane)
}

test('palette: commands, accounts, events and times', async ({ openViewer }) => {
  const viewer = await openSample(openViewer)
  const { page } = viewer
  await page.keyboard.press('Control+k')
  const field = page.getByRole('combobox', { name: 'Commands and places' })
  await expect(field).toBeFocused()
  await field.fill('logoff')
  await expect(page.getByRole('option').first()).toHaveAttribute('aria-selected', 'true')
  await expect(page.getByRole('group', { name: 'Events' }).getByRole('option').first()).toContainText(
    /logoff/i,
  )
  await pictures(viewer, 'palette')
  await field.fill('#4647')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await expect(page.locator('.ag-row [col-id="eventId"]').first()).toHaveText('4647')

  await page.keyboard.press('Control+Shift+p')
  await field.fill('@')
  const account = await page.getByRole('option').first().locator('.clip').innerText()
  await page.keyboard.press('Enter')
  await page.keyboard.press('Control+2')
  const view = new CaseView(page)
  await expect
    .poll(async () => (await view.column('account')).every((name) => account.includes(name)))
    .toBe(true)

  await page.keyboard.press('Control+k')
  await field.fill('@')
  const computers = page.getByRole('group', { name: 'Computers' }).getByRole('option')
  const computer = await computers.first().locator('.clip').innerText()
  await field.fill(computer)
  const sessions = page.getByRole('group', { name: /^Sessions/ }).getByRole('option')
  await expect(sessions.first()).toContainText(`on ${computer}`)
  await sessions.first().click()
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await expect(view.details).toContainText('4624')

  await page.keyboard.press('Control+k')
  await field.fill(':12:00')
  await expect(page.getByRole('option')).toContainText('Go to')
  await page.keyboard.press('Enter')
  await expect(view.timeline).toBeVisible()
})

test('all keys, and single letters turned off for good', async ({ openViewer }) => {
  const viewer = await openSample(openViewer)
  const { page } = viewer
  const view = new CaseView(page)
  await view.timeline.focus()
  await page.keyboard.press('?')
  await expect(page.getByRole('dialog', { name: 'All keys' })).toBeVisible()
  await pictures(viewer, 'keys')
  await page.getByRole('checkbox', { name: 'Single letters act' }).uncheck()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await view.timeline.focus()
  await page.keyboard.press('l')
  await expect(page.getByRole('radio', { name: 'Account' })).toBeChecked()
  await page.reload()
  await view.settledCounts()
  await view.timeline.focus()
  await page.keyboard.press('l')
  await expect(page.getByRole('radio', { name: 'Account' })).toBeChecked()
  await page.keyboard.press('?')
  await page.getByRole('checkbox', { name: 'Single letters act' }).check()
  await page.keyboard.press('Escape')
  await view.timeline.focus()
  await page.keyboard.press('l')
  await expect(page.getByRole('radio', { name: 'Computer' })).toBeChecked()
})

test('order and widths of columns stay, whichever view or density shows them', async ({ openViewer }) => {
  const { page } = await openSample(openViewer)
  const view = new CaseView(page)
  const heading = (name: string) => view.grid.locator(`.ag-header-cell[col-id="${name}"]`)
  const width = async (name: string): Promise<number> =>
    Math.round((await heading(name).boundingBox())?.width ?? 0)
  const text = heading('duration').getByText('Duration')
  await text.click()
  await text.click()
  await expect(heading('duration')).toHaveAttribute('aria-sort', 'descending')
  await view.settled()
  const longest = (await view.column('duration'))[0] ?? ''
  const before = await width('computer')
  const edge = await heading('computer').locator('.ag-header-cell-resize').boundingBox()
  if (edge === null) throw new Error('the heading has no edge to pull')
  await page.mouse.move(edge.x + edge.width / 2, edge.y + edge.height / 2)
  await page.mouse.down()
  await page.mouse.move(edge.x + edge.width / 2 + 40, edge.y + edge.height / 2, { steps: 4 })
  await page.mouse.up()
  await expect.poll(() => width('computer')).toBe(before + 40)
  const inOrder = async (): Promise<void> => {
    await expect(heading('duration')).toHaveAttribute('aria-sort', 'descending')
    await expect(heading('start')).toHaveAttribute('aria-sort', 'none')
    await expect.poll(async () => (await view.column('duration'))[0]).toBe(longest)
    await expect.poll(() => width('computer')).toBe(before + 40)
  }
  await page.keyboard.press('Control+2')
  await inOrder()
  await view.picture('sessions-order')
  await page.keyboard.press('Control+,')
  await page.getByRole('radio', { name: 'Comfortable' }).click()
  await page.keyboard.press('Escape')
  await inOrder()
  await page.getByRole('button', { name: /^Columns/ }).click()
  await page.getByRole('button', { name: 'Standard widths' }).click()
  await expect.poll(() => width('computer')).toBe(before)
})

test('columns are moved by dragging and by keys, and stay where they were put', async ({ openViewer }) => {
  const { page } = await openSample(openViewer)
  const view = new CaseView(page)
  const names = (pane: string): Promise<string[]> =>
    page
      .locator(`[data-pane="${pane}"] .ag-header-cell`)
      .evaluateAll((cells) =>
        cells
          .toSorted(
            (a, b) => Number(a.getAttribute('aria-colindex')) - Number(b.getAttribute('aria-colindex')),
          )
          .map((cell) => cell.getAttribute('col-id') ?? ''),
      )
  await page.keyboard.press('Control+2')
  await expect.poll(async () => (await names('grid')).slice(0, 2)).toEqual(['account', 'domain'])
  const heading = view.grid.locator('.ag-header-cell[col-id="computer"]')
  await heading.focus()
  await page.keyboard.press('Shift+ArrowLeft')
  await expect.poll(async () => (await names('grid')).slice(0, 3)).toEqual(['account', 'computer', 'domain'])
  const [from, to] = [
    await heading.boundingBox(),
    await view.grid.locator('.ag-header-cell[col-id="account"]').boundingBox(),
  ]
  await page.mouse.move(from!.x + 20, from!.y + 14)
  await page.mouse.down()
  await page.mouse.move(to!.x + 30, to!.y + 14, { steps: 12 })
  await page.mouse.up()
  const moved = ['computer', 'account', 'domain']
  await expect.poll(async () => (await names('grid')).slice(0, 3)).toEqual(moved)
  await page.keyboard.press('Control+4')
  await page.locator('[data-pane="accounts"] .ag-header-cell[col-id="class"]').focus()
  await page.keyboard.press('Shift+ArrowLeft')
  await expect
    .poll(async () => (await names('accounts')).slice(0, 4))
    .toEqual(['account', 'domain', 'class', 'sid'])
  await page.reload()
  await view.settledCounts()
  await page.keyboard.press('Control+4')
  await expect
    .poll(async () => (await names('accounts')).slice(0, 4))
    .toEqual(['account', 'domain', 'class', 'sid'])
  await page.keyboard.press('Control+2')
  await expect.poll(async () => (await names('grid')).slice(0, 3)).toEqual(moved)
  await page.getByRole('button', { name: /^Columns/ }).click()
  await page.getByRole('button', { name: 'Standard widths and order' }).click()
  await expect.poll(async () => (await names('grid')).slice(0, 2)).toEqual(['account', 'domain'])
})

test('order and widths of accounts and events stay over a reload', async ({ openViewer }) => {
  const { page } = await openSample(openViewer)
  for (const [key, pane, sorted, pulled] of [
    ['Control+4', 'accounts', 'sessions', 'domain'],
    ['Control+3', 'events', 'time', 'computer'],
  ] as const) {
    await page.keyboard.press(key)
    const heading = (name: string) => page.locator(`[data-pane="${pane}"] .ag-header-cell[col-id="${name}"]`)
    const width = async (): Promise<number> => Math.round((await heading(pulled).boundingBox())?.width ?? 0)
    await expect.poll(width).toBeGreaterThan(0)
    const text = heading(sorted).locator('.ag-header-cell-text')
    await expect(async () => {
      await text.click()
      await expect(heading(sorted)).toHaveAttribute('aria-sort', 'descending', { timeout: 1000 })
    }).toPass()
    const before = await width()
    const edge = await heading(pulled).locator('.ag-header-cell-resize').boundingBox()
    if (edge === null) throw new Error('the heading has no edge to pull')
    await page.mouse.move(edge.x + edge.width / 2, edge.y + edge.height / 2)
    await page.mouse.down()
    await page.mouse.move(edge.x + edge.width / 2 + 30, edge.y + edge.height / 2, { steps: 4 })
    await page.mouse.up()
    await expect.poll(width).toBe(before + 30)
    await page.reload()
    await new CaseView(page).settledCounts()
    await page.keyboard.press(key)
    await expect(heading(sorted)).toHaveAttribute('aria-sort', 'descending')
    await expect.poll(width).toBe(before + 30)
  }
})

test('sessions at full height', async ({ openViewer }) => {
  const viewer = await openSample(openViewer)
  await viewer.page.keyboard.press('Control+2')
  const view = new CaseView(viewer.page)
  await view.rows().nth(2).locator('[col-id="account"]').click()
  await expect(view.details).toContainText('4624')
  await pictures(viewer, 'sessions')
})

test('rows are picked and copied for a spreadsheet', async ({ openViewer }) => {
  const { app, page } = await openSample(openViewer)
  await page.keyboard.press('Control+2')
  const view = new CaseView(page)
  await view.rows().nth(1).locator('[col-id="account"]').click()
  await page.keyboard.press('Shift+ArrowDown')
  await page.keyboard.press('Shift+ArrowDown')
  await expect(view.grid.locator('.ag-row-selected')).toHaveCount(3)
  await expect(page.getByText('3 selected')).toBeVisible()
  await page.keyboard.press('Control+c')
  const copied = (): Promise<string> => app.evaluate(({ clipboard }) => clipboard.readText())
  await expect.poll(async () => (await copied()).split('\n').length).toBe(4)
  const [head = '', first = ''] = (await copied()).split('\n')
  expect(head.split('\t')).toHaveLength(13)
  expect(head.split('\t').at(-1)).toBe('Tags and notes')
  expect(first.split('\t')[0]).toBe(await view.rows().nth(1).locator('[col-id="account"]').innerText())
  await page.keyboard.press('Control+a')
  await page.keyboard.press('Control+c')
  const { matched } = await view.settledCounts()
  await expect.poll(async () => (await copied()).split('\n').length).toBe(matched + 1)
})

test('the menu of a value includes, excludes and shows events', async ({ openViewer }) => {
  const viewer = await openSample(openViewer)
  const { page } = viewer
  const view = new CaseView(page)
  const before = await view.settledCounts()
  const cell = view.rows().first().locator('[col-id="account"]')
  const account = await cell.innerText()
  await cell.click({ button: 'right' })
  await expect(page.getByRole('menu', { name: account })).toBeVisible()
  await expect(page.getByRole('menuitem', { name: 'Include' })).toBeFocused()
  await pictures(viewer, 'value-menu')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await expect.poll(async () => (await view.counts())?.matched).toBeLessThan(before.matched)
  await expect.poll(async () => (await view.column('account')).includes(account)).toBe(false)
  await page.getByRole('button', { name: 'Clear', exact: true }).click()
  await page.locator('.timeline-group-name').first().click({ button: 'right' })
  await page.getByRole('menuitem', { name: 'Show events' }).click()
  await expect(page.locator('[data-events-matched]').first()).not.toHaveAttribute('data-events-matched', '0')
  await expect(page.locator('.ag-row [col-id="eventId"]').first()).toHaveText(/\d+/)
})

test('values of records narrow the records, and records lead to their session', async ({ openViewer }) => {
  const { app, page } = await openSample(openViewer)
  const view = new CaseView(page)
  const sessions = await view.settledCounts()
  await page.keyboard.press('Control+3')
  const matched = async (): Promise<number> =>
    Number(await page.locator('[data-events-matched]').first().getAttribute('data-events-matched'))
  await expect.poll(matched).toBeGreaterThan(100)
  const all = await matched()
  const cell = page.locator('.ag-row[row-index="2"] [col-id="computer"]')
  await cell.click({ button: 'right' })
  await expect(page.getByRole('menuitem', { name: /^Tag/ })).toHaveCount(0)
  await page.getByRole('menuitem', { name: 'Include' }).click()
  await expect.poll(matched).toBeLessThan(all)
  const included = await matched()
  await page.locator('.ag-row[row-index="1"] [col-id="title"]').click({ button: 'right' })
  await page.getByRole('menuitem', { name: 'Exclude' }).click()
  await expect.poll(matched).toBeLessThan(included)
  await page.locator('.ag-row[row-index="1"] [col-id="computer"]').click()
  await page.keyboard.press('x')
  await expect(page.locator('.event-chip.is-not').filter({ hasText: 'Computer' })).toBeVisible()
  await expect.poll(matched).toBeGreaterThan(0)
  // The sessions were left alone.
  await page.keyboard.press('Control+1')
  expect((await view.settledCounts()).matched).toBe(sessions.matched)

  await view.rows().first().click()
  await page.getByRole('button', { name: 'Open all' }).click()
  await expect.poll(matched).toBeGreaterThan(0)
  expect(await matched()).toBeLessThan(all)
  await expect(page.getByRole('button', { name: 'Remove Behind' })).toBeVisible()
  await page.locator('.ag-row[row-index="0"] [col-id="title"]').click()
  const pane = page.getByRole('region', { name: 'Record', exact: true })
  await pane.getByRole('button', { name: /^Copy citation/ }).click()
  const copied = await app.evaluate(({ clipboard }) => clipboard.readText())
  expect(copied).toMatch(/^File: .*[.]evtx$/m)
  expect(copied).toMatch(/^SHA-256: [0-9a-f]{64}$/m)
  await page.locator('.ag-row[row-index="0"] [col-id="title"]').click()
  await page.keyboard.press('Control+c')
  await expect
    .poll(() => app.evaluate(({ clipboard }) => clipboard.readText()))
    .toMatch(/^Time\tRecord\tEvent\t.*\n\S+ \S+\t\d+\t\d+\t/)
  // The heading says the order that the list is in, also after another view.
  const time = page.getByRole('columnheader', { name: 'Time' })
  await time.click()
  await expect(time).toHaveAttribute('aria-sort', 'descending')
  await page.keyboard.press('Control+4')
  await page.keyboard.press('Control+3')
  await expect(time).toHaveAttribute('aria-sort', 'descending')
  await page.locator('.ag-row[row-index="0"] [col-id="title"]').click()
  const who = await page.locator('.event-chip b').last().innerText()
  await view.picture('events-behind')
  await pane.getByRole('button', { name: 'Show its session' }).click()
  await expect(view.details.getByTitle(who).first()).toBeVisible()

  await page.keyboard.press('Control+k')
  const logonId = (await view.details.innerText()).match(/0x[0-9a-f]+/)?.[0] ?? ''
  await page.getByRole('combobox', { name: 'Commands and places' }).fill(logonId)
  await page.getByRole('option', { name: /Sessions with the logon ID/ }).click()
  await expect.poll(async () => (await view.settledCounts()).matched).toBe(1)
})

test('accounts lead to their sessions', async ({ openViewer }) => {
  const viewer = await openSample(openViewer)
  const { page } = viewer
  await page.keyboard.press('Control+4')
  const grid = page
    .getByRole('grid', { name: 'Accounts' })
    .or(page.getByRole('treegrid', { name: 'Accounts' }))
  const cell = grid.locator('.ag-row[row-index="3"] [col-id="account"]')
  await cell.click()
  const pane = page.getByRole('region', { name: 'Account', exact: true })
  await expect(pane.getByRole('heading', { level: 2 })).toHaveText(await cell.innerText())
  await pictures(viewer, 'accounts')
  const account = await cell.innerText()
  // Another width draws another grid: the cursor is put back.
  await cell.click()
  await page.keyboard.press('Enter')
  const view = new CaseView(page)
  await expect.poll(async () => (await view.column('account')).length).toBeGreaterThan(0)
  await expect.poll(async () => (await view.column('account')).every((name) => name === account)).toBe(true)
})

test('an account leads to its failed logons', async ({ openViewer }) => {
  const { page } = await openSample(openViewer)
  await page.keyboard.press('Control+4')
  const grid = page
    .getByRole('grid', { name: 'Accounts' })
    .or(page.getByRole('treegrid', { name: 'Accounts' }))
  const pane = page.getByRole('region', { name: 'Account', exact: true })
  await page.getByRole('textbox', { name: 'Find by name, domain, SID or class' }).fill('ext-rvdberg')
  await grid.locator('.ag-row[row-index="0"] [col-id="account"]').click()
  const failed = pane.getByRole('button', { name: /failed logon/ })
  const told = Number(/[0-9]+/.exec(await failed.innerText())?.[0])
  expect(told).toBeGreaterThan(100)
  await failed.click()
  await expect(page.locator('[data-events-matched]').first()).toHaveAttribute(
    'data-events-matched',
    String(told),
  )
  await expect(page.locator('.ag-row[row-index="0"] [col-id="eventId"]')).toHaveText('4625')
  // That account and no namesake: by its SID.
  await expect(page.locator('.event-chip').filter({ hasText: /^AccountS-1-5-21-/ })).toBeVisible()
  await expect(page.locator('.event-chip').filter({ hasText: 'failed logons of ext-rvdberg' })).toBeVisible()
})
