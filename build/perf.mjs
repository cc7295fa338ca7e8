/** `npm run perf -- ...`: builds what is measured and measures it; for the window with a run time and a display. */
import { spawnSync } from 'node:child_process'
import path from 'node:path'
import { build } from './build.mjs'
import { isHeadless, startVirtualDisplay } from './display.mjs'
import { electronRuntime } from './electron-runtime.mjs'
import { OUT } from './paths.mjs'
import { ensureSystemLibraries } from './system-libraries.mjs'

const WINDOW = ['main', 'preload', 'renderer']
const SECTIONS = /^(cli|correlation|growth|remote|start|view)$/

const given = process.argv.slice(2)
const named = given.filter((word) => SECTIONS.test(word))
const alone = given.some((word) => /^--(make|clean)$/.test(word))
const view = !alone && (named.length === 0 || named.includes('view'))

await build(['cli', 'worker', 'tools', ...(view ? WINDOW : [])])
const env = { ...process.env }
let display = null
if (view) {
  ensureSystemLibraries({ display: isHeadless() })
  env.ELECTRON_OVERRIDE_DIST_PATH = await electronRuntime()
  if (isHeadless()) display = await startVirtualDisplay()
  if (display !== null) env.DISPLAY = display.name
}
// Memory is compared after garbage collection, and tables of synthetic events are large.
const options = ['--expose-gc', '--max-old-space-size=12288', path.join(OUT, 'tools', 'perf.js'), ...given]
const { status } = spawnSync(process.execPath, options, { stdio: 'inherit', env })
display?.stop()
process.exitCode = status ?? 1
