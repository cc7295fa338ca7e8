/** What a case finds of logs of other computers in the evidence cache, when nobody is contacted. */
import { createHash } from 'node:crypto'
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { AcquirerNotice } from '../../../electron/contract/acquirer'
import { acquire } from '../../../electron/worker/acquire/acquire'
import { Acquirer } from '../../../electron/worker/acquire/acquirer-core'
import { archiveLogs } from '../../../electron/worker/acquire/archive-logs'
import { type CachedLog, cachedLogs, type WantedLog } from '../../../electron/worker/acquire/cached-logs'
import { EvidenceCache } from '../../../electron/worker/acquire/evidence-cache'
import type { Acquisition } from '../../../electron/contract/acquisition'
import { type FileSpot, openFile } from '../../../electron/worker/sources/file-source'
import { writeZip } from '../../fixtures/zip-writer'

const SAMPLE = path.resolve(import.meta.dirname, '../../../assets/sample')
const SECURITY = readFileSync(path.join(SAMPLE, 'WS-0147', 'Security.evtx'))
const SYSTEM = readFileSync(path.join(SAMPLE, 'WS-0147', 'System.evtx'))
const HOST = 'sftp://ana@host/evidence'
const NEVER = new AbortController().signal
const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'sojourn-cached-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const common = () => ({
  ...{ cache: new EvidenceCache(folder), version: '0', caseFile: null, signal: NEVER },
  password: () => Promise.resolve(null),
})

/** A file of a server as it is once it was copied, or cut after `cutAt` bytes. */
async function copied(
  source: string,
  content: Buffer,
  { cutAt = Infinity, protocol = 'sftp' }: { cutAt?: number; protocol?: Acquisition['protocol'] } = {},
): Promise<string> {
  const { path: copy } = await acquire(
    new EvidenceCache(folder),
    {
      ...{ source, protocol, fingerprint: null, version: '0', caseFile: null, attempts: 1 },
      open: () =>
        Promise.resolve({
          ...{ size: content.length, modifiedMs: 1, etag: null, ranges: true },
          async *read(position: number) {
            yield await Promise.resolve(content.subarray(position, cutAt))
            if (cutAt < content.length) throw new Error('cut')
          },
        }),
    },
    { signal: NEVER },
  )
  return copy!
}

/** An archive of a server that was copied and opened. */
async function opened(source: string, content: Buffer): Promise<void> {
  const copy = await copied(source, content)
  const receiver = { ended: () => undefined, problem: () => undefined }
  await archiveLogs({ ...common(), path: copy, shown: source, source, receiver })
}

async function find(...wanted: WantedLog[]) {
  const found: CachedLog[] = []
  const cut: string[][] = []
  const problems: string[] = []
  await cachedLogs({
    ...{ ...common(), wanted },
    receiver: {
      found: (log) => found.push(log),
      cut: (...one) => cut.push(one),
      problem: (shown, sentence) => problems.push(`${shown}: ${sentence}`),
    },
  })
  return { found, cut, problems }
}

async function contentOf(spot: FileSpot): Promise<string> {
  const file = await openFile(spot)
  const bytes = new Uint8Array(file.size)
  await file.read(bytes, 0)
  await file.close()
  return sha256(bytes)
}

test('a log is found by its content; one that is not there is told by its absence', async () => {
  await copied(`${HOST}/Security.evtx`, SECURITY)
  const log = { path: `${HOST}/Security.evtx`, sha256: sha256(SECURITY) }
  const { found, cut } = await find({ path: `${HOST}/System.evtx`, sha256: sha256(SYSTEM) }, log)
  expect(found).toMatchObject([{ shown: log.path, problem: null, isCut: false }])
  expect(await contentOf(found[0]!.spot)).toBe(log.sha256)
  expect(found[0]!.acquisitions).toMatchObject([{ source: log.path, protocol: 'sftp' }])
  expect(cut).toEqual([])
})

test('a copy that came in part says what is missing, whatever else has its content', async () => {
  const part = SECURITY.subarray(0, 100_000)
  await copied(`${HOST}/Security.evtx`, SECURITY, { cutAt: part.length })
  await copied('sftp://other/part.evtx', part)
  const { found } = await find(
    { path: `${HOST}/Security.evtx`, sha256: sha256(part) },
    { path: 'sftp://other/part.evtx', sha256: sha256(part) },
  )
  expect(found).toMatchObject([
    {
      isCut: true,
      problem: expect.stringContaining(
        `100000 of ${SECURITY.length} bytes arrived and are kept. Try again`,
      ) as string,
    },
    { isCut: false, problem: null },
  ])
})

