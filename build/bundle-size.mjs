/** Holds the page's script under a limit: what the window has to load and compile before it shows anything. */
import fs from 'node:fs'
import path from 'node:path'
import zlib from 'node:zlib'
import { OUT } from './paths.mjs'

/** React with its DOM (60 kB), the grid's modules in use (about 250 kB), own code; gzip, in kB. Raise it only for a reason. */
const LIMIT_KB = 420
/** The help is read when it is opened first: guide and event reference. */
const LATER_LIMIT_KB = 60

const folder = path.join(OUT, 'renderer')
const page = fs.readFileSync(path.join(folder, 'index.html'), 'utf8')
const scripts = fs.readdirSync(folder, { recursive: true }).filter((name) => name.endsWith('.js'))
const size = (names) =>
  Math.round(
    names.reduce((sum, name) => sum + zlib.gzipSync(fs.readFileSync(path.join(folder, name))).length, 0) /
      1000,
  )
const isFirst = (name) => page.includes(path.basename(name))
const first = size(scripts.filter(isFirst))
const later = size(scripts.filter((name) => !isFirst(name)))
console.log(
  `page script ${first} kB gzip, limit ${LIMIT_KB} kB; read later ${later} kB, limit ${LATER_LIMIT_KB} kB`,
)
if (first > LIMIT_KB || later > LATER_LIMIT_KB) process.exitCode = 1
