/** A display to draw on: the person's own, or a virtual one. */
import { spawn } from 'node:child_process'

const SCREEN = '1600x1000x24'
const START_TIMEOUT_MS = 20_000

/** True where no desktop session offers a display. Windows and macOS always have one. */
export function isHeadless(env = process.env) {
  return process.platform === 'linux' && !env.DISPLAY && !env.WAYLAND_DISPLAY
}

/**
 * Starts Xvfb on a free display number, with `more` options of its own. Answers `{ name, stop() }`, name as for DISPLAY.
 * Throws where Xvfb is not installed or does not come up.
 */
export async function startVirtualDisplay(more = []) {
  const options = ['-displayfd', '3', '-screen', '0', SCREEN, '-nolisten', 'tcp', '-noreset', ...more]
  const server = spawn('Xvfb', options, { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] })
  const name = await new Promise((resolve, reject) => {
    const failed = (why) => reject(new Error(`the virtual display could not be started: ${why}`))
    const timer = setTimeout(() => failed('Xvfb did not answer'), START_TIMEOUT_MS)
    server.on('error', (error) => failed(error.code === 'ENOENT' ? 'Xvfb is not installed' : error.message))
    server.on('exit', (code) => failed(`Xvfb ended with ${code}`))
    let text = ''
    server.stdio[3].on('data', (bytes) => {
      text += bytes
      if (!text.includes('\n')) return
      clearTimeout(timer)
      resolve(`:${text.trim()}`)
    })
  })
  server.unref()
  server.stdio[3].destroy()
  const stop = () => server.kill()
  process.once('exit', stop)
  return { name, stop }
}
