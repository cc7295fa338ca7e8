/**
 * Proves the Linux package from outside: `node build/package/prove-linux.mjs [--install] [--trace]`. Unpacks the deb of dist/ (or takes
 * the packed folder), reads the fuses back, tries the ways in that must be shut, and opens the sample case and a real log in a real window as root
 * and as nobody. `--install` also installs and purges it with dpkg (root); `--trace` watches the system calls of the window (strace).
 */
import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { listPackage } from '@electron/asar'
import { OUT, ROOT, SAMPLE } from '../paths.mjs'
import { wrongFuses } from './fuses.mjs'
import {
  comesTrue,
  confinement,
  runOnce,
  showsSession,
  showsSessions,
  startViewer,
} from './installed-program.mjs'
import { tracedWindow } from './traced-window.mjs'
import { pngFile, startScreen } from './virtual-screen.mjs'

const DIST = path.join(ROOT, 'dist')
const WINDOW_TIMEOUT_MS = 60_000
/** A real log where the checkout has some; else one of the sample. */
const REAL = path.join(ROOT, '../shared/evidence/files/Velocidex__velociraptor/RDPAuth_Security.evtx')
const [LOG, LOG_NAME] = fs.existsSync(REAL)
  ? [REAL, 'a real log']
  : [path.join(SAMPLE, 'WS-0147/Security.evtx'), 'a log of the sample']
const INSTALLED = '/opt/Sojourn'
const ENTRY = '/usr/share/applications/sojourn.desktop'

let failures = 0
const options = new Set(process.argv.slice(2))
const scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'sojourn-proof-'))
fs.chmodSync(scratch, 0o755)
try {
  await main()
} finally {
  fs.rmSync(scratch, { recursive: true, force: true })
}
console.log(failures === 0 ? 'package proven' : `${failures} proofs FAILED`)
process.exitCode = failures === 0 ? 0 : 1

async function main() {
  const deb = fs.readdirSync(DIST).find((name) => name.endsWith('.deb'))
  const folder = deb === undefined ? copyOfFolder() : unpack(path.join(DIST, deb))
  const program = path.join(folder, 'sojourn')
  await shutWays(program, folder)
  commandLine(program, folder)
  const screen = await startScreen(fs.mkdtempSync(path.join(scratch, 'screen-')))
  try {
    await inWindows(program, folder, screen, false)
    if (process.getuid() === 0) await inWindows(program, folder, screen, true)
    else say('skip', 'as another user with the sandbox: this run is not root, the window above had it on')
    if (options.has('--trace')) await traced(program, screen)
    if (options.has('--install')) await install(deb, screen)
  } finally {
    screen.stop()
  }
}

async function traced(program, screen) {
  const proofs = await tracedWindow(program, scratch, screen)
  if (proofs === null) say('skip', 'system calls: strace or xdotool is not installed')
  for (const [ok, text] of proofs ?? []) prove(text, ok)
}

function unpack(deb) {
  const target = path.join(scratch, 'deb')
  const { status } = spawnSync('dpkg-deb', ['-x', deb, target], { stdio: ['ignore', 'ignore', 'inherit'] })
  prove('the deb unpacks', status === 0)
  const size = fs.statSync(deb).size
  prove(`the deb has at most 130 MB (${(size / 1e6).toFixed(1)} MB)`, size <= 130e6)
  const desktop = fs.readFileSync(path.join(target, 'usr/share/applications/sojourn.desktop'), 'utf8')
  prove(
    'the desktop file offers to open logs',
    /^MimeType=.*application\/x-ms-evtx;/m.test(desktop) && /^Exec=.*%U$/m.test(desktop),
  )
  const mime = fs.readFileSync(path.join(target, 'usr/share/mime/packages/sojourn.xml'), 'utf8')
  prove(
    'evtx, evt and sojourn are types',
    ['evtx', 'evt', 'sojourn'].every((end) => mime.includes(`pattern="*.${end}"`)),
  )
  return path.join(target, 'opt', 'Sojourn')
}

function copyOfFolder() {
  const target = path.join(scratch, 'Sojourn')
  fs.cpSync(path.join(DIST, 'linux-unpacked'), target, { recursive: true })
  return target
}

