/** The case file in the window: tag, note, save, close, reopen; and the whole way by keyboard alone. */
import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { ElectronApplication, Page } from '@playwright/test'
import { CaseView } from './case-view'
import { ROOT, SAMPLE, expect, test } from './launch'

const CLI = path.join(ROOT, 'out', 'cli', 'main.js')

/** Answers the save dialog; an empty path cancels it. */
function saveAs(app: ElectronApplication, file: string): Promise<void> {
  return app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: filePath === '', filePath })
  }, file)
}

/** Answers the dialog that asks for a file. */
function chooseFile(app: ElectronApplication, file: string): Promise<void> {
  return app.evaluate(({ dialog }, chosen) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [chosen] })
  }, file)
}

/** Answers questions with the button of this number, and counts them. */
function answerQuestions(app: ElectronApplication, button: number): Promise<void> {
  return app.evaluate(({ dialog }, response) => {
    const counter = globalThis as { asked?: number }
    counter.asked = 0
    dialog.showMessageBox = () => {
      counter.asked = (counter.asked ?? 0) + 1
      return Promise.resolve({ response, checkboxChecked: false })
    }
  }, button)
}
const asked = (app: ElectronApplication): Promise<number> =>
  app.evaluate(() => (globalThis as { asked?: number }).asked ?? 0)

const tagged = (page: Page): Promise<string | null> =>
  page.getByRole('application', { name: 'Session timeline' }).getAttribute('data-tags')

/** A copy of some logs of the sample, with their bytes and times of change. */
function evidence(scratch: string): { folder: string; log: string; unchanged: () => void } {
  const folder = path.join(scratch, 'logs')
  cpSync(path.join(SAMPLE, 'WS-0147'), folder, { recursive: true })
  const log = path.join(folder, 'Security.evtx')
  const [bytes, { mtimeMs }] = [readFileSync(log), statSync(log)]
  const unchanged = (): void => {
    expect(readFileSync(log).equals(bytes)).toBe(true)
    expect(statSync(log).mtimeMs).toBe(mtimeMs)
  }
  return { folder, log, unchanged }
}

async function tagFirst(view: CaseView): Promise<void> {
  await view.settledCounts()
  await view.rows().first().locator('[col-id="account"]').click()
  await view.page.keyboard.press('t')
  await expect(view.page.getByRole('dialog', { name: 'Tag the session' })).toBeVisible()
}

