/** What the packaged viewer asks of the system while it is used: no network, nothing written elsewhere, evidence only read. */
import { createHash } from 'node:crypto'
import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { SAMPLE } from '../paths.mjs'
import { comesTrue, showsSessions, startViewer } from './installed-program.mjs'
import { canUseWindow, useWindow } from './use-window.mjs'

const USE_MS = 60_000
/** Calls that send to an address that they name. */
const SENDING = ['connect', 'sendto', 'sendmsg', 'sendmmsg']
const OPENING = ['open', 'openat', 'openat2']
/** Calls that change the file of an open handle, whose path strace -y tells. */
const BY_HANDLE = ['ftruncate', 'fallocate', 'fchmod', 'fchown', 'fsetxattr', 'fremovexattr']
/** Their first path is the text of a link, and touches nothing. */
const LINKING = ['symlink', 'symlinkat']
const CHANGING = [
  ...[
    'creat',
    'rename',
    'renameat',
    'renameat2',
    'link',
    'linkat',
    'unlink',
    'unlinkat',
    'rmdir',
    'mkdir',
    'mkdirat',
  ],
  ...['mknod', 'mknodat', 'truncate', 'utime', 'utimes', 'futimesat', 'utimensat'],
  ...['chmod', 'fchmodat', 'fchmodat2', 'chown', 'lchown', 'fchownat'],
  ...['setxattr', 'lsetxattr', 'removexattr', 'lremovexattr'],
]
/** A question mark: not every processor has every call. */
const CALLS = `trace=${[...SENDING, ...OPENING, ...BY_HANDLE, ...LINKING, ...CHANGING].map((call) => `?${call}`).join()}`
/** Other processes, and the kernel's own news of network cards: neither leaves the computer. */
const LOCAL = new Set(['AF_UNIX', 'AF_NETLINK'])
/** Shared memory between Chromium's own processes, and what is no file. */
const NO_FILE = /^\/(dev|proc|sys)\/|^\/memfd:/

/** Uses it under strace on a copy of the sample. Answers `[ok, text]` of each proof; null where strace or xdotool is missing. */
export async function tracedWindow(program, scratch, screen) {
  if (spawnSync('strace', ['-V'], { stdio: 'ignore' }).status !== 0 || !canUseWindow()) return null
  const evidence = path.join(scratch, 'evidence')
  fs.cpSync(SAMPLE, evidence, { recursive: true })
  const before = stateOf(evidence)
  const profile = path.join(scratch, 'traced')
  const files = path.join(scratch, 'case')
  fs.mkdirSync(files)
  const log = path.join(scratch, 'trace')
  const tracer = ['strace', '-f', '-qq', '-y', '-e', CALLS, '-e', 'signal=none', '-o', log]
  const viewer = startViewer(program, [evidence], { display: screen.name, profile, before: tracer })
  const shown = await comesTrue(() => showsSessions(screen), 120_000)
  const began = Date.now()
  const [caseFile, exportFile] = [path.join(files, 'IR-7.sojourn'), path.join(files, 'sessions.csv')]
  const used = await useWindow(screen.name, { caseFile, exportFile })
  await new Promise((resolve) => setTimeout(resolve, Math.max(0, USE_MS - (Date.now() - began))))
  const seconds = Math.round((Date.now() - began) / 1000)
  for (const { pid, type } of viewer.pids()) if (type === 'main') process.kill(pid, 'SIGTERM')
  await viewer.ended
  const allowed = [viewer.data, viewer.runtime, viewer.temporary, files]
  const { foreign, written, opened } = readTrace(fs.readFileSync(log, 'utf8'), allowed, evidence)
  return [
    [shown, `traced for ${seconds} s with sessions on screen`],
    [used, 'views, help, search, a tag, a case saved and an export by keys and clicks'],
    [foreign.length === 0, `no connection but to local sockets${list(foreign)}`],
    [written.length === 0, `nothing written outside the data folder and the case's${list(written)}`],
    [
      opened.reads > 0 && opened.others.length === 0,
      `evidence opened ${opened.reads} times, only for reading${list(opened.others)}`,
    ],
    [stateOf(evidence) === before, 'bytes and modification times of the evidence are as before'],
  ]
}

