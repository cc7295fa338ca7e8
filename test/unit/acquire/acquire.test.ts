import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import {
  acquire,
  type AcquireHooks,
  type AcquireRequest,
  MAX_ATTEMPTS,
} from '../../../electron/worker/acquire/acquire'
import { acquisitionText } from '../../../electron/core/case-file/acquisition-text'
import { EvidenceCache, QUOTA_BYTES, RESERVED_BYTES } from '../../../electron/worker/acquire/evidence-cache'
import { Gate } from '../../../electron/worker/acquire/gate'
import type { PlaceFile } from '../../../electron/worker/sources/place'
import { BrokenTransfer } from '../../../electron/worker/sources/remote/connection'
import { SourceProblem } from '../../../electron/worker/sources/source-problem'

const CONTENT = Buffer.from(Array.from({ length: 10_000 }, (_, i) => i % 251))
const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')
const MODIFIED = Date.UTC(2026, 0, 2, 3, 4, 5)

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sojourn-acquire-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

/** How a server behaves at one opening. */
interface Behaviour extends Partial<Omit<PlaceFile, 'read'>> {
  readonly content?: Buffer
  /** Breaks there. */
  readonly cutAt?: number
  /** Sends nothing more from there on. */
  readonly hangAt?: number
  /** Between two pieces. */
  readonly delayMs?: number
}

function fileOf({ content = CONTENT, cutAt, hangAt, delayMs, ...told }: Behaviour): PlaceFile {
  return {
    size: content.length,
    modifiedMs: MODIFIED,
    etag: '"one"',
    ranges: true,
    ...told,
    async *read(position, signal) {
      for (let at = position; at < content.length; at += 1000) {
        if (cutAt !== undefined && at >= cutAt) throw new SourceProblem('The connection was reset.')
        if (hangAt !== undefined && at >= hangAt)
          await new Promise((_, reject) =>
            signal.addEventListener('abort', () => reject(new Error('aborted'))),
          )
        if (delayMs !== undefined) await new Promise((resolve) => setTimeout(resolve, delayMs))
        yield await Promise.resolve(content.subarray(at, at + 1000))
      }
    },
  }
}

/** Answers openings one after the other, the last one for ever. */
function request(...behaviours: Behaviour[]): AcquireRequest & { opened: number } {
  const made = {
    opened: 0,
    source: 'sftp://host/logs/Security.evtx',
    protocol: 'sftp' as const,
    fingerprint: 'SHA256:abc',
    version: '0.1.0',
    caseFile: null,
    open: () => Promise.resolve(fileOf(behaviours[Math.min(made.opened++, behaviours.length - 1)]!)),
  }
  return made
}

const hooks = (more: Partial<AcquireHooks> = {}): AcquireHooks => ({
  signal: new AbortController().signal,
  waitMs: 1,
  idleMs: 200,
  ...more,
})
const parts = (): string[] => readdirSync(join(folder, 'parts'))

