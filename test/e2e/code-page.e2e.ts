/** 8-bit text of logs: its code page is chosen in the settings, opened logs are read again, and the custody log says so. */
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { rawValue } from '../fixtures/evtx-writer/values'
import { writeEvtx } from '../fixtures/evtx-writer/write-evtx'
import { CaseView } from './case-view'
import { expect, test } from './launch'

const ANSI = 2
/** `Привет` in windows-1251; in windows-1252 the same bytes are `Ïðèâåò`. */
const GREETING = new Uint8Array([0xcf, 0xf0, 0xe8, 0xe2, 0xe5, 0xf2])

test('a code page is chosen, opened logs are read again with it', async ({ openViewer, scratch }) => {
  const log = path.join(scratch, 'Application.evtx')
  writeFileSync(
    log,
    writeEvtx([
      {
        provider: 'Test',
        channel: 'Application',
        computer: 'PC1',
        eventId: 7,
        time: '2024-03-12T10:00:00Z',
        body: { kind: 'named', data: [['greeting', rawValue(ANSI, GREETING)]] },
      },
    ]),
  )
  const viewer = await openViewer([log])
  const { page } = viewer
  const view = new CaseView(page)
  await view.settled()
  const greeting = async (text: string): Promise<void> => {
    await page.keyboard.press('Control+3')
    await page.getByRole('row').filter({ hasText: 'PC1' }).first().click()
    await expect(page.getByRole('document', { name: 'Record text' })).toContainText(text)
  }
  await greeting('Ïðèâåò')

  await page.keyboard.press('Control+,')
  const sheet = page.getByRole('dialog', { name: 'Settings' })
  await sheet.getByRole('tab', { name: 'Reading' }).click()
  await sheet.getByRole('combobox', { name: 'Code page of 8-bit text' }).selectOption('windows-1251')
  await expect(sheet.getByText('The opened logs were read as windows-1252')).toBeVisible()
  await view.picture('settings-reading')
  await sheet.getByRole('button', { name: 'Read again' }).click()
  await expect(sheet.getByRole('button', { name: 'Read again' })).toHaveCount(0)
  await page.keyboard.press('Escape')
  await view.settled()
  await greeting('Привет')
  const custody = await page.evaluate(() => window.sojourn.custodyLog())
  expect(custody.at(-1)?.text).toMatch(/Application\.evtx read again, unchanged: .*windows-1251\.$/)
})
