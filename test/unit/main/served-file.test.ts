import { describe, expect, it } from 'vitest'
import { servedFile } from '../../../electron/main/served-file'

const FOLDER = '/app/out/renderer'

describe('servedFile', () => {
  it('names files inside the folder', () => {
    expect(servedFile('app://sojourn/', FOLDER)).toBe(`${FOLDER}/index.html`)
    expect(servedFile('app://sojourn/assets/a.js?v=1#x', FOLDER)).toBe(`${FOLDER}/assets/a.js`)
    expect(servedFile('app://sojourn/a%20b.svg', FOLDER)).toBe(`${FOLDER}/a b.svg`)
  })

  it.each([
    'app://elsewhere/index.html',
    'https://sojourn/index.html',
    'app://sojourn/..%2fmain%2fmain.js',
    'app://sojourn/%2e%2e%2f%2e%2e%2fetc/passwd',
    'app://sojourn/..%5cmain.js',
    'app://sojourn/%00',
    'app://sojourn/%E0%A4%A',
    'app://sojourn/..%2frenderer-of-another/x.js',
    'not a url',
  ])('refuses %s', (url) => {
    expect(servedFile(url, FOLDER)).toBeNull()
  })
})
