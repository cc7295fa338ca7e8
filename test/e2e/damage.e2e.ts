/** Damage is a result: counts that add up and byte ranges, in the pane of the files and beside the records of a session. */
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { CaseView } from './case-view'
import { SAMPLE, expect, test } from './launch'

const CHUNK = 65_536
const HEADER = 4096

test('a damaged log says what was lost and where', async ({ openViewer, scratch }) => {
  const log = path.join(scratch, 'Security.evtx')
  const bytes = readFileSync(path.join(SAMPLE, 'MER-RDS01', 'Security.evtx'))
  // A record of the first chunk loses what follows its header, a later chunk its signature.
  bytes.fill(0xff, HEADER + 4000, HEADER + 4200)
  bytes.write('XXXX', HEADER + 2 * CHUNK)
  // All others have a wrong checksum: their records can be read.
  for (let chunk = HEADER; chunk < bytes.length; chunk += CHUNK) bytes.writeUInt32LE(7, chunk + 52)
  writeFileSync(log, bytes)

  const { page } = await openViewer([log])
  const view = new CaseView(page)
  await view.settled()
  await view.showEvidence()
  const pane = page.getByRole('region', { name: 'Evidence files' })
  const report = pane.getByRole('button', { name: 'Damage report' })
  await expect(report).toHaveAttribute('aria-expanded', 'false')
  await report.click()

  const counts = await pane.getByText(/ seen = /).innerText()
  const [seen = 0, decoded = 0, damaged = 0, skipped = 0] = counts
    .replaceAll(',', '')
    .match(/\d+/g)!
    .map(Number)
  expect(decoded).toBeGreaterThan(0)
  expect(damaged + skipped).toBeGreaterThan(0)
  expect(seen).toBe(decoded + damaged + skipped)

  const ranges = pane.getByRole('list', { name: 'Damaged and recovered byte ranges' })
  const lost = HEADER + 2 * CHUNK
  await expect(ranges.getByText(`bytes ${lost} to ${lost + CHUNK - 1} (0x21000 to 0x30fff)`)).toBeVisible()
  await expect(ranges.getByText('Lost chunk')).toBeVisible()
  await view.picture('damage')

  await pane.getByRole('checkbox', { name: 'Recover deleted and damaged records' }).check()
  await expect(pane.getByText(/ beside them = /)).toBeVisible()
  await view.settled()
  await view.picture('recovered')

  await view.rows().first().click()
  await expect(view.details.getByRole('button', { name: 'Damage report' }).first()).toBeVisible()
  await view.details
    .getByRole('button', { name: /^\d\d:\d\d/ })
    .first()
    .click()
  const raw = page.getByRole('region', { name: 'Raw record' })
  await expect(raw.getByText('The record itself could be read.', { exact: false })).toBeVisible()
  await expect(
    raw.getByRole('list', { name: 'Damage at this record' }).getByText(/^bytes \d+ to \d+ /),
  ).toBeVisible()
  await view.picture('damaged-chunk-record')

  await page.keyboard.press('Escape')
  await page.keyboard.press('Control+5')
  await expect(
    page
      .getByRole('region', { name: 'MER-RDS01' })
      .getByText(/damaged chunks/)
      .first(),
  ).toBeVisible()
  await view.picture('damage-evidence-view')

  // From the table of damage to the place among the events, and back.
  const table = page.getByRole('list', { name: 'Damaged and recovered byte ranges' })
  await page
    .getByRole('region', { name: 'MER-RDS01' })
    .getByRole('button', { name: 'Damage report' })
    .first()
    .click()
  const item = table.getByRole('listitem').filter({ hasText: `bytes ${lost} to` })
  await item.getByRole('button', { name: 'Show among the events' }).click()
  const record = page.getByRole('region', { name: 'Record', exact: true })
  await expect(record.getByRole('heading', { name: 'Lost chunk' })).toBeVisible()
  await expect(record.getByText(/^between records \d+ and \d+$/)).toBeVisible()
  await expect(record.getByText(`chunk 2, bytes ${lost} to`, { exact: false })).toBeVisible()
  // Its bytes: the signature that is gone.
  await expect(record.getByText('00021000 58 58 58 58 68 6e 6b 00 XXXXhnk.', { exact: false })).toBeVisible()
  const band = page.getByRole('row').filter({ hasText: 'Lost chunk between records' })
  await expect(band).toBeVisible()
  await view.picture('damage-among-events')
  await page.getByRole('button', { name: /^Damaged \d+$/ }).click()
  await expect(page.getByText(/^0 of /).first()).toBeVisible()
  await view.picture('only-damaged')
  await record.getByRole('button', { name: 'Show in the damage report' }).click()
  await expect(
    page
      .getByRole('region', { name: 'MER-RDS01' })
      .getByRole('listitem')
      .filter({ hasText: `bytes ${lost} to` }),
  ).toHaveAttribute('aria-current', 'true')
  await view.picture('damage-report-reached')
})
