import { mkdtempSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { gather } from '../../../build/package/gather.mjs'
import { writeSums } from '../../../build/package/sums.mjs'

const scratch = mkdtempSync(path.join(tmpdir(), 'sojourn-gather-'))
afterAll(() => rmSync(scratch, { recursive: true }))

function built(name: string, files: Record<string, string>): string {
  const folder = path.join(scratch, name)
  mkdirSync(folder)
  for (const [file, content] of Object.entries(files)) writeFileSync(path.join(folder, file), content)
  writeSums(folder, Object.keys(files))
  return folder
}

it('puts together what several systems built, with one list of sums', () => {
  const target = path.join(scratch, 'release')
  gather(target, [
    built('linux', { 'a.deb': 'deb', 'a.cdx.json': '{}' }),
    built('windows', { 'a.exe': 'exe', 'a.cdx.json': '{}' }),
  ])
  expect(readdirSync(target)).toEqual(['SHA256SUMS', 'a.cdx.json', 'a.deb', 'a.exe'])
  const sums = readFileSync(path.join(target, 'SHA256SUMS'), 'utf8')
  expect(sums.match(/ {2}a\.\S+/g)).toEqual(['  a.cdx.json', '  a.deb', '  a.exe'])
})

it('refuses a name that stands for two files, a file that is not as its sum says, and one that is missing', () => {
  const target = path.join(scratch, 'refused')
  const [one, other] = [built('one', { 'a.zip': 'signed' }), built('other', { 'a.zip': 'unsigned' })]
  expect(() => gather(target, [one, other])).toThrow(/a\.zip: two different files/)
  const altered = built('altered', { 'b.zip': 'b', 'c.zip': 'c' })
  writeFileSync(path.join(altered, 'b.zip'), 'B')
  rmSync(path.join(altered, 'c.zip'))
  expect(() => gather(target, [altered])).toThrow(/b\.zip: not as its sum says\n.*c\.zip: missing/)
})
