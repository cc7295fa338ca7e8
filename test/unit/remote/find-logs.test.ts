import { describe, expect, it } from 'vitest'
import type { Place, PlaceEntry } from '../../../electron/worker/sources/place'
import { BrokenTransfer } from '../../../electron/worker/sources/remote/connection'
import { findLogs } from '../../../electron/worker/sources/remote/find-logs'
import { SourceProblem } from '../../../electron/worker/sources/source-problem'
import { NEVER } from '../../fixtures/servers/read-place'

const EXPORT =
  '{"source":"a","headerRecordId":"1","recordId":"1","timeCreated":"2024-01-01T00:00:00.0000000Z"}'

/** Files by path; a folder that ends with `!` may not be listed, one with `?` breaks the line. */
function placeOf(files: Readonly<Record<string, string>>): Place {
  const list = (folder: string): PlaceEntry[] => {
    if (folder.endsWith('!')) throw new SourceProblem('It may not be listed. Nothing was read.')
    if (folder.endsWith('?')) throw new BrokenTransfer('The connection was cut.')
    const prefix = folder.endsWith('/') ? folder : `${folder}/`
    const first = Object.keys(files)
      .filter((path) => path.startsWith(prefix))
      .map((path) => path.slice(prefix.length).split('/'))
    return [...new Set(first.map(([name]) => name!))].map((name) => {
      const isFolder = first.some((parts) => parts[0] === name && parts.length > 1)
      return { name, path: prefix + name, kind: isFolder ? 'folder' : 'file', size: null, modifiedMs: null }
    })
  }
  return {
    protocol: 'sftp',
    shown: 'sftp://h',
    fingerprint: null,
    list: (folder) => new Promise((resolve) => resolve(list(folder))),
    open: (path) =>
      path in files
        ? Promise.resolve({
            size: files[path]!.length,
            modifiedMs: null,
            etag: null,
            ranges: true,
            async *read() {
              yield await Promise.resolve(Buffer.from(files[path]!, 'latin1'))
            },
          })
        : Promise.reject(new SourceProblem(`${path} does not exist.`)),
    close: () => Promise.resolve(),
  }
}

const pathsIn = async (files: Readonly<Record<string, string>>, path = '/c'): Promise<string[]> =>
  (await findLogs(placeOf(files), path, NEVER)).files.map((file) => file.path)

describe('logs of a remote folder', () => {
  it('are those named like one, and those whose first bytes say so where the name leaves it open', async () => {
    const files = {
      '/c/x/Security.evtx': 'no matter',
      '/c/old.EVT': '',
      '/c/case.zip': '',
      '/c/Security.evtx.gz': '',
      '/c/events.json': EXPORT,
      '/c/events.xml': '<Events><Event></Event></Events>',
      '/c/4f5a': 'ElfFile\0rest',
      '/c/notes': 'no log',
      '/c/settings.json': '{"a":1}',
      '/c/access.log.gz': 'ElfFile\0',
      '/c/picture.png': 'ElfFile\0',
    }
    expect(await pathsIn(files)).toEqual([
      '/c/4f5a',
      '/c/Security.evtx.gz',
      '/c/case.zip',
      '/c/events.json',
      '/c/events.xml',
      '/c/old.EVT',
      '/c/x/Security.evtx',
    ])
  })

  it('are one file where the path names it, whatever it is called', async () => {
    const found = await findLogs(placeOf({ '/c/notes.txt': '' }), '/c/notes.txt', NEVER)
    expect(found).toMatchObject({ isFolder: false, files: [{ path: '/c/notes.txt', name: 'notes.txt' }] })
  })

  it('are found beside a folder that may not be listed, which is told', async () => {
    const { files, problems } = await findLogs(placeOf({ '/c/no!/x': '', '/c/a.evtx': '' }), '/c', NEVER)
    expect(files.map(({ path }) => path)).toEqual(['/c/a.evtx'])
    expect(problems).toEqual([{ path: '/c/no!', sentence: 'It may not be listed. Nothing was read.' }])
  })

  it('are not half a list where the line breaks', async () => {
    await expect(pathsIn({ '/c/no?/x': '', '/c/a.evtx': '' })).rejects.toThrow('cut')
  })

  it('are not looked for in more than 500 files whose names leave it open, which is told', async () => {
    const many = (count: number) =>
      Object.fromEntries(Array.from({ length: count }, (_, i) => [`/c/${1000 + i}`, 'ElfFile\0']))
    const all = await findLogs(placeOf(many(500)), '/c', NEVER)
    expect({ files: all.files.length, problems: all.problems.length }).toEqual({ files: 500, problems: 0 })
    const cut = await findLogs(placeOf(many(502)), '/c', NEVER)
    expect({ files: cut.files.length, problems: cut.problems.length }).toEqual({ files: 500, problems: 1 })
    expect(cut.problems[0]!.sentence).toContain('500 were looked into')
  })

  it('are not searched for on a whole host', async () => {
    await expect(pathsIn({ '/a.evtx': '' }, '/')).rejects.toThrow('A whole host is not searched')
  })

  it('are nowhere where there are none', async () => {
    await expect(pathsIn({ '/c/x.txt': '' })).rejects.toThrow('holds no event logs')
    await expect(pathsIn({}, '/d')).rejects.toThrow()
  })
})
