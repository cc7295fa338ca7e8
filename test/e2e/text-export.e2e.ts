/** An XML export beside its log, one record of it changed: sessions go by the log, and the disagreement is shown. */
import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { writeEvtx } from '../fixtures/evtx-writer/write-evtx'
import { LogHost } from '../fixtures/log-host'
import { logoffByUser4647, logon4624 } from '../fixtures/windows-events'
import { CaseView } from './case-view'
import { expect, test } from './launch'

/** What the built command line prints of a log. */
const exported = (log: string): string =>
  execFileSync(process.execPath, ['out/cli/main.js', 'events', '--format', 'xml', log], { encoding: 'utf8' })

const ALICE = { sid: 'S-1-5-21-1-1-1-1104', name: 'alice', domain: 'DOM' }

test('a changed export is a conflict, and its records are shown as they stand', async ({
  openViewer,
  scratch,
}) => {
  const host = new LogHost('PC1.dom.example').add(
    logon4624('2024-05-14T08:00:00Z', { account: ALICE, logonId: 0x5a001, logonType: 10, ip: '10.0.0.9' }),
    logoffByUser4647('2024-05-14T17:00:00Z', { account: ALICE, logonId: 0x5a001 }),
  )
  const log = path.join(scratch, 'Security.evtx')
  writeFileSync(log, writeEvtx(host.records()))
  const forged = path.join(scratch, 'A.xml')
  writeFileSync(forged, exported(log).replace('10.0.0.9', '10.6.6.6'))

  const { page } = await openViewer([log, forged])
  const view = new CaseView(page)
  expect(await view.settledCounts()).toEqual({ matched: 1, total: 1, events: 4 })
  await view.rows().first().locator('[col-id="account"]').click()
  const logon = view.details.locator('.event-row', { hasText: '4624' })
  await expect(logon).toHaveAttribute('title', /Security\.evtx$/)
  const logoff = view.details.locator('.event-row', { hasText: '4647' })
  await expect(logoff).toHaveAttribute('title', /Security\.evtx\nalso in .*A\.xml$/)
  await expect(view.details).toContainText(/record 1 \(4624\) reads otherwise in .*A\.xml/)
  await page.keyboard.press('Control+5')
  const conflicts = page.locator('.coverage-conflicts')
  await expect(conflicts).toContainText('one of the two was changed or damaged')
  await expect(conflicts).toContainText('differs in ip')
  await view.picture('export-conflict')
})

test('an XML export alone opens as a log does', async ({ openViewer, scratch }) => {
  const host = new LogHost('PC1.dom.example').add(
    logon4624('2024-05-14T08:00:00Z', { account: ALICE, logonId: 0x5a001, logonType: 2 }),
    logoffByUser4647('2024-05-14T17:00:00Z', { account: ALICE, logonId: 0x5a001 }),
  )
  const log = path.join(scratch, 'Security.evtx')
  writeFileSync(log, writeEvtx(host.records()))
  const saved = path.join(scratch, 'saved.xml')
  writeFileSync(saved, Buffer.from(`\ufeff${exported(log)}`, 'utf16le'))

  const { page } = await openViewer([saved])
  const view = new CaseView(page)
  expect(await view.settledCounts()).toEqual({ matched: 1, total: 1, events: 2 })
  await view.rows().first().locator('[col-id="account"]').click()
  await view.details.getByRole('button', { name: /4647/ }).first().click()
  await expect(page.getByRole('document', { name: 'Record text' })).toContainText('4647</EventID>')
  await view.picture('export-alone')
})
