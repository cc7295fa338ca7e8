/**
 * `npm start -- PATH...`: opens the viewer on files or folders, on the sample case without any. Builds and sets up
 * what is missing. Without a display it prints the session table and saves a picture of the window instead.
 * Ends with 0, or as the command line does: 2 where a path cannot be read.
 */
import { spawn, spawnSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { build, isStale } from './build.mjs'
import { isHeadless, startVirtualDisplay } from './display.mjs'
import { electronBinary, electronRuntime } from './electron-runtime.mjs'
import { OUT, ROOT, SAMPLE } from './paths.mjs'
import { ensureSystemLibraries } from './system-libraries.mjs'

const PICTURE = path.join(OUT, 'sojourn.png')
const PICTURE_TIMEOUT_MS = 120_000
/** Chromium's own log lines, about desktop buses and graphics processors that a virtual display has not. */
const CHROMIUM_NOISE = /^\[\d+:\d{4}\/[\d.]+:(ERROR|WARNING|INFO|VERBOSE\d*):/
const NO_SANDBOX = /SUID sandbox|No usable sandbox/
const SANDBOX_ADVICE =
  'This system does not let Chromium build its sandbox (user namespaces are restricted), and the viewer does not run without ' +
  'one. Allow them for this program, or set kernel.apparmor_restrict_unprivileged_userns=0.'

const given = process.argv.slice(2)
const paths = given.length > 0 ? given.map((name) => path.resolve(name)) : [SAMPLE]
const headless = isHeadless()
process.exitCode = await main()

async function main() {
  const unreadable = paths.filter((name) => !isReadable(name))
  if (!headless || unreadable.length === paths.length)
    for (const name of unreadable) console.error(`${name} cannot be read: ${whyUnreadable(name)}`)
  if (unreadable.length === paths.length) return 2
  try {
    ensureSystemLibraries({ display: headless })
    if (isStale()) await build()
    const binary = electronBinary(await electronRuntime())
    if (headless) return await showInTerminal(binary)
    const code = await runElectron(binary, paths, process.env)
    return unreadable.length > 0 ? 2 : code
  } catch (error) {
    console.error(error.message)
    return 3
  }
}

/** The session table, then a picture of the window that a person would see. */
async function showInTerminal(binary) {
  const table = spawnSync(process.execPath, [path.join(OUT, 'cli', 'main.js'), 'sessions', ...paths], {
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  const display = await startVirtualDisplay()
  fs.rmSync(PICTURE, { force: true })
  const profile = fs.mkdtempSync(path.join(os.tmpdir(), 'sojourn-picture-'))
  const options = [`--user-data-dir=${profile}`, `--capture=${PICTURE}`, ...paths]
  const code = await runElectron(
    binary,
    options,
    { ...process.env, DISPLAY: display.name },
    PICTURE_TIMEOUT_MS,
  )
  display.stop()
  fs.rmSync(profile, { recursive: true, force: true })
  if (!fs.existsSync(PICTURE)) {
    console.error(`The window could not be pictured (Electron ended with ${code}).`)
    return 3
  }
  console.log(
    `\nNo display here: the window was drawn on a virtual one. Picture: ${path.relative(process.cwd(), PICTURE)}`,
  )
  return table.status ?? 3
}

/** Starts the viewer and answers its exit code. Chromium refuses its sandbox to uid 0 and to nobody else. */
function runElectron(binary, options, env, timeout) {
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : []
  const viewer = spawn(binary, [...sandbox, ROOT, ...options], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env,
    timeout,
  })
  let unsandboxed = false
  createInterface({ input: viewer.stderr }).on('line', (line) => {
    if (NO_SANDBOX.test(line)) unsandboxed = true
    if (!CHROMIUM_NOISE.test(line)) console.error(line)
  })
  return new Promise((resolve, reject) => {
    viewer.on('error', reject)
    viewer.on('close', (code) => {
      if (unsandboxed) console.error(SANDBOX_ADVICE)
      resolve(code ?? 1)
    })
  })
}

function isReadable(name) {
  try {
    fs.accessSync(name, fs.constants.R_OK)
    return true
  } catch {
    return false
  }
}

function whyUnreadable(name) {
  return fs.existsSync(name) ? 'no permission' : 'there is no such file or folder'
}
