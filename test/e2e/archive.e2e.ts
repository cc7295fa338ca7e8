/** A collection in a zip is dropped on the window: its logs are read, and are named by where they lay. */
import { copyFileSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { writeZip } from '../fixtures/zip-writer'
import { CaseView } from './case-view'
import { drop } from './drop'
import { expect, SAMPLE, test } from './launch'
import { faults, pictures } from './pictures'

/** The sample's logs as Velociraptor packs them, one stored, among what else is in a collection. */
function collection(file: string, computer: string): string {
  const folder = path.join(SAMPLE, computer)
  const logs = readdirSync(folder).filter((name) => name.endsWith('.evtx'))
  const entries = logs.map((name, i) => ({
    name: `uploads/auto/C%3A/Windows/System32/winevt/Logs/${encodeURIComponent(name)}`,
    data: readFileSync(path.join(folder, name)),
    deflate: i > 0,
  }))
  const others = [
    { name: 'results/Windows.Sys.Users.json', data: Buffer.from('{"Uid":1001,"Name":"bob"}\n') },
    { name: 'client_info.json', data: Buffer.from('{}') },
  ]
  writeFileSync(file, writeZip([...entries, ...others]))
  return file
}

test('a zip of a collection opens by drop', async ({ openViewer, scratch }) => {
  const [computer] = readdirSync(SAMPLE).filter((name) => !name.includes('.'))
  const zip = collection(path.join(scratch, 'Collection-HOST.zip'), computer!)
  const env = { XDG_CACHE_HOME: path.join(scratch, 'cache') }
  const plain = new CaseView((await openViewer([path.join(SAMPLE, computer!)])).page)
  const expected = await plain.settledCounts()

  const viewer = await openViewer([], env)
  const view = new CaseView(viewer.page)
  await drop(viewer, [zip])
  await expect.poll(async () => (await view.counts())?.events).toBe(expected.events)
  expect((await view.settledCounts()).total).toBe(expected.total)
  await viewer.page.keyboard.press('Control+5')
  await expect(viewer.page.getByTitle(/Collection-HOST\.zip/).first()).toBeVisible()
  await pictures(viewer, 'archive-evidence')
  expect(existsSync(path.join(scratch, 'cache', 'sojourn', 'evidence'))).toBe(true)
})

test('the password of a 7z is asked for, again where it does not fit, and can be skipped', async ({
  openViewer,
  scratch,
}) => {
  const archive = path.join(scratch, 'locked.7z')
  copyFileSync(path.join(import.meta.dirname, '../fixtures/archives/aes.7z'), archive)
  const viewer = await openViewer([], { XDG_CACHE_HOME: path.join(scratch, 'cache') })
  const { page } = viewer
  const view = new CaseView(page)
  const dialog = page.getByRole('dialog', { name: 'Password of an archive' })
  await drop(viewer, [archive])
  await expect(dialog).toContainText(archive)
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  await expect(page.getByText('It is encrypted. Nothing of it was read.')).toBeVisible()

  await drop(viewer, [archive])
  const password = dialog.getByLabel('Password')
  await expect(password).toBeFocused()
  expect(await password.getAttribute('type')).toBe('password')
  await password.fill('guessed')
  await page.keyboard.press('Enter')
  await expect(dialog.getByRole('alert')).toContainText('That password does not fit.')
  await expect(password).toHaveValue('')
  await view.picture('archive-password')
  expect(await faults(page)).toEqual([])
  await dialog.getByRole('button', { name: 'Try “infected”' }).click()
  await expect(dialog).toBeHidden()
  await expect.poll(async () => (await view.counts())?.events).toBe(90)
})
