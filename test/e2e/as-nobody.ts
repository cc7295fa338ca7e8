/** The viewer as an ordinary user, started by a test that runs as root: with Chromium's sandbox, without root's rights. */
import { spawnSync } from 'node:child_process'
import { chmodSync, chownSync, cpSync, mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { _electron } from '@playwright/test'
import { ROOT, type Viewer, watch } from './launch'

const NOBODY = 65534
const AS_NOBODY = ['--reuid=65534', '--regid=65534', '--clear-groups']
const LOADER = path.join(ROOT, 'node_modules', 'playwright-core', 'lib', 'server', 'electron', 'loader.js')

/** Why it cannot be done here, or null. */
export function whyNotAsNobody(): string | null {
  if (process.platform !== 'linux') return 'only Linux starts programs as another user in this way'
  if (process.getuid?.() !== 0) return 'this run is not root: all other window tests are this one'
  const reaches = spawnSync('setpriv', [
    ...AS_NOBODY,
    'test',
    '-r',
    path.join(ROOT, 'out', 'main', 'main.js'),
  ])
  return reaches.status === 0 ? null : 'the checkout lies where another user may not read it'
}

/** Opens `paths` as nobody. The run time is copied, since root's cache is root's own. */
export async function openAsNobody(scratch: string, paths: readonly string[]): Promise<Viewer> {
  chmodSync(scratch, 0o755)
  const runtime = path.join(scratch, 'runtime')
  cpSync(process.env['ELECTRON_OVERRIDE_DIST_PATH'] ?? '', runtime, { recursive: true })
  chmodSync(runtime, 0o755)
  const home = path.join(scratch, 'home')
  mkdirSync(home)
  chownSync(home, NOBODY, NOBODY)
  const program = path.join(scratch, 'electron-as-nobody')
  const start = `exec setpriv ${AS_NOBODY.join(' ')} "${runtime}/electron" -r "${LOADER}" "$@"`
  writeFileSync(program, `#!/bin/sh\nexport HOME="${home}" TMPDIR="${home}"\n${start}\n`, { mode: 0o755 })
  const app = await _electron.launch({
    executablePath: program,
    args: [`--user-data-dir=${path.join(home, 'profile')}`, ROOT, ...paths],
    cwd: ROOT,
    chromiumSandbox: true,
  })
  return watch(app)
}
