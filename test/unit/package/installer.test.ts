/** What the Windows installer writes and takes away: build/installer.nsh, compiled by makensis and run by a 64-bit Wine, where both are. */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ROOT } from '../../../build/paths.mjs'

const WINE = ['/usr/lib/wine/wine64', '/usr/bin/wine64'].find((file) => existsSync(file))
const WINESERVER = '/usr/lib/wine/wineserver'
const MAKENSIS = '/usr/bin/makensis'
const missing = [
  WINE === undefined || !existsSync(WINESERVER) ? 'wine64' : '',
  existsSync(MAKENSIS) ? '' : 'makensis',
].filter(Boolean)
if (missing.length > 0) console.warn(`installer not tested: ${missing.join(' and ')} not installed`)

const scratch = mkdtempSync(path.join(tmpdir(), 'sojourn-installer-'))
const prefix = path.join(scratch, 'prefix')
const setup = path.join(scratch, 'sojourn-setup.exe')
/** Letters beyond ASCII. No blanks: /D= takes them only without the quotes that Wine puts around them. */
const TARGET = 'C:\\Werkzeuge-für-Fälle\\Sojourn'
const target = path.join(prefix, 'drive_c', 'Werkzeuge-für-Fälle', 'Sojourn')
const LOG = 'C:\\Fälle 2024\\Sicherheit ä.evtx'
const TIMEOUT_MS = 240_000

const environment = {
  ...process.env,
  WINEPREFIX: prefix,
  WINEARCH: 'win64',
  WINEDEBUG: '-all',
  WINEDLLOVERRIDES: 'mscoree,mshtml,winemenubuilder.exe=',
  LC_ALL: 'C.UTF-8',
}

function run(program: string, ...options: string[]): string {
  const { status, stdout, stderr } = spawnSync(program, options, {
    env: environment,
    encoding: 'utf8',
    timeout: TIMEOUT_MS,
  })
  expect(`${status} ${status === 0 ? '' : stdout + stderr}`).toBe('0 ')
  return stdout
}

const wine = (...options: string[]): string => run(WINE!, ...options)
const registry = (key: string, ...options: string[]): string => wine('reg', 'query', key, '/s', ...options)
const hasKey = (key: string): boolean =>
  spawnSync(WINE!, ['reg', 'query', key], { env: environment, timeout: TIMEOUT_MS }).status === 0
const UNINSTALL = 'HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\Uninstall\\Sojourn'
const CLASSES = 'HKCU\\Software\\Classes'

/** Which Windows Wine is. */
function pretend(version: 'win7' | 'win10'): void {
  wine('reg', 'add', 'HKCU\\Software\\Wine', '/v', 'Version', '/d', version, '/f')
}

/** Wine tells an uninstaller's end before the copy of it that does the work is done. */
async function gone(file: string): Promise<void> {
  for (let i = 0; i < 300 && existsSync(file); i++) await new Promise((resolve) => setTimeout(resolve, 100))
  expect([file, existsSync(file)]).toEqual([file, false])
}

describe.skipIf(missing.length > 0)('the Windows installer', { timeout: TIMEOUT_MS }, () => {
  beforeAll(() => {
    const stub = path.join(scratch, 'stub.exe')
    const folder = path.join(ROOT, 'test', 'package')
    run(MAKENSIS, '-V2', `-DOUT=${stub}`, path.join(folder, 'stub.nsi'))
    const script = `-DSCRIPT=${path.join(ROOT, 'build', 'installer.nsh')}`
    run(MAKENSIS, '-V2', '-WX', `-DOUT=${setup}`, `-DSTUB=${stub}`, script, path.join(folder, 'harness.nsi'))
    mkdirSync(prefix)
    wine('wineboot', '--init')
    // Another viewer is there before, and has the default.
    wine('reg', 'add', `${CLASSES}\\.evtx`, '/ve', '/d', 'evtxfile', '/f')
    wine('reg', 'add', `${CLASSES}\\.evtx\\OpenWithProgids`, '/v', 'Other.Viewer', '/t', 'REG_NONE', '/f')
  }, TIMEOUT_MS)

  afterAll(() => {
    spawnSync(WINESERVER, ['-k'], { env: environment, timeout: TIMEOUT_MS })
    rmSync(scratch, { recursive: true, force: true })
  })

  it('installs nothing on a Windows that is too old, and its exit code says so', () => {
    pretend('win7')
    const { status } = spawnSync(WINE!, [setup, '/S', `/D=${TARGET}`], {
      env: environment,
      timeout: TIMEOUT_MS,
    })
    expect(status).toBe(2)
    expect(existsSync(target)).toBe(false)
    expect(hasKey(`${CLASSES}\\Sojourn.EventLog`)).toBe(false)
    pretend('win10')
  })

  it('installs silently into the chosen folder and offers itself, taking no default', () => {
    wine(setup, '/S', `/D=${TARGET}`)
    expect(existsSync(path.join(target, 'Sojourn.exe'))).toBe(true)
    const evtx = registry(`${CLASSES}\\.evtx`)
    expect(evtx).toMatch(/\(Default\)\s+REG_SZ\s+evtxfile/)
    expect(evtx).toContain('Sojourn.EventLog')
    expect(evtx).toContain('Other.Viewer')
    const evt = registry(`${CLASSES}\\.evt`)
    expect(evt).toContain('Sojourn.EventLog')
    expect(evt).not.toContain('(Default)')
    expect(registry(`${CLASSES}\\.sojourn`)).toMatch(/\(Default\)\s+REG_SZ\s+Sojourn\.Case/)
    expect(registry('HKCU\\Software\\RegisteredApplications')).toContain('Software\\Sojourn\\Capabilities')
  })

  it('is started with the file by the command that it registered', () => {
    const command = /REG_SZ\s+(.*%1.*)/
      .exec(registry(`${CLASSES}\\Sojourn.EventLog\\shell\\open\\command`))?.[1]
      ?.trim()
    // Wine prints in its own code page what is not ASCII.
    expect(command).toMatch(/^"C:\\Werkzeuge-.+\\Sojourn\\Sojourn\.exe" "%1"$/)
    wine(path.join(target, 'Sojourn.exe'), LOG)
    const started = readFileSync(path.join(target, 'started.txt'), 'utf16le')
    expect(started).toContain(LOG)
  })

  it('goes silently, leaving cases and what belongs to others, and nothing of its own', async () => {
    const ownCase = path.join(target, 'case of mine.sojourn')
    writeFileSync(ownCase, '{}\n')
    wine(path.join(target, 'Uninstall Sojourn.exe'), '/S')
    await gone(path.join(target, 'Uninstall Sojourn.exe'))
    expect(hasKey(UNINSTALL)).toBe(false)
    expect(readFileSync(ownCase, 'utf8')).toBe('{}\n')
    expect(existsSync(path.join(target, 'Sojourn.exe'))).toBe(false)
    const evtx = registry(`${CLASSES}\\.evtx`)
    expect(evtx).toMatch(/\(Default\)\s+REG_SZ\s+evtxfile/)
    expect(evtx).toContain('Other.Viewer')
    expect(evtx).not.toContain('Sojourn')
    for (const key of ['.evt', '.sojourn', 'Sojourn.EventLog', 'Sojourn.Case'])
      expect([key, hasKey(`${CLASSES}\\${key}`)]).toEqual([key, false])
    expect(hasKey('HKCU\\Software\\Sojourn')).toBe(false)
    expect(registry('HKCU\\Software')).not.toMatch(/Sojourn\.(exe|EventLog|Case)|Sojourn\\Capabilities/i)
  })
})
