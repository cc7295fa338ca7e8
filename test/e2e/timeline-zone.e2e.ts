/** Times of a timeline that do not say their zone: a person is asked, what is open is read again, and the custody log says so. */
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Locator } from '@playwright/test'
import { CaseView } from './case-view'
import { expect, test } from './launch'
import { faults } from './pictures'

const COLUMNS =
  'RecordNumber,EventRecordId,TimeCreated,EventId,Level,Provider,Channel,ProcessId,ThreadId,Computer,ChunkNumber,UserId,MapDescription,UserName,RemoteHost,' +
  'PayloadData1,PayloadData2,PayloadData3,PayloadData4,PayloadData5,PayloadData6,ExecutableInfo,HiddenRecord,SourceFile,Keywords,ExtraDataOffset,Payload'

/** A logon or logoff as EvtxECmd writes it: its time does not say that it is UTC. */
function row(record: number, eventId: number, time: string): string {
  const data = Object.entries({
    TargetUserSid: 'S-1-5-21-1-2-3-1001',
    TargetUserName: 'ana',
    TargetDomainName: 'PC1',
    TargetLogonId: '0x1234',
    LogonType: '2',
  }).map(([name, text]) => ({ '@Name': name, '#text': text }))
  const payload = JSON.stringify({ EventData: { Data: data } }).replaceAll('"', '""')
  const provider = 'Microsoft-Windows-Security-Auditing'
  const system = `${record},${record},2024-03-04 ${time}.0000000,${eventId},LogAlways,${provider},Security,4,8,PC1,0,`
  return `${system}${','.repeat(11)}False,,,,"${payload}"`
}

test('the zone of a timeline is asked for, never guessed, and can be changed', async ({
  openViewer,
  scratch,
}) => {
  const timeline = path.join(scratch, 'EvtxECmd_Output.csv')
  writeFileSync(timeline, [COLUMNS, row(1, 4624, '08:00:00'), row(2, 4634, '09:00:00'), ''].join('\r\n'))
  const { page } = await openViewer([timeline])
  const view = new CaseView(page)
  await view.settled()
  const start = page.getByRole('region', { name: 'What could not be opened' })
  await expect(start).toContainText('a guess could move every session by hours')
  const question = start.getByRole('combobox', { name: 'Times without a zone: which zone?' })
  await expect(question).toHaveValue('')
  await expect(start.getByRole('button', { name: 'Read again' })).toHaveCount(0)
  expect(await page.evaluate(() => window.sojourn.custodyLog())).not.toContainEqual(
    expect.objectContaining({ text: expect.stringContaining('without an offset') }),
  )
  await view.picture('timeline-zone-asked')
  expect(await faults(page)).toEqual([])

  const pane = page.getByRole('region', { name: 'Evidence files' })
  const readIn = async (zone: string, where: Locator): Promise<void> => {
    await where.getByRole('combobox', { name: /^Times without a zone/ }).selectOption(zone)
    await where.getByRole('button', { name: 'Read again' }).click()
    await view.settledCounts()
    await view.showEvidence()
    await expect(pane.getByRole('combobox', { name: 'Times without a zone were read in' })).toHaveValue(zone)
    await expect(pane.getByRole('button', { name: 'Read again' })).toHaveCount(0)
    expect((await view.settledCounts()).total).toBeGreaterThan(0)
    const custody = await page.evaluate(() => window.sojourn.custodyLog())
    expect(custody.at(-1)?.text).toMatch(
      new RegExp(`EvtxECmd_Output\\.csv read.* Times without an offset were read in the zone ${zone}\\.$`),
    )
  }
  await readIn('UTC', start)
  await expect(view.rows().first()).toContainText('04 Mar 08:00:00')
  await view.picture('timeline-zone-named')
  await readIn('Asia/Tokyo', pane)
  await expect(view.rows().first()).toContainText('03 Mar 23:00:00')

  await view.showEvidence()
  await pane.getByRole('combobox', { name: /^Times without a zone/ }).selectOption('An offset from UTC…')
  const offset = pane.getByRole('textbox', { name: 'Offset from UTC' })
  await expect(offset).toBeFocused()
  await offset.fill('5 hours')
  await expect(pane.getByRole('alert')).toContainText('Write it like +02:00 or UTC-5.')
  await expect(pane.getByRole('button', { name: 'Read again' })).toBeDisabled()
  await view.picture('timeline-zone-offset')
  expect(await faults(page)).toEqual([])
  await offset.fill('UTC-5')
  await page.keyboard.press('Enter')
  await expect(view.rows().first()).toContainText('04 Mar 13:00:00')
  await view.settledCounts()
  await view.showEvidence()
  await expect(pane.getByRole('combobox', { name: 'Times without a zone were read in' })).toHaveValue('UTC-5')
  expect((await page.evaluate(() => window.sojourn.custodyLog())).at(-1)?.text).toContain(
    'read in the zone UTC-5.',
  )
})
