/** Holds the page's script under a limit: what the window has to load and compile before it shows anything. */
import fs from 'node:fs'
import path from 'node:path'
import zlib from 'node:zlib'
import { OUT } from './paths.mjs'

/** React with its DOM (60 kB), the grid's modules in use (about 250 kB), own code; gzip, in kB. Raise it only for a reason. */
const LIMIT_KB = 420

const folder = path.join(OUT, 'renderer')
const scripts = fs.readdirSync(folder, { recursive: true }).filter((name) => name.endsWith('.js'))
const bytes = scripts.reduce(
  (sum, name) => sum + zlib.gzipSync(fs.readFileSync(path.join(folder, name))).length,
  0,
)
const size = Math.round(bytes / 1000)
console.log(`page script ${size} kB gzip, limit ${LIMIT_KB} kB`)
if (size > LIMIT_KB) process.exitCode = 1
