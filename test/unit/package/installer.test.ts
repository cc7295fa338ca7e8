/** What the Windows installer writes and takes away: build/installer.nsh, compiled by makensis and run by a 64-bit Wine, where both are. */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { writeRemoval } from '../../../build/package/removal.mjs'
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
/** What lies beside the program, as in Electron's folder. */
const PARTS = [
  'icudtl.dat',
  'name with $dollar.dat',
  'locales/en-US.pak',
  'resources/app.asar',
  'resources/sample/WS-0147/a.evtx',
]
/** What a person may put beside it, and into its folders. */
const OWN = ['case of mine.sojourn', 'Fälle/Müller.sojourn', 'resources/exported.evtx', 'locales/notes.txt']
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

const ownFiles = (): string[] => OWN.map((name) => readFileSync(path.join(target, name), 'utf8'))

/** Wine tells an uninstaller's end before the copy of it that does the work is done. */
async function gone(file: string): Promise<void> {
  for (let i = 0; i < 300 && existsSync(file); i++) await new Promise((resolve) => setTimeout(resolve, 100))
  expect([file, existsSync(file)]).toEqual([file, false])
}

// Compiled by makensis, run under wine: what is missing is named aloud.
describe.skipIf(missing.length > 0)('the Windows installer', { timeout: TIMEOUT_MS }, () => {
  beforeAll(() => {
    const payload = path.join(scratch, 'payload')
    for (const name of PARTS) {
      mkdirSync(path.dirname(path.join(payload, name)), { recursive: true })
      writeFileSync(path.join(payload, name), 'part\n')
    }
    const folder = path.join(ROOT, 'test', 'package')
    run(MAKENSIS, '-V2', `-DOUT=${path.join(payload, 'Sojourn.exe')}`, path.join(folder, 'stub.nsi'))
    writeRemoval(payload, path.join(scratch, 'out', 'removal.nsh'))
    const defined = [
      `-DOUT=${setup}`,
      `-DPAYLOAD=${payload}`,
      `-DPROJECT_DIR=${scratch}`,
      `-DSCRIPT=${path.join(ROOT, 'build', 'installer.nsh')}`,
    ]
    run(MAKENSIS, '-V2', '-WX', ...defined, path.join(folder, 'harness.nsi'))
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

  it('keeps no copy of the installer for an updater', () => {
    const users = path.join(prefix, 'drive_c', 'users')
    const places = readdirSync(users).map((user) => path.join(users, user, 'AppData', 'Local'))
    expect(places.some((place) => existsSync(place))).toBe(true)
    for (const place of places) expect(existsSync(path.join(place, 'sojourn-updater'))).toBe(false)
  })

  it('an upgrade leaves what a person keeps in the folder, and takes what it replaces', () => {
    for (const name of OWN) {
      mkdirSync(path.dirname(path.join(target, name)), { recursive: true })
      writeFileSync(path.join(target, name), 'mine\n')
    }
    writeFileSync(path.join(target, 'resources/app.asar'), 'the version before\n')
    wine(setup, '/S', `/D=${TARGET}`)
    expect(ownFiles()).toEqual(OWN.map(() => 'mine\n'))
    expect(readFileSync(path.join(target, 'resources/app.asar'), 'utf8')).toBe('part\n')
    expect(existsSync(path.join(target, 'Sojourn.exe'))).toBe(true)
  })

  it('goes silently, leaving cases and what belongs to others, and nothing of its own', async () => {
    rmSync(path.join(target, 'started.txt'))
    wine(path.join(target, 'Uninstall Sojourn.exe'), '/S')
    await gone(path.join(target, 'Uninstall Sojourn.exe'))
    expect(hasKey(UNINSTALL)).toBe(false)
    expect(ownFiles()).toEqual(OWN.map(() => 'mine\n'))
    const left = readdirSync(target, { recursive: true, withFileTypes: true }).filter((entry) =>
      entry.isFile(),
    )
    expect(left).toHaveLength(OWN.length)
    expect(existsSync(path.join(target, 'resources/sample'))).toBe(false)
    const evtx = registry(`${CLASSES}\\.evtx`)
    expect(evtx).toMatch(/\(Default\)\s+REG_SZ\s+evtxfile/)
    expect(evtx).toContain('Other.Viewer')
    expect(evtx).not.toContain('Sojourn')
    for (const key of ['.evt', '.sojourn', 'Sojourn.EventLog', 'Sojourn.Case'])
      expect([key, hasKey(`${CLASSES}\\${key}`)]).toEqual([key, false])
    expect(hasKey('HKCU\\Software\\Sojourn')).toBe(false)
    expect(registry('HKCU\\Software')).not.toMatch(/Sojourn\.(exe|EventLog|Case)|Sojourn\\Capabilities/i)
  })
  it('installed and removed again where nothing else lies, it leaves no folder', async () => {
    const place = path.join(prefix, 'drive_c', 'Leer')
    wine(setup, '/S', '/D=C:\\Leer')
    expect(existsSync(path.join(place, 'resources/app.asar'))).toBe(true)
    wine(path.join(place, 'Uninstall Sojourn.exe'), '/S')
    await gone(place)
  })
})
