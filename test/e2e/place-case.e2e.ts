/** A case with logs of another computer: read from the evidence cache when it is opened again, fetched only if a person says so. */
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import path from 'node:path'
import { commandLine } from '../fixtures/built-command-line'
import { startLine } from '../fixtures/servers/line'
import { hasOpenSsh, startOpenSsh } from '../fixtures/servers/openssh'
import { writeZip } from '../fixtures/zip-writer'
import { CaseView } from './case-view'
import { expect, SAMPLE, test, type Viewer } from './launch'
import { faults } from './pictures'
import { PlaceDialog } from './place-dialog'

async function saveDialogGives({ app }: Viewer, file: string): Promise<void> {
  await app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath })
  }, file)
}

test('a case is verified from the cache, and offers to fetch what was purged', async ({
  openViewer,
  scratch,
}) => {
  test.skip(!hasOpenSsh, 'openssh-server is not installed')
  const server = await startOpenSsh(path.join(scratch, 'ssh'))
  const line = await startLine(server.port)
  const folder = path.join(scratch, 'far')
  mkdirSync(folder)
  for (const name of ['Security.evtx', 'System.evtx'])
    copyFileSync(path.join(SAMPLE, 'WS-0147', name), path.join(folder, name))
  const cache = path.join(scratch, 'cache')
  const file = path.join(scratch, 'far.sojourn')
  const address = `sftp://${server.user}@127.0.0.1:${line.port}${folder}`
  try {
    const first = await openViewer([], { XDG_CACHE_HOME: cache })
    await new PlaceDialog(first).openAll(address, server.keyFile)
    const counts = await new CaseView(first.page).settledCounts()
    await saveDialogGives(first, file)
    await first.page.keyboard.press('Control+s')
    await expect(first.page.getByRole('button', { name: 'far', exact: true })).toBeVisible()
    await first.app.close()
    const contacted = line.connections

    const again = await openViewer([file], { XDG_CACHE_HOME: cache })
    const cached = new CaseView(again.page)
    await expect.poll(async () => (await cached.counts())?.events).toBe(counts.events)
    expect(await cached.settledCounts()).toEqual(counts)
    await expect(cached.status).toContainText('Read-only, network off')
    const custody = (await again.page.evaluate(() => window.sojourn.custodyLog())).map(({ text }) => text)
    for (const name of ['Security.evtx', 'System.evtx'])
      expect(custody.join('\n')).toMatch(new RegExp(`${address}/${name} read again, unchanged: SHA-256`))
    for (const name of ['Security.evtx', 'System.evtx'])
      expect(
        custody.filter((text) => text.startsWith(`${address}/${name} copied to the evidence cache (sftp`)),
      ).toHaveLength(1)
    const [text, csv] = [path.join(scratch, 'custody.txt'), path.join(scratch, 'sessions.csv')]
    await saveDialogGives(again, text)
    await again.page.getByRole('banner').getByRole('button', { name: 'far', exact: true }).click()
    await again.page.getByRole('button', { name: 'Save as text' }).click()
    await expect.poll(() => existsSync(text)).toBe(true)
    const saved = readFileSync(text, 'utf8')
    for (const name of ['Security.evtx', 'System.evtx']) {
      const { size } = statSync(path.join(folder, name))
      expect(saved).toContain(
        `    Source: ${address}/${name}\n    Protocol: sftp\n    Host key or certificate: ${server.fingerprint}\n    Size told: ${size} bytes\n`,
      )
    }
    expect(saved).toContain('read again, unchanged')
    await again.page.keyboard.press('Escape')
    await saveDialogGives(again, csv)
    await again.page.keyboard.press('Control+e')
    await again.page
      .getByRole('dialog', { name: 'Export sessions' })
      .getByRole('button', { name: /^CSV for spreadsheets/ })
      .click()
    await expect.poll(() => existsSync(`${csv}.export.json`)).toBe(true)
    const facts = JSON.parse(readFileSync(`${csv}.export.json`, 'utf8')) as {
      sources: { path: string; acquisitions?: { source: string; protocol: string; fingerprint: string }[] }[]
    }
    expect(facts.sources).toHaveLength(2)
    for (const { path: source, acquisitions } of facts.sources)
      expect(acquisitions).toMatchObject([{ source, protocol: 'sftp', fingerprint: server.fingerprint }])
    await again.app.close()

    rmSync(cache, { recursive: true })
    const purged = await openViewer([file], { XDG_CACHE_HOME: cache })
    const { page } = purged
    const view = new CaseView(page)
    await expect(
      page.getByText(/2 logs of this case were copied from other computers and not found/),
    ).toBeVisible()
    await view.picture('place-case-missing')
    expect(await faults(page)).toEqual([])
    await page.getByRole('banner').getByRole('button', { name: 'far', exact: true }).click()
    await view.picture('place-case-sheet')
    expect(await faults(page)).toEqual([])
    await page
      .getByRole('listitem')
      .filter({ hasText: 'Security.evtx' })
      .getByRole('button', { name: 'Fetch again…' })
      .click()
    const dialog = new PlaceDialog(purged)
    await expect(dialog.address).toHaveValue(`${address}/Security.evtx`)
    expect(line.connections).toBe(contacted)

    await dialog.button('Connect').click()
    await dialog.button('Trust and go on').click()
    await dialog.logInByKey(server.keyFile)
    await expect(dialog.tick('Security.evtx')).toBeChecked()
    // The log beside it is missing too.
    await dialog.button('far').click()
    await dialog.tick('System.evtx').check()
    await expect(dialog.tick('Security.evtx')).toBeChecked()
    await dialog.button('Open ticked').click()
    await expect.poll(async () => (await view.counts())?.events).toBe(counts.events)
    expect(await view.settledCounts()).toEqual(counts)
  } finally {
    line.close()
    await server.stop()
  }
})

