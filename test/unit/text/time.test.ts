import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  fileTimeToUnixMs,
  formatFileTime,
  parseFileTime,
  UNIX_EPOCH,
  unixMsToFileTime,
} from '../../../electron/core/text/time'

describe('FILETIME text', () => {
  it('has seven digits and Z', () => {
    expect(formatFileTime(UNIX_EPOCH)).toBe('1970-01-01T00:00:00.0000000Z')
    expect(formatFileTime(UNIX_EPOCH + 1n)).toBe('1970-01-01T00:00:00.0000001Z')
    expect(formatFileTime(0n)).toBe('1601-01-01T00:00:00.0000000Z')
    expect(formatFileTime(132_576_080_402_904_523n)).toMatch(/^2021-02-12T\d\d:\d\d:\d\d\.2904523Z$/)
  })

  it('reads back to the same tick', () => {
    fc.assert(
      fc.property(fc.bigInt(0n, 2_650_467_743_999_999_999n), (time) => {
        expect(parseFileTime(formatFileTime(time))).toBe(time)
      }),
    )
  })

  it('shows what no calendar holds as ticks', () => {
    const far = 2n ** 64n - 1n
    expect(formatFileTime(far)).toMatch(/^\+?\d+-|^ticks /)
  })

  it.each([
    '',
    'yesterday',
    '2024-13-01T00:00:00Z',
    '2024-02-30T00:00:00Z',
    '2024-01-01T25:00:00Z',
    '2024-01-01',
  ])('refuses %j', (text) => {
    expect(parseFileTime(text)).toBeNull()
  })
})

describe('milliseconds for drawing', () => {
  it('come back within a microsecond', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 4e12, noNaN: true }), (ms) => {
        expect(Math.abs(fileTimeToUnixMs(unixMsToFileTime(ms)) - ms)).toBeLessThan(0.002)
      }),
    )
  })

  it('never go below the first tick', () => {
    expect(unixMsToFileTime(-1e18)).toBe(0n)
    expect(unixMsToFileTime(Number.NaN)).toBe(0n)
  })
})
