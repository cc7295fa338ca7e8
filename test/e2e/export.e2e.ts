/** Exports from the window: each format to a file, read back, with the facts beside it. */
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { copyFileSync, existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type { ElectronApplication } from '@playwright/test'
import Papa from 'papaparse'
import { CaseView } from './case-view'
import { expect, ROOT, SAMPLE, test } from './launch'

const CLI = path.join(ROOT, 'out', 'cli', 'main.js')

/** Answers the save dialog; an empty path cancels it. */
function saveAs(app: ElectronApplication, file: string): Promise<void> {
  return app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: filePath === '', filePath })
  }, file)
}

test('exports what the filter leaves, and everything', async ({ openViewer, scratch }) => {
  const { app, page } = await openViewer([SAMPLE])
  const view = new CaseView(page)
  await view.settled()
  const all = (await view.counts())!.matched
  await view.search.fill('rvdberg')
  await expect.poll(async () => (await view.counts())!.matched).toBeLessThan(all)
  await view.settled()
  const counts = (await view.counts())!

  await page.getByRole('button', { name: 'Export', exact: true }).click()
  const menu = page.getByRole('dialog', { name: 'Export sessions' })
  await view.picture('export-menu')
  const csv = path.join(scratch, 'sessions.csv')
  await saveAs(app, csv)
  await menu.getByRole('button', { name: /^CSV for spreadsheets/ }).click()
  await expect(menu.getByRole('status')).toContainText(`written to ${csv}`)
  const { data } = Papa.parse<Record<string, string>>(readFileSync(csv, 'utf8'), {
    header: true,
    skipEmptyLines: true,
  })
  expect(data.length).toBe(counts.matched)
  const facts = JSON.parse(readFileSync(`${csv}.export.json`, 'utf8')) as Record<string, unknown>
  expect(facts).toMatchObject({ exported: counts.matched, total: counts.total })
  expect(facts['filter']).toContain('rvdberg')

  await menu.getByRole('radio', { name: /^all/ }).click()
  for (const [name, file] of [
    [/^Excel/, 'all.xlsx'],
    [/^Parquet/, 'all.parquet'],
    [/^HTML report/, 'all.html'],
    [/^Timesketch JSON/, 'all.jsonl'],
  ] as const) {
    await saveAs(app, path.join(scratch, file))
    await menu.getByRole('button', { name }).click()
    await expect(menu.getByRole('status')).toContainText(`${counts.total} sessions written to`)
    await expect(menu.getByRole('status')).toContainText(file)
    expect(existsSync(path.join(scratch, file))).toBe(true)
  }
})

