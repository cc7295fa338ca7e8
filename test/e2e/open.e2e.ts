/** Every way to open evidence ends in the same case. */
import { copyFileSync, cpSync, mkdirSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { CaseView } from './case-view'
import { drop } from './drop'
import { type Viewer, SAMPLE, electronProgram, expect, test } from './launch'

test('the start page waits for evidence', async ({ openViewer }) => {
  const { page } = await openViewer()
  const view = new CaseView(page)
  await expect(page.getByRole('button', { name: 'Open files' }).first()).toBeVisible()
  await expect(view.search).toBeDisabled()
  await view.picture('start')
})

test('opens the sample case by argument', async ({ openViewer }) => {
  const view = new CaseView((await openViewer([SAMPLE])).page)
  const counts = await view.settledCounts()
  expect(counts.events).toBeGreaterThan(1000)
  expect(counts.matched).toBeGreaterThan(0)
  expect(counts.total).toBeGreaterThanOrEqual(counts.matched)
  await expect(view.rows().first()).toBeVisible()
  expect((await view.drawn()).bars).toBeGreaterThan(0)
  await view.picture('workspace-light')
})

test('opens the sample case from the start page', async ({ openViewer }) => {
  const { page } = await openViewer()
  const view = new CaseView(page)
  await page.getByRole('button', { name: 'Open sample', exact: true }).click()
  expect((await view.settledCounts()).events).toBeGreaterThan(1000)
})

test('opens a folder, then more files, by dialog', async ({ openViewer }) => {
  const viewer = await openViewer()
  const view = new CaseView(viewer.page)
  const [first, second] = computers()
  await answerDialog(viewer, [first])
  await viewer.page.getByRole('button', { name: 'Open folder' }).first().click()
  const before = await view.settledCounts()
  await answerDialog(
    viewer,
    readdirSync(second).map((name) => path.join(second, name)),
  )
  await viewer.page.keyboard.press('Control+O')
  await expect.poll(async () => (await view.counts())?.events).toBeGreaterThan(before.events)
})

test('rows under the pointer stay where they are while more is read, and are still what they say', async ({
  openViewer,
}) => {
  const [first, second] = computers()
  const viewer = await openViewer([second])
  const { page } = viewer
  const view = new CaseView(page)
  const before = await view.settledCounts()
  const row = view.rows().nth(2)
  await row.locator('[col-id="start"]').hover()
  const starts = await view.column('start')
  const accounts = await view.column('account')
  await answerDialog(
    viewer,
    readdirSync(first).map((name) => path.join(first, name)),
  )
  await page.keyboard.press('Control+O')
  await expect.poll(async () => (await view.counts())?.events).toBeGreaterThan(before.events)
  await view.settled()
  await expect(page.getByText('rows held while pointed at')).toBeVisible()
  expect(await view.column('start')).toEqual(starts)
  await view.picture('rows-held')
  await page.mouse.down()
  await page.mouse.up()
  await expect(view.details.getByRole('heading', { level: 2 })).toContainText(accounts[2] ?? '')
  await expect(view.grid.locator('.ag-row-selected [col-id="start"]')).toHaveText(starts[2] ?? '')
  await page.mouse.move(600, 20)
  await expect(page.getByText('rows held while pointed at')).toHaveCount(0)
  await expect.poll(async () => (await view.column('start')).join()).not.toBe(starts.join())
  // The selection did not move with the rows.
  await expect(view.details.getByRole('heading', { level: 2 })).toContainText(accounts[2] ?? '')
})

test('opens a folder and a file by drop', async ({ openViewer }) => {
  const viewer = await openViewer()
  const view = new CaseView(viewer.page)
  const [first, second] = computers()
  await drop(viewer, [first])
  const before = await view.settledCounts()
  await drop(viewer, [second])
  await expect.poll(async () => (await view.counts())?.events).toBeGreaterThan(before.events)
})

test('a second start hands its files to the first and ends', async ({ openViewer, scratch }) => {
  const [first, second] = computers()
  const viewer = await openViewer([first])
  const view = new CaseView(viewer.page)
  const before = await view.settledCounts()
  const code = await electronProgram(
    path.join(scratch, 'profile-0'),
    [path.basename(second)],
    path.dirname(second),
  )
  expect(code).toBe(0)
  await expect.poll(async () => (await view.counts())?.events).toBeGreaterThan(before.events)
})

test('the same file opens once and says so', async ({ openViewer, scratch }) => {
  const [first] = computers()
  const log = 'Security.evtx'
  const copy = path.join(scratch, 'Copy of it.evtx')
  copyFileSync(path.join(first, log), copy)
  const viewer = await openViewer([path.join(first, log)])
  const view = new CaseView(viewer.page)
  const before = await view.settledCounts()
  await drop(viewer, [copy])
  await view.showEvidence()
  await expect(viewer.page.getByText(/Copy of it\.evtx/).first()).toBeVisible()
  await expect(viewer.page.getByText(/already open|same (content|file|log)/i).first()).toBeVisible()
  expect(await view.settledCounts()).toEqual(before)
})

test('opens by address, as a double click hands it over: blanks, umlauts, more than 260 characters', async ({
  openViewer,
  scratch,
}) => {
  const deep = path.join(
    scratch,
    ...Array.from({ length: 9 }, (_, i) => `${i} Fälle für Größeres – 100% Beweis`),
  )
  expect(deep.length).toBeGreaterThan(260)
  mkdirSync(deep, { recursive: true })
  const [, second] = computers()
  const log = path.join(deep, 'Sicherheit ü.evtx')
  cpSync(path.join(second, 'Security.evtx'), log)
  const view = new CaseView((await openViewer([pathToFileURL(log).href])).page)
  expect((await view.settledCounts()).events).toBeGreaterThan(10)
  await view.showEvidence()
  await expect(view.page.getByText(/Sicherheit ü\.evtx/).first()).toBeVisible()
})

/** Folders of two computers of the sample case. */
function computers(): [string, string] {
  return [path.join(SAMPLE, 'MER-RDS01'), path.join(SAMPLE, 'WS-0147')]
}

async function answerDialog({ app }: Viewer, filePaths: string[]): Promise<void> {
  await app.evaluate(({ dialog }, chosen) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: chosen })
  }, filePaths)
}
