import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, mkdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { describe, expect, it } from 'vitest'

const GUARD = path.join('build', 'require-packages.mjs')

describe('a script of a checkout whose packages are not installed', () => {
  it('ends with one line that says what to do, and runs where they are', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'sojourn-checkout-'))
    try {
      cpSync(GUARD, path.join(folder, GUARD))
      const run = () =>
        spawnSync(
          process.execPath,
          ['--import', './build/require-packages.mjs', '--eval', 'console.log("ran")'],
          {
            cwd: folder,
            encoding: 'utf8',
          },
        )
      const without = run()
      expect(without.status).toBe(3)
      expect(without.stdout).toBe('')
      expect(without.stderr.trim().split('\n')).toEqual([
        expect.stringContaining('Run "npm ci" in this folder'),
      ])
      mkdirSync(path.join(folder, 'node_modules'))
      expect(run()).toMatchObject({ status: 0, stdout: 'ran\n' })
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  })
})
