/**
 * System packages that Electron and the virtual display need on Debian and Ubuntu. As root, or with a sudo that asks
 * nothing, what is missing is installed; otherwise one line says what to install. Quick where all is there.
 */
import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import { isEntry } from './paths.mjs'

/** Shared libraries of Chromium; alternatives are the names of newer releases (64-bit time). */
const ELECTRON = [
  ['libgtk-3-0t64', 'libgtk-3-0'],
  ['libnss3'],
  ['libasound2t64', 'libasound2'],
  ['libgbm1'],
  ['libdrm2'],
  ['libxss1'],
  ['libxtst6'],
  ['libxkbcommon0'],
  ['libatspi2.0-0t64', 'libatspi2.0-0'],
  ['libatk-bridge2.0-0t64', 'libatk-bridge2.0-0'],
  ['libcups2t64', 'libcups2'],
  ['libnotify4'],
]
/** A machine without a display also lacks fonts: Inter for text, Liberation for identifiers. */
const VIRTUAL_DISPLAY = [['xvfb'], ['fonts-inter'], ['fonts-liberation2', 'fonts-liberation']]
/** An independent reader that the tests compare with, and a packer of archives; tests skip those parts without them. */
const TEST_PEERS = [['libevtx-utils'], ['7zip', 'p7zip-full']]
/** Servers that tests start on loopback; those parts are skipped without them. */
const TEST_SERVERS = [
  ...[['openssh-server'], ['openssh-client'], ['nginx-light', 'nginx'], ['openssl']],
  ...[['samba'], ['smbnetfs']],
]
/** Debian starts what it installs: servers are not put on a person's computer for a test, only where no init system runs (containers) or in CI. */
export const mayInstallServers = () => process.env.CI !== undefined || !fs.existsSync('/run/systemd/system')
/** What watches and works the packaged program from outside (`npm run dist -- --trace`). */
const TRACE = [['strace'], ['xdotool']]

/**
 * Makes sure of the packages. `display`: also a virtual display and fonts. `peers`: also what only tests use.
 * `trace`: also what a proof of the package needs.
 * Never throws: where a package cannot be had, Electron's own message names the library.
 */
export function ensureSystemLibraries(
  { display, peers = false, trace = false },
  say = (line) => process.stderr.write(line + '\n'),
) {
  if (process.platform !== 'linux') return
  const wanted = [
    ...ELECTRON,
    ...(display ? VIRTUAL_DISPLAY : []),
    ...(peers ? TEST_PEERS : []),
    ...(peers && mayInstallServers() ? TEST_SERVERS : []),
    ...(trace ? TRACE : []),
  ]
  if (!fs.existsSync('/usr/bin/dpkg-query')) {
    const xvfb = spawnSync('which', ['Xvfb']).status === 0
    if (display && !xvfb) say('No display and no Xvfb: install Xvfb and the libraries of GTK 3 and NSS')
    return
  }
  const missing = lacking(wanted)
  if (missing.length === 0) return
  const privilege = installPrivilege()
  if (privilege === null) {
    say(
      `Missing system packages. Install them with: sudo apt-get install ${missing.map((names) => names.at(-1)).join(' ')}`,
    )
    return
  }
  say(`installing system packages: ${missing.map((names) => names.at(-1)).join(' ')}`)
  apt(privilege, ['update'])
  const names = missing.map(available).filter((name) => name !== null)
  const install = apt(privilege, ['install', '-y', '--no-install-recommends', ...names])
  if (install.status !== 0) say(`apt-get could not install them:\n${install.stderr.trim().slice(-2000)}`)
}

/** Groups of which no alternative is installed. */
function lacking(groups) {
  const query = spawnSync('dpkg-query', ['-W', '-f', '${db:Status-Abbrev} ${Package}\n', ...groups.flat()], {
    encoding: 'utf8',
  })
  const lines = query.stdout.split('\n').filter((line) => line.startsWith('ii'))
  const installed = new Set(lines.map((line) => line.split(' ').at(-1)))
  return groups.filter((names) => !names.some((name) => installed.has(name)))
}

/** First alternative that this release has. */
function available(names) {
  const known = (name) => {
    const policy = spawnSync('apt-cache', ['policy', name], { encoding: 'utf8' }).stdout
    return /Candidate: (?!\(none\))/.test(policy)
  }
  return names.find(known) ?? null
}

/** Command prefix that may install, or null. */
function installPrivilege() {
  if (process.getuid() === 0) return []
  return spawnSync('sudo', ['-n', 'true'], { stdio: 'ignore' }).status === 0 ? ['sudo', '-n'] : null
}

function apt(privilege, options) {
  const command = [
    ...privilege,
    'env',
    'DEBIAN_FRONTEND=noninteractive',
    'apt-get',
    '-q',
    '-o',
    'DPkg::Lock::Timeout=180',
  ]
  return spawnSync(command[0], [...command.slice(1), ...options], {
    stdio: ['ignore', 'ignore', 'pipe'],
    encoding: 'utf8',
  })
}

if (isEntry(import.meta)) ensureSystemLibraries({ display: true, peers: true })
