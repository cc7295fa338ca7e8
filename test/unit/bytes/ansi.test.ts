import { afterEach, describe, expect, test } from 'vitest'
import { ansiText, codePageName, currentCodePage, useCodePage } from '../../../electron/core/bytes/ansi'
import { arrayItems } from '../../../electron/core/evtx/binxml/value'

afterEach(() => useCodePage('windows-1252'))

describe('code pages', () => {
  test('by name and by Windows number; none for what is no 8-bit text', () => {
    expect(codePageName('1251')).toBe('windows-1251')
    expect(codePageName('cp932')).toBe('shift_jis')
    expect(codePageName('Shift_JIS')).toBe('shift_jis')
    expect(codePageName('utf-16le')).toBeNull()
    expect(codePageName('klingon')).toBeNull()
  })

  test('Western until another is chosen; text ends at the first NUL', () => {
    const bytes = Uint8Array.of(0xcf, 0xf0, 0xe8, 0, 0x41)
    expect(ansiText(bytes, 0, 5)).toBe('Ïðè')
    useCodePage('windows-1251')
    expect(currentCodePage()).toBe('windows-1251')
    expect(ansiText(bytes, 0, 5)).toBe('При')
  })
})

test('array items of every kind, and what is left behind the last', () => {
  const u16s = Uint8Array.of(1, 0, 2, 0, 9)
  expect(arrayItems(0x86, u16s, 0, 5)).toEqual(['1', '2', '09'])
  expect(arrayItems(0x82, Uint8Array.of(0x61, 0, 0, 0xe9), 0, 4)).toEqual(['a', '', 'é'])
  expect(arrayItems(0x90, Uint8Array.of(1, 0, 0, 0, 2, 0, 0, 0, 3, 0, 0, 0), 0, 12)).toEqual([
    '0x1',
    '0x2',
    '0x3',
  ])
  expect(arrayItems(0x81, Uint8Array.of(0x61, 0, 0, 0, 0x62, 0, 7), 0, 7)).toEqual(['a', 'b'])
  expect(arrayItems(0x8e, Uint8Array.of(1, 0xab), 0, 2)).toEqual(['01AB'])
  expect(
    arrayItems(0x8b, new Uint8Array(new Float32Array([Infinity, -Infinity, NaN]).buffer), 0, 12),
  ).toEqual(['INF', '-INF', 'NaN'])
})
