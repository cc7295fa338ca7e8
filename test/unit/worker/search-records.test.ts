import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ALL_EVENTS } from '../../../electron/contract/engine-constants'
import type { EngineMessage, EngineReplies, EngineRequest } from '../../../electron/contract/engine'
import type { EventFilter, SearchProgress } from '../../../electron/contract/events'
import type { SourceId } from '../../../electron/contract/ids'
import { EngineCore } from '../../../electron/worker/engine-core'
import { soundLog } from '../../fixtures/bad-input'

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'sojourn-search-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

const messages: EngineMessage[] = []
const engine = new EngineCore({ threads: 1 })
let calls = 0

async function call<C extends keyof EngineReplies>(
  request: Extract<EngineRequest, { call: C }> & { call: C },
): Promise<EngineReplies[C]> {
  const id = ++calls
  await engine.receive({ id, request })
  const answer = messages.find((m) => (m.kind === 'reply' || m.kind === 'error') && m.id === id)
  if (answer?.kind !== 'reply') throw new Error(answer?.kind === 'error' ? answer.message : 'no answer')
  return answer.value as EngineReplies[C]
}

async function events(filter: Partial<EventFilter> = {}, descending = false) {
  const reply = await call({ call: 'events', filter: { ...ALL_EVENTS, ...filter }, descending })
  const { rows } = await call({ call: 'eventRows', resultId: reply.resultId, from: 0, to: 2000 })
  return { reply, rows }
}

async function search(number: number, text: string): Promise<SearchProgress> {
  await call({ call: 'search', search: number, text })
  for (;;) {
    const told = messages.flatMap((m) => (m.kind === 'search' ? [m.progress] : []))
    const end = told.find((progress) => progress.search === number && progress.state !== 'running')
    if (end) return end
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}

beforeAll(async () => {
  engine.connect((message) => messages.push(message))
  const path = join(folder, 'one.evtx')
  writeFileSync(path, soundLog(200))
  await engine.open([{ id: 'source-1' as SourceId, path, display: path }])
})

test('lists every record once, in order of time, both ways round', async () => {
  const { reply, rows } = await events()
  expect(reply.matched).toBe(reply.total)
  expect(rows).toHaveLength(reply.total)
  expect(new Set(rows.map(({ offset }) => offset)).size).toBe(rows.length)
  for (let i = 1; i < rows.length; i++) expect(rows[i]!.time >= rows[i - 1]!.time).toBe(true)
  const back = await events({}, true)
  expect(back.rows).toEqual(rows.toReversed())
})

test('facets count what the other filters leave, and filters drop the rest', async () => {
  const all = await events()
  const [first] = all.reply.facets.eventId
  const ofFirst = await events({ eventId: { values: [first!.value], not: false } })
  expect(ofFirst.reply.matched).toBe(first!.count)
  expect(new Set(ofFirst.rows.map(({ eventId }) => String(eventId)))).toEqual(new Set([first!.value]))
  expect(ofFirst.reply.facets.eventId).toEqual(all.reply.facets.eventId)
  const others = await events({ eventId: { values: [first!.value], not: true } })
  expect(others.reply.matched + ofFirst.reply.matched).toBe(all.reply.total)
  const [account] = all.reply.facets.account
  const ofAccount = await events({ account: { values: [account!.value], not: false } })
  expect(ofAccount.reply.matched).toBe(account!.count)
})

test('a stretch of time keeps its ends', async () => {
  const { rows } = await events()
  const ms = (time: bigint): number => Number(time / 10_000n) - 11_644_473_600_000
  const from = ms(rows[10]!.time)
  const some = await events({ fromMs: from, toMs: null })
  expect(some.rows.map(({ offset }) => offset)).toEqual(
    rows.filter(({ time }) => ms(time) >= from).map(({ offset }) => offset),
  )
})

test('a search finds just the records whose values have the text, whatever its case', async () => {
  const { rows } = await events()
  const wanted: number[] = []
  const tenth = await call({ call: 'record', source: 'source-1', offset: rows[10]!.offset })
  const name = tenth.pairs.find(([field]) => field === 'TargetLogonId')![1]
  for (const { offset } of rows) {
    const { pairs } = await call({ call: 'record', source: 'source-1', offset })
    if (pairs.some(([, value]) => value.toLowerCase().includes(name.toLowerCase()))) wanted.push(offset)
  }
  expect(wanted.length).toBeGreaterThan(0)
  expect(wanted.length).toBeLessThan(rows.length)
  const end = await search(1, name.toUpperCase())
  expect(end).toMatchObject({ state: 'done', found: wanted.length, message: '' })
  expect(end.records).toBe(rows.length)
  const found = await events({ search: 1 })
  expect(found.rows.map(({ offset }) => offset)).toEqual(wanted)
})

test('markup is no value, and what is nowhere is found nowhere', async () => {
  expect((await search(2, 'EventData')).found).toBe(0)
  expect((await search(3, 'no such text anywhere')).found).toBe(0)
  expect((await events({ search: 3 })).reply.matched).toBe(0)
})

test('a search that is cancelled says so and how far it came', async () => {
  const end = search(4, 'a')
  await call({ call: 'cancelSearch' })
  expect((await end).state).toBe('cancelled')
})

test('a log that is gone is named', async () => {
  const path = join(folder, 'gone.evtx')
  writeFileSync(path, soundLog(5))
  await engine.open([{ id: 'source-2' as SourceId, path, display: path }])
  rmSync(path)
  const end = await search(5, 'a')
  expect(end.state).toBe('done')
  expect(end.message).toContain('gone.evtx')
})

test('accounts of the sessions, with their counts', async () => {
  const accounts = await call({ call: 'accounts' })
  const { total } = await call({
    call: 'query',
    version: 1,
    filter: { text: '', classes: [] },
    sort: [],
  })
  expect(accounts.reduce((sum, { sessions }) => sum + sessions, 0)).toBe(total)
  for (const { firstMs, lastMs } of accounts) {
    if (firstMs !== null && lastMs !== null) expect(firstMs).toBeLessThanOrEqual(lastMs)
  }
})
