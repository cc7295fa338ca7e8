/** A log of Windows 2003 in the window: who ended a session is told by 551, and its records can be read. */
import { existsSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import {
  KLEE,
  logoff538,
  logoff551,
  logon528,
  start512,
  stop513,
  terminal68x,
  type LegacyAccount,
} from '../fixtures/evt-writer/legacy-events'
import { writeEvt, type LegacyRecord } from '../fixtures/evt-writer/write-evt'
import { CaseView } from './case-view'
import { ROOT, expect, test } from './launch'

const SMITH: LegacyAccount = { name: 'jsmith', domain: 'ACME', sid: 'S-1-5-21-7-8-9-1003' }

/** A day of a terminal server: one person at its desk, one from elsewhere with a pause. */
function day(date: string, n: number): LegacyRecord[] {
  const at = (clock: string): string => `2005-06-${date}T${clock}Z`
  const desk = { account: KLEE, logonId: 0x10000 + n * 0x1000 }
  const remote = { account: SMITH, logonId: 0x20000 + n * 0x1000, logonType: 10 }
  return [
    start512(at('06:58:00')),
    logon528(at('08:00:00'), desk),
    logon528(at('09:10:00'), { ...remote, ip: '10.1.2.50' }),
    terminal68x(at('11:30:00'), 683, remote),
    logoff551(at('12:05:00'), desk),
    logoff538(at('12:05:02'), desk),
    terminal68x(at('13:00:00'), 682, remote),
    logoff551(at('16:45:00'), remote),
    logoff538(at('16:45:03'), remote),
    stop513(at('18:00:00')),
  ]
}

test('sessions of a legacy log end by their user, down to the record', async ({ openViewer, scratch }) => {
  const log = path.join(scratch, 'SecEvent.Evt')
  const records = ['01', '02', '03'].flatMap(day)
  writeFileSync(log, writeEvt(records, { dirty: true }).bytes)

  const { page } = await openViewer([log])
  const view = new CaseView(page)
  expect(await view.settledCounts()).toEqual({ matched: 6, total: 6, events: records.length })
  const reasons = await view.column('endReason')
  expect(reasons).toHaveLength(6)
  for (const reason of reasons) expect(reason).toMatch(/user logg?ed off|user logoff/i)

  await view.rows().first().locator('[col-id="account"]').click()
  await expect(view.details.getByRole('button', { name: /551/ }).first()).toBeVisible()
  await view.details.getByRole('button', { name: /551/ }).first().click()
  const record = page.getByRole('document', { name: 'Record text' })
  await expect(record).toContainText("<Provider Name='Security'/>")
  await expect(record).toContainText('551</EventID>')
  await view.picture('legacy-log')
})

const WINDOWS_2003 = path.resolve(ROOT, '../shared/evidence/synthetic/evt/W2K3A_SecEvent.Evt')

test('sessions of a whole log of Windows 2003: those that 551 ended carry its mark', async ({
  openViewer,
}) => {
  test.skip(!existsSync(WINDOWS_2003), 'skipped: ../shared/evidence is absent')
  const { page } = await openViewer([WINDOWS_2003])
  const view = new CaseView(page)
  const { total } = await view.settledCounts()
  expect(total).toBeGreaterThan(20)
  await view.picture('windows-2003')
  await view.search.fill('end:551')
  await view.search.press('Enter')
  await expect.poll(async () => (await view.counts())?.matched).toBe(13)
  for (const reason of await view.column('endReason')) expect(reason).toMatch(/user logoff/i)
  await view.rows().first().locator('[col-id="account"]').click()
  await expect(view.details.getByRole('button', { name: /551/ }).first()).toBeVisible()
  await view.picture('windows-2003-551')
})
