/** Starts a packaged program and watches it from outside: its processes, its window's pixels, what it prints. */
import { spawn, spawnSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'

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
 * Answers `{ pid, pids(), ended }`: its processes as they are, and its exit code to come.
 */
export function startViewer(program, paths, { display, profile, asNobody = false, before = [] }) {
  fs.mkdirSync(profile, { recursive: true })
  if (asNobody) fs.chownSync(profile, NOBODY, NOBODY)
  const plain = process.getuid() === 0 && !asNobody
  const options = [
    ...(plain ? ['--no-sandbox'] : []),
    `--user-data-dir=${path.join(profile, 'data')}`,
    ...paths,
  ]
  const command = [...before, ...(asNobody ? ['setpriv', ...AS_NOBODY] : []), program, ...options]
  const env = {
    ...process.env,
    DISPLAY: display,
    HOME: profile,
    TMPDIR: profile,
    XDG_CONFIG_HOME: path.join(profile, 'config'),
  }
  delete env.WAYLAND_DISPLAY
  const child = spawn(command[0], command.slice(1), { env, stdio: 'ignore', cwd: profile })
  const ended = new Promise((resolve) => child.on('exit', (code, signal) => resolve(signal ?? code)))
  return { pid: child.pid, ended, pids: () => processesOf(program) }
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
