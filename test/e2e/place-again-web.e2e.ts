/** A web server whose line breaks too often: what came is kept, and the rest is asked for once a person says so. */
import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { longLog } from '../fixtures/long-log'
import { type Line, startLine } from '../fixtures/servers/line'
import { hasNginx, startNginx, type WebServer } from '../fixtures/servers/nginx'
import { CaseView } from './case-view'
import { expect, test, type Viewer } from './launch'
import { faults } from './pictures'
import { PlaceDialog } from './place-dialog'

/** Attempts that are made before a file is given up. */
const ATTEMPTS = 5
const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

test.skip(!hasNginx, 'nginx is not installed')
let server: WebServer
let line: Line
let log = ''
let cache = ''
test.beforeEach(async ({ scratch }) => {
  const folder = path.join(scratch, 'far')
  mkdirSync(folder)
  log = path.join(folder, 'A.evtx')
  writeFileSync(log, longLog())
  server = await startNginx(path.join(scratch, 'web'), folder)
  line = await startLine(server.port)
  cache = path.join(scratch, 'cache')
})
test.afterEach(async () => {
  line.close()
  await server.stop()
})

const rowOf = ({ page }: Viewer) =>
  page.getByRole('region', { name: 'Evidence files' }).getByRole('listitem').filter({ hasText: 'A.evtx' })

async function cutShort(viewer: Viewer): Promise<CaseView> {
  const view = new CaseView(viewer.page)
  const dialog = new PlaceDialog(viewer)
  await dialog.connect(`https://127.0.0.1:${line.port}/A.evtx`)
  await dialog.button('Trust and go on').click()
  await expect(dialog.tick('A.evtx')).toBeChecked()
  line.cutAfter(1_000_000, ATTEMPTS)
  await dialog.button('Open ticked').click()
  await expect(view.status).toContainText('Read-only, network off', { timeout: 60_000 })
  await view.settledCounts()
  await view.showEvidence()
  await expect(rowOf(viewer)).toContainText(/\d{7} of 13111296 bytes arrived and are kept\. Try again/)
  return view
}

/** The row is asked for again, and is that of the server. */
async function comesWhole(viewer: Viewer, view: CaseView): Promise<void> {
  await rowOf(viewer).getByRole('button', { name: 'Try again: A.evtx' }).click()
  await expect(rowOf(viewer)).toContainText('Done', { timeout: 60_000 })
  await view.settledCounts()
  await expect(rowOf(viewer)).toHaveCount(1)
  await expect(rowOf(viewer).getByRole('button', { name: /^Try again/ })).toHaveCount(0)
  await expect(view.status).toContainText('Read-only, network off')
  const wanted = sha256(readFileSync(log))
  const copy = path.join(cache, 'sojourn', 'evidence', wanted.slice(0, 2), wanted)
  expect(sha256(readFileSync(copy))).toBe(wanted)
  expect(readFileSync(`${copy}.acquisition.json`, 'utf8')).toContain(server.good.fingerprint)
}

test('https: a file that was cut goes on where it ended, and is that of the server', async ({
  openViewer,
}) => {
  const expected = await new CaseView((await openViewer([log])).page).settledCounts()
  const viewer = await openViewer([], { XDG_CACHE_HOME: cache })
  const view = await cutShort(viewer)
  await view.picture('place-https-cut')
  expect(await faults(viewer.page)).toEqual([])
  await comesWhole(viewer, view)
  await expect(viewer.page.getByRole('note').filter({ hasText: 'Resumed at byte' })).toContainText(
    'size, time and etag were the same',
  )
  expect(await view.settledCounts()).toEqual(expected)
})

test('https: a file that changed meanwhile starts over, and that is said', async ({ openViewer }) => {
  const viewer = await openViewer([], { XDG_CACHE_HOME: cache })
  const view = await cutShort(viewer)
  // As large as before: its time and tag tell.
  writeFileSync(log, Buffer.concat([longLog().subarray(0, 13_111_296 - 65_536), Buffer.alloc(65_536)]))
  utimesSync(log, new Date(), new Date(Date.now() + 60_000))
  await comesWhole(viewer, view)
  await expect(viewer.page.getByRole('note').filter({ hasText: 'Started over after' })).toContainText(
    'the source has changed',
  )
})
