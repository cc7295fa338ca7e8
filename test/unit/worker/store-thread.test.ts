import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { EMPTY_FILTER } from '../../../electron/contract/engine-constants'
import type { EngineMessage, QueryReply } from '../../../electron/contract/engine'
import type { SourceId } from '../../../electron/contract/ids'
import { EngineCore, type EngineOptions } from '../../../electron/worker/engine-core'
import { ThreadStore } from '../../../electron/worker/store-thread'
import { soundLog } from '../../fixtures/bad-input'
import { buildThread } from './built-thread'

let folder = ''
let log = ''
let thread: Awaited<ReturnType<typeof buildThread>>

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sojourn-store-'))
  log = join(folder, 'Security.evtx')
  writeFileSync(log, soundLog(6000))
  thread = await buildThread('engine')
})
afterAll(() => {
  thread.remove()
  rmSync(folder, { recursive: true })
})

class Case {
  readonly messages: EngineMessage[] = []
  private readonly engine: EngineCore

  constructor(options: EngineOptions) {
    this.engine = new EngineCore({ threads: 1, ...options })
    this.engine.connect((message) => this.messages.push(message))
  }

  open(): Promise<void> {
    return this.engine.open([{ id: 'one' as SourceId, path: log, display: log }])
  }

  /** Waits for what is being read. */
  settled(): Promise<void> {
    return this.engine.open([])
  }

  async call(request: object): Promise<EngineMessage> {
    const id = this.messages.length
    await this.engine.receive({ id, request })
    return this.messages.find((m) => (m.kind === 'reply' || m.kind === 'error') && m.id === id)!
  }

  async query(): Promise<QueryReply> {
    const answer = await this.call({ call: 'query', version: 1, filter: EMPTY_FILTER, sort: [] })
    if (answer.kind !== 'reply') throw new Error('no answer')
    return answer.value as QueryReply
  }
}

test('a case in a thread of its own answers as one in this thread', async () => {
  const apart = new Case({ store: new ThreadStore(thread.script) })
  const here = new Case({})
  await Promise.all([apart.open(), here.open()])
  const answer = await apart.query()
  expect(answer.eventCount).toBe(12_000)
  expect({ ...answer, resultId: 0 }).toEqual({ ...(await here.query()), resultId: 0 })
  const details = await apart.call({ call: 'details', session: 0 })
  expect(details).toMatchObject({ kind: 'reply', value: { files: [{ path: log, verified: true }] } })
  expect(await apart.call({ call: 'details', session: 1e6 })).toMatchObject({
    kind: 'error',
    message: 'This result is out of date. Run the query again.',
  })
})

test('reading is not over before the last sessions are made', async () => {
  const apart = new Case({ store: new ThreadStore(thread.script) })
  await apart.open()
  const { messages } = apart
  const changes = messages.filter((message) => message.kind === 'changed')
  expect(changes.at(-1)).toMatchObject({ partial: false })
  const built = messages.findIndex((message) => message === changes.at(-1))
  const before = messages.slice(0, built).findLast((message) => message.kind === 'sources')
  expect(before).toMatchObject({ importing: true })
  expect(messages.at(-1)).toMatchObject({ kind: 'sources', importing: false })
})

test('recovery is switched on: the logs are read again, and again when it is switched off', async () => {
  const here = new Case({})
  await here.open()
  const before = await here.query()
  const after = async (on: boolean): Promise<QueryReply> => {
    await here.call({ call: 'recover', on })
    // The next opening waits for what is under way.
    await here.settled()
    return here.query()
  }
  const events = (await after(true)).eventCount
  expect(events).toBeGreaterThanOrEqual(before.eventCount)
  const pushed = here.messages.findLast((message) => message.kind === 'sources')
  expect(pushed).toMatchObject({ importing: false, sources: [{ status: 'done', recovery: { none: 0 } }] })
  expect((await after(false)).eventCount).toBe(before.eventCount)
  const last = here.messages.findLast((message) => message.kind === 'sources')
  expect(last).toMatchObject({ sources: [{ status: 'done', recovery: null }] })
})
