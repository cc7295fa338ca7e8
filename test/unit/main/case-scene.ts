/** A folder of its own for each test, and cases in it. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach } from 'vitest'
import { sha256Of } from '../../../electron/main/case-journal'
import { CaseKeeper } from '../../../electron/main/case-keeper'
import type { ReadLog } from '../../../electron/main/known-logs'
import { readCaseFile } from '../../../electron/main/read-case-file'
import { ABOUT } from '../case-file/scenes'

let folder = ''
const keepers: CaseKeeper[] = []
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'sojourn-case-'))
})
afterEach(() => {
  for (const keeper of keepers.splice(0)) if (keeper.file !== null) keeper.reset()
  rmSync(folder, { recursive: true })
})

export const at = (...names: string[]): string => path.join(folder, ...names)
export function keeper(): CaseKeeper {
  const made = new CaseKeeper('0.1.0')
  keepers.push(made)
  return made
}
export const opened = async (of: CaseKeeper, file: string) => of.open(await readCaseFile(file))
export const tag = (session: string, word = 'malicious') =>
  ({ kind: 'tag', session, about: ABOUT, tag: word, on: true }) as const
export function log(name: string, content = name): ReadLog {
  const file = at(name)
  mkdirSync(path.dirname(file), { recursive: true })
  writeFileSync(file, content)
  return { path: file, size: content.length, sha256: sha256Of(content) }
}
/** A saved case with one log and one tag, closed. */
export function closedCase(): { file: string; evidence: ReadLog } {
  const evidence = log('logs/Security.evtx')
  const one = keeper()
  one.logs.noteRead([evidence])
  one.change([tag('s1')])
  one.save(at('a.sojourn'))
  one.reset()
  return { file: at('a.sojourn'), evidence }
}
