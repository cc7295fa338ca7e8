import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { SourceId } from '../../../electron/contract/ids'
import { CaseReader } from '../../../electron/worker/case-reader'
import { EngineCore } from '../../../electron/worker/engine-core'
import { RecoveredRecords } from '../../../electron/worker/recovered-records'
import type { FoundRecord } from '../../../electron/worker/recovery-pass'
import { ParserPool } from '../../../electron/worker/scheduler'
import { SlabParser } from '../../../electron/worker/slab-parser'
import { SourceProgress } from '../../../electron/worker/source-progress'
import { listLogs } from '../../../electron/worker/sources/list-logs'
import { MAX_PROBLEMS } from '../../../electron/core/evtx/layout'
import { FragmentReader } from '../../../electron/core/evtx/binxml/fragment'
import { ChunkWriter } from '../../fixtures/evtx-writer/chunk-writer'
import { element } from '../../fixtures/evtx-writer/xml-node'
import { soundLog } from '../../fixtures/bad-input'

// As in source-progress, engine-core, list-logs, recovered-records and case-reader.
const MAX_SUSPECTS = 32
const MAX_WARNINGS = 20
const MAX_TARGETS = 16
const MAX_DEPTH = 40
const MAX_TEXT = 64 << 20

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'sojourn-limits-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

const progress = (): SourceProgress => new SourceProgress('1' as SourceId, 'a.evtx', 'a.evtx')

describe('what is told of one source', () => {
  test.each([
    [MAX_WARNINGS, MAX_WARNINGS, 0],
    [MAX_WARNINGS + 10, MAX_WARNINGS, 10],
  ])('of %i problems %i are told, %i more are counted', (count, told, more) => {
    const one = progress()
    const problems = Array.from({ length: count }, (_, i) => ({
      from: i,
      to: i + 1,
      state: 'skipped-bytes' as const,
      what: `problem ${i}`,
    }))
    one.addSlab({
      chunks: { ok: 0, damaged: 1, empty: 0 },
      records: { seen: 0, decoded: 0, damaged: 0, skipped: 0 },
      short: false,
      problems,
      problemCount: count,
      batch: null,
      text: null,
      hits: null,
    })
    const { warnings } = one.snapshot()
    expect(warnings.filter((text) => text.startsWith('byte'))).toHaveLength(told)
    expect(warnings.at(-1)).toBe(more > 0 ? `and ${more} more of this kind` : `byte 19: problem 19`)
  })

  test(`${MAX_WARNINGS} notes`, () => {
    const one = progress()
    for (let i = 0; i < MAX_WARNINGS + 5; i++) one.warn(`note ${i}`)
    expect(one.snapshot().warnings).toHaveLength(MAX_WARNINGS)
  })

  test.each([
    [5, 5],
    [MAX_PROBLEMS + 10, MAX_PROBLEMS],
  ])('of %i problems of a chunk %i are kept, all are counted', (count, kept) => {
    const writer = new ChunkWriter()
    const content = element('Event')
    for (let i = 0; i < 2 * count + 1; i++) writer.add({ id: BigInt(i + 1), written: 1n, content })
    const chunk = writer.finish(1n, true)
    const view = new DataView(chunk.buffer)
    const places: number[] = []
    for (let at = 512; at < view.getUint32(48, true); at += view.getUint32(at + 4, true)) places.push(at)
    // Every second record has a token in it that cannot be.
    places.filter((_, i) => i % 2 === 1).forEach((at) => chunk.fill(0x3f, at + 28, at + 30))
    const result = new SlabParser().parse(chunk, {
      fileOffset: 4096,
      noCrc: true,
      output: 'xml',
      sourcePath: 'a',
    })
    expect(result.records).toMatchObject({ seen: 2 * count + 1, damaged: count })
    expect(result.problems).toHaveLength(kept)
    expect(result.problemCount).toBe(count)
  })
})

test.each([
  [MAX_SUSPECTS, MAX_SUSPECTS],
  [MAX_SUSPECTS + 1, 0],
])('of %i logs that sessions are made of %i are suspected at once', async (count, suspected) => {
  let underWay: readonly string[] = []
  const reader = new CaseReader({
    hash: 'same-size',
    sink: { add: () => undefined, remove: () => undefined },
    onUnderWay: (sources) => (underWay = sources),
  })
  reader.announce(
    Array.from({ length: count }, (_, i) => {
      const path = join(folder, `suspect-${i}.evtx`)
      writeFileSync(path, soundLog(i + 1))
      return { id: path as SourceId, path, display: path }
    }),
  )
  const pool = new ParserPool({ threads: 0 })
  await reader.readQueued(pool)
  await pool.close()
  expect(underWay).toHaveLength(suspected)
  reader.prove()
  expect(underWay).toEqual([])
})

describe('folders', () => {
  test('are searched 40 levels deep, and who goes deeper is told', async () => {
    const at = (levels: number): string => join(folder, 'deep', ...Array<string>(levels).fill('d'))
    mkdirSync(at(MAX_DEPTH), { recursive: true })
    writeFileSync(join(at(MAX_DEPTH), 'a.evtx'), soundLog(1))
    const reached = await listLogs([join(folder, 'deep')])
    expect(reached.map(({ problem }) => problem)).toEqual([null])
    mkdirSync(at(MAX_DEPTH + 1), { recursive: true })
    writeFileSync(join(at(MAX_DEPTH + 1), 'b.evtx'), soundLog(1))
    const told = await listLogs([join(folder, 'deep')])
    expect(told.map(({ problem }) => problem?.slice(0, 23) ?? null)).toEqual([
      null,
      'The folder is too large',
    ])
  })
})

test('of places to export to the oldest is forgotten, and said so when it is asked for', async () => {
  const engine = new EngineCore({ threads: 1 })
  const answers: unknown[] = []
  engine.connect((message) => answers.push(message))
  for (let i = 0; i <= MAX_TARGETS; i++)
    engine.exportTo({
      ticket: `t${i}`,
      path: join(folder, `${i}.csv`),
      version: '0',
      said: [],
      copies: [],
    })
  const request = { call: 'export', ticket: 't0', format: 'csv', resultId: 1, picks: null, filter: null }
  await engine.receive({ id: 1, request })
  expect(JSON.stringify(answers)).toContain('The place to export to is no longer known')
})

test('text of recovered records is kept up to a sum; of later ones only the row is known', () => {
  const kept = new RecoveredRecords()
  const value = 'x'.repeat(MAX_TEXT / 4)
  const found = (offset: number): FoundRecord => ({
    event: {
      headerRecordId: '1',
      written: null,
      recordId: '1',
      timeCreated: null,
      eventId: 7,
      qualifiers: null,
      version: null,
      level: null,
      provider: null,
      channel: null,
      computer: null,
      userSid: null,
      activityId: null,
      kind: null,
      data: [[null, value]],
      status: 'recovered',
      recovery: { method: 'slack', template: 'none', doubt: 'd' },
    },
    kept: 'values',
    isRow: false,
    offset,
    size: 64,
    at: 512,
    reader: new FragmentReader(),
  })
  for (let offset = 0; offset < 8; offset++) kept.add('a', found(offset))
  expect([0, 3].map((offset) => kept.at('a', offset)?.status)).toEqual(['recovered', 'recovered'])
  expect([4, 5, 7].map((offset) => kept.at('a', offset))).toEqual([undefined, undefined, undefined])
})
