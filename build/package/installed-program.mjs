/** Starts a packaged program and watches it from outside: its processes, its window's pixels, what it prints. */
import { spawn, spawnSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'

/** Bars of interactive and remote logons on a light timeline (renderer/theme/tokens.css). */
const BARS = [0x2c69ca, 0xc07a10]
/** The soft accent of the offer to open the sample, which nothing else fills an area with. */
const START_PAGE = [0xe1f0f3]
const ENOUGH_PIXELS = 150
const ENOUGH_AREA = 5000
const NOBODY = 65534
const AS_NOBODY = ['--reuid=65534', '--regid=65534', '--clear-groups']

/** Runs it to its end. Answers `{ status, stdout, stderr }`. */
export function runOnce(program, options, { env = {}, timeout = 30_000 } = {}) {
  const sandbox = process.getuid() === 0 ? ['--no-sandbox'] : []
  const own = { ...process.env, ...env }
  // Not even a display of the person who builds.
  delete own.DISPLAY
  delete own.WAYLAND_DISPLAY
  return spawnSync(program, [...sandbox, ...options], {
    env: own,
    timeout,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  })
}

/**
 * Starts the viewer on a display, as root without Chromium's sandbox or as nobody with it.
 * `before` stands before the program; `launcher` starts it in its own way, from the paths alone.
 * Answers `{ pid, pids(), ended, data, runtime, temporary }`: its processes as they are, its exit code to come, and the folders it was told of.
 */
export function startViewer(
  program,
  paths,
  { display, profile, asNobody = false, before = [], launcher = null },
) {
  const [data, runtime, temporary] = ['data', 'run', 'tmp'].map((name) => path.join(profile, name))
  const config = path.join(profile, 'config')
  // Every desktop has GTK's folder; it is made by the file dialog where it is missing.
  for (const folder of [profile, runtime, temporary, config, path.join(config, 'gtk-3.0')]) {
    fs.mkdirSync(folder, { recursive: true, mode: 0o700 })
    if (asNobody) fs.chownSync(folder, NOBODY, NOBODY)
  }
  const plain = process.getuid() === 0 && !asNobody
  const options = [...(plain ? ['--no-sandbox'] : []), `--user-data-dir=${data}`, ...paths]
  const started = launcher === null ? [program, ...options] : [...launcher, ...paths]
  const command = [...before, ...(asNobody ? ['setpriv', ...AS_NOBODY] : []), ...started]
  const env = {
    ...process.env,
    DISPLAY: display,
    HOME: profile,
    TMPDIR: temporary,
    XDG_RUNTIME_DIR: runtime,
    XDG_CONFIG_HOME: config,
  }
  delete env.WAYLAND_DISPLAY
  const child = spawn(command[0], command.slice(1), { env, stdio: 'ignore', cwd: profile })
  const ended = new Promise((resolve) => child.on('exit', (code, signal) => resolve(signal ?? code)))
  return { pid: child.pid, ended, pids: () => processesOf(program), data, runtime, temporary }
}

/** Processes whose program this is: `{ pid, type }`, type as Chromium names it, 'main' for the first. */
function processesOf(program) {
  return fs
    .readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        if (fs.readlinkSync(`/proc/${pid}/exe`) !== program) return []
        const line = fs.readFileSync(`/proc/${pid}/cmdline`, 'utf8')
        return [{ pid: Number(pid), type: /--type=([\w-]+)/.exec(line)?.[1] ?? 'main' }]
      } catch {
        return []
      }
    })
}

/** Sessions are drawn on the timeline. */
export const showsSessions = (screen) => screen.shows(BARS, ENOUGH_PIXELS)

/** At least one session, of any of those kinds. */
export const showsSession = (screen) => BARS.some((bar) => screen.shows([bar], ENOUGH_PIXELS))

/** The start page is drawn, with its buttons. */
export const showsStartPage = (screen) => screen.shows(START_PAGE, ENOUGH_AREA)

/** What the kernel says about a process. */
export function confinement(pid) {
  const status = fs.readFileSync(`/proc/${pid}/status`, 'utf8')
  const field = (name) => new RegExp(`^${name}:\\s*(.*)$`, 'm').exec(status)?.[1] ?? ''
  return {
    uid: Number(field('Uid').split('\t')[0]),
    seccompFilters: field('Seccomp') === '2',
    ownProcesses: field('NSpid').split('\t').length > 1,
  }
}

/** Asks until it is true; false where it never was. */
export async function comesTrue(ask, timeoutMs, everyMs = 200) {
  const deadline = Date.now() + timeoutMs
  while (Date.now() < deadline) {
    if (ask()) return true
    await new Promise((resolve) => setTimeout(resolve, everyMs))
  }
  return false
}
