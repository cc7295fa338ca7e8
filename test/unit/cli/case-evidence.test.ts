import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { SourceState } from '../../../electron/contract/engine'
import { UsageError } from '../../../electron/cli/arguments'
import { caseEvidence, changedEvidence } from '../../../electron/cli/case-evidence'
import { CaseKeeper } from '../../../electron/main/case-keeper'

let folder = ''
const at = (...names: string[]): string => path.join(folder, ...names)
const HASH = 'a'.repeat(64)

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'sojourn-cli-case-'))
  mkdirSync(at('case', 'logs'), { recursive: true })
  writeFileSync(at('case', 'logs', 'a.evtx'), 'a')
  const keeper = new CaseKeeper('0.1.0')
  keeper.logs.noteRead([{ path: at('case', 'logs', 'a.evtx'), size: 1, sha256: HASH }])
  keeper.save(at('case', 'x.sojourn'))
  keeper.reset()
})
afterEach(() => rmSync(folder, { recursive: true }))

test('a case stands for its logs, beside other paths', () => {
  const log = at('case', 'logs', 'a.evtx')
  const found = caseEvidence(['other.evtx', at('case', 'x.sojourn')])
  expect(found).toEqual({
    paths: ['other.evtx', log],
    remote: [],
    warnings: [],
    known: new Map([[log, HASH]]),
    told: { merges: [], splits: [], clocks: [] },
    said: [],
  })
})

test('logs that moved with the case are found; those that are gone are told', () => {
  renameSync(at('case'), at('moved'))
  expect(caseEvidence([at('moved', 'x.sojourn')]).paths).toEqual([at('moved', 'logs', 'a.evtx')])
  rmSync(at('moved', 'logs', 'a.evtx'))
  const { paths, warnings } = caseEvidence([at('moved', 'x.sojourn')])
  expect(paths).toEqual([])
  expect(warnings).toEqual([expect.stringContaining(`a.evtx: not found;`)])
})

test('logs of other computers are none of the paths: nothing is contacted for them', () => {
  const far = { path: 'sftp://ana@host/case.zip/Security.evtx', size: 1, sha256: 'c'.repeat(64) }
  const keeper = new CaseKeeper('0.1.0')
  keeper.logs.noteRead([far])
  keeper.save(at('far.sojourn'))
  keeper.reset()
  const file = at('far.sojourn')
  const { paths, remote, warnings, known } = caseEvidence([file, file])
  expect({ paths, remote, warnings }).toEqual({
    ...{ paths: [], warnings: [] },
    remote: [{ path: far.path, sha256: far.sha256, of: file }],
  })
  expect(known.get(far.path)).toBe(far.sha256)
})

test('a log that changed is told with both hashes', () => {
  const source = (sha256: string) => ({ path: 'a', sha256 }) as SourceState
  const known = new Map([['a', HASH]])
  expect(changedEvidence([source(HASH)], known)).toEqual([])
  expect(changedEvidence([source('b'.repeat(64))], known)).toEqual([
    `a: changed since the case read it; SHA-256 ${HASH} then, ${'b'.repeat(64)} now`,
  ])
})

test('what is no case is a mistake of the command line', () => {
  writeFileSync(at('y.sojourn'), 'hello\n')
  expect(() => caseEvidence([at('y.sojourn')])).toThrow(UsageError)
  expect(() => caseEvidence([at('none.sojourn')])).toThrow(UsageError)
})