async function shutWays(program, folder) {
  const wrong = await wrongFuses(program)
  prove(
    `fuses read back from the program${wrong.length > 0 ? `: ${wrong.join(', ')}` : ''}`,
    wrong.length === 0,
  )
  const asNode = runOnce(program, ['--version'], { env: { ELECTRON_RUN_AS_NODE: '1' } })
  prove('it does not run as Node', asNode.stdout.startsWith('sojourn '))
  const options = runOnce(program, ['--version'], { env: { NODE_OPTIONS: '--require /nowhere/x.js' } })
  // An open fuse has Electron say there which of them it takes.
  prove(
    'it takes no NODE_OPTIONS',
    options.stdout.startsWith('sojourn ') && !/NODE_OPTION/.test(options.stderr),
  )
  const inspected = runOnce(program, ['--inspect-brk=0', '--version'])
  prove('it opens no inspector', !/Debugger listening/.test(inspected.stderr) && inspected.status === 0)
  for (const way of ['--remote-debugging-port=0', '-remote-debugging-port=0', ' --remote-debugging-port=0']) {
    const driven = runOnce(program, [way])
    prove(
      `it refuses remote debugging: "${way}"`,
      driven.status === 1 && !/DevTools listening/.test(driven.stderr),
    )
  }
  const archive = path.join(folder, 'resources', 'app.asar')
  const names = listPackage(archive)
  prove(
    'the archive has no source map and no package of others',
    !names.some((name) => /\.map$|node_modules/.test(name)),
  )
  const loose = path.join(folder, 'resources', 'app')
  fs.mkdirSync(loose)
  fs.writeFileSync(path.join(loose, 'package.json'), '{"name":"other","version":"9.9.9","main":"main.js"}')
  fs.writeFileSync(path.join(loose, 'main.js'), 'console.log("other code"); process.exit(7)')
  const moved = `${archive}.away`
  fs.renameSync(archive, moved)
  const other = runOnce(program, ['--version'])
  prove('it loads nothing but the archive', !other.stdout.includes('other code') && other.status !== 7)
  fs.renameSync(moved, archive)
  fs.rmSync(loose, { recursive: true })
  say('skip', 'an altered archive: Electron checks it on Windows and macOS, not on Linux')
}

/** The same sessions as the command line of the checkout tells. */
function commandLine(program, folder) {
  const sample = path.join(folder, 'resources', 'sample')
  const packed = runOnce(program, ['--cli', 'sessions', '--format', 'jsonl', sample])
  const checkout = spawnSync(
    process.execPath,
    [path.join(OUT, 'cli/main.js'), 'sessions', '--format', 'jsonl', SAMPLE],
    {
      encoding: 'utf8',
      maxBuffer: 1 << 28,
    },
  )
  const sessions = packed.stdout.split('\n').length - 1
  const same = packed.stdout.replaceAll(sample, SAMPLE) === checkout.stdout
  prove(
    `--cli without a display tells the ${sessions} sessions of the sample`,
    packed.status === 0 && sessions > 10 && same,
  )
}

/** The sample case, then a log alone, each as argument of a start of its own. */
async function inWindows(program, folder, screen, asNobody) {
  const place = fs.mkdtempSync(path.join(scratch, 'log-'))
  fs.chmodSync(place, 0o755)
  const log = path.join(place, 'Security.evtx')
  fs.copyFileSync(LOG, log)
  const sample = path.join(folder, 'resources', 'sample')
  const opened = [
    { name: 'the sample', file: sample, seen: showsSessions, picture: '' },
    { name: LOG_NAME, file: log, seen: showsSession, picture: '-log' },
  ]
  for (const evidence of opened) await inWindow(program, evidence, screen, asNobody)
}

