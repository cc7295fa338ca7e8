/** The clock of a computer corrected by hand: entered, seen in sessions, details, status bar, evidence view and custody log, and taken back. */
import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { LogHost } from '../fixtures/log-host'
import { logoffByUser4647, logon4624, lsm21, privileges4672 } from '../fixtures/windows-events'
import { CaseView } from './case-view'
import { SAMPLE, expect, test } from './launch'

const ALICE = { sid: 'S-1-5-21-1-1-1-1104', name: 'alice', domain: 'DOM' }
const ip = '203.0.113.9'
const at = (clock: string): string => `2024-05-14T${clock}Z`

function logs(scratch: string): string {
  const folder = path.join(scratch, 'logs')
  const host = new LogHost('PC1.dom.example').add(
    logon4624(at('07:00:00'), { account: ALICE, logonId: 0x50000, logonType: 3, ip: '10.0.0.9' }),
    logon4624(at('08:00:00'), {
      account: ALICE,
      logonId: 0x51000,
      logonType: 10,
      ip,
      restrictedAdmin: '%%1842',
    }),
    privileges4672(at('08:00:00'), { account: ALICE, logonId: 0x51000 }),
    lsm21(at('08:00:01'), { user: 'DOM\\alice', sessionId: 2, address: ip }),
    logoffByUser4647(at('17:00:00'), { account: ALICE, logonId: 0x51000 }),
  )
  mkdirSync(folder, { recursive: true })
  for (const { name, bytes } of host.files()) writeFileSync(path.join(folder, name), bytes)
  return folder
}

test('the clock of a lane is that computer of the lane, whatever is selected', async ({ openViewer }) => {
  const { page } = await openViewer([SAMPLE])
  const view = new CaseView(page)
  await view.settledCounts()
  const row = view.rows().first()
  await row.click()
  const selected = await row.locator('[col-id="computer"]').innerText()
  await page.getByRole('radio', { name: 'Computer' }).click()
  await expect(page.locator('.timeline-names span').first()).toHaveText('Computer')
  const lanes = page.locator('.timeline-group-name')
  const names = await lanes.allInnerTexts()
  const at = names.findIndex((name) => name !== selected && name.trim() !== '')
  await lanes.nth(at).click({ button: 'right' })
  await expect(page.getByRole('menuitem', { name: /^Tag/ })).toHaveCount(0)
  await page.getByRole('menuitem', { name: 'Correct the clock of this computer' }).click()
  await expect(page.getByRole('dialog').locator('.dialog-head p')).toContainText(names[at]!.trim())
})

test('a clock correction is entered, shown everywhere, and taken back', async ({ openViewer, scratch }) => {
  const { page } = await openViewer([logs(scratch)])
  const view = new CaseView(page)
  await view.settledCounts()
  const desktop = view.rows().filter({ hasText: ip }).first()
  await desktop.click()
  await expect(view.details.getByText('Restricted admin', { exact: true })).toBeVisible()
  await expect(view.details.getByText('No network-level authentication', { exact: true })).toBeVisible()
  await view.picture('badges')

  const openDialog = async (): Promise<void> => {
    await desktop.locator('[col-id="computer"]').click({ button: 'right' })
    await page.getByRole('menuitem', { name: 'Correct the clock of this computer' }).click()
  }
  await openDialog()
  const dialog = page.getByRole('dialog')
  const offset = dialog.getByLabel('Added to all its times')
  const apply = dialog.getByRole('button', { name: 'Correct', exact: true })
  await offset.fill('soon')
  await expect(apply).toBeDisabled()
  await offset.fill('-1:00:00')
  await dialog.getByLabel('Why, for the case file').fill('an hour ahead of the switch')
  await view.picture('clock-dialog')
  await apply.click()

  await expect(view.details).toContainText('recorded as')
  await expect(view.details).toContainText(
    'All times of this computer are moved by -1:00:00, as the case says: an hour ahead of the switch.',
  )
  await expect(desktop.locator('[col-id="start"]')).toContainText('07:00:00')
  await view.picture('clock-corrected')
  await view.status.getByRole('button', { name: '1 clock correction' }).click()
  const evidence = page.getByRole('region', { name: 'Evidence' })
  await expect(evidence).toContainText(
    'All times moved by -1:00:00, as the case says: an hour ahead of the switch',
  )
  await view.picture('clock-evidence')

  await page.keyboard.press('Control+1')
  await desktop.click()
  await openDialog()
  await expect(offset).toHaveValue('-1:00:00')
  await dialog.getByRole('button', { name: 'Take the correction back' }).click()
  await expect(desktop.locator('[col-id="start"]')).toContainText('08:00:00')
  await expect(view.status.getByRole('button', { name: /clock correction/ })).toHaveCount(0)
})