describe('a file that comes whole', () => {
  test('lies under its SHA-256, read-only, with a record of how it came', async () => {
    const arrived: number[] = []
    const got = await acquire(
      new EvidenceCache(folder),
      request({}),
      hooks({ arrived: (n) => arrived.push(n) }),
    )
    expect(got).toMatchObject({ sha256: sha256(CONTENT), bytes: 10_000, notes: [], problem: null })
    expect(got.path).toBe(join(folder, got.sha256!.slice(0, 2), got.sha256!))
    expect(readFileSync(got.path!).equals(CONTENT)).toBe(true)
    expect(statSync(got.path!).mode & 0o777).toBe(0o444)
    expect(parts()).toEqual([])
    expect(arrived.at(-1)).toBe(10_000)
    const [record, ...more] = JSON.parse(readFileSync(`${got.path}.acquisition.json`, 'utf8')) as never[]
    expect(more).toEqual([])
    expect(record).toEqual({
      source: 'sftp://host/logs/Security.evtx',
      protocol: 'sftp',
      fingerprint: 'SHA256:abc',
      told: { size: 10_000, modified: '2026-01-02T03:04:05.000Z', etag: '"one"' },
      start: expect.stringMatching(/^\d{4}-.*Z$/) as string,
      end: expect.stringMatching(/^\d{4}-.*Z$/) as string,
      bytes: 10_000,
      sha256: sha256(CONTENT),
      version: '0.1.0',
      caseFile: null,
      notes: [],
      problem: null,
    })
    expect(acquisitionText(record!)).toContain(`SHA-256: ${sha256(CONTENT)}\n`)
  })

  test('is kept once, whatever it is called', async () => {
    const cache = new EvidenceCache(folder)
    await acquire(cache, request({}), hooks())
    await acquire(cache, { ...request({}), source: 'sftp://other/x', caseFile: '/cases/a.sojourn' }, hooks())
    await acquire(cache, request({}), hooks())
    const copies = await cache.copies()
    expect(copies).toHaveLength(1)
    expect(copies[0]!.acquisitions.map(({ source }) => source).sort()).toEqual([
      'sftp://host/logs/Security.evtx',
      'sftp://other/x',
    ])
  })

  test('of unknown length', async () => {
    const got = await acquire(new EvidenceCache(folder), request({ size: null }), hooks())
    expect(got).toMatchObject({ sha256: sha256(CONTENT), problem: null })
  })
})

describe('a transfer that breaks', () => {
  test('goes on where it broke, if the file is the same', async () => {
    const from: number[] = []
    const asked = request({ cutAt: 4000 }, { cutAt: 7000 }, {})
    const open = asked.open
    asked.open = async (signal) => {
      const file = await open(signal)
      return { ...file, read: (position, signal) => (from.push(position), file.read(position, signal)) }
    }
    const got = await acquire(new EvidenceCache(folder), asked, hooks())
    expect(got).toMatchObject({ sha256: sha256(CONTENT), problem: null })
    expect(from).toEqual([0, 4000, 7000])
    expect(got.notes).toEqual([
      'Resumed at byte 4000; size, time and etag were the same.',
      'Resumed at byte 7000; size, time and etag were the same.',
    ])
  })

  const OTHER = Buffer.from(CONTENT).reverse()
  test.each<[string, Behaviour]>([
    ['etag', { content: OTHER, etag: '"two"' }],
    ['time', { content: OTHER, modifiedMs: MODIFIED + 1000 }],
    ['size', { content: OTHER.subarray(0, 9000) }],
  ])('starts over if %s is another, and says so', async (_, second) => {
    let restarted = 0
    const got = await acquire(
      new EvidenceCache(folder),
      request({ cutAt: 4000 }, second),
      hooks({ restarted: () => restarted++ }),
    )
    expect(got).toMatchObject({ sha256: sha256(second.content!), problem: null })
    expect(got.notes).toEqual([
      expect.stringContaining('Started over after 4000 bytes: the source has changed'),
    ])
    expect(restarted).toBe(1)
  })

  test.each<[string, Behaviour]>([
    ['gives no parts', { ranges: false }],
    ['says neither time nor etag', { etag: null, modifiedMs: null }],
  ])('starts over where the source %s', async (_, told) => {
    const got = await acquire(new EvidenceCache(folder), request({ ...told, cutAt: 4000 }, told), hooks())
    expect(got).toMatchObject({ sha256: sha256(CONTENT), problem: null })
    expect(got.notes).toHaveLength(1)
  })

  test('again and again is given up, what arrived is kept, and a later attempt goes on from there', async () => {
    const cache = new EvidenceCache(folder)
    const asked = request({ cutAt: 4000 })
    const broken = await acquire(cache, asked, hooks())
    expect(asked.opened).toBe(MAX_ATTEMPTS)
    expect(broken).toMatchObject({ bytes: 4000, sha256: sha256(CONTENT.subarray(0, 4000)) })
    expect(broken.problem).toBe(
      'The connection was reset. 4000 of 10000 bytes arrived and are kept. Try again to get the rest.',
    )
    expect(readFileSync(broken.path!).equals(CONTENT.subarray(0, 4000))).toBe(true)
    const whole = await acquire(new EvidenceCache(folder), request({}), hooks())
    expect(whole).toMatchObject({ sha256: sha256(CONTENT), problem: null })
    expect(whole.notes).toEqual(['Resumed at byte 4000; size, time and etag were the same.'])
  })

  test('and is refused when it goes on: what arrived is kept, and nothing else is said of it', async () => {
    const { open, ...rest } = request({ cutAt: 3000 })
    let opened = 0
    const refused = new SourceProblem(
      'It says that the signature has expired. Nothing was read. Ask for a new one.',
    )
    const acquired = await acquire(
      new EvidenceCache(folder),
      { ...rest, open: (signal) => (opened++ === 0 ? open(signal) : Promise.reject(refused)) },
      hooks(),
    )
    expect(acquired).toMatchObject({
      bytes: 3000,
      problem:
        'It says that the signature has expired. Ask for a new one. 3000 of 10000 bytes arrived and are kept. Try again to get the rest.',
    })
  })

  test('before its first byte leaves nothing', async () => {
    const got = await acquire(new EvidenceCache(folder), request({ cutAt: 0 }), hooks())
    expect(got).toMatchObject({ path: null, problem: 'The connection was reset.' })
    expect(parts()).toEqual([])
    expect(await new EvidenceCache(folder).copies()).toEqual([])
  })
})