async function inWindow(program, { name, file, seen, picture }, screen, asNobody) {
  const who = asNobody ? 'nobody' : process.getuid() === 0 ? 'root' : 'this user'
  const before = process.hrtime.bigint()
  const profile = path.join(scratch, `profile-${who}${picture}`)
  const viewer = startViewer(program, [file], { display: screen.name, profile, asNobody })
  const shown = await comesTrue(() => seen(screen), WINDOW_TIMEOUT_MS)
  const seconds = Number(process.hrtime.bigint() - before) / 1e9
  prove(`as ${who}: the window shows sessions of ${name} (${seconds.toFixed(1)} s after the start)`, shown)
  keepPicture(screen, `package-as-${asNobody ? 'nobody' : 'root'}${picture}`)
  if (asNobody) {
    const page = viewer.pids().find(({ type }) => type === 'renderer')
    const held = page === undefined ? null : confinement(page.pid)
    prove(
      'as nobody: the page is in the sandbox',
      held?.uid === 65534 && held.seccompFilters && held.ownProcesses,
    )
  }
  await end(viewer, screen)
}

/**
 * As nobody, with the sandbox: the desktop entry that was installed, through the desktop's own launcher, on a log whose name is not plain.
 * A second one is handed to the window that is open.
 */
async function byDoubleClick(screen) {
  if (spawnSync('gio', ['version'], { stdio: 'ignore' }).status !== 0)
    return say('skip', 'a double click: gio (libglib2.0-bin) is not installed')
  const folder = fs.mkdtempSync(path.join(scratch, 'Fälle 100% '))
  fs.chmodSync(folder, 0o755)
  const [first, second] = ['Sicherheit ü.evtx', 'zweite.evtx'].map((name) => path.join(folder, name))
  for (const file of [first, second]) fs.copyFileSync(LOG, file)
  const where = { display: screen.name, profile: path.join(scratch, 'profile-double-click'), asNobody: true }
  const program = path.join(INSTALLED, 'sojourn')
  const launcher = ['gio', 'launch', ENTRY]
  const viewer = startViewer(program, [first], { ...where, launcher })
  const shown = await comesTrue(() => showsSession(screen), WINDOW_TIMEOUT_MS)
  prove(`as nobody: a double click on ${LOG_NAME} shows its sessions`, shown)
  keepPicture(screen, 'package-double-click')
  const again = startViewer(program, [second], { ...where, launcher })
  await again.ended
  const one = await comesTrue(() => viewer.pids().filter(({ type }) => type === 'main').length === 1, 15_000)
  prove('a second double click goes to the window that is open', shown && one)
  await end(viewer, screen)
}

function keepPicture(screen, name) {
  fs.mkdirSync(path.join(OUT, 'pictures'), { recursive: true })
  fs.writeFileSync(path.join(OUT, 'pictures', `${name}.png`), pngFile(screen.read()))
}

async function end(viewer, screen) {
  for (const { pid, type } of viewer.pids()) if (type === 'main') process.kill(pid, 'SIGTERM')
  prove('it ends when told to', await comesTrue(() => viewer.pids().length === 0, 15_000))
  await viewer.ended
  // The next window must not be proven by this one's pixels.
  prove('and takes its window along', await comesTrue(() => !showsSession(screen), 5000))
}

/** On this system, really; taken away again. */
async function install(deb, screen) {
  if (process.getuid() !== 0) return say('skip', 'dpkg --install: this run is not root')
  if (fs.existsSync(INSTALLED)) return prove(`${INSTALLED} is not there before`, false)
  const dpkg = (...given) => spawnSync('dpkg', given, { encoding: 'utf8' })
  const installed = dpkg('--install', path.join(DIST, deb))
  prove(
    `dpkg installs it${installed.status === 0 ? '' : `: ${installed.stderr.trim()}`}`,
    installed.status === 0,
  )
  try {
    const told = runOnce('/usr/bin/sojourn', ['--version'])
    prove(`/usr/bin/sojourn is it: ${told.stdout.trim()}`, told.stdout.startsWith('sojourn '))
    await inWindows(path.join(INSTALLED, 'sojourn'), INSTALLED, screen, true)
    await byDoubleClick(screen)
  } finally {
    const purged = dpkg('--purge', 'sojourn')
    const left = [INSTALLED, '/usr/bin/sojourn', ENTRY, '/etc/apparmor.d/sojourn']
    prove(
      'dpkg purges it and leaves nothing',
      purged.status === 0 && !left.some((file) => fs.existsSync(file)),
    )
  }
}

function prove(text, ok) {
  if (!ok) failures++
  say(ok ? 'ok' : 'FAIL', text)
}

function say(mark, text) {
  console.log(`${mark.padEnd(4)} ${text}`)
}