test('tag, note, save, close, reopen', async ({ openViewer, scratch }) => {
  const { folder, unchanged } = evidence(scratch)
  const file = path.join(scratch, 'IR-0318.sojourn')
  const { app, page } = await openViewer([folder])
  const view = new CaseView(page)
  await tagFirst(view)
  await view.picture('tag-dialog')
  await page.keyboard.press('1')
  await expect(page.getByRole('dialog')).toBeHidden()
  await expect(view.details).toContainText('Malicious')
  await expect.poll(() => tagged(page)).toBe('m-tag-malicious')

  await page.keyboard.press('n')
  await page.getByRole('textbox', { name: 'Note on the session' }).fill('Seen by HR.\n<b>=1+1</b> \u202eabc')
  await view.picture('note-dialog')
  await page.keyboard.press('Control+Enter')
  await expect(view.details).toContainText('<b>=1+1</b> <U+202E>abc')

  await view.details.getByRole('button', { name: 'Tag', exact: true }).click()
  await page.getByRole('textbox', { name: 'Own tag' }).fill('vpn pool')
  await page.keyboard.press('Enter')
  await expect(view.details).toContainText('vpn pool')
  await expect(page.getByText('not saved')).toBeVisible()

  await saveAs(app, file)
  await page.keyboard.press('Control+s')
  await expect(page.getByRole('button', { name: 'IR-0318' })).toBeVisible()
  await expect(page.getByText('not saved')).toBeHidden()
  // From now on each change is on the disk at once.
  await view.details.getByRole('button', { name: 'Tag', exact: true }).focus()
  await page.keyboard.press('t')
  await page.getByRole('dialog', { name: 'Tag the session' }).waitFor()
  await page.keyboard.press('b')
  await expect(view.details).toContainText('Bookmark')
  expect(readFileSync(file, 'utf8')).toContain('"kind":"bookmark"')
  await view.picture('case-tagged')
  await page.setViewportSize({ width: 1024, height: 700 })
  await view.picture('case-tagged-narrow')
  await page.setViewportSize({ width: 1440, height: 900 })
  await page.emulateMedia({ colorScheme: 'dark' })
  await view.picture('case-tagged-dark')
  await page.getByRole('button', { name: 'IR-0318' }).click()
  await expect(page.getByRole('dialog', { name: 'Case' })).toContainText('SHA-256')
  await view.picture('case-sheet')
  await answerQuestions(app, 2)
  await app.close()
  expect(existsSync(`${file}.lock`)).toBe(false)

  const again = await openViewer([file])
  const second = new CaseView(again.page)
  await second.settledCounts()
  await expect.poll(() => tagged(again.page)).toBe('m-tag-malicious')
  await second.search.fill('tag:malicious')
  await expect.poll(async () => (await second.counts())?.matched).toBe(1)
  await second.settled()
  await second.rows().first().locator('[col-id="account"]').click()
  await expect(second.details).toContainText('vpn pool')
  await expect(second.details).toContainText('Seen by HR.')
  await again.page.keyboard.press('Control+k')
  await again.page.keyboard.type('show the case')
  await again.page.keyboard.press('Enter')
  await expect(again.page.getByRole('dialog', { name: 'Case' })).toContainText('read again, unchanged')
  unchanged()
})

test('a log that changed or is gone is told, and its tags are listed', async ({ openViewer, scratch }) => {
  test.setTimeout(180_000)
  const { folder, log } = evidence(scratch)
  const file = path.join(scratch, 'a.sojourn')
  const first = await openViewer([folder])
  const view = new CaseView(first.page)
  await tagFirst(view)
  await first.page.keyboard.press('2')
  await expect(view.details).toContainText('Suspicious')
  await saveAs(first.app, file)
  await first.page.keyboard.press('Control+s')
  await expect.poll(() => existsSync(file)).toBe(true)
  await first.app.close()

  const bytes = readFileSync(log)
  const original = path.join(scratch, 'original.evtx')
  writeFileSync(original, bytes)
  writeFileSync(log, Buffer.concat([bytes, Buffer.alloc(65_536)]))
  const changed = await openViewer([file])
  const question = changed.page.getByRole('alertdialog', { name: 'Evidence of this case has changed' })
  await expect(question).toContainText('When last read', { timeout: 60_000 })
  // Nothing goes on before the answer: no key, no other dialog.
  await changed.page.keyboard.press('Escape')
  await changed.page.keyboard.press('Control+k')
  await expect(question).toBeVisible()
  await expect(changed.page.getByRole('combobox', { name: 'Commands and places' })).toBeHidden()
  await new CaseView(changed.page).picture('case-changed')
  // Another file is not taken for it; the original is, and what was read before it is gone.
  await chooseFile(changed.app, path.join(folder, 'System.evtx'))
  await question.getByRole('button', { name: 'Locate the original' }).click()
  await expect(question.getByRole('alert')).toContainText('is not the log that this case read')
  await chooseFile(changed.app, original)
  await question.getByRole('button', { name: 'Locate the original' }).click()
  await expect(question).toBeHidden()
  const second = new CaseView(changed.page)
  await second.settledCounts()
  await expect.poll(() => tagged(changed.page)).toBe('m-tag-suspicious')
  expect(readFileSync(file, 'utf8')).toContain('"finding":"moved"')
  await changed.app.close()

  rmSync(original)
  const gone = await openViewer([file])
  await expect(gone.page.getByText(/log of this case was not found/)).toBeVisible()
  await new CaseView(gone.page).settled()
  await gone.page.getByRole('button', { name: /a.*not in these logs/ }).click()
  const sheet = gone.page.getByRole('dialog', { name: 'Case' })
  await expect(sheet).toContainText('Sessions that the opened logs do not hold')
  await expect(sheet.getByRole('img', { name: 'Suspicious' })).toBeVisible()
  await new CaseView(gone.page).picture('case-lost')
  // The log as it was, from where it was put meanwhile.
  const kept = path.join(scratch, 'kept.evtx')
  writeFileSync(kept, bytes)
  await chooseFile(gone.app, kept)
  await sheet.getByRole('button', { name: 'Locate' }).click()
  await expect.poll(() => tagged(gone.page)).toBe('m-tag-suspicious')
  await expect(sheet.getByText('Logs that were not found')).toBeHidden()
})

