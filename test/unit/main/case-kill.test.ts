/** A case survives what a computer does to it: 50 times the process that works on it is killed at some moment. */
import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { build } from 'vite'
import { noAddons } from '../../../build/no-addons.mjs'
import { recordLoop } from '../../../build/record-loop.mjs'
import { readJournal } from '../../../electron/core/case-file/read-journal'
import { CaseKeeper } from '../../../electron/main/case-keeper'
import { readCaseFile } from '../../../electron/main/read-case-file'
import { sha256Of } from '../../../electron/main/case-journal'
import { soundLog } from '../../fixtures/bad-input'

const ROOT = path.resolve(import.meta.dirname, '../../..')
const KILLS = 50
/** Long enough for some rounds of everything; the moment is spread over it. */
const LIFE_MS = 90

const outDir = path.join(ROOT, 'out', `test-case-writer-${process.pid}`)
let folder = ''
beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'sojourn-kill-'))
  mkdirSync(outDir, { recursive: true })
  await build({
    configFile: false,
    logLevel: 'error',
    root: ROOT,
    plugins: [recordLoop(), noAddons()],
    build: { ssr: path.join(ROOT, 'test/fixtures/case-writer.ts'), outDir, target: 'node20' },
    ssr: { noExternal: true },
  })
}, 60_000)
afterAll(() => {
  rmSync(outDir, { recursive: true, force: true })
  rmSync(folder, { recursive: true, force: true })
})

/** Works on the case until it is killed; fails where it ended by itself. */
function workAndKill(file: string, log: string, copies: string, afterMs: number): Promise<void> {
  const script = path.join(
    outDir,
    readdirSync(outDir).find((name) => /^case-writer\.m?js$/.test(name))!,
  )
  const child = spawn(process.execPath, [script, file, log, copies])
  let said = ''
  child.stderr.on('data', (data: Buffer) => (said += data.toString()))
  child.stdout.once('data', () => setTimeout(() => child.kill('SIGKILL'), afterMs))
  return new Promise((resolve, reject) => {
    child.on('exit', (_code, signal) => (signal === 'SIGKILL' ? resolve() : reject(new Error(said))))
  })
}

const linesOf = (file: string): string[] => readFileSync(file, 'utf8').split('\n').slice(0, -1)

test(`${KILLS} kills while tagging, saving and exporting: every whole line is kept, the log is untouched`, async () => {
  const log = path.join(folder, 'Security.evtx')
  writeFileSync(log, soundLog(200))
  const before = { bytes: readFileSync(log), mtimeMs: statSync(log).mtimeMs }
  const file = path.join(folder, 'case.sojourn')
  const copies = path.join(folder, 'copies')
  mkdirSync(copies)
  const first = new CaseKeeper('0.1.0')
  first.save(file)
  first.reset()

  let known = linesOf(file)
  let tagged = 0
  for (let kill = 0; kill < KILLS; kill++) {
    await workAndKill(file, log, copies, (kill * 37) % LIFE_MS)
    // Nothing that was written before has changed, and every whole line is read.
    const now = linesOf(file)
    expect(now.slice(0, known.length)).toEqual(known)
    const { lines, damage } = readJournal(readFileSync(file), sha256Of)
    expect(lines.length).toBeGreaterThanOrEqual(known.length)
    expect(damage.filter(({ kind }) => kind === 'broken-chain')).toEqual([])
    const tags = lines.filter(({ kind }) => kind === 'tag').length
    expect(tags).toBeGreaterThanOrEqual(tagged)
    tagged = tags
    known = now
    for (const copy of readdirSync(copies).filter((name) => name.endsWith('.sojourn'))) {
      const whole = readJournal(readFileSync(path.join(copies, copy)), sha256Of)
      expect(whole.damage.filter(({ kind }) => kind !== 'torn')).toEqual([])
    }
    expect(readFileSync(log).equals(before.bytes)).toBe(true)
    expect(statSync(log).mtimeMs).toBe(before.mtimeMs)
  }
  const last = new CaseKeeper('0.1.0')
  expect(last.open(await readCaseFile(file)).paths).toEqual([log])
  expect(last.view().annotations.length).toBe(new Set(tagsOf(file)).size)
  last.reset()
  expect(tagged).toBeGreaterThan(KILLS)
}, 600_000)

function tagsOf(file: string): string[] {
  return readJournal(readFileSync(file), sha256Of).lines.flatMap((line) =>
    line.kind === 'tag' ? [line.session] : [],
  )
}
