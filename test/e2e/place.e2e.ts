/** "Open from another place": a person connects to a server, ticks logs and sees their sessions. */
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { longLog } from '../fixtures/long-log'
import { type Line, startLine } from '../fixtures/servers/line'
import { hasOpenSsh, type SshServer, startOpenSsh } from '../fixtures/servers/openssh'
import { CaseView } from './case-view'
import { expect, type Fixtures, SAMPLE, test, type Viewer } from './launch'
import { faults, pictures } from './pictures'
import { PlaceDialog } from './place-dialog'

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
  const knownServers = (scratch: string, n: number): string =>
    path.join(scratch, `profile-${n}`, 'known-servers')

  /** Logs on their way over a line that falls silent in the first of them, which is a long one. */
  async function copying(
    openViewer: Fixtures['openViewer'],
    scratch: string,
    first: string,
    ...others: readonly string[]
  ): Promise<{ readonly viewer: Viewer; readonly line: Line }> {
    const folder = path.join(scratch, 'far')
    mkdirSync(folder)
    writeFileSync(path.join(folder, first), longLog())
    for (const name of others) copyFileSync(path.join(FOLDER, name), path.join(folder, name))
    const line = await startLine(server.port)
    line.holdAfter(3_000_000)
    const viewer = await openViewer([], { XDG_CACHE_HOME: path.join(scratch, 'cache') })
    await new PlaceDialog(viewer).openAll(
      `sftp://${server.user}@127.0.0.1:${line.port}${folder}`,
      server.keyFile,
    )
    return { viewer, line }
  }

  test('connect, trust the key, mistype a password, log in by key, tick two logs, see sessions', async ({
    openViewer,
    scratch,
  }) => {
    const plain = new CaseView((await openViewer(TICKED.map((name) => path.join(FOLDER, name)))).page)
    const expected = await plain.settledCounts()

    const viewer = await openViewer([], { XDG_CACHE_HOME: path.join(scratch, 'cache') })
    const { page } = viewer
    const view = new CaseView(page)
    const dialog = new PlaceDialog(viewer)
    await expect(view.status).toContainText('Read-only, network off')
    await page.getByRole('button', { name: 'Open from another place…' }).click()
    await view.picture('place-address')
    expect(await faults(page)).toEqual([])
    await dialog.address.fill(address())
    await page.keyboard.press('Enter')

    await expect(dialog.box.locator('code')).toHaveText(server.fingerprint)
    expect(existsSync(knownServers(scratch, 1))).toBe(false)
    await expect(dialog.button('Cancel')).toBeFocused()
    await view.picture('place-server')
    expect(await faults(page)).toEqual([])
    await dialog.button('Trust and go on').click()

    await expect(dialog.password).toBeFocused()
    expect(await dialog.password.getAttribute('type')).toBe('password')
    expect(readFileSync(knownServers(scratch, 1), 'utf8')).toContain(server.fingerprint)
    await dialog.password.fill('hunter2')
    await page.keyboard.press('Enter')
    await expect(dialog.alert).toContainText('refused name, password or key')
    await expect(dialog.password).toHaveValue('')
    await expect(view.status).toContainText('Read-only, connected to 127.0.0.1')
    await view.picture('place-refused')
    expect(await faults(page)).toEqual([])

    await dialog.willChoose(server.keyFile)
    await dialog.box.getByRole('radio', { name: 'Private key' }).click()
    await dialog.button('Choose key…').click()
    await expect(dialog.box.getByText(path.basename(server.keyFile), { exact: true })).toBeVisible()
    await view.picture('place-key')
    await dialog.button('Log in').click()

    const logs = readdirSync(FOLDER).filter((name) => name.endsWith('.evtx'))
    await expect(dialog.box.getByRole('checkbox')).toHaveCount(logs.length + 1)
    await expect(dialog.box).toContainText('Nothing is ticked.')
    await expect(dialog.button('Open ticked')).toBeDisabled()
    for (const name of TICKED) await dialog.tick(name).check()
    await expect(dialog.box).toContainText('2 logs ticked, ')
    await pictures(viewer, 'place-logs')
    await dialog.button('Open ticked').click()

    await expect(dialog.box).toBeHidden()
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
    // How each came, and that it was read.
    await expect(custody).toHaveCount(4)
    const acquired = custody.filter({ hasText: 'copied to the evidence cache' })
    await expect(acquired).toHaveCount(2)
    await expect(acquired.first()).toContainText(`sftp, host key ${server.fingerprint}`)
    await expect(acquired.first()).toContainText('Its source told of')
    await view.picture('place-custody')

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
    const { viewer, line } = await copying(openViewer, scratch, 'Security.evtx')
    const { page } = viewer
    const view = new CaseView(page)
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
    const { viewer, line } = await copying(openViewer, scratch, 'A.evtx', 'System.evtx')
    const { page } = viewer
    const view = new CaseView(page)
    const progress = page.getByRole('region', { name: 'Copying from another place' })
    await expect(progress).toContainText(/1 of 2\s*[23](\.\d+)? of \d[.\d]* MB/)
    await progress.getByRole('button', { name: 'Pause' }).click()
    await expect(progress).toContainText('Paused')
    line.holdAfter(6_000_000)
    await view.picture('place-paused')
    expect(await faults(page)).toEqual([])
    await expect(view.status).toContainText('Read-only, connected to 127.0.0.1')
    // What was asked for before may still come: of six megabytes less than one.
    await expect(progress).toContainText(/1 of 2\s*[23](\.\d+)? of /)
    await progress.getByRole('button', { name: 'Go on' }).click()
    await expect(progress).toContainText(/1 of 2\s*[89](\.\d+)? of \d[.\d]* MB/)
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
    const dialog = new PlaceDialog(viewer)
    await dialog.connect(address())
    await expect(dialog.button('Trust and go on')).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(dialog.box).toBeHidden()
    await expect(view.status).toContainText('Read-only, network off')
    expect(existsSync(knownServers(scratch, 0))).toBe(false)

    await dialog.connect(address())
    await dialog.button('Trust and go on').click()
    await expect(dialog.button('Log in')).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(dialog.box).toBeHidden()
    await expect(view.status).toContainText('Read-only, network off')

    const { port } = server
    await server.stop()
    server = await startOpenSsh(path.join(scratch, 'another'), port)
    // Before a password is asked for.
    await dialog.connect(address())
    await expect(dialog.alert).toContainText('The host key of the server has changed')
    await expect(dialog.alert).toContainText('known-servers')
    await view.picture('place-changed')
    await expect(view.status).toContainText('Read-only, network off')
    await page.keyboard.press('Escape')
    await expect(dialog.box).toBeHidden()
  })
})

test('an address that is none is told, and nothing is contacted', async ({ openViewer }) => {
  const viewer = await openViewer()
  const dialog = new PlaceDialog(viewer)
  await dialog.connect('sftp://ana:hunter2@host/x')
  await expect(dialog.alert).toContainText('The address holds a password. Nothing was contacted.')
  await expect(dialog.alert).not.toContainText('hunter2')
  await dialog.address.fill('s3://bucket/prefix')
  await expect(dialog.box.getByLabel('Region')).toBeVisible()
})