test('a changed log is taken as it is only when a person says so', async ({ openViewer, scratch }) => {
  test.setTimeout(180_000)
  const { folder, log } = evidence(scratch)
  const file = path.join(scratch, 'b.sojourn')
  const first = await openViewer([folder])
  await tagFirst(new CaseView(first.page))
  await first.page.keyboard.press('1')
  await saveAs(first.app, file)
  await first.page.keyboard.press('Control+s')
  await expect.poll(() => existsSync(file)).toBe(true)
  await first.app.close()
  writeFileSync(log, Buffer.concat([readFileSync(log), Buffer.alloc(65_536)]))
  for (const command of ['events', 'logons', 'sessions', 'evidence']) {
    const told = spawnSync(process.execPath, [CLI, command, file], { encoding: 'utf8', maxBuffer: 1 << 28 })
    expect(told.status).toBe(2)
    expect(told.stderr).toContain('changed since the case read it')
  }
  const csv = path.join(scratch, 'case.csv')
  expect(spawnSync(process.execPath, [CLI, 'export', '--all', '--out', csv, file]).status).toBe(2)
  expect(readFileSync(csv, 'utf8')).toContain(',malicious,')
  for (const opening of [1, 2]) {
    const { app, page } = await openViewer([file])
    const question = page.getByRole('alertdialog')
    await expect(question).toContainText('Security.evtx', { timeout: 60_000 })
    if (opening === 1) await question.getByRole('button', { name: 'Close the case' }).click()
    else await question.getByRole('button', { name: 'Go on with it as changed' }).click()
    await expect(question).toBeHidden()
    await app.close()
  }
  expect(readFileSync(file, 'utf8').match(/"finding":"(differs|changed)"/g)).toEqual([
    '"finding":"differs"',
    '"finding":"differs"',
    '"finding":"changed"',
  ])
  const { page } = await openViewer([file])
  await new CaseView(page).settledCounts()
  await expect(page.getByRole('alertdialog')).toBeHidden()
})

test('tags that no file holds are asked about once', async ({ openViewer, scratch }) => {
  const { folder } = evidence(scratch)
  const { app, page } = await openViewer([folder])
  await tagFirst(new CaseView(page))
  await page.keyboard.press('3')
  await expect(page.getByText('not saved')).toBeVisible()
  // Several rows at once, from the menu under the pointer.
  await page.keyboard.press('Shift+ArrowDown')
  await expect(page.getByText('2 selected')).toBeVisible()
  await page.keyboard.press('Shift+ArrowDown')
  await expect(page.getByText('3 selected')).toBeVisible()
  await page.keyboard.press('t')
  const dialog = page.getByRole('dialog', { name: 'Tag the session' })
  await expect(dialog).toContainText('3 picked sessions')
  await page.keyboard.press('b')
  await expect.poll(async () => ((await tagged(page)) ?? '').split(' ').length).toBe(3)
  const view = new CaseView(page)
  await view.rows().nth(3).locator('[col-id="account"]').click({ button: 'right' })
  await page.getByRole('menuitem', { name: 'Note on the session' }).click()
  await page.getByRole('textbox', { name: 'Note on the session' }).fill('from the menu')
  await page.keyboard.press('Escape')
  await expect(page.getByText('The note is not saved.')).toBeVisible()
  await page.getByRole('button', { name: 'Save note' }).click()
  await expect(view.details).toContainText('from the menu')
  await answerQuestions(app, 2)
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close())
  await expect.poll(() => asked(app)).toBe(1)
  await expect(page.getByText('not saved')).toBeVisible()
  // Saved by the answer.
  const file = path.join(scratch, 'kept')
  await answerQuestions(app, 0)
  await saveAs(app, file)
  const closed = app.waitForEvent('close')
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close())
  await closed
  expect(readFileSync(`${file}.sojourn`, 'utf8')).toContain('"tag":"benign"')
})

