/** What a build says of itself, in out/build.json: version, commit, a hash of what was built, and for whom it is. */
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { OUT, ROOT } from './paths.mjs'

const FILE = path.join(OUT, 'build.json')
/** What a package holds of out/. */
export const SHIPPED = ['main', 'preload', 'worker', 'renderer']
const HASH_DIGITS = 16
/** Git of a folder that is no checkout, or no git at all: a source archive. */
const NO_COMMIT = ''

/** Writes and answers it. `channel`: 'checkout' while developing, 'dev' or 'release' in a package. */
export function writeBuildInfo(channel = 'checkout') {
  const { version } = JSON.parse(fs.readFileSync(path.join(ROOT, 'package.json'), 'utf8'))
  const info = { version, commit: commit(), hash: hashOfBuilt(), channel }
  fs.writeFileSync(FILE, JSON.stringify(info, null, 2) + '\n')
  return info
}

/** SHA-256 over names and contents in order of names, shortened. */
function hashOfBuilt() {
  const hash = createHash('sha256')
  for (const folder of SHIPPED) {
    const names = fs
      .readdirSync(path.join(OUT, folder), { recursive: true })
      .map((name) => name.split(path.sep).join('/'))
    for (const name of names.sort()) {
      const file = path.join(OUT, folder, name)
      if (!fs.statSync(file).isFile()) continue
      const bytes = fs.readFileSync(file)
      hash.update(`${folder}/${name}\0${bytes.length}\0`).update(bytes)
    }
  }
  return hash.digest('hex').slice(0, HASH_DIGITS)
}

/** Short commit, with a plus where files differ from it. */
function commit() {
  const head = git('rev-parse', '--short=12', 'HEAD')
  if (head === null) return NO_COMMIT
  return head + (git('status', '--porcelain', '--untracked-files=no') === '' ? '' : '+')
}

/** Seconds since 1970 that all files of a package carry: of the commit, or as the caller of the build sets it. */
export function sourceDate(env = process.env) {
  return Number(env.SOURCE_DATE_EPOCH ?? git('log', '-1', '--format=%ct') ?? 0)
}

function git(...options) {
  const { status, stdout } = spawnSync('git', options, { cwd: ROOT, encoding: 'utf8' })
  return status === 0 ? stdout.trim() : null
}
