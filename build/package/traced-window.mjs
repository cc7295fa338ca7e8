/** What the packaged viewer asks of the system while it is used: no network, nothing written elsewhere, evidence only read. */
import { createHash } from 'node:crypto'
import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { SAMPLE } from '../paths.mjs'
import { comesTrue, startViewer } from './installed-program.mjs'

const USE_MS = 60_000
const CALLS =
  'trace=connect,sendto,open,openat,creat,rename,renameat,renameat2,unlink,unlinkat,mkdir,mkdirat,truncate,utimensat'
/** Other processes, and the kernel's own news of network cards: neither leaves the computer. */
const LOCAL = new Set(['AF_UNIX', 'AF_NETLINK'])
/** Shared memory between Chromium's own processes, and what is no file. */
const NO_FILE = /^\/(dev|proc|sys)\//

/** Runs it under strace on a copy of the sample. Answers `[ok, text]` of each proof; none where strace is missing. */
export async function tracedWindow(program, scratch, screen, drawn) {
  if (spawnSync('strace', ['-V'], { stdio: 'ignore' }).status !== 0)
    return [[true, 'SKIPPED: strace is not installed']]
  const evidence = path.join(scratch, 'evidence')
  fs.cpSync(SAMPLE, evidence, { recursive: true })
  const before = stateOf(evidence)
  const profile = path.join(scratch, 'traced')
  const log = path.join(scratch, 'trace')
  const tracer = ['strace', '-f', '-qq', '-y', '-e', CALLS, '-e', 'signal=none', '-o', log]
  const viewer = startViewer(program, [evidence], { display: screen.name, profile, before: tracer })
  const shown = await comesTrue(() => drawn(screen), 120_000)
  await new Promise((resolve) => setTimeout(resolve, USE_MS))
  for (const { pid, type } of viewer.pids()) if (type === 'main') process.kill(pid, 'SIGTERM')
  await viewer.ended
  const { foreign, written, opened } = readTrace(fs.readFileSync(log, 'utf8'), profile, evidence)
  return [
    [shown, `traced for ${USE_MS / 1000} s with sessions on screen`],
    [foreign.length === 0, `no connection but to local sockets${list(foreign)}`],
    [written.length === 0, `nothing written outside the data folder${list(written)}`],
    [
      opened.reads > 0 && opened.others.length === 0,
      `evidence opened ${opened.reads} times, only for reading${list(opened.others)}`,
    ],
    [stateOf(evidence) === before, 'bytes and modification times of the evidence are as before'],
  ]
}

/**
 * Lines of strace by what they mean. `foreign`: sockets that are not local; `written`: paths written to outside `home`.
 *
 * @param {string} text
 * @param {string} home
 * @param {string} evidence
 * @returns {{ foreign: string[], written: string[], opened: { reads: number, others: string[] } }}
 */
export function readTrace(text, home, evidence) {
  const foreign = new Set()
  const written = new Set()
  const opened = { reads: 0, others: [] }
  for (const line of text.split('\n')) {
    const call = /^\d+\s+(\w+)\(/.exec(line)?.[1]
    if (call === undefined) continue
    if (call === 'connect' || call === 'sendto') {
      const family = /sa_family=(\w+)/.exec(line)?.[1]
      if (family !== undefined && !LOCAL.has(family)) foreign.add(line.replace(/^\d+\s+/, ''))
      continue
    }
    const paths = [...line.matchAll(/"((?:[^"\\]|\\.)*)"/g)].map((match) => match[1])
    const isOpen = call === 'open' || call === 'openat'
    const writes = !isOpen || /O_WRONLY|O_RDWR|O_CREAT|O_TRUNC/.test(line)
    for (const name of paths) {
      if (name.startsWith(evidence + '/')) {
        if (isOpen && !writes) opened.reads++
        else opened.others.push(line)
      } else if (
        writes &&
        / = \d/.test(line) &&
        name.startsWith('/') &&
        !NO_FILE.test(name) &&
        !isInside(name, home)
      ) {
        written.add(`${call} ${name}`)
      }
    }
  }
  return { foreign: [...foreign], written: [...written], opened }
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
