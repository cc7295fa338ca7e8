import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { drawIcons } from '../../../build/package/icons.mjs'

const folder = mkdtempSync(path.join(tmpdir(), 'sojourn-icons-'))
beforeAll(() => drawIcons(folder))
afterAll(() => rmSync(folder, { recursive: true }))

const PNG = '89504e470d0a1a0a'
/** Width as the picture itself says. */
const pngWidth = (bytes: Buffer): number => {
  expect(bytes.subarray(0, 8).toString('hex')).toBe(PNG)
  return bytes.readUInt32BE(16)
}

describe('icons', () => {
  it('Windows: every entry leads to a picture of its size', () => {
    const ico = readFileSync(path.join(folder, 'icon.ico'))
    expect([ico.readUInt16LE(0), ico.readUInt16LE(2), ico.readUInt16LE(4)]).toEqual([0, 1, 7])
    for (let i = 0; i < 7; i++) {
      const at = 6 + 16 * i
      const offset = ico.readUInt32LE(at + 12)
      const picture = ico.subarray(offset, offset + ico.readUInt32LE(at + 8))
      expect(pngWidth(picture)).toBe(ico.readUInt8(at) || 256)
    }
  })

  it('macOS: blocks fill the file and hold 16 to 1024', () => {
    const icns = readFileSync(path.join(folder, 'icon.icns'))
    expect(icns.toString('latin1', 0, 4)).toBe('icns')
    expect(icns.readUInt32BE(4)).toBe(icns.length)
    const widths = new Set<number>()
    for (let at = 8; at < icns.length; at += icns.readUInt32BE(at + 4))
      widths.add(pngWidth(icns.subarray(at + 8)))
    expect([...widths].sort((a, b) => a - b)).toEqual([16, 32, 64, 128, 256, 512, 1024])
  })

  it('Linux: files named by their size', () => {
    const names = readdirSync(path.join(folder, 'png'))
    expect(names).toHaveLength(7)
    for (const name of names)
      expect(`${pngWidth(readFileSync(path.join(folder, 'png', name)))}`).toBe(name.split('x')[0])
  })
})
