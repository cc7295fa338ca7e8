import { describe, expect, it } from 'vitest'
import { buildPlan, resultTable, signingLine } from '../../../build/package/plan.mjs'

type Fact = Parameters<typeof buildPlan>[0]
const built = (facts: Fact): string[] =>
  buildPlan(facts)
    .filter(({ skip }) => skip === null)
    .map(({ system, target }) => `${system} ${target}`)

describe('buildPlan', () => {
  it('makes the three Linux packages of a development run time, and says why not the others', () => {
    const facts = { platform: 'linux', official: false, dpkg: true, tar: true }
    expect(built(facts)).toEqual(['linux dir', 'linux tar.gz', 'linux deb'])
    expect(buildPlan(facts).every(({ skip }) => skip === null || skip.length > 10)).toBe(true)
  })

  it('needs official Electron for what is handed to people of Windows and macOS', () => {
    expect(built({ platform: 'win32', official: false, dpkg: false, tar: true })).toEqual([])
    expect(built({ platform: 'win32', official: true, dpkg: false, tar: true })).toEqual([
      'windows dir',
      'windows zip',
      'windows portable',
      'windows nsis',
    ])
    expect(built({ platform: 'darwin', official: true, dpkg: false, tar: true })).toEqual([
      'mac dmg',
      'mac zip',
    ])
    expect(built({ platform: 'linux', official: true, dpkg: false, tar: true })).toEqual([
      'linux dir',
      'linux tar.gz',
      'linux AppImage',
      'windows dir',
    ])
  })
})

describe('resultTable', () => {
  it('tells built, failed and skipped apart', () => {
    const plan = buildPlan({ platform: 'linux', official: false, dpkg: true, tar: true }).slice(0, 4)
    const results = {
      'linux dir': { file: 'linux-unpacked/', bytes: 2e8 },
      'linux deb': { failed: 'no space' },
    }
    const lines = resultTable(plan, results)
    expect(lines[0]).toMatch(/^linux +dir +built +linux-unpacked\/ +200\.0 MB$/)
    expect(lines[1]).toMatch(/tar\.gz +skipped +not asked for$/)
    expect(lines[2]).toMatch(/deb +FAILED +no space$/)
    expect(lines[3]).toMatch(/AppImage +skipped +official Electron is not installed here$/)
  })
})

describe('signingLine', () => {
  it('says so where nothing is signed', () => {
    expect(signingLine('win32', {})).toMatch(/^Not signed/)
    expect(signingLine('darwin', { APPLE_ID: 'x' })).toMatch(/^Not signed/)
    expect(signingLine('darwin', { CSC_LINK: 'x' })).toMatch(/not notarising/)
    expect(signingLine('darwin', { CSC_NAME: 'x', APPLE_API_KEY: 'y' })).toMatch(/CSC_NAME, notarising/)
    expect(signingLine('win32', { WIN_CSC_LINK: 'x' })).toMatch(/^Signing/)
  })
})
