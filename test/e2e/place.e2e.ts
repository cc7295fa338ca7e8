/** "Open from another place": a person connects to a server, ticks logs and sees their sessions. */
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Page } from '@playwright/test'
import { startLine } from '../fixtures/servers/line'
import { hasOpenSsh, type SshServer, startOpenSsh } from '../fixtures/servers/openssh'
import { CaseView } from './case-view'
import { expect, SAMPLE, test, type Viewer } from './launch'
import { faults, pictures } from './pictures'

test.describe('of OpenSSH', () => {
  test.skip(!hasOpenSsh, 'openssh-server is not installed')
  let server: SshServer
  test.beforeEach(async ({ scratch }) => {
    server = await startOpenSsh(path.join(scratch, 'ssh'))
  })
  test.afterEach(() => server.stop())

  const FOLDER = path.join(SAMPLE, 'WS-0147')
  const TICKED = ['Security.evtx', 'System.evtx']
  const address = (): string => `sftp://${server.user}@127.0.0.1:${server.port}${FOLDER}`
  const dialogOf = (page: Page) => page.getByRole('dialog', { name: 'Open from another place' })
  const knownServers = (scratch: string, n: number): string =>
    path.join(scratch, `profile-${n}`, 'known-servers')

  async function connect({ page }: Viewer): Promise<void> {
    await page.getByRole('button', { name: 'Open from another place…' }).click()
    await page.getByLabel('Address of a log').fill(address())
    await page.keyboard.press('Enter')
  }

  /** A log that takes a while to copy. */
  function longLog(): Buffer {
    const log = readFileSync(path.join(SAMPLE, 'MER-DC01/Security.evtx'))
    const chunks = Array.from({ length: 40 }, () => log.subarray(4096))
    return Buffer.concat([log.subarray(0, 4096), ...chunks])
  }

  /** By the palette, with the key of the server: all logs at an address. */
  async function openAll({ page, app }: Viewer, from: string): Promise<void> {
    const dialog = dialogOf(page)
    await app.evaluate(({ dialog: own }, chosen) => {
      own.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [chosen] })
    }, server.keyFile)
    await page.keyboard.press('Control+k')
    await page.keyboard.type('another place')
    await page.keyboard.press('Enter')
    await page.getByLabel('Address of a log').fill(from)
    await page.keyboard.press('Enter')
    await dialog.getByRole('button', { name: 'Trust and go on' }).click()
    await dialog.getByRole('radio', { name: 'Private key' }).click()
    await dialog.getByRole('button', { name: 'Choose key…' }).click()
    await dialog.getByRole('button', { name: 'Log in' }).click()
    await dialog.getByRole('button', { name: 'Open ticked' }).click()
    await expect(dialog).toBeHidden()
  }

  test('connect, trust the key, mistype a password, log in by key, tick two logs, see sessions', async ({
    openViewer,
    scratch,
  }) => {
    const plain = new CaseView((await openViewer(TICKED.map((name) => path.join(FOLDER, name)))).page)
    const expected = await plain.settledCounts()

    const viewer = await openViewer([], { XDG_CACHE_HOME: path.join(scratch, 'cache') })
    const { page, app } = viewer
    const view = new CaseView(page)
    await expect(view.status).toContainText('Read-only, network off')
    await page.getByRole('button', { name: 'Open from another place…' }).click()
    const dialog = dialogOf(page)
    await view.picture('place-address')
    expect(await faults(page)).toEqual([])
    await page.getByLabel('Address of a log').fill(address())
    await page.keyboard.press('Enter')

    await expect(dialog.locator('code')).toHaveText(server.fingerprint)
    expect(existsSync(knownServers(scratch, 1))).toBe(false)
    await expect(dialog.getByRole('button', { name: 'Cancel' })).toBeFocused()
    await view.picture('place-server')
    expect(await faults(page)).toEqual([])
    await dialog.getByRole('button', { name: 'Trust and go on' }).click()

    const password = dialog.getByLabel('Password', { exact: true }).and(page.locator('input'))
    await expect(password).toBeFocused()
    expect(await password.getAttribute('type')).toBe('password')
    expect(readFileSync(knownServers(scratch, 1), 'utf8')).toContain(server.fingerprint)
    await password.fill('hunter2')
    await page.keyboard.press('Enter')
    await expect(dialog.getByRole('alert')).toContainText('refused name, password or key')
    await expect(password).toHaveValue('')
    await expect(view.status).toContainText('Read-only, connected to 127.0.0.1')
    await view.picture('place-refused')
    expect(await faults(page)).toEqual([])

    await app.evaluate(({ dialog: own }, chosen) => {
      own.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [chosen] })
    }, server.keyFile)
    await dialog.getByRole('radio', { name: 'Private key' }).click()
    await dialog.getByRole('button', { name: 'Choose key…' }).click()
    await expect(dialog.getByText(path.basename(server.keyFile), { exact: true })).toBeVisible()
    await view.picture('place-key')
    await dialog.getByRole('button', { name: 'Log in' }).click()

    const boxes = dialog.getByRole('checkbox')
    const logs = readdirSync(FOLDER).filter((name) => name.endsWith('.evtx'))
    await expect(boxes).toHaveCount(logs.length + 1)
    for (const box of await boxes.all()) await expect(box).toBeChecked()
    await dialog.getByRole('checkbox', { name: 'All logs' }).uncheck()
    await expect(dialog.getByRole('button', { name: 'Open ticked' })).toBeDisabled()
    for (const name of TICKED) await dialog.getByRole('checkbox', { name, exact: true }).check()
    await expect(dialog).toContainText(`2 of ${logs.length} logs, `)
    await pictures(viewer, 'place-logs')
    await dialog.getByRole('button', { name: 'Open ticked' }).click()

    await expect(dialog).toBeHidden()
    await expect.poll(async () => (await view.counts())?.events).toBe(expected.events)
    expect((await view.settledCounts()).total).toBe(expected.total)
    await expect(view.status).toContainText('Read-only, network off')
    await page.keyboard.press('Control+5')
    await expect(page.getByTitle(`${address()}/Security.evtx`).first()).toBeVisible()
    await pictures(viewer, 'place-evidence')

    await page.keyboard.press('Control+k')
    await page.keyboard.type('custody')
    await page.keyboard.press('Enter')
    const custody = page.getByRole('dialog').getByRole('listitem').filter({ hasText: address() })
    await expect(custody).toHaveCount(2)

    const cache = path.join(scratch, 'cache', 'sojourn', 'evidence')
    const records = readdirSync(cache, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.acquisition.json'))
      .map((name) => readFileSync(path.join(cache, name), 'utf8'))
    expect(records).toHaveLength(2)
    for (const record of records) expect(record).toContain(server.fingerprint)
    expect(records.join()).not.toContain('hunter2')
  })

  test('sessions are seen while the rest still comes; what is stopped is kept, and said', async ({
    openViewer,
    scratch,
  }) => {
    const folder = path.join(scratch, 'far')
    mkdirSync(folder)
    writeFileSync(path.join(folder, 'Security.evtx'), longLog())
    const line = await startLine(server.port)
    line.holdAfter(3_000_000)
    const viewer = await openViewer([], { XDG_CACHE_HOME: path.join(scratch, 'cache') })
    const { page } = viewer
    const view = new CaseView(page)
    await openAll(viewer, `sftp://${server.user}@127.0.0.1:${line.port}${folder}`)

    await expect.poll(async () => (await view.counts())?.total ?? 0).toBeGreaterThan(0)
    const progress = page.getByRole('region', { name: 'Copying from another place' })
    await expect(progress).toContainText(/1 of 1\s*\d[.\d]* of \d[.\d]* MB/)
    await expect(view.status).toContainText('Read-only, connected to 127.0.0.1')
    await view.picture('place-copying')
    expect(await faults(page)).toEqual([])
    await progress.getByRole('button', { name: 'Stop copying' }).click()
    await expect(progress).toBeHidden()
    await expect(view.status).toContainText('Read-only, network off')
    await view.showEvidence()
    const pane = page.getByRole('region', { name: 'Evidence files' })
    await expect(pane).toContainText(
      /It was stopped before its end\. \d{7} of \d+ bytes arrived and are kept\. Try again to get the rest\./,
    )
    await view.picture('place-stopped')
    line.close()
  })

  test('a copy is paused and goes on, a file of it is skipped, and the next one comes', async ({
    openViewer,
    scratch,
  }) => {
    const folder = path.join(scratch, 'far')
    mkdirSync(folder)
    writeFileSync(path.join(folder, 'A.evtx'), longLog())
    copyFileSync(path.join(FOLDER, 'System.evtx'), path.join(folder, 'System.evtx'))
    const line = await startLine(server.port)
    line.holdAfter(3_000_000)
    const viewer = await openViewer([], { XDG_CACHE_HOME: path.join(scratch, 'cache') })
    const { page } = viewer
    const view = new CaseView(page)
    await openAll(viewer, `sftp://${server.user}@127.0.0.1:${line.port}${folder}`)

    const progress = page.getByRole('region', { name: 'Copying from another place' })
    await expect(progress).toContainText(/1 of 2\s*2\.\d+ of \d[.\d]* MB/)
    await progress.getByRole('button', { name: 'Pause' }).click()
    await expect(progress).toContainText('Paused')
    line.holdAfter(6_000_000)
    await view.picture('place-paused')
    expect(await faults(page)).toEqual([])
    await expect(view.status).toContainText('Read-only, connected to 127.0.0.1')
    // What was asked for before may still come: of six megabytes less than one.
    await expect(progress).toContainText(/1 of 2\s*[23]\.\d+ of /)
    await progress.getByRole('button', { name: 'Go on' }).click()
    await expect(progress).toContainText(/1 of 2\s*8\.\d+ of \d[.\d]* MB/)
    await expect(progress).not.toContainText('Paused')

    await progress.getByRole('button', { name: 'Skip this file' }).click()
    line.cutAfter(Infinity)
    await expect(progress).toBeHidden()
    await expect(view.status).toContainText('Read-only, network off')
    await view.settledCounts()
    await view.showEvidence()
    const rows = page.getByRole('region', { name: 'Evidence files' }).getByRole('listitem')
    await expect(rows.filter({ hasText: 'A.evtx' })).toContainText(
      /\d{7} of \d+ bytes arrived and are kept\./,
    )
    await expect(rows.filter({ hasText: 'System.evtx' })).toContainText('Done')
    await view.picture('place-skipped')
    line.close()
  })

  test('Escape leaves at every step, and a changed key is refused', async ({ openViewer, scratch }) => {
    const viewer = await openViewer()
    const { page } = viewer
    const view = new CaseView(page)
    const dialog = dialogOf(page)
    await connect(viewer)
    await expect(dialog.getByRole('button', { name: 'Trust and go on' })).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(dialog).toBeHidden()
    await expect(view.status).toContainText('Read-only, network off')
    expect(existsSync(knownServers(scratch, 0))).toBe(false)

    await connect(viewer)
    await dialog.getByRole('button', { name: 'Trust and go on' }).click()
    await expect(dialog.getByRole('button', { name: 'Log in' })).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(dialog).toBeHidden()
    await expect(view.status).toContainText('Read-only, network off')

    const { port } = server
    await server.stop()
    server = await startOpenSsh(path.join(scratch, 'another'), port)
    await connect(viewer)
    await dialog.getByRole('button', { name: 'Log in' }).click()
    await expect(dialog.getByRole('alert')).toContainText('The host key of the server has changed')
    await expect(dialog.getByRole('alert')).toContainText('known-servers')
    await view.picture('place-changed')
    await expect(view.status).toContainText('Read-only, network off')
    await page.keyboard.press('Escape')
    await expect(dialog).toBeHidden()
  })
})

test('an address that is none is told, and nothing is contacted', async ({ openViewer }) => {
  const { page } = await openViewer()
  await page.getByRole('button', { name: 'Open from another place…' }).click()
  await page.getByLabel('Address of a log').fill('sftp://ana:hunter2@host/x')
  await page.keyboard.press('Enter')
  const alert = page.getByRole('dialog').getByRole('alert')
  await expect(alert).toContainText('The address holds a password. Nothing was contacted.')
  await expect(alert).not.toContainText('hunter2')
  await page.getByLabel('Address of a log').fill('s3://bucket/prefix')
  await expect(page.getByLabel('Region')).toBeVisible()
})
