/** A window of the built application, for measuring. */
import { cpSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { ElectronApplication, Page } from '@playwright/test'
import { FOLDER, ROOT } from '../inputs'

export interface MeasuredWindow {
  readonly app: ElectronApplication
  readonly page: Page
}

/** Opens a window, hands it over and closes it. @param folder of the application; @param paths of logs to open */
export async function withWindow<T>(
  folder: string,
  paths: readonly string[],
  measure: (window: MeasuredWindow) => Promise<T>,
): Promise<T> {
  const { _electron } = await import('@playwright/test')
  const profile = mkdtempSync(path.join(tmpdir(), 'sojourn-perf-'))
  const isRoot = process.getuid?.() === 0
  const app = await _electron.launch({
    args: [`--user-data-dir=${profile}`, folder, ...paths],
    cwd: ROOT,
    chromiumSandbox: !isRoot,
  })
  try {
    const page = await app.firstWindow()
    await page.waitForLoadState('domcontentloaded')
    return await measure({ app, page })
  } finally {
    await app.close()
    rmSync(profile, { recursive: true, force: true })
  }
}

/** The built application with the engine of `view-engine.ts` in place of its own. */
export function syntheticApplication(): string {
  const folder = path.join(FOLDER, 'view-app')
  const worker = path.join(folder, 'out', 'worker')
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  for (const part of ['main', 'preload', 'renderer'])
    cpSync(path.join(ROOT, 'out', part), path.join(folder, 'out', part), { recursive: true })
  cpSync(path.join(ROOT, 'out', 'tools'), worker, { recursive: true })
  renameSync(path.join(worker, 'view-engine.js'), path.join(worker, 'engine.js'))
  const description = { name: 'sojourn', version: '0.0.0', type: 'module', main: 'out/main/main.js' }
  writeFileSync(path.join(folder, 'package.json'), JSON.stringify(description))
  return folder
}

/** Everything that was opened is read and drawn. Looks seldom: its own looks are work of the page. */
export async function settled({ page }: MeasuredWindow, timeout: number): Promise<void> {
  const isSettled = (): boolean => document.documentElement.dataset['settled'] === 'true'
  await page.waitForFunction(isSettled, null, { polling: 100, timeout })
}
