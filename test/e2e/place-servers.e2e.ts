/** "Open from another place" with servers of the web, S3 and Azure: connect, be refused, tick, see sessions. */
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { azureSignature, hasAzurite, startAzurite } from '../fixtures/servers/azurite'
import { hasNginx, startNginx, WEB_USER } from '../fixtures/servers/nginx'
import { startObjectServer } from '../fixtures/servers/object-server'
import { hasS3rver, S3_KEYS, startS3rver } from '../fixtures/servers/s3rver'
import { CaseView } from './case-view'
import { expect, SAMPLE, test, type Viewer } from './launch'
import { faults } from './pictures'
import { PlaceDialog } from './place-dialog'

const FOLDER = path.join(SAMPLE, 'WS-0147')
const LOG = path.join(FOLDER, 'Security.evtx')

/** Sessions of the one log are there, and the network is off again. */
async function showsSessions(
  { page }: Viewer,
  expected: { readonly total: number; readonly events: number },
) {
  const view = new CaseView(page)
  await expect.poll(async () => (await view.counts())?.events).toBe(expected.events)
  expect((await view.settledCounts()).total).toBe(expected.total)
  await expect(view.status).toContainText('Read-only, network off')
}

let expected = { total: 0, events: 0 }
test.beforeEach(async ({ openViewer }) => {
  if (expected.total === 0) expected = await new CaseView((await openViewer([LOG])).page).settledCounts()
})

test('https: the own authority is chosen, a wrong password is told, the log is read', async ({
  openViewer,
  scratch,
}) => {
  test.skip(!hasNginx, 'nginx is not installed')
  const server = await startNginx(path.join(scratch, 'web'), FOLDER)
  try {
    const authority = path.join(scratch, 'authority.pem')
    writeFileSync(authority, server.authority)
    const viewer = await openViewer([], { XDG_CACHE_HOME: path.join(scratch, 'cache') })
    const { page } = viewer
    const view = new CaseView(page)
    const dialog = new PlaceDialog(viewer)
    const address = `https://127.0.0.1:${server.port}/locked/Security.evtx`
    await dialog.connect(address)
    // Without the authority nobody vouches for it: its certificate is asked about.
    await expect(dialog.box.locator('code')).toHaveText(server.good.fingerprint)
    await view.picture('place-https-server')
    await page.keyboard.press('Escape')

    await dialog.willChoose(authority)
    await dialog.open()
    await dialog.address.fill(address)
    await dialog.button('Choose certificates…').click()
    await expect(dialog.box.getByText('authority.pem', { exact: true })).toBeVisible()
    await view.picture('place-https-authority')
    expect(await faults(page)).toEqual([])
    await dialog.button('Connect').click()

    await expect(dialog.box).toContainText('This server asks for a name and password.')
    await expect(dialog.alert).toHaveCount(0)
    await dialog.box.getByLabel('Account').fill(WEB_USER.user)
    await view.picture('place-https-account')
    await dialog.password.fill('hunter2')
    await page.keyboard.press('Enter')
    await expect(dialog.alert).toContainText('refused name or password')
    await expect(dialog.password).toHaveValue('')
    await view.picture('place-https-refused')
    expect(await faults(page)).toEqual([])
    await dialog.password.fill(WEB_USER.password)
    await page.keyboard.press('Enter')

    await expect(dialog.tick('Security.evtx')).toBeChecked()
    await view.picture('place-https-logs')
    await dialog.button('Open ticked').click()
    await showsSessions(viewer, expected)
  } finally {
    await server.stop()
  }
})

test('s3: keys that do not fit are told, one log of a prefix is ticked and read', async ({
  openViewer,
  scratch,
}) => {
  test.skip(!hasS3rver, 's3rver is not there')
  const server = await startS3rver(path.join(scratch, 's3'), 'case-7')
  try {
    for (const name of ['Security.evtx', 'System.evtx'])
      await server.put(`dc1/WS-0147/${name}`, readFileSync(path.join(FOLDER, name)))
    const viewer = await openViewer([], { XDG_CACHE_HOME: path.join(scratch, 'cache') })
    const { page } = viewer
    const view = new CaseView(page)
    const dialog = new PlaceDialog(viewer)
    await dialog.open()
    await dialog.address.fill('s3://case-7/dc1')
    await page.getByLabel('Server that speaks like S3').fill(server.endpoint)
    await view.picture('place-s3-address')
    expect(await faults(page)).toEqual([])
    await page.keyboard.press('Enter')

    await dialog.box.getByLabel('Access key ID').fill('stranger')
    await dialog.box.getByLabel('Secret access key').fill('hunter2')
    await page.keyboard.press('Enter')
    await expect(dialog.alert).toContainText(
      'does not know this access key (InvalidAccessKeyId). Nothing was read.',
    )
    await expect(dialog.alert).not.toContainText('hunter2')
    await view.picture('place-s3-refused')
    expect(await faults(page)).toEqual([])
    await dialog.box.getByLabel('Access key ID').fill(S3_KEYS.accessKeyId)
    await dialog.box.getByLabel('Secret access key').fill(S3_KEYS.secretAccessKey)
    await page.keyboard.press('Enter')

    // A folder stands for the logs below it; one of them is not wanted.
    await dialog.tick('WS-0147, folder').click()
    await expect(dialog.box).toContainText('2 logs ticked, ')
    await dialog.button('WS-0147').click()
    await dialog.tick('System.evtx').uncheck()
    await expect(dialog.box).toContainText('1 log ticked, ')
    await view.picture('place-s3-logs')
    await dialog.button('Open ticked').click()
    await showsSessions(viewer, expected)
  } finally {
    await server.stop()
  }
})