test('copies of a case are removed by its sheet, and missing when it is opened next', async ({
  openViewer,
  scratch,
}) => {
  test.skip(!hasOpenSsh, 'openssh-server is not installed')
  const server = await startOpenSsh(path.join(scratch, 'ssh'))
  const folder = path.join(scratch, 'far')
  mkdirSync(folder)
  for (const name of ['Security.evtx', 'System.evtx'])
    copyFileSync(path.join(SAMPLE, 'WS-0147', name), path.join(folder, name))
  const cache = path.join(scratch, 'cache')
  const file = path.join(scratch, 'far.sojourn')
  const copies = (): string[] =>
    readdirSync(path.join(cache, 'sojourn', 'evidence'), { recursive: true, encoding: 'utf8' }).filter(
      (name) => /[0-9a-f]{64}$/.test(name),
    )
  try {
    const viewer = await openViewer([], { XDG_CACHE_HOME: cache })
    const { page, app } = viewer
    await new PlaceDialog(viewer).openAll(
      `sftp://${server.user}@127.0.0.1:${server.port}${folder}`,
      server.keyFile,
    )
    const view = new CaseView(page)
    await view.settledCounts()
    await app.evaluate(({ dialog }, filePath) => {
      dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath })
      const asked: string[] = []
      Reflect.set(globalThis, 'asked', asked)
      dialog.showMessageBox = (...given: unknown[]) => {
        const { message, detail } = given.at(-1) as Electron.MessageBoxOptions
        asked.push(`${message} ${detail}`)
        return Promise.resolve({ response: asked.length === 1 ? 1 : 0, checkboxChecked: false })
      }
    }, file)
    await page.keyboard.press('Control+s')
    const title = page.getByRole('banner').getByRole('button', { name: 'far', exact: true })
    await title.click()
    await expect(
      page.getByText(/^2 copies of its logs .* are in the evidence cache \(205 KB\)\.$/),
    ).toBeVisible()
    await view.picture('place-case-copies')
    expect(await faults(page)).toEqual([])
    const remove = page.getByRole('button', { name: 'Remove copies…' })
    await remove.click()
    await expect.poll(() => app.evaluate(() => Reflect.get(globalThis, 'asked') as string[])).toHaveLength(1)
    expect(copies()).toHaveLength(2)

    await remove.click()
    await expect(page.getByText(/far\.sojourn was closed and 2 copies of its logs .* removed/)).toBeVisible()
    const asked = await app.evaluate(() => Reflect.get(globalThis, 'asked') as string[])
    expect(asked[1]).toMatch(
      /^Close the case and remove 2 copies of its logs \(204,800 bytes\)\? .* missing when it is opened next/,
    )
    await expect(title).toBeHidden()
    expect(copies()).toEqual([])
    await app.close()

    const again = await openViewer([file], { XDG_CACHE_HOME: cache })
    await expect(
      again.page.getByText(/2 logs of this case were copied from other computers and not found/),
    ).toBeVisible()
    await again.page.getByRole('banner').getByRole('button', { name: 'far', exact: true }).click()
    await expect(again.page.getByRole('button', { name: 'Fetch again…' })).toHaveCount(2)
    await expect(again.page.getByRole('button', { name: 'Remove copies…' })).toBeHidden()
  } finally {
    await server.stop()
  }
})

