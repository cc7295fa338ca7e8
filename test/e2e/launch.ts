/** Starts the viewer as a person would and watches what it complains about. */
import { spawn } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { type ElectronApplication, type Page, test as base, _electron, expect } from '@playwright/test'
import { electronBinary } from '../../build/electron-runtime.mjs'

export { expect }

export const ROOT = fileURLToPath(new URL('../..', import.meta.url))
export const SAMPLE = path.join(ROOT, 'assets', 'sample')
export const PICTURES = path.join(ROOT, 'out', 'pictures')
const CLOSE_TIMEOUT_MS = 10_000

export interface Viewer {
  readonly app: ElectronApplication
  readonly page: Page
  /** Console errors, page errors and policy violations so far; a test that provokes some takes them out itself. */
  readonly complaints: string[]
}

export interface Fixtures {
  /** Starts a viewer on paths; closed after the test, which fails if it complained. */
  readonly openViewer: (paths?: readonly string[], env?: Readonly<Record<string, string>>) => Promise<Viewer>
  /** An empty folder of this test's own. */
  readonly scratch: string
}

export const test = base.extend<Fixtures>({
  // Playwright wants a destructuring pattern even where nothing is taken from it.
  scratch: async ({ browserName: _ }, use) => {
    const folder = mkdtempSync(path.join(tmpdir(), 'sojourn-e2e-'))
    await use(folder)
    // Processes of a window that was ended by force may write a moment longer.
    await rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 })
  },
  openViewer: async ({ scratch }, use) => {
    const viewers: Viewer[] = []
    await use(async (paths = [], env = {}) => {
      const viewer = await launchViewer(path.join(scratch, `profile-${viewers.length}`), paths, env)
      viewers.push(viewer)
      return viewer
    })
    for (const viewer of viewers) await closeViewer(viewer)
    expect(viewers.flatMap((viewer) => viewer.complaints)).toEqual([])
  },
})

async function launchViewer(
  profile: string,
  paths: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<Viewer> {
  const app = await _electron.launch({
    args: [`--user-data-dir=${profile}`, ROOT, ...paths],
    cwd: ROOT,
    chromiumSandbox: !isRoot(),
    env: { ...definedEnvironment(), ...env },
  })
  return watch(app)
}

/** The window of a started application, and what it complains about from now on. */
export async function watch(app: ElectronApplication): Promise<Viewer> {
  const complaints: string[] = []
  app.on('close', () => ended.add(app))
  app.context().on('console', (message) => {
    if (message.type() === 'error' || /Content Security Policy/i.test(message.text()))
      complaints.push(message.text())
  })
  app.context().on('weberror', (error) => complaints.push(String(error.error())))
  const page = await app.firstWindow()
  await page.waitForLoadState('domcontentloaded')
  return { app, page, complaints }
}

/** Ended by their test. */
const ended = new WeakSet<ElectronApplication>()

/** Ends it without the question about an unsaved case, by force where it does not end by itself. */
async function closeViewer({ app }: Viewer): Promise<void> {
  if (ended.has(app)) return
  const child = app.process()
  if (child.exitCode !== null || child.signalCode !== null) return
  const timer = setTimeout(() => child.kill('SIGKILL'), CLOSE_TIMEOUT_MS)
  const closed = new Promise((resolve) => child.once('exit', resolve))
  await app.evaluate(({ app: application }) => application.exit(0)).catch(() => undefined)
  await closed
  clearTimeout(timer)
}

/** Starts the viewer without Playwright and answers its exit code. */
export function electronProgram(
  profile: string,
  paths: readonly string[],
  cwd: string,
): Promise<number | null> {
  const program = electronBinary(process.env['ELECTRON_OVERRIDE_DIST_PATH'] ?? '')
  const sandbox = isRoot() ? ['--no-sandbox'] : []
  const child = spawn(program, [...sandbox, `--user-data-dir=${profile}`, ROOT, ...paths], {
    cwd,
    stdio: 'ignore',
  })
  return new Promise((resolve, reject) => child.on('exit', resolve).on('error', reject))
}

function isRoot(): boolean {
  return process.getuid?.() === 0
}

function definedEnvironment(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined),
  )
}
