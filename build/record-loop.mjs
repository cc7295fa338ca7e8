/**
 * Compiles the record loop (electron/core/evtx/wasm) and hands it to the bundler: `import base64 from '.../wasm/index.ts?wasm'`. What was compiled
 * once is kept in out/wasm under the hash of its sources.
 */
import { createHash } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { OUT, ROOT } from './paths.mjs'

const SOURCES = path.join(ROOT, 'electron/core/evtx/wasm')
// Growing beyond the engine's bound is a trap, which costs the slab: no `abort` to import.
const OPTIONS = '-O3 --runtime stub --enable simd --enable bulk-memory --noAssert --use abort='.split(' ')

let compiling = null

/** The compiled module; once a run, whoever asks. Throws with the compiler's messages. */
export function compileRecordLoop() {
  return (compiling ??= compiled())
}

async function compiled() {
  const sources = fs.readdirSync(SOURCES).filter((name) => name.endsWith('.ts'))
  const hash = createHash('sha256').update(OPTIONS.join(' '))
  for (const name of sources.sort()) hash.update(name).update(fs.readFileSync(path.join(SOURCES, name)))
  const file = path.join(OUT, 'wasm', `record-loop-${hash.digest('hex').slice(0, 16)}.wasm`)
  if (!fs.existsSync(file)) await compile(file)
  return fs.readFileSync(file)
}

async function compile(file) {
  // The compiler is 12 MB of code: loaded only where there is something to compile.
  const { main } = await import('assemblyscript/asc')
  const messages = []
  const write = (text) => void messages.push(text)
  const stream = { write, isTTY: false }
  const temporary = `${file}.${process.pid}`
  fs.mkdirSync(path.dirname(file), { recursive: true })
  const { error } = await main(
    [path.join(SOURCES, 'index.ts'), '--outFile', path.relative(process.cwd(), temporary), ...OPTIONS],
    { stdout: stream, stderr: stream },
  )
  if (error) throw new Error(`${error.message}\n${messages.join('')}`)
  fs.renameSync(temporary, file)
}

/** Vite plugin for the import above. */
export function recordLoop() {
  return {
    name: 'record-loop',
    enforce: 'pre',
    async load(id) {
      if (!id.endsWith('/wasm/index.ts?wasm')) return null
      return `export default ${JSON.stringify((await compileRecordLoop()).toString('base64'))}`
    },
  }
}
