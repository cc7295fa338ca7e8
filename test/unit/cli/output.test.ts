import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { UsageError } from '../../../electron/cli/arguments'
import { Output } from '../../../electron/cli/output'
import { soundLog } from '../../fixtures/bad-input'

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'sojourn-out-'))
afterAll(() => fs.rmSync(folder, { recursive: true }))

test('a log is never overwritten by --out', () => {
  const log = path.join(folder, 'Security.evtx')
  fs.writeFileSync(log, soundLog())
  const before = fs.readFileSync(log)
  expect(() => new Output(log)).toThrow(UsageError)
  expect(fs.readFileSync(log).equals(before)).toBe(true)
})

test('what cannot be written is said', () => {
  expect(() => new Output(path.join(folder, 'no', 'such', 'folder'))).toThrow(
    /--out cannot be written \(ENOENT\)/,
  )
})

test('lines reach the file', () => {
  const file = path.join(folder, 'out.txt')
  const output = new Output(file)
  output.lines(['a\n', 'b\n'])
  output.bytes(Buffer.from('c\n'))
  output.close()
  expect(fs.readFileSync(file, 'utf8')).toBe('a\nb\nc\n')
})
