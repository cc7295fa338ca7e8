import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { STANDARD_PREFERENCES, zoomStep } from '../../../electron/contract/preferences'
import { SettingsFile, preferenceChangeSchema } from '../../../electron/main/settings'

const folder = mkdtempSync(path.join(tmpdir(), 'sojourn-settings-'))
afterAll(() => rmSync(folder, { recursive: true }))
const DEFAULTS = { ...STANDARD_PREFERENCES, bounds: null, maximized: false }

describe('SettingsFile', () => {
  it('remembers across starts', () => {
    const file = path.join(folder, 'new', 'settings.json')
    new SettingsFile(file).update({ theme: 'dark', bounds: { x: -5, y: 10, width: 1200, height: 700 } })
    expect(new SettingsFile(file).get()).toEqual({
      ...STANDARD_PREFERENCES,
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

  it('keeps what fits beside what does not', () => {
    const file = path.join(folder, 'half.json')
    const text =
      '{"theme":"dark","zoom":999,"density":"huge","zone":"chosen","chosenZone":"Mars/Base","letterKeys":false}'
    writeFileSync(file, text)
    // A chosen zone that is none falls back to UTC.
    expect(new SettingsFile(file).preferences()).toEqual({
      ...STANDARD_PREFERENCES,
      theme: 'dark',
      letterKeys: false,
    })
    writeFileSync(file, '{"zone":"chosen","chosenZone":"Asia/Kolkata","zoom":150}')
    expect(new SettingsFile(file).preferences()).toMatchObject({ zone: 'chosen', zoom: 150 })
  })

  it('changes known preferences to values that fit, and nothing else', () => {
    const fits = (change: unknown): boolean => preferenceChangeSchema.safeParse(change).success
    expect(fits({ zoom: 200, contrast: 'high', chosenZone: 'Europe/Berlin' })).toBe(true)
    const wrong = [
      { zoom: 99 },
      { zoom: 150.5 },
      { chosenZone: 'Mars/Base' },
      { bounds: null },
      { motion: 1 },
    ]
    for (const change of wrong) expect([change, fits(change)]).toEqual([change, false])
  })

  it('zooms by steps and stops at both ends', () => {
    expect([zoomStep(100, 1), zoomStep(110, -1), zoomStep(120, 1), zoomStep(120, -1)]).toEqual([
      110, 100, 125, 110,
    ])
    expect([zoomStep(200, 1), zoomStep(100, -1)]).toEqual([200, 100])
  })

  it('goes on where the disk refuses', () => {
    writeFileSync(path.join(folder, 'file'), '')
    const settings = new SettingsFile(path.join(folder, 'file', 'settings.json'))
    settings.update({ theme: 'light' })
    expect(settings.get().theme).toBe('light')
  })
})
