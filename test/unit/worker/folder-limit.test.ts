import { readdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { expect, test, vi } from 'vitest'
import { listLogs } from '../../../electron/worker/sources/list-logs'

vi.mock('node:fs/promises', async (importActual) => ({
  ...(await importActual<Record<string, unknown>>()),
  readdir: vi.fn(),
}))

/** As in list-logs. */
const MAX_ENTRIES = 1_000_000

/** An entry that is neither folder nor file. */
const entry = { name: 'x', isDirectory: () => false, isFile: () => false } as never

test.each([
  [MAX_ENTRIES, 'The folder holds no Windows event logs'],
  [MAX_ENTRIES + 1, 'The folder is too large to search whole'],
])('of a folder with %i entries it is said: %s', async (entries, problem) => {
  vi.mocked(readdir).mockResolvedValueOnce(Array<never>(entries).fill(entry))
  const [told, ...more] = await listLogs([tmpdir()])
  expect(told?.problem).toContain(problem)
  expect(more).toEqual([])
})