test('a changed log of this computer is located, and those of another come from the cache beside it', async ({
  openViewer,
  scratch,
}) => {
  test.skip(!hasOpenSsh, 'openssh-server is not installed')
  const server = await startOpenSsh(path.join(scratch, 'ssh'))
  const line = await startLine(server.port)
  const folder = path.join(scratch, 'far')
  mkdirSync(folder)
  copyFileSync(path.join(SAMPLE, 'WS-0147', 'Security.evtx'), path.join(folder, 'Security.evtx'))
  const log = path.join(scratch, 'near.evtx')
  const original = path.join(scratch, 'original.evtx')
  for (const copy of [log, original]) copyFileSync(path.join(SAMPLE, 'WS-0171', 'Security.evtx'), copy)
  const environment = { XDG_CACHE_HOME: path.join(scratch, 'cache') }
  const file = path.join(scratch, 'both.sojourn')
  const address = `sftp://${server.user}@127.0.0.1:${line.port}${folder}`
  try {
    const first = await openViewer([log], environment)
    const before = new CaseView(first.page)
    const near = await before.settledCounts()
    await new PlaceDialog(first).openAll(address, server.keyFile)
    await expect.poll(async () => (await before.counts())?.events).toBeGreaterThan(near.events)
    const counts = await before.settledCounts()
    await first.app.evaluate(({ dialog }, filePath) => {
      dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath })
    }, file)
    await first.page.keyboard.press('Control+s')
    await expect(first.page.getByRole('button', { name: 'both', exact: true })).toBeVisible()
    await first.app.close()
    const contacted = line.connections

    writeFileSync(log, Buffer.concat([readFileSync(log), Buffer.alloc(65_536)]))
    const again = await openViewer([file], environment)
    const { page } = again
    const question = page.getByRole('alertdialog', { name: 'Evidence of this case has changed' })
    await expect(question).toBeVisible({ timeout: 60_000 })
    await new PlaceDialog(again).willChoose(original)
    await question.getByRole('button', { name: 'Locate the original' }).click()
    await expect(question).toBeHidden()
    const view = new CaseView(page)
    await expect.poll(async () => (await view.counts())?.events).toBe(counts.events)
    expect(await view.settledCounts()).toEqual(counts)
    await view.showEvidence()
    const rows = page.getByRole('region', { name: 'Evidence files' }).getByRole('listitem')
    await expect(rows).toHaveCount(2)
    await expect(rows.filter({ hasText: 'original.evtx' })).toHaveCount(1)
    await expect(rows.filter({ hasText: 'Security.evtx' })).toHaveCount(1)
    await expect(view.status).toContainText('Read-only, network off')
    expect(line.connections).toBe(contacted)
  } finally {
    line.close()
    await server.stop()
  }
})

