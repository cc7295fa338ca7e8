/** A line that breaks too often: what came is kept, and each file can be tried again alone. */
import { createHash } from 'node:crypto'
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import path from 'node:path'
import { longLog } from '../fixtures/long-log'
import { type Line, startLine } from '../fixtures/servers/line'
import { hasOpenSsh, type SshServer, startOpenSsh } from '../fixtures/servers/openssh'
import { CaseView } from './case-view'
import { expect, SAMPLE, test, type Viewer } from './launch'
import { pictures } from './pictures'
import { PlaceDialog } from './place-dialog'

/** Attempts that are made before a file is given up. */
const ATTEMPTS = 5
const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

test.describe('of OpenSSH', () => {
  test.skip(!hasOpenSsh, 'openssh-server is not installed')
  let server: SshServer
  let line: Line
  let folder = ''
  let cache = ''
  test.beforeEach(async ({ scratch }) => {
    server = await startOpenSsh(path.join(scratch, 'ssh'))
    line = await startLine(server.port)
    cache = path.join(scratch, 'cache')
    folder = path.join(scratch, 'far')
    mkdirSync(folder)
    writeFileSync(path.join(folder, 'A.evtx'), longLog())
    copyFileSync(path.join(SAMPLE, 'WS-0147', 'System.evtx'), path.join(folder, 'System.evtx'))
  })
  test.afterEach(async () => {
    line.close()
    await server.stop()
  })

  /** Both logs are asked for over a line that breaks at each attempt at the first of them. */
  async function cutShort(viewer: Viewer): Promise<CaseView> {
    const { page } = viewer
    const view = new CaseView(page)
    await new PlaceDialog(viewer).enter(
      `sftp://${server.user}@127.0.0.1:${line.port}${folder}`,
      server.keyFile,
    )
    line.cutAfter(1_000_000, ATTEMPTS)
    const dialog = new PlaceDialog(viewer)
    await dialog.tick('All logs in this folder and below').click()
    await dialog.button('Open ticked').click()
    await expect(view.status).toContainText('Read-only, network off', { timeout: 60_000 })
    await view.settledCounts()
    await view.showEvidence()
    return view
  }

  const rowOf = ({ page }: Viewer, name: string) =>
    page.getByRole('region', { name: 'Evidence files' }).getByRole('listitem').filter({ hasText: name })

  /** The row is asked for again, and comes whole. */
  async function comesWhole(viewer: Viewer, view: CaseView): Promise<void> {
    const dialog = new PlaceDialog(viewer)
    await rowOf(viewer, 'A.evtx').getByRole('button', { name: 'Try again: A.evtx' }).click()
    await expect(dialog.again).toContainText('This server asks for a name')
    await dialog.logInByKey(server.keyFile)
    await expect(dialog.again).toBeHidden()
    await view.settledCounts()
    await view.showEvidence()
    await expect(rowOf(viewer, 'A.evtx')).toHaveCount(1)
    await expect(rowOf(viewer, 'A.evtx')).toContainText('Done')
    await expect(rowOf(viewer, 'A.evtx').getByRole('button', { name: /^Try again/ })).toHaveCount(0)
    const wanted = sha256(readFileSync(path.join(folder, 'A.evtx')))
    const copy = path.join(cache, 'sojourn', 'evidence', wanted.slice(0, 2), wanted)
    expect(sha256(readFileSync(copy))).toBe(wanted)
    const custody = await viewer.page.evaluate(() => window.sojourn.custodyLog())
    expect(custody.at(-1)?.text).toMatch(new RegExp(`A\\.evtx taken as changed: .*${wanted}`))
  }

  test('a file is tried again alone, goes on where it was cut, and is that of the server', async ({
    openViewer,
  }) => {
    const plain = new CaseView((await openViewer([folder])).page)
    const expected = await plain.settledCounts()
    const viewer = await openViewer([], { XDG_CACHE_HOME: cache })
    const view = await cutShort(viewer)
    await expect(rowOf(viewer, 'A.evtx')).toContainText(
      /\d{6,7} of 13111296 bytes arrived and are kept\. Try again/,
    )
    await expect(rowOf(viewer, 'System.evtx')).toContainText('Done')
    await view.picture('place-cut')
    await comesWhole(viewer, view)
    await expect(viewer.page.getByRole('note').filter({ hasText: 'Resumed at byte' })).toContainText('A.evtx')
    expect(await view.settledCounts()).toEqual(expected)
    await pictures(viewer, 'place-whole')
  })

  test('a file that changed meanwhile starts over, and that is said', async ({ openViewer }) => {
    const viewer = await openViewer([], { XDG_CACHE_HOME: cache })
    const view = await cutShort(viewer)
    const file = path.join(folder, 'A.evtx')
    writeFileSync(file, longLog().subarray(0, 13_111_296 - 65_536))
    utimesSync(file, new Date(), new Date(Date.now() + 60_000))
    await comesWhole(viewer, view)
    await expect(viewer.page.getByRole('note').filter({ hasText: 'Started over after' })).toContainText(
      'the source has changed',
    )
  })

  test('a case that was saved with a part of a file says what is missing when it is opened again, and offers the rest', async ({
    openViewer,
    scratch,
  }) => {
    const expected = await new CaseView((await openViewer([folder])).page).settledCounts()
    const first = await openViewer([], { XDG_CACHE_HOME: cache })
    await cutShort(first)
    const file = path.join(scratch, 'part.sojourn')
    await first.app.evaluate(({ dialog }, filePath) => {
      dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath })
    }, file)
    await first.page.keyboard.press('Control+s')
    await expect(first.page.getByRole('button', { name: 'part', exact: true })).toBeVisible()
    await first.app.close()
    const contacted = line.connections

    const again = await openViewer([file], { XDG_CACHE_HOME: cache })
    const { page } = again
    const view = new CaseView(page)
    await view.settledCounts()
    await view.showEvidence()
    await expect(rowOf(again, 'A.evtx')).toContainText(
      /\d{6,7} of 13111296 bytes arrived and are kept\. Try again to get the rest\./,
    )
    await expect(rowOf(again, 'System.evtx').getByRole('button', { name: /^Try again/ })).toHaveCount(0)
    await expect(view.status).toContainText('Read-only, network off')
    await view.picture('place-part-again')
    await rowOf(again, 'A.evtx').getByRole('button', { name: 'Try again: A.evtx' }).click()
    const dialog = new PlaceDialog(again)
    await expect(dialog.address).toHaveValue(`sftp://${server.user}@127.0.0.1:${line.port}${folder}/A.evtx`)
    expect(line.connections).toBe(contacted)

    await dialog.button('Connect').click()
    await dialog.button('Trust and go on').click()
    await dialog.logInByKey(server.keyFile)
    await expect(dialog.tick('A.evtx')).toBeChecked()
    await dialog.button('Open ticked').click()
    await expect(dialog.box).toBeHidden()
    await expect(rowOf(again, 'A.evtx')).toContainText('Done')
    await expect.poll(async () => (await view.counts())?.events).toBe(expected.events)
    expect(await view.settledCounts()).toEqual(expected)
    await expect(rowOf(again, 'A.evtx')).toHaveCount(1)
    await expect(page.getByRole('button', { name: /^Try .*again/ })).toHaveCount(0)
    await expect(page.getByRole('note').filter({ hasText: 'Resumed at byte' })).toContainText('A.evtx')
    const custody = await page.evaluate(() => window.sojourn.custodyLog())
    const wanted = sha256(readFileSync(path.join(folder, 'A.evtx')))
    expect(custody.at(-1)?.text).toMatch(new RegExp(`A\\.evtx taken as changed: .*${wanted}`))
  })

  test('what was stopped or lost its server has a row, and all is tried again at once', async ({
    openViewer,
  }) => {
    const viewer = await openViewer([], { XDG_CACHE_HOME: cache })
    const { page } = viewer
    const view = new CaseView(page)
    const dialog = new PlaceDialog(viewer)
    await dialog.enter(`sftp://${server.user}@127.0.0.1:${line.port}${folder}`, server.keyFile)
    line.holdAfter(3_000_000)
    await dialog.tick('All logs in this folder and below').click()
    await dialog.button('Open ticked').click()
    await expect.poll(async () => (await view.counts())?.total ?? 0).toBeGreaterThan(0)
    await page.getByRole('button', { name: 'Stop copying' }).click()
    await view.settledCounts()
    await view.showEvidence()
    await expect(rowOf(viewer, 'System.evtx')).toContainText('Copying was stopped before its turn.')
    line.cutAfter(Infinity)

    await page.getByRole('button', { name: 'Try all again' }).click()
    await dialog.again.getByRole('button', { name: 'Cancel' }).click()
    await expect(view.status).toContainText('Read-only, network off')
    await expect(rowOf(viewer, 'System.evtx')).toContainText('Copying was stopped before its turn.')
    await expect(rowOf(viewer, 'A.evtx').getByRole('button', { name: /^Try again/ })).toBeVisible()

    await page.getByRole('button', { name: 'Try all again' }).click()
    await dialog.logInByKey(server.keyFile)
    for (const name of ['A.evtx', 'System.evtx']) await expect(rowOf(viewer, name)).toContainText('Done')
    await expect(page.getByRole('button', { name: /^Try .*again/ })).toHaveCount(0)
    const copies = readdirSync(path.join(cache, 'sojourn', 'evidence'), { recursive: true, encoding: 'utf8' })
    const wanted = sha256(readFileSync(path.join(folder, 'System.evtx')))
    expect(copies.map((name) => path.basename(name))).toContain(wanted)
  })
})

test('a log of this computer that could not be read is tried again', async ({ openViewer, scratch }) => {
  const log = path.join(scratch, 'Security.evtx')
  writeFileSync(log, 'not yet')
  const { page } = await openViewer([log])
  const view = new CaseView(page)
  await expect(page.getByRole('alert')).toContainText('Not a Windows event log')
  expect(existsSync(log)).toBe(true)
  copyFileSync(path.join(SAMPLE, 'WS-0147', 'Security.evtx'), log)
  await page.getByRole('button', { name: 'Try again' }).click()
  expect((await view.settledCounts()).total).toBeGreaterThan(0)
})