/**
 * Lines of strace -f -y by what they mean. `foreign`: sockets that are not local; `written`: paths written to outside the `allowed` folders.
 *
 * @param {string} text
 * @param {readonly string[]} allowed
 * @param {string} evidence
 * @returns {{ foreign: string[], written: string[], opened: { reads: number, others: string[] } }}
 */
export function readTrace(text, allowed, evidence) {
  const foreign = new Set()
  const written = new Set()
  const opened = { reads: 0, others: [] }
  for (const line of wholeCalls(text)) {
    const call = /^(\w+)\(/.exec(line)?.[1]
    if (call === undefined) continue
    if (SENDING.includes(call)) {
      const families = [...line.matchAll(/sa_family=(\w+)/g)].map(([, family]) => family)
      if (families.some((family) => !LOCAL.has(family))) foreign.add(line)
      continue
    }
    const isOpen = OPENING.includes(call)
    const writes = !isOpen || /O_WRONLY|O_RDWR|O_CREAT|O_TRUNC/.test(line)
    for (const name of touchedPaths(call, line)) {
      if (isInside(name, evidence)) {
        if (isOpen && !writes) opened.reads++
        else opened.others.push(line)
      } else if (
        writes &&
        / = \d/.test(line) &&
        !NO_FILE.test(name) &&
        !allowed.some((folder) => isInside(name, folder))
      ) {
        written.add(`${call} ${name}`)
      }
    }
  }
  return { foreign: [...foreign], written: [...written], opened }
}

/** Calls without the process that made them; one that another thread came between is put together again. */
function wholeCalls(text) {
  const begun = new Map()
  return text.split('\n').flatMap((line) => {
    const [, pid, rest] = /^(\d+)\s+(.*)$/.exec(line) ?? [null, '', '']
    const cut = / <unfinished \.\.\.>$/.exec(rest)
    if (cut !== null) begun.set(pid, rest.slice(0, cut.index))
    const resumed = /^<\.\.\. \w+ resumed>/.exec(rest)
    if (cut !== null) return []
    if (resumed === null) return [rest]
    const start = begun.get(pid) ?? ''
    begun.delete(pid)
    return [start + rest.slice(resumed[0].length)]
  })
}

/** What a call touches: the file of its handle, the link that it makes, or every path that it names. */
function touchedPaths(call, line) {
  if (BY_HANDLE.includes(call)) return /^\w+\(\d+<(\/[^>]*)>/.exec(line)?.slice(1) ?? []
  const paths = pathsOf(line)
  if (LINKING.includes(call)) return paths.slice(-1)
  // The second text of an extended attribute's calls is its name.
  return /xattr$/.test(call) ? paths.slice(0, 1) : paths
}

/** Every path of a call; one that is relative, from the folder that strace names before it. */
function pathsOf(line) {
  const found = line.matchAll(/(?:(?:AT_FDCWD|\d+)<([^>]*)>, )?"((?:[^"\\]|\\.)*)"/g)
  return [...found].map(([, folder = '', name]) =>
    name === '' ? folder : path.posix.resolve('/', folder, name),
  )
}

const isInside = (name, folder) => name === folder || name.startsWith(folder + '/')

const list = (items) => (items.length === 0 ? '' : `: ${items.slice(0, 5).join('; ')}`)

function stateOf(folder) {
  const names = fs.readdirSync(folder, { recursive: true }).sort()
  const states = names.map((name) => {
    const file = path.join(folder, name)
    const stat = fs.statSync(file)
    const content = stat.isFile() ? createHash('sha256').update(fs.readFileSync(file)).digest('hex') : ''
    return `${name} ${stat.size} ${stat.mtimeMs} ${content}`
  })
  return states.join('\n')
}
