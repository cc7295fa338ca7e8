import { Readable } from 'node:stream'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ArchiveFile } from '../../../electron/worker/archives/archive-file'
import { ByteReader } from '../../../electron/worker/archives/byte-reader'
import { checkedBytes } from '../../../electron/worker/archives/checked-bytes'
import * as limits from '../../../electron/worker/archives/limits'
import { openTar } from '../../../electron/worker/archives/open-tar'
import { TotalBytes } from '../../../electron/worker/archives/total-bytes'
import { readZipDirectory } from '../../../electron/worker/archives/zip-directory'
import { archiveOptions, readArchive } from '../../fixtures/read-archive'
import { soundLog } from '../../fixtures/bad-input'
import { writeTar } from '../../fixtures/tar-writer'
import { writeZip } from '../../fixtures/zip-writer'

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'sojourn-archive-limits-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

function put(name: string, bytes: Uint8Array): string {
  const path = join(folder, name)
  writeFileSync(path, bytes)
  return path
}

/** `bytes` in so many pieces of the same memory. */
function* repeated(piece: Uint8Array, times: number): Generator<Uint8Array> {
  for (let i = 0; i < times; i++) yield piece
}

async function lengthOf(bytes: AsyncIterable<Uint8Array>): Promise<{ length: number; why: string }> {
  let length = 0
  try {
    for await (const piece of bytes) length += piece.length
  } catch (error) {
    return { length, why: String(error) }
  }
  return { length, why: '' }
}

test('a directory that counts more entries, or more bytes, than any collection is refused before it is read', async () => {
  const bytes = writeZip([{ name: 'a.evtx', data: soundLog(20) }], { wide: true })
  const end = bytes.length - 22 - 20 - 56
  for (const [field, value] of [
    [32, limits.MAX_ARCHIVE_ENTRIES + 1],
    [40, limits.MAX_DIRECTORY_BYTES + 1],
  ] as const) {
    const copy = Buffer.from(bytes)
    copy.writeBigUInt64LE(BigInt(value), end + field)
    const { sources, failures } = await readArchive([put('many.zip', copy)], archiveOptions(folder))
    expect(sources).toEqual([])
    expect(failures[0]?.message).toContain(`no collection has more than ${limits.MAX_ARCHIVE_ENTRIES}`)
  }
})

test('a directory that lists more than it counts ends at the limit', () => {
  const one = writeZip([{ name: 'a', data: new Uint8Array(0) }])
  const entry = one.subarray(31, one.length - 22)
  const end = one.subarray(one.length - 22)
  const bytes = Buffer.concat([
    one.subarray(0, 31),
    ...Array<Buffer>(limits.MAX_ARCHIVE_ENTRIES + 5).fill(entry),
    end,
  ])
  bytes.writeUInt32LE(entry.length * (limits.MAX_ARCHIVE_ENTRIES + 5), bytes.length - 22 + 12)
  const file = new ArchiveFile(put('lies.zip', bytes))
  const { entries, problems } = readZipDirectory(file)
  file.close()
  expect(entries).toHaveLength(limits.MAX_ARCHIVE_ENTRIES)
  expect(problems).toEqual([
    expect.stringContaining(`says 1 entries and lists ${limits.MAX_ARCHIVE_ENTRIES}`),
  ])
})

test('a tar ends at the limit of entries', async () => {
  const header = writeTar([{ name: 'x', data: new Uint8Array(0) }]).subarray(0, 512)
  const problems: string[] = []
  let entries = 0
  const tar = new ByteReader(repeated(header, limits.MAX_ARCHIVE_ENTRIES + 1))
  for await (const _ of openTar(tar, (problem) => problems.push(problem))) entries++
  expect(entries).toBe(limits.MAX_ARCHIVE_ENTRIES)
  expect(problems).toEqual([expect.stringContaining('more than 200000 entries')])
})

test('a long name of a tar is read to its limit, and the rest passed over', async () => {
  const name = 'x'.repeat(limits.MAX_TAR_HEADER_BYTES + 5000)
  const tar = new ByteReader([writeTar([{ name, data: Buffer.from('log') }])])
  const found: [number, number][] = []
  for await (const member of openTar(tar, () => undefined)) found.push([member.name.length, member.size!])
  expect(found).toEqual([[limits.MAX_TAR_HEADER_BYTES, 3]])
})

test('an entry ends at the most that a log can have, whatever the archive says', async () => {
  const piece = new Uint8Array(64 * 1024 * 1024)
  const pieces = limits.MAX_MEMBER_BYTES / piece.length
  const expected = { size: null, crc: null, packedBytes: () => Infinity }
  expect(await lengthOf(checkedBytes(repeated(piece, pieces), expected))).toEqual({
    length: limits.MAX_MEMBER_BYTES,
    why: '',
  })
  const more = await lengthOf(checkedBytes(repeated(piece, pieces + 1), expected))
  expect(more.length).toBe(limits.MAX_MEMBER_BYTES)
  expect(more.why).toContain('larger than')
})

test('all that one archive unpacks to ends too', async () => {
  const piece = new Uint8Array(256 * 1024 * 1024)
  const pieces = limits.MAX_TOTAL_BYTES / piece.length
  const bytes = (times: number): AsyncIterable<Uint8Array> => Readable.from(repeated(piece, times))
  const total = new TotalBytes()
  expect((await lengthOf(total.count(bytes(pieces / 2)))).why).toBe('')
  expect((await lengthOf(total.count(bytes(pieces / 2)))).why).toBe('')
  expect((await lengthOf(total.count(bytes(1)))).why).toContain('unpacks to more than')
})

test('100,000 entries are gone through, and the one log among them is found', async () => {
  const notes = { data: Buffer.from('notes'), deflate: false }
  const entries = Array.from({ length: 100_000 }, (_, i) => ({ name: `file-${i}.txt`, ...notes }))
  const log = { name: 'late.bin', data: soundLog(20), deflate: true }
  const path = put('many.zip', writeZip([...entries, log]))
  const { sources, failures } = await readArchive([path], archiveOptions(join(folder, 'cache')))
  expect(failures).toEqual([])
  expect(sources.map(({ path: shown }) => shown)).toEqual([`${path}/late.bin`])
}, 180_000)
