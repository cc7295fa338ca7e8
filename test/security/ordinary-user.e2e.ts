/** As an ordinary user: Chromium's sandbox is on, and a file without permission is a sentence, not a failure. */
import { chmodSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { unreadableFile } from '../fixtures/bad-input'
import { openAsNobody, whyNotAsNobody } from '../e2e/as-nobody'
import { CaseView } from '../e2e/case-view'
import { type Viewer, expect, test } from '../e2e/launch'

test('the page is sandboxed and reads what this user may read', async ({ scratch }) => {
  const reason = whyNotAsNobody()
  test.skip(reason !== null, reason ?? '')
  const locked = unreadableFile(path.join(scratch, 'evidence'))
  chmodSync(path.dirname(locked), 0o755)
  const viewer = await openAsNobody(scratch, [locked])
  const view = new CaseView(viewer.page)
  expect((await view.settledCounts()).events).toBeGreaterThan(1000)
  expect(await pageProcess(viewer)).toEqual({ uid: 65534, seccompFilters: true, ownProcesses: true })
  await view.showEvidence()
  await expect(viewer.page.getByText(/permission/i).first()).toBeVisible()
  await view.picture('as-nobody')
  expect(viewer.complaints).toEqual([])
  await viewer.app.close()
})

/** What the kernel says about the process of the page. */
async function pageProcess({
  app,
}: Viewer): Promise<{ uid: number; seccompFilters: boolean; ownProcesses: boolean }> {
  const pid = await app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.webContents.getOSProcessId(),
  )
  const status = readFileSync(`/proc/${String(pid)}/status`, 'utf8')
  const field = (name: string): string => new RegExp(`^${name}:\\s*(.*)$`, 'm').exec(status)?.[1] ?? ''
  return {
    uid: Number(field('Uid').split('\t')[0]),
    seccompFilters: field('Seccomp') === '2',
    ownProcesses: field('NSpid').split('\t').length > 1,
  }
}
