import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { findLogs } from '../../../electron/main/find-logs'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'sojourn-find-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const put = (...names: string[]): void => {
  for (const name of names) {
    const file = path.join(folder, name)
    mkdirSync(path.dirname(file), { recursive: true })
    writeFileSync(file, '')
  }
}

describe('findLogs', () => {
  it('walks a folder in order of names and takes logs of any case', async () => {
    put('b/System.EVTX', 'b/Application.evtx', 'a/Security.evtx', 'readme.txt')
    const { files, problems } = await findLogs([folder])
    expect(files.map((file) => path.relative(folder, file))).toEqual([
      'a/Security.evtx',
      'b/Application.evtx',
      'b/System.EVTX',
    ])
    expect(problems).toEqual([])
  })

  it('leaves a named file of any name to its reader', async () => {
    put('notes.txt')
    expect(await findLogs([path.join(folder, 'notes.txt')])).toEqual({
      files: [path.join(folder, 'notes.txt')],
      problems: [],
    })
  })

  it('does not follow links', async () => {
    put('real/a.evtx')
    symlinkSync(path.join(folder, 'real'), path.join(folder, 'linked'))
    symlinkSync(path.join(folder, 'real', 'a.evtx'), path.join(folder, 'b.evtx'))
    expect((await findLogs([folder])).files).toEqual([path.join(folder, 'real', 'a.evtx')])
  })

  it('says what gave nothing', async () => {
    put('readme.txt')
    const missing = path.join(folder, 'missing.evtx')
    const { files, problems } = await findLogs([folder, missing])
    expect(files).toEqual([])
    expect(problems).toEqual([
      `${folder} holds no event logs (.evtx). Nothing was opened from it; choose a folder with logs.`,
      `${missing} was not found. Nothing was opened from it; check the path.`,
    ])
  })
})
