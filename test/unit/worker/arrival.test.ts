import { mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import type { SourceId } from '../../../electron/contract/ids'
import { CaseReader } from '../../../electron/worker/case-reader'
import { ParserPool } from '../../../electron/worker/scheduler'
import { Arrival } from '../../../electron/worker/sources/arrival'

const SAMPLE = path.resolve(import.meta.dirname, '../../../assets/sample')
const folder = mkdtempSync(path.join(tmpdir(), 'sojourn-arrival-'))
afterAll(() => rmSync(folder, { recursive: true }))

test('a copy that got its last name before it was opened is read by that name', async () => {
  const log = readFileSync(path.join(SAMPLE, 'WS-0171/Security.evtx'))
  const part = path.join(folder, 'log.part')
  const whole = path.join(folder, 'log')
  writeFileSync(part, log)
  const reader = new CaseReader({
    hash: 'always',
    sink: { add: () => undefined, remove: () => undefined },
  })
  const id = 'one' as SourceId
  const arrival = new Arrival(log.length, 0)
  reader.announce([{ id, path: part, display: 'sftp://host/Security.evtx', arrival }])
  renameSync(part, whole)
  const pool = new ParserPool({ threads: 0 })
  const reading = reader.readQueued(pool)
  setTimeout(() => reader.endArrival(id, whole, null), 50)
  await reading
  await pool.close()
  expect(reader.states()).toMatchObject([{ status: 'done', size: log.length, message: '' }])
})
