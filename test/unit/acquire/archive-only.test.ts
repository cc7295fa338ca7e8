import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, expect, test, vi } from 'vitest'
import type { AcquirerNotice } from '../../../electron/contract/acquirer'
import { Acquirer } from '../../../electron/worker/acquire/acquirer-core'
import { writeZip } from '../../fixtures/zip-writer'

const folder = mkdtempSync(path.join(tmpdir(), 'sojourn-only-'))
afterAll(() => rmSync(folder, { recursive: true }))
const LOG = path.resolve(import.meta.dirname, '../../../assets/sample/WS-0147/System.evtx')

test('of an archive one log alone is unpacked again', async () => {
  const data = readFileSync(LOG)
  const zip = path.join(folder, 'case.zip')
  writeFileSync(zip, writeZip(['a', 'b', 'c'].map((name) => ({ name: `${name}.evtx`, data, deflate: true }))))
  const unpacked = async (only: string[] | null): Promise<string[]> => {
    const notices: AcquirerNotice[] = []
    const task = { kind: 'open-archive', job: 1, path: zip, only, cacheFolder: folder, version: '0' } as const
    new Acquirer((notice) => notices.push(notice)).receive({ ...task, caseFile: null })
    await vi.waitFor(() => expect(notices.at(-1)?.kind).toBe('finished'))
    return notices.flatMap((notice) => (notice.kind === 'ended' ? [notice.shown] : []))
  }
  expect(await unpacked(null)).toHaveLength(3)
  expect(await unpacked([`${zip}/b.evtx`, `${zip}/none.evtx`])).toEqual([`${zip}/b.evtx`])
})
