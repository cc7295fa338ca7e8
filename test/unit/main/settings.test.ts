import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { SettingsFile } from '../../../electron/main/settings'

const folder = mkdtempSync(path.join(tmpdir(), 'sojourn-settings-'))
afterAll(() => rmSync(folder, { recursive: true }))
const DEFAULTS = { theme: 'system', bounds: null, maximized: false }

describe('SettingsFile', () => {
  it('remembers across starts', () => {
    const file = path.join(folder, 'new', 'settings.json')
    new SettingsFile(file).update({ theme: 'dark', bounds: { x: -5, y: 10, width: 1200, height: 700 } })
    expect(new SettingsFile(file).get()).toEqual({
      theme: 'dark',
      bounds: { x: -5, y: 10, width: 1200, height: 700 },
      maximized: false,
    })
    expect(readFileSync(file, 'utf8')).toContain('"theme": "dark"')
  })

  it.each(['', 'null', '{"theme":"purple"}', '{"bounds":{"x":1}}'])('takes the defaults for %j', (text) => {
    const file = path.join(folder, 'bad.json')
    writeFileSync(file, text)
    expect(new SettingsFile(file).get()).toEqual(DEFAULTS)
  })

  it('goes on where the disk refuses', () => {
    writeFileSync(path.join(folder, 'file'), '')
    const settings = new SettingsFile(path.join(folder, 'file', 'settings.json'))
    settings.update({ theme: 'light' })
    expect(settings.get().theme).toBe('light')
  })
})
