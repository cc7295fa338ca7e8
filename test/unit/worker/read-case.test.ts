import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readCase, renderEvents } from '../../../electron/worker/read-case'
import {
  damagedRecord,
  emptyFile,
  halfFile,
  headerOnly,
  lostChunk,
  soundLog,
  sparseFile,
  textFile,
} from '../../fixtures/bad-input'

let folder = ''
const place = (name: string): string => {
  const path = join(folder, name)
  mkdirSync(path, { recursive: true })
  return path
}
const log = (path: string, records: number): string => {
  writeFileSync(path, soundLog(records))
  return path
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'sojourn-read-case-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

test('a sound log is read whole and quietly', async () => {
  const path = log(join(place('sound'), 'Security.evtx'), 300)
  const { table, sources, failures } = await readCase([path])
  expect(failures).toEqual([])
  expect(sources).toHaveLength(1)
  expect(sources[0]).toMatchObject({ status: 'done', message: '', warnings: [], truncated: false })
  expect(sources[0]?.records).toEqual({ seen: 600, decoded: 600, damaged: 0, skipped: 0 })
  expect(sources[0]?.sha256).toMatch(/^[0-9a-f]{64}$/)
  expect(table.records.length).toBe(600)
  expect(table.sources).toEqual([path])
})

test('the same files in any order give an equal table', async () => {
  const at = place('order')
  const paths = [log(join(at, 'a.evtx'), 40), log(join(at, 'b.evtx'), 70), log(join(at, 'c.evtx'), 10)]
  const forward = await readCase(paths)
  const backward = await readCase(paths.toReversed())
  expect(backward.table).toEqual(forward.table)
  expect(backward.sources.map(({ path }) => path)).toEqual(forward.sources.map(({ path }) => path))
})

test('equal content is opened once and says of what it is a copy', async () => {
  const at = place('copies')
  const first = log(join(at, 'a.evtx'), 30)
  const copy = log(join(at, 'copy.evtx'), 30)
  const other = log(join(at, 'other.evtx'), 31)
  for (const hash of ['always', 'same-size'] as const) {
    const { table, sources } = await readCase([copy, other, first], { hash })
    expect(sources.map(({ status }) => status)).toEqual(['done', 'duplicate', 'done'])
    expect(sources[1]?.message).toContain(first)
    expect(sources[1]?.sha256).toBe(sources[0]?.sha256)
    expect(table.records.length).toBe(60 + 62)
  }
})

test('a path given twice is read once', async () => {
  const path = log(join(place('twice'), 'a.evtx'), 5)
  const { table, sources } = await readCase([path, path])
  expect(sources.map(({ status }) => status).sort()).toEqual(['done', 'duplicate'])
  expect(table.records.length).toBe(10)
})

test('a folder gives its logs by name or signature, sorted, and follows no links', async () => {
  const at = place('walk')
  mkdirSync(join(at, 'deep'))
  log(join(at, 'deep', 'z.evtx'), 1)
  log(join(at, 'b.bak'), 2)
  writeFileSync(join(at, 'a.txt'), 'not a log')
  // A junction needs no rights on Windows; elsewhere it is a link like any other.
  symlinkSync(at, join(at, 'loop'), 'junction')
  const { sources, failures } = await readCase([at])
  expect(sources.map(({ path }) => path)).toEqual([join(at, 'b.bak'), join(at, 'deep', 'z.evtx')])
  expect(failures).toEqual([])
})

test('paths that lead nowhere and folders without logs are named', async () => {
  const empty = place('no-logs')
  const { sources, failures } = await readCase([join(folder, 'missing.evtx'), empty])
  expect(sources).toEqual([])
  expect(failures.map(({ message }) => message.split('.')[0])).toEqual([
    'The path does not exist',
    'The folder holds no Windows event logs (',
  ])
})

test.each([
  ['empty', emptyFile, 'failed', 'The file is empty'],
  ['text', textFile, 'failed', 'Not a Windows event log'],
  ['half', halfFile, 'done', 'cut off at byte'],
  ['header only', headerOnly, 'done', 'cut off at byte'],
  ['damaged record', damagedRecord, 'done', 'could not be read as a record'],
  ['lost chunk', lostChunk, 'done', '1 damaged chunk'],
] as const)('%s: says what happened and keeps the rest', async (name, make, status, words) => {
  const at = place(`bad-${name}`)
  const bad = make(at)
  const good = log(join(at, 'sound.evtx'), 10)
  const { table, sources } = await readCase([bad, good])
  const state = sources.find(({ path }) => path === bad)
  expect(state?.status).toBe(status)
  expect(state?.message).toContain(words)
  expect(state?.records.seen).toBe(
    (state?.records.decoded ?? 0) + (state?.records.damaged ?? 0) + (state?.records.skipped ?? 0),
  )
  expect(sources.find(({ path }) => path === good)?.message).toBe('')
  expect(table.records.length).toBe(20 + (state?.records.decoded ?? 0))
})

test('a wiped file header is no reason to give up on sound chunks', async () => {
  const bytes = soundLog(20)
  bytes.fill(0, 0, 4096)
  const path = join(place('wiped'), 'wiped.evtx')
  writeFileSync(path, bytes)
  const { sources } = await readCase([path])
  expect(sources[0]).toMatchObject({ status: 'done', message: '', records: { decoded: 40 } })
  expect(sources[0]?.warnings[0]).toContain('file header is missing')
})

test('2 GiB of nothing behind the first chunk take seconds and are named', async () => {
  const path = sparseFile(place('sparse'))
  const started = performance.now()
  const { sources } = await readCase([path], { threads: 1 })
  expect(sources[0]).toMatchObject({ status: 'done', truncated: true, records: { decoded: 6 } })
  expect(sources[0]?.message).toContain('is zeros (99 % of the file)')
  expect(performance.now() - started).toBeLessThan(30_000)
})

test('cancelling keeps what was read', async () => {
  const path = sparseFile(place('cancel'))
  const abort = new AbortController()
  const reading = readCase([path], { threads: 1, signal: abort.signal })
  await new Promise((resolve) => setTimeout(resolve, 100))
  const asked = performance.now()
  abort.abort()
  const { table, sources } = await reading
  expect(performance.now() - asked).toBeLessThan(250)
  expect(sources[0]?.status).toBe('cancelled')
  expect(sources[0]?.message).toContain('6 records were kept')
  expect(table.records.length).toBe(6)
})

test('events come in the order given, then by offset', async () => {
  const at = place('events')
  const paths = [log(join(at, 'b.evtx'), 3), log(join(at, 'a.evtx'), 400)]
  const pieces: Uint8Array[] = []
  const states = await renderEvents(paths, 'jsonl', (bytes) => void pieces.push(bytes.slice()))
  const lines = Buffer.concat(pieces).toString().trimEnd().split('\n')
  const records = lines.map((line) => JSON.parse(line) as { source: string; offset: number })
  expect(states.map(({ message }) => message)).toEqual(['', ''])
  expect(records).toHaveLength(806)
  expect(records.slice(0, 6).every(({ source }) => source === paths[0])).toBe(true)
  const offsets = records.slice(6).map(({ offset }) => offset)
  expect(offsets).toEqual(offsets.toSorted((a, b) => a - b))
})

test('a writer that is slow or fails is waited for or reported', async () => {
  const path = log(join(place('slow'), 'a.evtx'), 2000)
  let busy = 0
  const states = await renderEvents([path], 'xml', async () => {
    expect(++busy).toBe(1)
    await new Promise((resolve) => setTimeout(resolve, 5))
    busy--
  })
  expect(states[0]?.message).toBe('')
  const failed = await renderEvents([path], 'xml', () => Promise.reject(new Error('disk full')))
  expect(failed[0]?.message).toContain('disk full')
})
