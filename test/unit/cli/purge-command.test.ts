import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { commandLine } from '../../../electron/cli/command-line'
import { CaseKeeper } from '../../../electron/main/case-keeper'

const LOG = Buffer.from('ElfFile\0 of another computer')
const HASH = createHash('sha256').update(LOG).digest('hex')
const SOURCE = 'sftp://ana@host/Security.evtx'

let folder = ''
const at = (...names: string[]): string => path.join(folder, ...names)
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'sojourn-purge-'))
})
afterEach(() => {
  vi.restoreAllMocks()
  rmSync(folder, { recursive: true })
})

/** A case that names the log. */
function saved(name: string): { readonly file: string; readonly keeper: CaseKeeper } {
  const keeper = new CaseKeeper('0.1.0')
  keeper.logs.noteRead([{ path: SOURCE, size: LOG.length, sha256: HASH }])
  keeper.save(at(name))
  return { file: at(name), keeper }
}

/** The copy of the log, made for these cases. */
function copyFor(...cases: (string | null)[]): string {
  const copy = at('cache', HASH.slice(0, 2), HASH)
  mkdirSync(path.dirname(copy), { recursive: true })
  writeFileSync(copy, LOG, { mode: 0o444 })
  const records = cases.map((caseFile) => ({ source: SOURCE, protocol: 'sftp', problem: null, caseFile }))
  writeFileSync(`${copy}.acquisition.json`, JSON.stringify(records))
  return copy
}

async function purge(...cases: string[]) {
  const told: string[] = []
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => told.push(String(text)) > 0)
  const code = await commandLine(['purge', ...cases, '--cache', at('cache'), '--out', at('out')])
  return { code, told, out: existsSync(at('out')) ? readFileSync(at('out'), 'utf8') : '' }
}

test('each case has a line, and its file is left as it is', async () => {
  const { file, keeper } = saved('a.sojourn')
  keeper.reset()
  const before = readFileSync(file)
  const copy = copyFor(null, file)
  expect(await purge(file, file)).toEqual({
    ...{ code: 0, told: [] },
    out: `${file}: 1 copy removed, ${LOG.length} bytes\n${file}: 0 copies removed, 0 bytes\n`,
  })
  expect(existsSync(copy)).toBe(false)
  expect(readFileSync(file)).toEqual(before)
  expect(existsSync(`${file}.lock`)).toBe(false)
})

test('what another case has stays and is said', async () => {
  const { file, keeper } = saved('a.sojourn')
  keeper.reset()
  const copy = copyFor(file, at('b.sojourn'))
  const { code, out } = await purge(file)
  expect(code).toBe(0)
  expect(out).toBe(`${file}: 0 copies removed, 0 bytes; 1 copy that other cases have stays\n`)
  expect(readFileSync(copy)).toEqual(LOG)
})

test('a case that cannot be read, or is open in a window, is left out and the others go on: 2', async () => {
  const open = saved('open.sojourn')
  const { file, keeper } = saved('a.sojourn')
  keeper.reset()
  writeFileSync(at('none.sojourn'), 'no case')
  copyFor(file)
  const { code, told, out } = await purge(at('none.sojourn'), at('gone.sojourn'), open.file, file)
  open.keeper.reset()
  expect(code).toBe(2)
  expect(told).toEqual([
    expect.stringMatching(/none\.sojourn is no case file\. None of its copies was removed\./),
    expect.stringMatching(/gone\.sojourn: ENOENT.*None of its copies was removed\./),
    expect.stringMatching(/open\.sojourn is open \(process \d+ on .*\)\. None of its copies was removed\./),
  ])
  expect(out).toBe(`${file}: 1 copy removed, ${LOG.length} bytes\n`)
})

test('a damaged case loses what it still names, and says so: 2', async () => {
  const { file, keeper } = saved('a.sojourn')
  keeper.reset()
  writeFileSync(file, Buffer.concat([readFileSync(file), Buffer.from('{"torn')]))
  copyFor(null)
  const { code, told, out } = await purge(file)
  expect(code).toBe(2)
  expect(told).toHaveLength(1)
  expect(out).toContain('1 copy removed')
})

test.each([[[]], [['Security.evtx']], [['sftp://host/a.sojourn']]])(
  '%j is no usage of it: 1',
  async (paths) => {
    const { code, told } = await purge(...paths)
    expect(code).toBe(1)
    expect(told[0]).toMatch(/no PATH given|purge takes cases/)
  },
)