test('azure: a signature that does not fit is told and shown nowhere, the log is ticked and read', async ({
  openViewer,
  scratch,
}) => {
  test.skip(!hasAzurite, 'azurite is not there')
  const server = await startAzurite(path.join(scratch, 'azure'), 'case-7')
  try {
    await server.put('dc1/Security.evtx', readFileSync(LOG))
    const signature = azureSignature('case-7', 'c', '', 'rl')
    const viewer = await openViewer([], { XDG_CACHE_HOME: path.join(scratch, 'cache') })
    const { page } = viewer
    const view = new CaseView(page)
    const dialog = new PlaceDialog(viewer)
    await dialog.connect(`${server.base}/dc1/?${signature.replace('sig=', 'sig=x')}`)
    await expect(dialog.alert).toContainText('refused access (AuthorizationFailure)')
    await expect(dialog.alert).not.toContainText('sig=')
    await view.picture('place-azure-refused')
    expect(await faults(page)).toEqual([])
    await dialog.address.fill(`${server.base}/dc1/?${signature}`)
    await page.keyboard.press('Enter')

    await dialog.tick('Security.evtx').check()
    await expect(dialog.box.getByText('sig=')).toHaveCount(0)
    await view.picture('place-azure-logs')
    await dialog.button('Open ticked').click()
    await showsSessions(viewer, expected)
    await page.keyboard.press('Control+5')
    await expect(page.getByTitle(`${server.base}/dc1/Security.evtx`).first()).toBeVisible()
  } finally {
    await server.stop()
  }
})

test('signed addresses of one host are opened with a signature each, which is written and shown nowhere', async ({
  openViewer,
  scratch,
}) => {
  const server = await startObjectServer()
  const names = ['Security.evtx', 'System.evtx']
  const signatures = names.map((name) => `X-Amz-Expires=60&X-Amz-Signature=hunter-${name}`)
  for (const [i, name] of names.entries())
    server.put(`/case-7/${name}`, readFileSync(path.join(FOLDER, name)), signatures[i])
  const both = await new CaseView(
    (await openViewer(names.map((name) => path.join(FOLDER, name)))).page,
  ).settledCounts()
  const viewer = await openViewer([], { XDG_CACHE_HOME: path.join(scratch, 'cache') })
  const { page } = viewer
  const view = new CaseView(page)
  const dialog = new PlaceDialog(viewer)
  try {
    for (const [i, name] of names.entries()) {
      await dialog.connect(`http://127.0.0.1:${server.port}/case-7/${name}?${signatures[i]}`)
      await dialog.button('Open ticked').click()
      await expect(dialog.box).toBeHidden()
      await view.settledCounts()
    }
    await expect.poll(async () => (await view.counts())?.events).toBe(both.events)
    await view.showEvidence()
    await expect(page.getByRole('region', { name: 'Evidence files' }).getByText('Done')).toHaveCount(2)
    expect(await page.content()).not.toMatch(/X-Amz|hunter/)
    expect(server.asked.map(({ status }) => status).filter((status) => status >= 400)).toEqual([])
    const file = path.join(scratch, 'signed.sojourn')
    await viewer.app.evaluate(({ dialog: system }, filePath) => {
      system.showSaveDialog = () => Promise.resolve({ canceled: false, filePath })
    }, file)
    await page.keyboard.press('Control+s')
    await expect(page.getByRole('button', { name: 'signed', exact: true })).toBeVisible()
    expect(readFileSync(file, 'utf8')).toContain('/case-7/System.evtx')
    await viewer.app.close()
    // Case, cache and the profile of the window.
    const written = readdirSync(scratch, { recursive: true, encoding: 'utf8' })
      .map((name) => path.join(scratch, name))
      .filter((one) => statSync(one, { throwIfNoEntry: false })?.isFile())
    expect(written.filter((one) => /X-Amz|hunter-/.test(readFileSync(one, 'latin1')))).toEqual([])
  } finally {
    server.stop()
  }
})
