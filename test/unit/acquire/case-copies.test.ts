/** What of the evidence cache belongs to a case, and what stays when it goes. */
import { createHash } from 'node:crypto'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import type * as promises from 'node:fs/promises'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { AcquirerNotice } from '../../../electron/contract/acquirer'
import type { Acquisition } from '../../../electron/contract/acquisition'
import { acquire } from '../../../electron/worker/acquire/acquire'
import { Acquirer } from '../../../electron/worker/acquire/acquirer-core'
import { archiveLogs } from '../../../electron/worker/acquire/archive-logs'
import type { WantedLog } from '../../../electron/worker/acquire/cached-logs'
import { caseCopies } from '../../../electron/worker/acquire/case-copies'
import { EvidenceCache } from '../../../electron/worker/acquire/evidence-cache'
import { writeZip } from '../../fixtures/zip-writer'

vi.mock('node:fs/promises', async (importActual) => {
  const actual = await importActual<typeof promises>()
  return { ...actual, rm: vi.fn(actual.rm) }
})

const HOST = 'sftp://ana@host/evidence'
const NEVER = new AbortController().signal
const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')
/** A log of so many bytes: no two sizes have one content. */
const content = (size: number): Buffer => Buffer.alloc(size, 'ElfFile')

let folder = ''
let cacheFolder = ''
let a = ''
let b = ''
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'sojourn-copies-'))
  cacheFolder = path.join(folder, 'cache')
  a = path.join(folder, 'a.sojourn')
  b = path.join(folder, 'b.sojourn')
})
afterEach(() => {
  vi.mocked(rm).mockClear()
  rmSync(folder, { recursive: true })
})

interface Coming {
  readonly cutAt?: number
  readonly protocol?: Acquisition['protocol']
}

/** A file of a server as it is once it was copied for a case, or cut after `cutAt` bytes. */
async function copied(
  source: string,
  bytes: Buffer,
  caseFile: string | null,
  { cutAt = Infinity, protocol = 'sftp' }: Coming = {},
): Promise<string> {
  const got = await acquire(
    new EvidenceCache(cacheFolder),
    {
      ...{ source, protocol, fingerprint: null, version: '0', caseFile, attempts: 1 },
      open: () =>
        Promise.resolve({
          ...{ size: bytes.length, modifiedMs: 1, etag: null, ranges: true },
          async *read(position: number) {
            yield await Promise.resolve(bytes.subarray(position, cutAt))
            if (cutAt < bytes.length) throw new Error('cut')
          },
        }),
    },
    { signal: NEVER },
  )
  return got.path!
}

/** The logs of an archive, unpacked for a case. */
async function unpacked(archive: string, shown: string, caseFile: string | null): Promise<void> {
  await archiveLogs({
    ...{ cache: new EvidenceCache(cacheFolder), version: '0', caseFile, signal: NEVER },
    ...{ path: archive, shown, source: shown, password: () => Promise.resolve(null) },
    receiver: { ended: () => undefined, problem: () => undefined },
  })
}

const of = (caseFile: string, evidence: readonly WantedLog[], remove = true) =>
  caseCopies({ cache: new EvidenceCache(cacheFolder), caseFile, evidence, remove })
const log = (source: string, bytes: Uint8Array): WantedLog => ({ path: source, sha256: sha256(bytes) })
const recordOf = (copy: string): Acquisition[] =>
  JSON.parse(readFileSync(`${copy}.acquisition.json`, 'utf8')) as Acquisition[]
const left = async (): Promise<string[]> =>
  (await new EvidenceCache(cacheFolder).copies()).map((copy) => copy.path).sort()

