import { appendFileSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ALL_EVENTS, BY_NAME } from '../../../electron/contract/engine-constants'
import type { EngineMessage } from '../../../electron/contract/engine'
import type { EventFilter, EventRow } from '../../../electron/contract/events'
import type { SourceId } from '../../../electron/contract/ids'
import { EngineCore } from '../../../electron/worker/engine-core'
import { KLEE, logoff551, logon528 } from '../../fixtures/evt-writer/legacy-events'
import { EngineWindow } from '../../fixtures/engine-window'
import { writeEvt } from '../../fixtures/evt-writer/write-evt'
import { soundLog, sparseFile, textFile } from '../../fixtures/bad-input'

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'sojourn-engine-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

const write = (name: string, bytes: Uint8Array): string => {
  const path = join(folder, name)
  writeFileSync(path, bytes)
  return path
}

test('opens, answers, and opens more beside it', async () => {
  const window = new EngineWindow()
  expect((await window.query()).total).toBe(0)
  await window.open(write('one.evtx', soundLog(50)))
  const first = await window.query()
  expect(first.total).toBeGreaterThan(0)
  expect(first.eventCount).toBe(100)
  const { generation } = await window.call({ call: 'state' })
  await window.open(write('two.evtx', soundLog(80)), textFile(folder))
  const state = await window.call({ call: 'state' })
  expect(state.generation).toBeGreaterThan(generation)
  expect(state.sources.map(({ status }) => status).sort()).toEqual(['done', 'done', 'failed'])
  expect((await window.query()).eventCount).toBe(260)
  expect(window.messages.findLast(({ kind }) => kind === 'changed')).toMatchObject({ partial: false })
  expect(window.messages.findLast(({ kind }) => kind === 'sources')).toMatchObject({ importing: false })
})

test('a file opened twice is a duplicate; a changed one is read anew', async () => {
  const window = new EngineWindow()
  const path = write('again.evtx', soundLog(20))
  await window.open(path)
  await window.open(path)
  expect((await window.call({ call: 'state' })).sources.map(({ status }) => status)).toEqual([
    'done',
    'duplicate',
  ])
  expect((await window.query()).eventCount).toBe(40)
  writeFileSync(path, soundLog(30))
  await window.open(path)
  expect((await window.query()).eventCount).toBe(60)
})

test('a log that is forgotten goes with its records; one that is opened anew counts once', async () => {
  const window = new EngineWindow()
  const path = write('forget.evtx', soundLog(20))
  await window.open(path, write('kept.evtx', soundLog(30)))
  await window.open(path)
  const idOf = async (status: string): Promise<string> =>
    (await window.call({ call: 'state' })).sources.find(
      (source) => source.path === path && source.status === status,
    )!.source
  // The twin has no records of its own.
  window.engine.forget(await idOf('duplicate'))
  await window.settled()
  expect((await window.query()).eventCount).toBe(100)
  window.engine.forget(await idOf('done'))
  window.engine.forget('unknown')
  await window.settled()
  expect((await window.query()).eventCount).toBe(60)
  await window.open(path)
  expect((await window.query()).eventCount).toBe(100)
})

test('a suspected log is read by itself behind all others; one set aside is named and not read', async () => {
  const underWay: string[] = []
  const engine = new EngineCore({ threads: 1, onUnderWay: (suspects) => underWay.push(suspects.join(' ')) })
  const messages: EngineMessage[] = []
  engine.connect((message) => messages.push(message))
  const log = (id: string, care?: 'alone' | 'set-aside') => {
    const path = write(`care-${id}.evtx`, soundLog(10 + id.charCodeAt(0)))
    return { id: id as SourceId, path, display: path, ...(care && { care }) }
  }
  await engine.open([log('a', 'alone'), log('b', 'set-aside'), log('c'), log('d', 'alone'), log('e')])
  const last = messages.findLast((message) => message.kind === 'sources')!
  expect(last.sources.map(({ status }) => status)).toEqual(['done', 'failed', 'done', 'done', 'done'])
  expect(last.sources[1]!.message).toContain('set aside')
  // c and e together, proven by the sessions made of them; then a, then d, each alone until it is proven too.
  const alone = underWay.filter((suspects) => /[ad]/.test(suspects))
  expect(new Set(alone)).toEqual(new Set(['a', 'd']))
  expect(underWay.findLastIndex((suspects) => /[ce]/.test(suspects))).toBeLessThan(underWay.indexOf('a'))
  expect(underWay.lastIndexOf('a')).toBeLessThan(underWay.indexOf('d'))
  expect(underWay.at(-1)).toBe('')
})

