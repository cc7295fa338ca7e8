/** What the page may not do, tried from inside the page of the real application. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Page, Response } from '@playwright/test'
import { expect, test } from '../e2e/launch'

const ORIGIN = 'app://sojourn'

test('every load has the exact policy with a fresh style nonce', async ({ openViewer }) => {
  const { page } = await openViewer()
  const first = await reload(page)
  const second = await reload(page)
  for (const load of [first, second])
    expect(load.policy).toBe(
      "default-src 'none'; script-src 'self'; " +
        `style-src 'self' 'nonce-${load.nonce}'; ` +
        "img-src 'self' data:; font-src 'self' data:; worker-src 'self'; connect-src 'none'; " +
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    )
  expect(first.nonce).toMatch(/^[\w+/]{22}==$/)
  expect(second.nonce).not.toBe(first.nonce)
  expect(first.isolation).toEqual(['same-origin', 'require-corp'])
})

test('navigation, windows, permissions and downloads are refused', async ({ openViewer }) => {
  const { app, page } = await openViewer()
  const refused = await page.evaluate(async () => {
    location.href = 'https://example.invalid/'
    const opened = window.open('app://sojourn/index.html')
    const link = document.createElement('a')
    link.href = 'data:text/plain,evidence'
    link.download = 'evidence.txt'
    link.click()
    const permission = await navigator.permissions.query({ name: 'geolocation' })
    return { opened: opened === null, permission: permission.state }
  })
  expect(refused).toEqual({ opened: true, permission: 'denied' })
  await page.waitForTimeout(500)
  expect(page.url()).toBe(`${ORIGIN}/index.html`)
  expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1)
})

test('no request leaves, from the page or from main', async ({ openViewer }) => {
  let hits = 0
  const server = createServer((_request, response) => {
    hits += 1
    response.end('reached')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
  const { app, page, complaints } = await openViewer()
  const fromPage = await page.evaluate(async (url) => {
    const picture = new Image()
    picture.src = url
    return fetch(url).then(
      () => 'reached',
      () => 'refused',
    )
  }, address)
  const fromMain = await app.evaluate(
    ({ session }, url) =>
      session.defaultSession.fetch(url).then(
        () => 'reached',
        () => 'refused',
      ),
    address,
  )
  await page.waitForTimeout(300)
  server.close()
  expect({ fromPage, fromMain, hits }).toEqual({ fromPage: 'refused', fromMain: 'refused', hits: 0 })
  expect(complaints.length).toBeGreaterThan(0)
  complaints.length = 0
})

test('the app scheme serves its own folder only', async ({ openViewer }) => {
  const { app } = await openViewer()
  const status = (url: string): Promise<number> =>
    app.evaluate(({ net }, address) => net.fetch(address).then((response) => response.status), url)
  expect(await status(`${ORIGIN}/index.html`)).toBe(200)
  for (const path of [
    '/../main/main.js',
    '/%2e%2e/main/main.js',
    '/..%2fmain%2fmain.js',
    '/..%5cmain%5cmain.js',
    '/%00',
    '/none.js',
  ])
    expect([path, await status(ORIGIN + path)]).toEqual([path, 404])
  expect(await status('app://elsewhere/index.html')).toBe(404)
})

test('main refuses calls that do not fit, and callers that are not the page', async ({ openViewer }) => {
  const { app, page } = await openViewer()
  const bad = await page.evaluate(() => {
    const bridge = Reflect.get(window, 'sojourn') as {
      changePreferences(change: unknown): Promise<void>
    }
    return bridge.changePreferences({ theme: 'purple' }).then(
      () => 'accepted',
      (error: unknown) => String(error),
    )
  })
  expect(bad).toContain('change-preferences: arguments do not fit')
  const foreign = await app.evaluate(async ({ BrowserWindow, app: electron }) => {
    const window = new BrowserWindow({
      show: false,
      webPreferences: { preload: `${electron.getAppPath()}/out/preload/preload.cjs`, sandbox: true },
    })
    await window.loadURL('data:text/html,<p>foreign</p>')
    const said: unknown = await window.webContents.executeJavaScript(
      'sojourn.appInfo().then(() => "accepted", String)',
    )
    window.destroy()
    return said
  })
  expect(foreign).toContain('app-info: refused')
})

async function reload(
  page: Page,
): Promise<{ policy: string; nonce: string; isolation: (string | undefined)[] }> {
  const response = (await page.reload()) as Response
  const headers = response.headers()
  const nonce = (await page.locator('meta[name="csp-nonce"]').getAttribute('content')) ?? ''
  return {
    policy: headers['content-security-policy'] ?? '',
    nonce,
    isolation: [headers['cross-origin-opener-policy'], headers['cross-origin-embedder-policy']],
  }
}