test('picked rows as a PDF: printed without script, whole, and noted with its hash', async ({
  openViewer,
  scratch,
}) => {
  test.setTimeout(120_000)
  const { app, page } = await openViewer([SAMPLE])
  const view = new CaseView(page)
  await view.settledCounts()
  await view.rows().first().locator('[col-id="account"]').click()
  await page.keyboard.press('Shift+ArrowDown')
  await page.keyboard.press('Shift+ArrowDown')
  await page.keyboard.press('v')
  const verdict = page.getByRole('dialog', { name: 'Verdict on the session' })
  await expect(verdict).toContainText('3 picked sessions')
  await expect(verdict.getByRole('button', { name: 'Save verdict' })).toBeDisabled()
  await verdict.getByRole('textbox', { name: 'Reason' }).fill('seen on camera')
  await view.picture('verdict-dialog')
  await page.keyboard.press('Enter')
  await expect(view.details).toContainText('Confirmed: seen on camera')

  await page.keyboard.press('Control+e')
  const menu = page.getByRole('dialog', { name: 'Export sessions' })
  await expect(menu.getByRole('radio', { name: '3 picked' })).toBeChecked()
  const pdf = path.join(scratch, 'report.pdf')
  await saveAs(app, pdf)
  await menu.getByRole('button', { name: /^PDF report/ }).click()
  await expect(menu.getByRole('status')).toContainText(`3 sessions written to ${pdf}`, { timeout: 60_000 })
  const bytes = readFileSync(pdf)
  expect(bytes.subarray(0, 5).toString()).toBe('%PDF-')
  expect(bytes.subarray(-16).toString()).toContain('%%EOF')
  expect(/\/JavaScript|\/JS |\/Launch|\/URI|\/EmbeddedFile/.exec(bytes.toString('latin1'))).toBeNull()
  const facts = JSON.parse(readFileSync(`${pdf}.export.json`, 'utf8')) as Record<string, unknown>
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  expect(facts).toMatchObject({ scope: 'picked', exported: 3, zone: 'UTC', file: 'report.pdf', sha256 })
  expect(readdirSync(scratch).filter((name) => name.startsWith('report.'))).toEqual([
    'report.pdf',
    'report.pdf.export.json',
  ])

  const csv = path.join(scratch, 'picked.csv')
  await saveAs(app, csv)
  await menu.getByRole('button', { name: /^CSV for spreadsheets/ }).click()
  await expect(menu.getByRole('status')).toContainText('3 sessions written to')
  const { data } = Papa.parse<Record<string, string>>(readFileSync(csv, 'utf8'), {
    header: true,
    skipEmptyLines: true,
  })
  expect(data.map((row) => [row['verdict'], row['verdict_reason']])).toEqual(
    Array.from({ length: 3 }, () => ['confirmed', 'seen on camera']),
  )
  const text = spawnSync('pdftotext', ['-layout', pdf, '-'], { encoding: 'utf8' })
  if (text.error !== undefined) console.log('not checked: the text of the PDF, for want of pdftotext')
  else for (const { account } of data) expect(text.stdout).toContain(account)
  await app.evaluate(({ dialog }) => {
    dialog.showMessageBox = () => Promise.resolve({ response: 1, checkboxChecked: false })
  })
})

test('an export that cannot be written says so; a cancelled one does nothing', async ({
  openViewer,
  scratch,
}) => {
  const { app, page } = await openViewer([SAMPLE])
  const view = new CaseView(page)
  await view.settled()
  await page.keyboard.press('Control+e')
  const menu = page.getByRole('dialog', { name: 'Export sessions' })
  await saveAs(app, '')
  await menu.getByRole('button', { name: /^JSON Lines/ }).click()
  await expect(menu.getByRole('status')).toBeEmpty()
  await saveAs(app, path.join(scratch, 'no such folder', 'x.jsonl'))
  await menu.getByRole('button', { name: /^JSON Lines/ }).click()
  await expect(menu.getByRole('alert')).toContainText('could not be written')
  await page.keyboard.press('Escape')
  await expect(menu).toBeHidden()
})

test('the command line exports too, says where it cannot, and never writes to a log', ({ scratch }) => {
  const log = path.join(scratch, 'Security.evtx')
  copyFileSync(path.join(SAMPLE, 'WS-0147', 'Security.evtx'), log)
  const before = readFileSync(log)
  const run = (out: string) =>
    spawnSync(process.execPath, [CLI, 'export', '--format', 'timesketch-csv', '--out', out, log], {
      encoding: 'utf8',
    })
  const written = run(path.join(scratch, 'events.csv'))
  expect(written.status).toBe(0)
  expect(written.stderr).toMatch(/events\.csv: \d+ bytes, SHA-256 [0-9a-f]{64}/)
  const nowhere = run(path.join(scratch, 'none', 'events.csv'))
  expect(nowhere.status).toBe(1)
  expect(nowhere.stderr).toContain('could not be written')
  const printed = spawnSync(process.execPath, [CLI, 'export', '--format', 'pdf', '--out', 'x.pdf', log], {
    encoding: 'utf8',
  })
  expect(printed.status).toBe(1)
  expect(printed.stderr).toContain('a PDF is printed by the window')
  const onto = run(log)
  expect(onto.status).toBe(1)
  expect(onto.stderr).toContain('is one of the open logs')
  expect(readFileSync(log).equals(before)).toBe(true)
})
