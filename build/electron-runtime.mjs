/**
 * Finds or prepares an Electron run time: `node build/electron-runtime.mjs` prints its folder, for
 * ELECTRON_OVERRIDE_DIST_PATH. In this order: that variable as set, the electron package's own binary, its official
 * download, the development fallback.
 */
import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { ROOT, isEntry } from './paths.mjs'
import { fallbackFolder, prepareFallback } from './runtime/fallback.mjs'

/** Long enough for 120 MB on a slow line; a network without a way to the download fails within a second. */
const DOWNLOAD_TIMEOUT_MS = 240_000

const electronPackage = path.join(ROOT, 'node_modules', 'electron')

/** Folder of a complete run time. Throws with a sentence for people where none can be had. */
export async function electronRuntime(say = (line) => process.stderr.write(line + '\n')) {
  const chosen = process.env.ELECTRON_OVERRIDE_DIST_PATH
  if (chosen) return chosen
  if (officialBinary() !== null) return officialDist()
  if (fs.existsSync(path.join(fallbackFolder(), '.complete'))) return prepareFallback(say)
  say('Electron is not installed yet: trying the official download')
  const download = spawnSync(process.execPath, [path.join(electronPackage, 'install.js')], {
    stdio: ['ignore', 'ignore', 'pipe'],
    timeout: DOWNLOAD_TIMEOUT_MS,
    encoding: 'utf8',
  })
  if (download.status === 0 && officialBinary() !== null) return officialDist()
  const reason = /\w*Error: .*|E[A-Z]{4,}.*/.exec(download.stderr ?? '')?.[0] ?? 'timed out'
  say(`the official download failed (${reason}); using the development fallback`)
  return prepareFallback(say)
}

/**
 * Path of the program to start inside a run time's folder.
 *
 * @param {string} folder
 * @param {string} platform of Node
 * @returns {string}
 */
export function electronBinary(folder, platform = process.platform) {
  if (platform === 'darwin') return path.join(folder, 'Electron.app', 'Contents', 'MacOS', 'Electron')
  return path.join(folder, platform === 'win32' ? 'electron.exe' : 'electron')
}

/** Whether a folder is that of the electron package's own, official binary. */
export function isOfficialRuntime(folder) {
  return officialBinary() !== null && path.resolve(folder) === officialDist()
}

const officialDist = () => path.join(electronPackage, 'dist')

/** The binary of node_modules/electron where it is complete: right version and present. */
function officialBinary() {
  try {
    const wanted = JSON.parse(fs.readFileSync(path.join(electronPackage, 'package.json'), 'utf8')).version
    const found = fs.readFileSync(path.join(officialDist(), 'version'), 'utf8').replace(/^v/, '')
    const binary = electronBinary(officialDist())
    return found === wanted && fs.existsSync(binary) ? binary : null
  } catch {
    return null
  }
}

if (isEntry(import.meta)) console.log(await electronRuntime())
