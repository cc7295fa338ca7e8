import fs from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'

const FOLDER = path.resolve(import.meta.dirname, '..')
const tests = [FOLDER, import.meta.dirname]
  .flatMap((folder) => fs.readdirSync(folder).map((name) => path.join(folder, name)))
  .filter((name) => name.endsWith('.test.ts'))
  .map((name) => fs.readFileSync(name, 'utf8'))
  .join('\n')

describe('worked cases of the session model', () => {
  const cases = Array.from({ length: 32 }, (_, i) => `T${String(i + 1).padStart(2, '0')}`)
  it.each(cases)('%s has tests of its name', (name) => {
    expect(tests).toMatch(new RegExp(`(describe|it)(\\.fails)?\\('${name}[ :]`))
  })
})
