import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { launchPaths, launchSwitch, ownArguments } from '../../../electron/main/launch-paths'

const cwd = mkdtempSync(path.join(tmpdir(), 'sojourn-launch-'))
afterAll(() => rmSync(cwd, { recursive: true }))

describe('launchPaths', () => {
  it('keeps logs and what exists, from the folder of the start', () => {
    const given = ['--no-sandbox', '-r', 'Security.evtx', '.', 'no-such-folder', '', '/logs/System.EVTX']
    expect(launchPaths({ arguments: given, cwd })).toEqual([
      path.join(cwd, 'Security.evtx'),
      cwd,
      path.resolve(cwd, '/logs/System.EVTX'),
    ])
  })

  // Paths of POSIX: Windows resolves them to a drive.
  it.skipIf(process.platform === 'win32')(
    'takes addresses, as a desktop hands over what was double-clicked',
    () => {
      const given = [
        'file:///F%C3%A4lle%202024/Sicherheit%20100%25.evtx',
        'FILE://localhost/logs/a.evt',
        'file://server/share/b.evtx',
        'file:///bad%2Fname.evtx',
        'http://server/c.evtx',
      ]
      expect(launchPaths({ arguments: given, cwd })).toEqual([
        '/Fälle 2024/Sicherheit 100%.evtx',
        '/logs/a.evt',
        // Names no file here, and is reported as such.
        path.join(cwd, 'file:/server/share/b.evtx'),
        path.join(cwd, 'file:/bad%2Fname.evtx'),
        path.join(cwd, 'http:/server/c.evtx'),
      ])
    },
  )

  it('keeps names with blanks, letters of any script and more than 260 characters', () => {
    const long = path.join(
      cwd,
      ...Array.from({ length: 8 }, () => 'Fälle ü 事件 '.repeat(4).trim()),
      'Ö.evtx',
    )
    expect(long.length).toBeGreaterThan(260)
    expect(launchPaths({ arguments: [long, 'Öffnen mir.evt'], cwd })).toEqual([
      long,
      path.join(cwd, 'Öffnen mir.evt'),
    ])
  })
})

describe('launchSwitch', () => {
  it('gives the value of the named switch alone', () => {
    const launch = { arguments: ['--captured=x', '--capture=a=b.png'], cwd }
    expect(launchSwitch(launch, 'capture')).toBe('a=b.png')
    expect(launchSwitch(launch, 'theme')).toBeNull()
  })
})

describe('ownArguments', () => {
  it("the application's folder is not taken for evidence, wherever switches stand", () => {
    expect(ownArguments(['electron', '--no-sandbox', '.', 'logs'], false)).toEqual(['--no-sandbox', 'logs'])
    expect(ownArguments(['electron', '/app', '--capture=x', 'logs'], false)).toEqual(['--capture=x', 'logs'])
    expect(ownArguments(['Sojourn', 'logs'], true)).toEqual(['logs'])
  })
})