describe('a source that does not do what it says', () => {
  test('ends before its length', async () => {
    const got = await acquire(new EvidenceCache(folder), request({ size: 12_000 }), hooks())
    expect(got.problem).toContain('The source ended after 10000 of 12000 bytes.')
    expect(got.bytes).toBe(10_000)
  })

  test('sends more than its length: cut off there, and not tried again', async () => {
    const asked = request({ size: 9500 })
    const got = await acquire(new EvidenceCache(folder), asked, hooks())
    expect(got.problem).toContain('sends more than the 9500 bytes that it may have')
    expect([got.bytes, asked.opened]).toEqual([9500, 1])
  })

  test('goes silent: given up after the idle time', async () => {
    const got = await acquire(new EvidenceCache(folder), request({ hangAt: 3000 }), hooks({ idleMs: 30 }))
    expect(got.problem).toContain('Nothing came for 0 s.')
    expect(got.bytes).toBe(3000)
  })

  test('cannot be opened', async () => {
    const refusing = {
      ...request({}),
      open: () => Promise.reject(new SourceProblem('The password is wrong.')),
    }
    expect(await acquire(new EvidenceCache(folder), refusing, hooks())).toMatchObject({
      path: null,
      problem: 'The password is wrong.',
    })
  })

  test('claims more than any log has', async () => {
    const got = await acquire(new EvidenceCache(folder), request({ size: 2 ** 40 }), hooks())
    expect(got).toMatchObject({ path: null, problem: expect.stringContaining('more than any log') as string })
  })
})

describe('a person', () => {
  test('cancels: what arrived is kept, at once', async () => {
    const abort = new AbortController()
    const arrived = (bytes: number): void => {
      if (bytes === 3000) abort.abort()
    }
    const asked = request({ hangAt: 3000 })
    const got = await acquire(
      new EvidenceCache(folder),
      asked,
      hooks({ signal: abort.signal, arrived, idleMs: 60_000 }),
    )
    expect(got.problem).toContain('It was stopped before its end. 3000 of 10000 bytes arrived and are kept.')
    expect(asked.opened).toBe(1)
  })

  test('pauses and goes on, and time that passes meanwhile is no silence', async () => {
    const gate = new Gate()
    const seen: number[] = []
    const arrived = (bytes: number): void => {
      seen.push(bytes)
      if (bytes >= 5000 && bytes < 7000) gate.pause()
    }
    const slow = request({ delayMs: 5 })
    const acquiring = acquire(new EvidenceCache(folder), slow, hooks({ gate, arrived, idleMs: 40 }))
    await vi.waitFor(() => expect(seen.at(-1)).toBeGreaterThanOrEqual(5000), 10_000)
    // One piece may have been on its way.
    await new Promise((resolve) => setTimeout(resolve, 30))
    const held = seen.at(-1)
    await new Promise((resolve) => setTimeout(resolve, 100))
    expect(seen.at(-1)).toBe(held)
    expect(held).toBeLessThan(10_000)
    gate.resume()
    expect(await acquiring).toMatchObject({ problem: null, bytes: 10_000 })
  })
})

