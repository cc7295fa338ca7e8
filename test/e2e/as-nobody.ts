/** The viewer as an ordinary user, started by a test that runs as root: with Chromium's sandbox, without root's rights. */
import { chmodSync, chownSync, cpSync, mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { _electron } from '@playwright/test'
import { ROOT, type Viewer, watch } from './launch'

const NOBODY = 65534
const AS_NOBODY = ['--reuid=65534', '--regid=65534', '--clear-groups']
/** What the viewer needs of a checkout. */
const APPLICATION = ['package.json', 'assets/sample', 'out/main', 'out/preload', 'out/worker', 'out/renderer']
const LOADER = path.join(ROOT, 'node_modules', 'playwright-core', 'lib', 'server', 'electron', 'loader.js')

/** Why it cannot be done here, or null. */
export function whyNotAsNobody(): string | null {
  if (process.platform !== 'linux') return 'only Linux starts programs as another user in this way'
  return process.getuid?.() === 0 ? null : 'this run is not root: all other window tests are this one'
}

/** Opens the sample case and `paths` as nobody, from copies in `scratch`: run time and checkout may be root's own. */
export async function openAsNobody(scratch: string, paths: readonly string[]): Promise<Viewer> {
  chmodSync(scratch, 0o755)
  const place = (name: string): string => path.join(scratch, name)
  cpSync(process.env['ELECTRON_OVERRIDE_DIST_PATH'] ?? '', place('runtime'), { recursive: true })
  chmodSync(place('runtime'), 0o755)
  for (const part of APPLICATION)
    cpSync(path.join(ROOT, part), path.join(place('application'), part), { recursive: true })
  cpSync(LOADER, place('loader.cjs'))
  const home = place('home')
  mkdirSync(home)
  chownSync(home, NOBODY, NOBODY)
  const program = place('electron-as-nobody')
  const start = `exec setpriv ${AS_NOBODY.join(' ')} "${place('runtime')}/electron" -r "${place('loader.cjs')}" "$@"`
  writeFileSync(program, `#!/bin/sh\nexport HOME="${home}" TMPDIR="${home}"\n${start}\n`, { mode: 0o755 })
  const sample = path.join(place('application'), 'assets', 'sample')
  const app = await _electron.launch({
    executablePath: program,
    args: [`--user-data-dir=${path.join(home, 'profile')}`, place('application'), sample, ...paths],
    cwd: home,
    chromiumSandbox: true,
  })
  return watch(app)
}
