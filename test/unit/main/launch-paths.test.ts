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
      '/logs/System.EVTX',
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