test('opens, filters an account, selects, notes and exports by keyboard alone', async ({
  openViewer,
  scratch,
}) => {
  const { app, page } = await openViewer()
  const view = new CaseView(page)
  const keys = page.keyboard
  await app.evaluate(({ dialog }, chosen) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [chosen] })
  }, SAMPLE)
  await keys.press('Control+Shift+o')
  const all = await view.settledCounts()

  await keys.press('Control+f')
  await keys.type('account:j.hollis')
  await expect.poll(async () => (await view.counts())?.matched).toBeLessThan(all.matched)
  await view.settled()
  const { matched } = (await view.counts())!
  expect(matched).toBeGreaterThan(0)

  // Round the panes until the grid has the focus; its first row is selected with it.
  await expect
    .poll(async () => {
      await keys.press('F6')
      return page.evaluate(() => document.activeElement?.closest('[data-pane="grid"]') != null)
    })
    .toBe(true)
  await keys.press('ArrowDown')
  await keys.press('ArrowUp')
  await expect(view.grid.locator('.ag-row-selected')).toHaveCount(1)
  await keys.press('n')
  await expect(page.getByRole('textbox', { name: 'Note on the session' })).toBeFocused()
  await keys.type('first session of the day')
  await keys.press('Control+Enter')
  await expect(view.details).toContainText('first session of the day')
  await expect
    .poll(() => page.evaluate(() => document.activeElement?.closest('[data-pane="grid"]') != null))
    .toBe(true)

  const csv = path.join(scratch, 'sessions.csv')
  await saveAs(app, csv)
  await keys.press('Control+e')
  const menu = page.getByRole('dialog', { name: 'Export sessions' })
  await expect(menu).toBeVisible()
  await keys.press('Tab')
  await expect(menu.getByRole('button', { name: /^CSV for spreadsheets/ })).toBeFocused()
  await keys.press('Enter')
  await expect(menu.getByRole('status')).toContainText(`written to ${csv}`)
  await keys.press('Escape')

  const file = path.join(scratch, 'keys.sojourn')
  await saveAs(app, file)
  await keys.press('Control+s')
  await expect
    .poll(() => existsSync(file) && readFileSync(file, 'utf8').includes('"kind":"export"'))
    .toBe(true)
  const lines = readFileSync(file, 'utf8').trimEnd().split('\n')
  const noted = lines
    .map((line) => JSON.parse(line) as Record<string, unknown>)
    .find(({ kind }) => kind === 'export')
  expect(noted).toMatchObject({ path: csv, sessions: matched })
})

test('recent cases on the start page', async ({ openViewer, scratch }) => {
  const { folder } = evidence(scratch)
  const file = path.join(scratch, 'IR-0297.sojourn')
  const { app, page } = await openViewer([folder])
  const view = new CaseView(page)
  await tagFirst(view)
  await page.keyboard.press('1')
  await expect(view.details).toContainText('Malicious')
  await saveAs(app, file)
  await page.keyboard.press('Control+s')
  await expect(page.getByRole('button', { name: 'IR-0297' })).toBeVisible()
  await page.keyboard.press('Control+n')
  const recent = page.getByRole('region', { name: 'Recent cases' }).getByRole('button', { name: /IR-0297/ })
  await expect(recent).toContainText('1 session marked')
  await view.picture('start-recents')
  await recent.click()
  await view.settledCounts()
  await expect.poll(() => tagged(page)).toBe('m-tag-malicious')
})
