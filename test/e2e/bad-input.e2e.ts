/** Input that is no log, or not wholly: a clear word in window and terminal, and nothing else is lost. */
import { spawnSync } from 'node:child_process'
import path from 'node:path'
import {
  emptyFile,
  folderWithoutLogs,
  halfFile,
  hostileNames,
  sparseZeros,
  textFile,
} from '../fixtures/bad-input'
import { CaseView } from './case-view'
import { ROOT, SAMPLE, expect, test } from './launch'

const BAD: readonly { what: string; make: (folder: string) => string; window: RegExp }[] = [
  { what: 'an empty file', make: (folder) => emptyFile(folder), window: /empty/i },
  {
    what: 'a text file called .evtx',
    make: (folder) => textFile(folder),
    window: /not an? .*(event )?log|no .*log/i,
  },
  {
    what: 'half a file',
    make: (folder) => halfFile(folder),
    window: /cut|truncat|ends|incomplete|short/i,
  },
  {
    what: 'a folder without logs',
    make: (folder) => folderWithoutLogs(folder),
    window: /holds no .*event logs/i,
  },
  {
    what: 'a sparse file of 2 GB',
    make: (folder) => sparseZeros(folder),
    window: /not an? .*(event )?log|no .*log|zero/i,
  },
]

for (const { what, make, window } of BAD) {
  test(`${what}: said in the window, the rest is read`, async ({ openViewer, scratch }) => {
    const { page } = await openViewer([make(scratch), path.join(SAMPLE, 'WS-0147')])
    const view = new CaseView(page)
    expect((await view.settledCounts()).events).toBeGreaterThan(100)
    await view.showEvidence()
    await expect(page.getByText(window).first()).toBeVisible()
    await view.picture(`bad-${what.replaceAll(/\W+/g, '-')}`)
  })

  test(`${what}: said in the terminal, with exit code 2`, ({ scratch }) => {
    const bad = make(scratch)
    const command = [
      path.join(ROOT, 'out', 'cli', 'main.js'),
      'sessions',
      '--format',
      'jsonl',
      '--all',
      bad,
      SAMPLE,
    ]
    const { status, stdout, stderr } = spawnSync(process.execPath, command, {
      encoding: 'utf8',
      timeout: 50_000,
    })
    expect({ status, named: stderr.includes(path.basename(bad)) }).toEqual({ status: 2, named: true })
    expect(stdout.split('\n').length).toBeGreaterThan(20)
  })
}

test('hostile names stay text', async ({ openViewer, scratch }) => {
  const { page } = await openViewer([hostileNames(scratch)])
  const view = new CaseView(page)
  await view.settledCounts()
  await expect(view.grid.getByText('<img src=x onerror=alert(1)>').first()).toBeVisible()
  await view.rows().first().locator('[col-id="account"]').click()
  await expect(view.details.getByText(/4624/).first()).toBeVisible()
  expect(await page.locator('img[src="x"]').count()).toBe(0)
  await view.picture('hostile-names')
})