test.each([true, false])('a log in an archive is found, deflated (%s) or stored', async (deflate) => {
  const zip = writeZip([{ name: 'uploads/auto/C%3A/Security.evtx', data: SECURITY, deflate }])
  await opened(`${HOST}/case.zip`, zip)
  const log = { path: `${HOST}/case.zip/uploads/auto/C:/Security.evtx`, sha256: sha256(SECURITY) }
  const { found, problems } = await find(log)
  expect(found.map(({ shown, problem, isCut }) => [shown, problem, isCut])).toEqual([[log.path, null, false]])
  expect(await contentOf(found[0]!.spot)).toBe(log.sha256)
  expect(problems).toEqual([])
  // Deflated it has a copy of its own; where that made room for others it is unpacked once more.
  if (deflate) {
    const copy = found[0]!.spot as string
    chmodSync(copy, 0o600)
    rmSync(copy)
    rmSync(`${copy}.acquisition.json`)
    const again = await find(log)
    expect(again.found.map(({ shown }) => shown)).toEqual([log.path])
    expect(await contentOf(again.found[0]!.spot)).toBe(log.sha256)
    expect(again.found[0]!.acquisitions.map(({ protocol }) => protocol)).toEqual(['sftp', 'archive'])
  }
})

test('of an archive that changed since, the copy that the case read counts', async () => {
  const address = `${HOST}/case.zip`
  await opened(address, writeZip([{ name: 'Security.evtx', data: SECURITY }]))
  await new Promise((resolve) => setTimeout(resolve, 5))
  await opened(address, writeZip([{ name: 'Security.evtx', data: SYSTEM }]))
  for (const data of [SECURITY, SYSTEM]) {
    const { found } = await find({ path: `${address}/Security.evtx`, sha256: sha256(data) })
    expect(await contentOf(found[0]!.spot)).toBe(sha256(data))
  }
  const { found } = await find({ path: `${address}/Security.evtx`, sha256: 'a'.repeat(64) })
  expect(found).toEqual([])
})

test('an archive that came in part says so until the rest of it came', async () => {
  const zip = writeZip([
    { name: 'Security.evtx', data: SECURITY, deflate: true },
    { name: 'System.evtx', data: SYSTEM },
  ])
  const address = `${HOST}/case.zip`
  const copy = await copied(address, zip, { cutAt: zip.length - 1000 })
  const receiver = { ended: () => undefined, problem: () => undefined }
  await archiveLogs({ ...common(), path: copy, shown: address, source: address, receiver })
  const log = { path: `${address}/Security.evtx`, sha256: sha256(SECURITY) }
  const { found, cut } = await find(log)
  expect(found).toHaveLength(1)
  expect(cut).toEqual([[address, expect.stringContaining('Try again to get the rest.')]])
  await opened(address, zip)
  expect((await find(log)).cut).toEqual([])
})

test('an archive of a bucket is found, although its record names the server', async () => {
  const zip = writeZip([{ name: 'Security.evtx', data: SECURITY }])
  await copied('https://s3.example.org/case-7/dc1/case.zip', zip, { protocol: 's3' })
  const log = { path: 's3://case-7/dc1/case.zip/Security.evtx', sha256: sha256(SECURITY) }
  expect((await find(log)).found.map(({ shown }) => shown)).toEqual([log.path])
})

test('an entry that is damaged now is not the log of the case, and why is said', async () => {
  const zip = writeZip([{ name: 'Security.evtx', data: SECURITY, deflate: true }])
  const address = `${HOST}/case.zip`
  const copy = await copied(address, zip)
  chmodSync(copy, 0o600)
  zip.fill(0, 1000, 2000)
  writeFileSync(copy, zip)
  const { found, problems } = await find({ path: `${address}/Security.evtx`, sha256: sha256(SECURITY) })
  expect(found).toEqual([])
  expect(problems).toEqual([expect.stringContaining(`${address}/Security.evtx: It ends after`)])
})

test('the window hears of copies, of what is missing in them, and of nothing else', async () => {
  await copied(`${HOST}/Security.evtx`, SECURITY, { cutAt: 100_000 })
  const notices: AcquirerNotice[] = []
  const cut = sha256(SECURITY.subarray(0, 100_000))
  new Acquirer((notice) => notices.push(notice)).receive({
    ...{ kind: 'open-cached', job: 7, cacheFolder: folder, version: '0', caseFile: null },
    wanted: [
      { path: `${HOST}/Security.evtx`, sha256: cut },
      { path: `${HOST}/gone.evtx`, sha256: 'a'.repeat(64) },
    ],
  })
  await vi.waitFor(() => expect(notices.at(-1)?.kind).toBe('finished'))
  const spot = path.join(folder, cut.slice(0, 2), cut)
  expect(notices).toEqual([
    {
      ...{ kind: 'acquired', job: 7, path: `${HOST}/Security.evtx` },
      acquisition: expect.objectContaining({ source: `${HOST}/Security.evtx`, sha256: cut }) as object,
    },
    {
      ...{ kind: 'ended', job: 7, item: 0, shown: `${HOST}/Security.evtx`, spot, notes: [] },
      problem: expect.stringContaining('Try again to get the rest.') as string,
      path: `${HOST}/Security.evtx`,
    },
    { kind: 'finished', job: 7, logs: 1 },
  ])
})