test('what comes faster than it is written is written in blocks, whole and in order', async () => {
  const content = Buffer.from(Array.from({ length: 3_000_000 }, (_, i) => (i * 7 + (i >> 8)) % 253))
  const told: number[] = []
  const got = await acquire(
    new EvidenceCache(folder),
    request({ content }),
    hooks({ arrived: (bytes) => told.push(bytes) }),
  )
  expect(got).toMatchObject({ bytes: content.length, sha256: sha256(content), problem: null })
  expect(readFileSync(got.path!).equals(content)).toBe(true)
  expect(told).toEqual(told.toSorted((a, b) => a - b))
  expect(told.at(-1)).toBe(content.length)
  expect(told.length).toBeLessThan(1000)
})

test('what cannot be opened is tried once; what broke before it was opened again', async () => {
  const failing = (error: Error): AcquireRequest & { opened: number } => {
    const made = { ...request({}), opened: 0, open: () => (made.opened++, Promise.reject(error)) }
    return made
  }
  const forbidden = failing(new SourceProblem('It may not be read.'))
  expect(await acquire(new EvidenceCache(folder), forbidden, hooks())).toMatchObject({
    path: null,
    problem: 'It may not be read.',
  })
  expect(forbidden.opened).toBe(1)
  const broken = failing(new BrokenTransfer('The line was cut.'))
  await acquire(new EvidenceCache(folder), broken, hooks())
  expect(broken.opened).toBe(MAX_ATTEMPTS)
})

describe('room', () => {
  test('on the disk is looked at before anything is written', async () => {
    const cache = new EvidenceCache(folder, { freeBytes: () => Promise.resolve(RESERVED_BYTES + 9999) })
    const got = await acquire(cache, request({}), hooks())
    expect(got).toMatchObject({
      path: null,
      problem: expect.stringContaining('are needed and 537 MB stay free') as string,
    })
  })

  test('in the cache is made by copies of archives that nobody asked for since yesterday, oldest first', async () => {
    let nowMs = Date.now()
    const cache = new EvidenceCache(folder, { quotaBytes: 25_000, nowMs: () => nowMs })
    const from = (source: string, content: Buffer, protocol: AcquireRequest['protocol'] = 'archive') =>
      acquire(cache, { ...request({ content }), source, protocol }, hooks())
    const remote = await from('sftp://host/a', CONTENT, 'sftp')
    const first = await from('a.zip/one', CONTENT.subarray(0, 8000))
    const full = await from('a.zip/two', CONTENT.subarray(0, 9000))
    expect(full.problem).toContain('holds 1 MB of the 1 MB that it may')
    nowMs += 25 * 60 * 60 * 1000
    const second = await from('a.zip/two', CONTENT.subarray(0, 9000))
    expect(second.problem).toBeNull()
    expect(() => statSync(first.path!)).toThrow()
    expect(statSync(remote.path!).size).toBe(10_000)
    expect(QUOTA_BYTES).toBeGreaterThan(1e11)
  })

  test('in the cache is there again once another process removed copies', async () => {
    const cache = new EvidenceCache(folder, { quotaBytes: 15_000 })
    const first = await acquire(cache, request({}), hooks())
    const other = { ...request({ content: CONTENT.subarray(1) }), source: 'sftp://host/other.evtx' }
    const full = await acquire(cache, other, hooks())
    expect(full.problem).toContain('Purge cases that are closed (`sojourn purge CASE.sojourn`')
    await new EvidenceCache(folder).remove((await cache.copyOf(first.sha256!))!)
    expect((await acquire(cache, other, hooks())).problem).toBeNull()
  })

  test('a folder that cannot be written is told', async () => {
    const file = join(folder, 'file')
    writeFileSync(file, '')
    const got = await acquire(new EvidenceCache(join(file, 'cache')), request({}), hooks())
    expect(got.problem).toContain(`The evidence cache ${join(file, 'cache')} cannot be written`)
  })
})
