/** A copy from S3 or Azure that was cut is tried again: by the real servers where they are there, and by one of the test that says what it was asked. */
import { randomBytes } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, test, vi } from 'vitest'
import type { Acquisition } from '../../../electron/contract/acquisition'
import type { AcquirerNotice } from '../../../electron/contract/acquirer'
import { acquire } from '../../../electron/worker/acquire/acquire'
import { Acquirer } from '../../../electron/worker/acquire/acquirer-core'
import { EvidenceCache } from '../../../electron/worker/acquire/evidence-cache'
import { azureSignature, hasAzurite, startAzurite } from '../../fixtures/servers/azurite'
import { type Line, startLine } from '../../fixtures/servers/line'
import { type AskedObject, startObjectServer } from '../../fixtures/servers/object-server'
import { connectTo, NEVER, sha256 } from '../../fixtures/servers/read-place'
import { hasS3rver, S3_KEYS, startS3rver } from '../../fixtures/servers/s3rver'

const folder = mkdtempSync(path.join(tmpdir(), 'sojourn-again-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** The parts of an address before and behind the port of the line. */
interface Store {
  readonly port: number
  /** The address by another port. */
  address(port: number): string
  /** Of S3, by another port; '' of others. */
  endpoint(port: number): string
  put(content: Uint8Array): Promise<void>
  readonly asked: readonly AskedObject[] | null
  stop(): unknown
}

const OBJECT = 'dc1/Security.evtx'
const SIGNED = 'sv=1&sp=r&sr=b&sig=of-this-blob'

const STORES: readonly (readonly [name: string, isThere: boolean, start: () => Promise<Store>])[] = [
  [
    'S3 of the test',
    true,
    async () => {
      const server = await startObjectServer()
      return {
        ...server,
        address: () => `s3://case-7/${OBJECT}`,
        endpoint: (port) => `http://127.0.0.1:${port}`,
        put: (content) => Promise.resolve(server.put(`/case-7/${OBJECT}`, content)),
      }
    },
  ],
  [
    'Azure of the test',
    true,
    async () => {
      const server = await startObjectServer()
      return {
        ...server,
        address: (port) => `http://127.0.0.1:${port}/account/case-7/${OBJECT}?${SIGNED}`,
        endpoint: () => '',
        put: (content) => Promise.resolve(server.put(`/account/case-7/${OBJECT}`, content, SIGNED)),
      }
    },
  ],
  [
    's3rver',
    hasS3rver,
    async () => {
      const server = await startS3rver(path.join(folder, 's3'), 'case-7')
      return {
        ...{ port: Number(new URL(server.endpoint).port), asked: null },
        address: () => `s3://case-7/${OBJECT}`,
        endpoint: (port) => `http://127.0.0.1:${port}`,
        put: (content) => server.put(OBJECT, content),
        stop: () => server.stop(),
      }
    },
  ],
  [
    'azurite',
    hasAzurite,
    async () => {
      const server = await startAzurite(path.join(folder, 'azure'), 'case-7')
      const { port, pathname } = new URL(server.base)
      const signature = azureSignature('case-7', 'c', '', 'rl')
      return {
        ...{ port: Number(port), asked: null },
        address: (to) => `http://127.0.0.1:${to}${pathname}/${OBJECT}?${signature}`,
        endpoint: () => '',
        put: (content) => server.put(OBJECT, content),
        stop: () => server.stop(),
      }
    },
  ],
]

const CUT_AT = 1_000_000

/** What a first attempt leaves in the cache where the line breaks. */
async function cutCopy(store: Store, line: Line, cacheFolder: string): Promise<string> {
  const s3 = { endpoint: store.endpoint(line.port), region: '' }
  const address = store.address(line.port)
  const isS3 = address.startsWith('s3:')
  const place = await connectTo(address, isS3 ? S3_KEYS : null, {}, s3)
  const source = `${place.shown}/${OBJECT}`
  const once = () =>
    acquire(
      new EvidenceCache(cacheFolder),
      {
        ...{ source, protocol: place.protocol, fingerprint: null, version: '0', caseFile: null, attempts: 1 },
        open: async (signal) => {
          const file = await place.open(`/${OBJECT}`, signal)
          line.cutAfter(CUT_AT)
          return file
        },
      },
      { signal: NEVER },
    )
  let { problem, bytes } = await once()
  // The cut can meet a connection that was only asked whether the object is there.
  for (let tries = 1; problem === null && tries < 5; tries++) ({ problem, bytes } = await once())
  await place.close()
  expect(problem).toContain('bytes arrived and are kept. Try again to get the rest.')
  expect(bytes).toBeGreaterThan(0)
  return source
}

/** The same file is asked for again, as the window does it. */
async function again(store: Store, line: Line, cacheFolder: string) {
  const notices: AcquirerNotice[] = []
  const acquirer = new Acquirer((notice) => {
    notices.push(notice)
    if (notice.kind !== 'place' || notice.state.kind !== 'asking') return
    expect(notice.state.question.kind).toBe('s3-keys')
    setImmediate(() => acquirer.receive({ kind: 'answer', job: 1, answer: S3_KEYS, keyFile: null }))
  })
  acquirer.receive({
    ...{ kind: 'open-place', job: 1, wanted: [`/${OBJECT}`], cacheFolder, version: '0', caseFile: null },
    ...{ dataFolder: cacheFolder, authoritiesFile: null },
    request: {
      ...{ address: store.address(line.port), region: '', authorities: '' },
      endpoint: store.endpoint(line.port),
    },
  })
  await vi.waitFor(() => expect(notices.map(({ kind }) => kind)).toContain('finished'), 20_000)
  const ended = notices.flatMap((notice) => (notice.kind === 'ended' ? [notice] : []))
  expect(ended).toMatchObject([{ problem: null }])
  expect(JSON.stringify(notices)).not.toMatch(/sig=/)
  return { notices, copy: ended[0]!.spot as string, notes: ended[0]!.notes }
}

describe.each(STORES.filter(([, isThere]) => isThere))('%s', (_name, _isThere, start) => {
  test('a copy that was cut goes on where it ended; of an object that changed it starts over, and says so', async () => {
    const store = await start()
    const line = await startLine(store.port)
    try {
      const content = randomBytes(3_000_000)
      await store.put(content)
      const cacheFolder = mkdtempSync(path.join(folder, 'cache-'))
      const source = await cutCopy(store, line, cacheFolder)
      const first = await again(store, line, cacheFolder)
      expect(first.notes).toEqual([
        expect.stringMatching(/^Resumed at byte \d+; size, time and etag were the same\.$/),
      ])
      expect(first.notices.filter(({ kind }) => kind === 'renewed')).toHaveLength(1)
      expect(path.basename(first.copy)).toBe(sha256(content))
      expect(sha256(readFileSync(first.copy))).toBe(sha256(content))
      const [record] = JSON.parse(readFileSync(`${first.copy}.acquisition.json`, 'utf8')) as Acquisition[]
      expect(record).toMatchObject({ source, sha256: sha256(content), bytes: content.length, problem: null })
      expect(record!.told.etag).not.toBeNull()
      const resumed = store.asked?.at(-1)
      if (resumed) {
        expect(resumed).toMatchObject({ ifRange: record!.told.etag, status: 206 })
        expect(resumed.range).toBe(`bytes=${/\d+/.exec(first.notes[0]!)![0]}-`)
      }

      const changing = mkdtempSync(path.join(folder, 'cache-'))
      await cutCopy(store, line, changing)
      const changed = randomBytes(content.length)
      await store.put(changed)
      const second = await again(store, line, changing)
      expect(second.notes).toEqual([
        expect.stringMatching(/^Started over after \d+ bytes: the source has changed/),
      ])
      expect(sha256(readFileSync(second.copy))).toBe(sha256(changed))
    } finally {
      line.close()
      await store.stop()
    }
  }, 60_000)
})

test('signed addresses of one host that are opened at once are each asked for with their own signature', async () => {
  const server = await startObjectServer()
  try {
    const names = ['a.evtx', 'b.evtx']
    const contents = names.map(() => randomBytes(200_000))
    const signatures = names.map((name) => `sv=1&sp=r&sr=b&sig=of-${name}`)
    names.forEach((name, i) => server.put(`/account/box/${name}`, contents[i]!, signatures[i]))
    const notices: AcquirerNotice[] = []
    const acquirer = new Acquirer((notice) => notices.push(notice))
    const cacheFolder = mkdtempSync(path.join(folder, 'cache-'))
    const base = `http://127.0.0.1:${server.port}/account/box`
    names.forEach((name, job) =>
      acquirer.receive({
        ...{ kind: 'open-place', job, wanted: [`/${name}`], cacheFolder, version: '0', caseFile: null },
        ...{ dataFolder: cacheFolder, authoritiesFile: null },
        request: { address: `${base}/${name}?${signatures[job]}`, endpoint: '', region: '', authorities: '' },
      }),
    )
    const finished = () => notices.filter(({ kind }) => kind === 'finished')
    await vi.waitFor(() => expect(finished()).toHaveLength(2), 20_000)
    const ended = notices.flatMap((notice) => (notice.kind === 'ended' ? [notice] : []))
    for (const { job, shown, spot, problem } of ended) {
      expect([shown, problem]).toEqual([`${base}/${names[job]}`, null])
      expect(path.basename(spot as string)).toBe(sha256(contents[job]!))
      expect(readFileSync(`${spot as string}.acquisition.json`, 'utf8')).not.toContain('sig')
    }
    expect(server.asked.filter(({ status }) => status >= 400)).toEqual([])
    expect(JSON.stringify(notices)).not.toContain('sig=')
  } finally {
    server.stop()
  }
})
