/**
 * How long the packaged viewer takes from its start until there is something on the screen: `node build/package/measure-start.mjs [TIMES]`
 * on the folder of `npm run dist`. Told by the pixels of a virtual display, since a package lets nothing look in. Prints; asserts nothing.
 */
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { ROOT } from '../paths.mjs'
import { comesTrue, showsSessions, showsStartPage, startViewer } from './installed-program.mjs'
import { startScreen } from './virtual-screen.mjs'

const FOLDER = path.join(ROOT, 'dist', 'linux-unpacked')
const PROGRAM = path.join(FOLDER, 'sojourn')
const TIMEOUT_MS = 120_000
const EVERY_MS = 20
const KINDS = [
  { name: 'cold: new data folder, program not in memory', fresh: true, cold: true },
  { name: 'new data folder', fresh: true, cold: false },
  { name: 'again', fresh: false, cold: false },
]
const SEEN = [
  { name: 'start page', paths: [], seen: showsStartPage },
  {
    name: 'first session of the sample',
    paths: [path.join(FOLDER, 'resources', 'sample')],
    seen: showsSessions,
  },
]

if (!fs.existsSync(PROGRAM)) {
  console.log('no package in dist/linux-unpacked: npm run dist makes one (Linux)')
} else await main(Number(process.argv[2] ?? 5))

async function main(times) {
  const scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'sojourn-start-'))
  const screen = await startScreen(fs.mkdtempSync(path.join(scratch, 'screen-')))
  try {
    console.log(`seconds from the start, median of ${times} (range); looked at every ${EVERY_MS} ms`)
    for (const kind of KINDS) {
      if (kind.cold && !forgetFiles()) {
        console.log(`${kind.name}: not measured, only root on Linux can have the system forget files`)
        continue
      }
      for (const { name, paths, seen } of SEEN) {
        const profile = path.join(scratch, 'profile')
        const seconds = []
        for (let i = 0; i < times; i++) {
          if (kind.fresh) fs.rmSync(profile, { recursive: true, force: true })
          if (kind.cold) forgetFiles()
          seconds.push(await once(screen, profile, paths, seen))
        }
        console.log(`  ${kind.name}; ${name}: ${spread(seconds)}`)
      }
    }
  } finally {
    screen.stop()
    fs.rmSync(scratch, { recursive: true, force: true })
  }
}

/** Seconds until it is seen; throws where it never is. */
async function once(screen, profile, paths, seen) {
  const before = process.hrtime.bigint()
  const viewer = startViewer(PROGRAM, paths, { display: screen.name, profile })
  const shown = await comesTrue(() => seen(screen), TIMEOUT_MS, EVERY_MS)
  const seconds = Number(process.hrtime.bigint() - before) / 1e9
  for (const { pid, type } of viewer.pids()) if (type === 'main') process.kill(pid, 'SIGTERM')
  await viewer.ended
  await comesTrue(() => !seen(screen), TIMEOUT_MS, EVERY_MS)
  if (!shown) throw new Error(`nothing was seen within ${TIMEOUT_MS / 1000} s`)
  return seconds
}

/** Empties the system's cache of files. False where that is not allowed. */
function forgetFiles() {
  try {
    fs.writeFileSync('/proc/sys/vm/drop_caches', '3')
    return true
  } catch {
    return false
  }
}

function spread(values) {
  const sorted = [...values].sort((a, b) => a - b)
  const [least, middle, most] = [sorted[0], sorted[Math.floor(sorted.length / 2)], sorted.at(-1)]
  return `${middle.toFixed(2)} (${least.toFixed(2)} to ${most.toFixed(2)})`
}