test('what was copied for a case goes with its record; what another has stays, and only the record of this one goes', async () => {
  await copied(`${HOST}/own.evtx`, content(100), a)
  const both = await copied(`${HOST}/both.evtx`, content(200), a)
  await copied(`${HOST}/both.evtx`, content(200), b)
  const other = await copied(`${HOST}/other.evtx`, content(300), b)
  const names = [100, 200].map((size) => log(HOST, content(size)))
  const counted = { copies: 1, bytes: 100, shared: 1, problems: [] }
  expect(await of(a, names, false)).toEqual(counted)
  expect(await left()).toHaveLength(3)
  expect(await of(a, names)).toEqual(counted)
  expect(await left()).toEqual([both, other].sort())
  expect(readdirSync(path.join(cacheFolder, sha256(content(100)).slice(0, 2)))).toEqual([])
  expect(recordOf(both).map(({ caseFile }) => caseFile)).toEqual([b])
  expect(statSync(both).mode & 0o777).toBe(0o444)
  expect(await of(b, [])).toMatchObject({ copies: 2, bytes: 500, shared: 0 })
  expect(await left()).toEqual([])
})

test('a copy that was made for no case goes where this one names it, and stays where it does not', async () => {
  await copied(`${HOST}/named.evtx`, content(100), null)
  const stranger = await copied(`${HOST}/stranger.evtx`, content(200), null)
  // Once for the case, and once for whoever named another address without a case.
  const mixed = await copied(`${HOST}/mixed.evtx`, content(300), a)
  await copied('sftp://elsewhere/mixed.evtx', content(300), null)
  const evidence = [log(`${HOST}/named.evtx`, content(100))]
  expect(await of(a, evidence)).toEqual({ copies: 1, bytes: 100, shared: 0, problems: [] })
  expect(await left()).toEqual([stranger, mixed].sort())
  expect(recordOf(mixed).map(({ source }) => source)).toEqual(['sftp://elsewhere/mixed.evtx'])
})

test('a copy that this case names stays where another has it, with the record of no case', async () => {
  const copy = await copied(`${HOST}/x.evtx`, content(100), null)
  await copied(`${HOST}/x.evtx`, content(100), b)
  const evidence = [log(`${HOST}/x.evtx`, content(100))]
  expect(await of(a, evidence)).toEqual({ copies: 0, bytes: 0, shared: 1, problems: [] })
  expect(recordOf(copy).map(({ caseFile }) => caseFile)).toEqual([null, b])
})

test('what came in part of a log goes too, and no part of another log', async () => {
  await copied(`${HOST}/x.evtx`, content(100), null, { cutAt: 40 })
  await copied(`${HOST}/x.evtx`, content(101), null)
  const other = await copied(`${HOST}/y.evtx`, content(100), null, { cutAt: 41 })
  const changed = await copied(`${HOST}/x.evtx`, content(102), null)
  expect(await of(a, [log(`${HOST}/x.evtx`, content(101))])).toMatchObject({ copies: 2, bytes: 141 })
  expect(await left()).toEqual([other, changed].sort())
})

test.each(['sftp', 's3'] as const)(
  'of a log in an archive (%s) the archive and the log go',
  async (protocol) => {
    const zip = writeZip([{ name: 'Security.evtx', data: content(5000), deflate: true }])
    const source = protocol === 's3' ? 'https://s3.example.org/case-7/dc1.zip' : `${HOST}/dc1.zip`
    const shown = protocol === 's3' ? 's3://case-7/dc1.zip' : source
    const copy = await copied(source, zip, null, { protocol })
    await unpacked(copy, source, null)
    const second = `${HOST}/dc1.zip2`
    const other = await copied(second, writeZip([{ name: 'Security.evtx', data: content(50) }]), null)
    expect(await left()).toHaveLength(3)
    const found = await of(a, [log(`${shown}/Security.evtx`, content(5000))])
    expect(found).toEqual({ copies: 2, bytes: 5000 + zip.length, shared: 0, problems: [] })
    expect(await left()).toEqual([other])
  },
)

test('of an archive of this computer the copy of its log goes, and nothing outside of the cache', async () => {
  const archive = path.join(folder, 'near.zip')
  writeFileSync(archive, writeZip([{ name: 'Security.evtx', data: content(5000), deflate: true }]))
  await unpacked(archive, archive, null)
  // The same content by another way is not what the case names.
  const remote = await copied(`${HOST}/plain.evtx`, content(6000), null)
  const plain = path.join(folder, 'plain.evtx')
  writeFileSync(plain, content(6000))
  const evidence = [log(`${archive}/Security.evtx`, content(5000)), log(plain, content(6000))]
  expect(await of(a, evidence)).toMatchObject({ copies: 1, bytes: 5000 })
  expect(await left()).toEqual([remote])
  expect(existsSync(archive) && existsSync(plain)).toBe(true)
})

