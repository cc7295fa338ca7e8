import { electronRuntime } from './electron-runtime.mjs'

/** Before the first window test: names the run time to every worker of Playwright. */
export default async function setUp() {
  process.env.ELECTRON_OVERRIDE_DIST_PATH = await electronRuntime()
}
