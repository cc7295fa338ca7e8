import { mkdtempSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createPackage } from '@electron/asar'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { acceptsAltered } from '../../../build/package/prove-altered.mjs'

const scratch = mkdtempSync(path.join(tmpdir(), 'sojourn-altered-'))
const archive = path.join(scratch, 'app.asar')
const USAGE = 'Usage: sojourn [PATH...]\n'
let whole: Buffer

beforeAll(async () => {
  mkdirSync(path.join(scratch, 'app/out/main'), { recursive: true })
  writeFileSync(path.join(scratch, 'app/out/main/main.js'), `say(\`${USAGE}\`)`)
  writeFileSync(path.join(scratch, 'app/a.txt'), 'a file that stands before it')
  await createPackage(path.join(scratch, 'app'), archive)
  whole = readFileSync(archive)
})
afterAll(() => rmSync(scratch, { recursive: true }))

/** What a program prints that runs whatever the archive holds, or only what is whole. */
const careless = () => ({
  stdout: readFileSync(archive, 'utf8').includes('Usage:') ? USAGE : 'Vsage: sojourn\n',
})
const careful = () => ({ stdout: readFileSync(archive).equals(whole) ? USAGE : '' })

it('tells a program that checks its archive from one that does not, and puts the archive back', () => {
  expect(acceptsAltered('sojourn', archive, careful)).toBeNull()
  expect(acceptsAltered('sojourn', archive, careless)).toBe('it ran: Vsage: sojourn')
  expect(acceptsAltered('sojourn', archive, () => ({ stdout: null }))).toMatch(/does not answer/)
  expect(readFileSync(archive)).toEqual(whole)
})

it('alters one byte, whose place it knows', () => {
  const seen: Buffer[] = []
  acceptsAltered('sojourn', archive, () => {
    seen.push(readFileSync(archive))
    return { stdout: USAGE }
  })
  const places = [...whole.keys()].filter((at) => seen[1]?.[at] !== whole[at])
  expect(places).toEqual([whole.indexOf(USAGE)])
})