test('links in the cache are no copies: what they lead to is untouched', async () => {
  await copied(`${HOST}/x.evtx`, content(100), null)
  const outside = path.join(folder, 'outside')
  const far = sha256(content(200))
  mkdirSync(path.join(outside, 'dir'), { recursive: true })
  writeFileSync(path.join(outside, 'file'), content(200))
  mkdirSync(path.join(cacheFolder, far.slice(0, 2)), { recursive: true })
  symlinkSync(path.join(outside, 'file'), path.join(cacheFolder, far.slice(0, 2), far))
  const beyond = sha256(content(300))
  writeFileSync(path.join(outside, 'dir', beyond), content(300))
  symlinkSync(path.join(outside, 'dir'), path.join(cacheFolder, beyond.slice(0, 2)))
  const mode = statSync(path.join(outside, 'file')).mode
  const evidence = [100, 200, 300].map((size) => log(`${HOST}/${size}`, content(size)))
  expect(await of(a, evidence)).toMatchObject({ copies: 1, bytes: 100, problems: [] })
  expect(statSync(path.join(outside, 'file'))).toMatchObject({ mode, size: 200 })
  expect(existsSync(path.join(outside, 'dir', beyond))).toBe(true)
})

test('a copy that lost its record is known by its content; a case is known by a link to it too', async () => {
  const copy = await copied(`${HOST}/x.evtx`, content(100), null)
  rmSync(`${copy}.acquisition.json`)
  writeFileSync(a, '')
  await copied(`${HOST}/y.evtx`, content(200), a)
  const link = path.join(folder, 'link.sojourn')
  symlinkSync(a, link)
  expect(await of(link, [log(`${HOST}/x.evtx`, content(100))])).toMatchObject({ copies: 2, bytes: 300 })
})

test('what cannot be removed is told, stays read-only, and the rest goes', async () => {
  const copies: string[] = []
  for (let size = 100; size < 112; size++) copies.push(await copied(`${HOST}/${size}`, content(size), a))
  const actual = await vi.importActual<typeof promises>('node:fs/promises')
  const stays = new Set(copies.slice(0, 11))
  vi.mocked(rm).mockImplementation((file, how) =>
    stays.has(String(file))
      ? Promise.reject(Object.assign(new Error('EBUSY: resource busy or locked'), { code: 'EBUSY' }))
      : actual.rm(file, how),
  )
  const { problems, ...sum } = await of(a, [])
  vi.mocked(rm).mockImplementation(actual.rm)
  expect(sum).toEqual({ copies: 1, bytes: 111, shared: 0 })
  expect(problems).toHaveLength(11)
  expect(problems[0]).toMatch(/^\/.* stays, because .*EBUSY.* Close what reads it, .* try again\.$/)
  expect(problems.at(-1)).toBe('1 more copies stay for such a reason.')
  expect(await left()).toEqual([...stays].sort())
  for (const copy of stays) expect(statSync(copy).mode & 0o777).toBe(0o444)
  expect(await of(a, [])).toMatchObject({ copies: 11, problems: [] })
})

test('the window is told by the acquirer', async () => {
  await copied(`${HOST}/x.evtx`, content(100), a)
  const notices: AcquirerNotice[] = []
  const acquirer = new Acquirer((notice) => notices.push(notice))
  acquirer.receive({
    ...{ kind: 'case-copies', job: 3, cacheFolder, caseFile: a },
    evidence: [],
    remove: true,
  })
  await vi.waitFor(() => expect(notices).toHaveLength(1))
  expect(notices).toEqual([
    { kind: 'case-copies', job: 3, found: { copies: 1, bytes: 100, shared: 0, problems: [] } },
  ])
  expect(await left()).toEqual([])
})
