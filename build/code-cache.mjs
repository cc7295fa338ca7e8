/**
 * Makes the command line start fast: wraps its bundle for build/cli/main.cjs and keeps the bytecode of what its commands compile
 * when they run on the sample case.
 */
import { execFileSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { OUT, ROOT, SAMPLE } from './paths.mjs'

const folder = path.join(OUT, 'cli')
const bundle = path.join(folder, 'sojourn.cjs')
const LOGONS = [
  ['logons', SAMPLE],
  ['logons', path.join(SAMPLE, 'WS-0147/Security.evtx')],
]
/** Bytecode by file, and what runs for it: reading what a command never needs costs it as much as compiling a part of what it does. */
const KEPT = [
  ['logons.cache', LOGONS],
  ['cache', [...LOGONS, ['sessions', SAMPLE]]],
]

/** Finishes out/cli after the bundler. Throws where the commands fail. */
export function makeCodeCache() {
  const code = fs.readFileSync(bundle, 'utf8')
  fs.writeFileSync(
    bundle,
    `(function (require, module, exports, __filename, __dirname) {${ascii(code)}\n})\n`,
  )
  fs.writeFileSync(path.join(folder, 'package.json'), '{"type":"commonjs"}\n')
  fs.copyFileSync(path.join(ROOT, 'build/cli/main.cjs'), path.join(folder, 'main.js'))
  fs.chmodSync(path.join(folder, 'main.js'), 0o755)
  for (const [ending, commands] of KEPT) {
    const cache = `${bundle}.${ending}`
    execFileSync(
      process.execPath,
      [path.join(ROOT, 'build/cli/keep-bytecode.cjs'), bundle, cache, JSON.stringify(commands)],
      { stdio: ['ignore', 'ignore', 'inherit'] },
    )
  }
}

/** Without a character beyond ASCII V8 keeps a source in one byte a character and need not decode it. */
function ascii(code) {
  return code.replaceAll(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
}
