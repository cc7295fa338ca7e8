/**
 * `npm test`: sets up what is missing, then checks, builds and runs every test: `node build/test.mjs [check|unit|e2e]...`
 * runs some of it. The last line counts the tests; the exit code is not 0 where anything failed.
 */
import { build } from './build.mjs'
import { check } from './check.mjs'
import { isHeadless, startVirtualDisplay } from './display.mjs'
import { electronRuntime } from './electron-runtime.mjs'
import { runTool } from './run-tool.mjs'
import { ensureSystemLibraries } from './system-libraries.mjs'
import { fetchTestServers } from './test-servers.mjs'
import { forgetReports, testCounts } from './test-counts.mjs'

const STEPS = ['check', 'unit', 'e2e']
const chosen = process.argv.slice(2)
const unknown = chosen.find((step) => !STEPS.includes(step))
const wants = (step) => chosen.length === 0 || chosen.includes(step)

if (unknown === undefined) process.exitCode = (await main()) ? 0 : 1
else {
  console.error(`no step "${unknown}": ${STEPS.join(', ')}`)
  process.exitCode = 1
}

async function main() {
  forgetReports()
  const headless = isHeadless()
  if (wants('e2e')) {
    ensureSystemLibraries({ display: headless, peers: true })
    process.env.ELECTRON_OVERRIDE_DIST_PATH = await electronRuntime()
  }
  // Beside building and checking.
  const servers = wants('unit') || wants('e2e') ? fetchTestServers() : null
  await build()
  const results = []
  if (wants('check')) results.push(await check())
  await servers
  if (wants('unit')) results.push(await unitTests())
  if (wants('e2e')) results.push(await windowTests(headless))
  const { passed, failed, skipped } = testCounts()
  console.log(`\n${passed} passed, ${failed} failed, ${skipped} skipped`)
  return results.every(Boolean) && failed === 0
}

async function unitTests() {
  const options = ['run', '--root', '.', '--config', 'build/vitest.config.ts']
  return (await runTool('vitest', options, { show: true })).code === 0
}

/** Where no person looks on, two windows at a time, each on a display (and so with a clipboard) of its own. */
async function windowTests(headless) {
  const displays = headless ? await Promise.all([startVirtualDisplay(), startVirtualDisplay()]) : []
  const names = displays.map(({ name }) => name)
  const env = headless ? { ...process.env, DISPLAY: names[0], SOJOURN_DISPLAYS: names.join() } : process.env
  const { code } = await runTool('playwright', ['test', '--config', 'build/playwright.config.ts'], {
    show: true,
    env,
  })
  for (const display of displays) display.stop()
  return code === 0
}
