import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { differences, fileSums } from '../../../build/package/compare.mjs'
import { largestParts } from '../../../build/package/largest-parts.mjs'

const scratch = mkdtempSync(path.join(tmpdir(), 'sojourn-compare-'))
afterAll(() => rmSync(scratch, { recursive: true }))

function folder(name: string, files: Record<string, string>): string {
  const place = path.join(scratch, name)
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(place, file)), { recursive: true })
    writeFileSync(path.join(place, file), text)
  }
  return place
}

it('names every file that two builds do not share, by bytes and not by size', () => {
  const first = folder('first', { 'a.deb': 'same', 'in/b': 'one', gone: '' })
  const second = folder('second', { 'a.deb': 'same', 'in/b': 'two', new: '' })
  expect(differences(fileSums(first), fileSums(second))).toEqual([
    'gone: only in the first',
    'in/b: differs',
    'new: only in the second',
  ])
  expect(differences(fileSums(first), fileSums(first))).toEqual([])
})

// Making a link takes rights on Windows that a test run has not.
it.skipIf(process.platform === 'win32')('a link is compared by where it leads', () => {
  const [first, second] = [folder('link-a', { x: '' }), folder('link-b', { x: '' })]
  symlinkSync('x', path.join(first, 'link'))
  symlinkSync('elsewhere', path.join(second, 'link'))
  expect(differences(fileSums(first), fileSums(second))).toEqual(['link: differs'])
})

it('tells what a package is made of, largest first, and what the rest is', () => {
  const parts: Record<string, string> = {}
  for (let i = 0; i < 9; i++) parts[`part-${i}`] = 'x'.repeat(100_000 * (9 - i))
  const place = folder('parts', {
    ...parts,
    'resources/app.asar': 'x'.repeat(2_000_000),
    'resources/sample/a': 'x'.repeat(50_000),
  })
  const lines = largestParts(place)
  expect(lines[0]).toBe('    2.0 MB  resources/app.asar')
  expect(lines[1]).toBe('    0.9 MB  part-0')
  expect(lines.at(-1)).toBe('    0.3 MB  3 others')
})
