import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { TableMerger } from '../../../electron/core/columns/merge-batches'
import type { SourceId } from '../../../electron/contract/ids'
import { CaseReader } from '../../../electron/worker/case-reader'
import { ParserPool } from '../../../electron/worker/scheduler'
import { soundLog } from '../../fixtures/bad-input'
import { buildThread } from './built-thread'

let folder = ''
let thread: Awaited<ReturnType<typeof buildThread>>
let bytes: Uint8Array

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sojourn-threads-'))
  thread = await buildThread()
  bytes = soundLog(6000)
})
afterAll(() => {
  thread.remove()
  rmSync(folder, { recursive: true })
})

async function readWith(
  threads: number,
  paths: readonly string[],
  script = thread.script,
): Promise<{ reader: CaseReader; merger: TableMerger }> {
  const merger = new TableMerger()
  const reader = new CaseReader({ hash: 'always', sink: merger })
  const pool = new ParserPool({ threads, threadScript: script })
  reader.announce(paths.map((path) => ({ id: path as SourceId, path, display: path })))
  await reader.readQueued(pool)
  await pool.close()
  return { reader, merger }
}

test('any number of threads gives the same table', async () => {
  const paths = [join(folder, 'a.evtx'), join(folder, 'b.evtx')]
  writeFileSync(paths[0]!, bytes)
  writeFileSync(paths[1]!, soundLog(900))
  const inline = await readWith(0, paths)
  expect(inline.merger.table().records.length).toBe(13_800)
  for (const threads of [1, 3]) {
    const { reader, merger } = await readWith(threads, paths)
    expect(merger.table()).toEqual(inline.merger.table())
    expect(reader.states().map((state) => ({ ...state, mbPerSecond: 0 }))).toEqual(
      inline.reader.states().map((state) => ({ ...state, mbPerSecond: 0 })),
    )
  }
})

test('a thread that dies costs its slab, is named, and hangs nothing', async () => {
  const script = join(folder, 'dies.mjs')
  writeFileSync(
    script,
    `import { parentPort } from 'node:worker_threads'; parentPort.on('message', () => process.exit(3))`,
  )
  const path = join(folder, 'a.evtx')
  const { reader } = await readWith(2, [path], pathToFileURL(script))
  const [state] = reader.states()
  expect(state?.status).toBe('done')
  expect(state?.message).toContain('The reader stopped on bytes 4096 to')
  const ranges = state!.ranges.shown
  expect([ranges[0]!.from, ranges.at(-1)!.to]).toEqual([4096, state!.size])
  for (const { state: what, what: why } of ranges)
    expect([what, why]).toEqual(['skipped-bytes', 'the reader stopped here: its thread ended'])
})