test('rows, lanes, bars, details and records fit together', async () => {
  const window = new EngineWindow()
  await window.open(write('parts.evtx', soundLog(40)))
  const { resultId, matched, extent } = await window.query()
  const { rows } = await window.call({ call: 'rows', resultId, from: 0, to: 100 })
  expect(rows).toHaveLength(matched)
  const { lanes } = await window.call({ call: 'lanes', resultId, groupBy: 'account', order: BY_NAME })
  expect(lanes.reduce((sum, lane) => sum + lane.sessionCount, 0)).toBe(matched)
  const bars = await window.call({
    call: 'bars',
    resultId,
    groupBy: 'account',
    order: BY_NAME,
    laneFrom: 0,
    laneTo: lanes.length,
    fromMs: extent!.fromMs,
    toMs: extent!.toMs,
    widthPx: 1000,
  })
  expect(bars.count).toBe(matched)
  const session = rows[0]!.session
  expect(await window.call({ call: 'positions', resultId, sessions: [session] })).toEqual({ rows: [0] })
  expect(await window.call({ call: 'find', id: rows[0]!.id })).toEqual({ session })
  const details = await window.call({ call: 'details', session })
  expect(details.evidence.length).toBe(details.evidenceTotal)
  expect(details.files[0]).toMatchObject({ verified: true })
  const item = details.evidence[0]!
  const record = await window.call({ call: 'record', source: item.source, offset: item.offset })
  expect(record.status).toBe('live')
  expect(record.xml).toContain(`<EventRecordID>${item.recordId}</EventRecordID>`)
  appendFileSync(join(folder, 'parts.evtx'), 'x')
  expect((await window.call({ call: 'details', session })).files[0]?.verified).toBe(false)
  truncateSync(join(folder, 'parts.evtx'), 10)
  await expect(window.call({ call: 'record', source: item.source, offset: item.offset })).rejects.toThrow(
    'Open it again',
  )
})

test('a record of an earlier round of a legacy log is recovered wherever it is shown', async () => {
  const window = new EngineWindow()
  const desk = { account: KLEE, logonId: 0x1f3a2 }
  const story = [logon528('2005-06-01T08:00:00Z', desk), logoff551('2005-06-01T09:00:00Z', desk)]
  const many = Array.from({ length: 60 }, () => story).flat()
  const written = writeEvt(many, { fileSize: 4000, keepFree: 900 })
  await window.call({ call: 'recover', on: true })
  await window.open(write('SecEvent.Evt', written.bytes))
  const { resultId } = await window.call({ call: 'events', filter: ALL_EVENTS, descending: false })
  const { rows } = await window.call({ call: 'eventRows', resultId, from: 0, to: 500 })
  const live = new Set(written.live.map(({ number }) => String(number)))
  expect(rows.length).toBeGreaterThan(live.size)
  for (const row of rows) {
    const state = live.has(row.recordId) ? 'live' : 'recovered'
    expect(row.recovered).toBe(state === 'recovered')
    const record = await window.call({ call: 'record', source: row.source, offset: row.offset })
    expect(record.status).toBe(state)
    expect(record.xml.includes('<!-- recovered:')).toBe(state === 'recovered')
  }
})

test('records lead to their session and back', async () => {
  const window = new EngineWindow()
  const desk = { account: KLEE, logonId: 0x1f3a2 }
  const other = { account: KLEE, logonId: 0x2f3a2 }
  const story = [
    logon528('2005-06-01T08:00:00Z', desk),
    logon528('2005-06-01T08:30:00Z', other),
    logoff551('2005-06-01T09:00:00Z', desk),
  ]
  await window.open(write('SecEvent.Evt', writeEvt(story).bytes))
  const events = async (part: Partial<EventFilter>): Promise<readonly EventRow[]> => {
    const { resultId } = await window.call({
      call: 'events',
      filter: { ...ALL_EVENTS, ...part },
      descending: false,
    })
    return (await window.call({ call: 'eventRows', resultId, from: 0, to: 500 })).rows
  }
  const [first, , last] = await events({})
  const session = await window.call({ call: 'sessionOf', source: first!.source, offset: first!.offset })
  expect(session).not.toBeNull()
  expect(await window.call({ call: 'sessionOf', source: last!.source, offset: last!.offset })).toEqual(
    session,
  )
  const behind = await events({ behind: { session: session!.id } })
  expect(behind.map(({ recordId }) => recordId)).toEqual([first!.recordId, last!.recordId])
  expect(await events({ behind: { session: 'of another case' } })).toEqual([])
  expect(await events({ recordId: last!.recordId })).toEqual([last])
  expect(await events({ recordId: 'none' })).toEqual([])
  expect(await window.call({ call: 'sessionOf', source: first!.source, offset: 7 })).toBeNull()
})

test('bad messages are answered and harm nothing', async () => {
  const window = new EngineWindow()
  for (const message of [
    null,
    7,
    'x',
    {},
    { id: 1 },
    { id: 'a', request: {} },
    { id: 2, request: { call: 'rows' } },
  ]) {
    await window.engine.receive(message)
  }
  expect(window.messages.filter(({ kind }) => kind === 'error')).toHaveLength(7)
  window.messages.length = 0
  await expect(window.call({ call: 'rows', resultId: 99, from: 0, to: 1 })).rejects.toThrow('out of date')
  await expect(window.call({ call: 'details', session: 0 })).rejects.toThrow('out of date')
  expect((await window.query()).total).toBe(0)
})

// A machine that is busy with other things may miss the time once, not three times.
test('cancel is done within 250 ms and keeps what was read', { retry: 2 }, async () => {
  const window = new EngineWindow()
  const importing = window.open(sparseFile(folder), write('queued.evtx', soundLog(10)))
  await new Promise((resolve) => setTimeout(resolve, 150))
  const asked = performance.now()
  await window.call({ call: 'cancel' })
  await importing
  expect(performance.now() - asked).toBeLessThan(250)
  const { sources: states, importing: still } = await window.call({ call: 'state' })
  expect(still).toBe(false)
  expect(states.map(({ status }) => status)).toEqual(['cancelled', 'cancelled'])
  expect(states[0]?.message).toContain('6 records were kept')
  expect((await window.query()).eventCount).toBe(6)
})