test('logs in archives of another computer are read from the cache again, by the window and the command line', async ({
  openViewer,
  scratch,
}) => {
  test.skip(!hasOpenSsh, 'openssh-server is not installed')
  const server = await startOpenSsh(path.join(scratch, 'ssh'))
  const folder = path.join(scratch, 'far')
  mkdirSync(folder)
  const entry = (host: string, name: string) => ({
    name: `uploads/auto/C%3A/Logs/${name}`,
    data: readFileSync(path.join(SAMPLE, host, name)),
  })
  writeFileSync(path.join(folder, 'stored.zip'), writeZip([entry('WS-0147', 'Security.evtx')]))
  const deflated = { ...entry('WS-0171', 'Security.evtx'), deflate: true }
  // Archives are known by their content, whatever they are called.
  writeFileSync(path.join(folder, 'deflated.evtx'), writeZip([deflated]))
  const cache = path.join(scratch, 'cache')
  const file = path.join(scratch, 'far.sojourn')
  const address = `sftp://${server.user}@127.0.0.1:${server.port}${folder}`
  const logs = ['deflated.evtx', 'stored.zip'].map(
    (name) => `${address}/${name}/uploads/auto/C:/Logs/Security.evtx`,
  )
  let isStopped = false
  try {
    const first = await openViewer([], { XDG_CACHE_HOME: cache })
    await new PlaceDialog(first).openAll(address, server.keyFile)
    const before = new CaseView(first.page)
    const counts = await before.settledCounts()
    await before.showEvidence()
    const rows = first.page.getByRole('region', { name: 'Evidence files' }).getByRole('list')
    await expect(rows.getByRole('listitem')).toHaveCount(2)
    await expect(rows).not.toContainText('Not read')
    await first.app.evaluate(({ dialog }, filePath) => {
      dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath })
    }, file)
    await first.page.keyboard.press('Control+s')
    await expect(first.page.getByRole('button', { name: 'far', exact: true })).toBeVisible()
    await first.app.close()
    await server.stop()
    isStopped = true

    const again = await openViewer([file], { XDG_CACHE_HOME: cache })
    const view = new CaseView(again.page)
    await expect.poll(async () => (await view.counts())?.events).toBe(counts.events)
    expect(await view.settledCounts()).toEqual(counts)
    const custody = (await again.page.evaluate(() => window.sojourn.custodyLog())).map(({ text }) => text)
    for (const log of logs) expect(custody.join('\n')).toContain(`${log} read again, unchanged: SHA-256`)
    await again.app.close()

    const here = commandLine(path.join(scratch, 'home'))
    const kept = ['--cache', path.join(cache, 'sojourn', 'evidence')]
    const local = await here.run(['sessions', '--format', 'csv', folder])
    const read = await here.run(['sessions', '--format', 'csv', file, ...kept])
    expect(read.told.map((line) => line.replace(/[0-9a-f]{64}/, 'HASH'))).toEqual(
      logs.map(
        (log) =>
          `sojourn: ${log}: read from its copy in the evidence cache, SHA-256 HASH as in the case; nobody was contacted`,
      ),
    )
    expect(read.code).toBe(0)
    expect(read.out.replaceAll(address, folder)).toBe(local.out)

    const removed = await here.run(['purge', file, ...kept])
    expect(removed.told).toEqual([])
    expect(removed.code).toBe(0)
    expect(removed.out).toMatch(/far\.sojourn: 3 copies removed, \d+ bytes\n$/)
    const gone = await here.run(['sessions', file, ...kept])
    expect(gone.code).toBe(2)
    expect(gone.told).toHaveLength(2)
    for (const [i, log] of logs.entries())
      expect(gone.told[i]).toContain(`${log}: no copy of it is in the evidence cache`)
  } finally {
    if (!isStopped) await server.stop()
  }
})
