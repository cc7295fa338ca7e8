/** The table of what becomes of archives that are not as they should be: printed, and held to. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { BlobReader, BlobWriter, ZipWriter } from '@zip.js/zip.js'
import { afterAll, expect, test } from 'vitest'
import { archiveOutcomes, type Outcome } from '../../fixtures/archive-outcomes'
import { soundLog } from '../../fixtures/bad-input'
import { writeTar } from '../../fixtures/tar-writer'
import { writeZip, type ZipEntryPlan } from '../../fixtures/zip-writer'

const folder = mkdtempSync(join(tmpdir(), 'sojourn-table-'))
afterAll(() => rmSync(folder, { recursive: true }))

const LOG = soundLog(300)
const RECORDS = 600
const OTHER = soundLog(20)
const packed = (name: string, data: Uint8Array = LOG): ZipEntryPlan => ({ name, data, deflate: true })
/** Stands behind each that is bad: nothing may lose it. */
const LAST = packed('last.evtx', OTHER)
const LAST_READ = ['last.evtx', 40] as const

async function locked(): Promise<Uint8Array> {
  const writer = new ZipWriter(new BlobWriter(), { useWebWorkers: false, encryptionStrength: 3 })
  await writer.add('a.evtx', new BlobReader(new Blob([Buffer.from(LOG)])), { password: 'infected' })
  await writer.add('last.evtx', new BlobReader(new Blob([Buffer.from(OTHER)])))
  return new Uint8Array(await (await writer.close()).arrayBuffer())
}

function nested(): Uint8Array {
  const third = writeZip([packed('a.evtx')])
  const second = gzipSync(writeTar([{ name: 'third.zip', data: third }]))
  return writeZip([packed('second.tgz', second), LAST])
}

function bomb(): Uint8Array {
  const zeros = Buffer.alloc(72 * 1024 * 1024)
  zeros.set(LOG)
  return writeZip([packed('bomb.evtx', zeros), LAST])
}

function flipped(): Uint8Array {
  const bytes = writeZip([{ name: 'a.evtx', data: LOG }, LAST])
  bytes[200_000]! ^= 1
  return bytes
}

const HUNDRED_THOUSAND = 100_000
const many = (): Uint8Array =>
  writeZip([
    ...Array.from({ length: HUNDRED_THOUSAND - 1 }, (_, i) => ({
      name: `notes/${i}.txt`,
      data: new Uint8Array(0),
    })),
    LAST,
  ])

interface Row {
  readonly what: string
  bytes(): Uint8Array | Promise<Uint8Array>
  readonly password?: string
  readonly read: Outcome['read']
  /** Part of the one thing that is told; null: nothing is. */
  readonly told: string | null
}

const ROWS: readonly Row[] = [
  {
    what: 'encrypted, no password',
    bytes: locked,
    read: [LAST_READ],
    told: 'Give the password of the archive.',
  },
  {
    what: 'encrypted, "infected"',
    bytes: locked,
    password: 'infected',
    read: [['a.evtx', RECORDS], LAST_READ],
    told: null,
  },
  {
    what: 'nested: zip, tar.gz, zip',
    bytes: nested,
    read: [LAST_READ, ['second.tgz/third.zip/a.evtx', RECORDS]],
    told: null,
  },
  {
    what: 'bomb, 1000:1',
    bytes: bomb,
    read: [['bomb.evtx', RECORDS], LAST_READ],
    told: 'more than 200 times its packed size',
  },
  {
    what: 'names that lead out',
    bytes: () => writeZip([packed('../../etc/a.evtx'), LAST]),
    read: [['[..]/[..]/etc/a.evtx', RECORDS], LAST_READ],
    told: null,
  },
  {
    what: 'one byte flipped',
    bytes: flipped,
    read: [['a.evtx', RECORDS], LAST_READ],
    told: 'checksum (CRC-32) is not the one in the archive',
  },
  {
    what: 'cut off at its end',
    bytes: () => writeZip([packed('a.evtx'), LAST]).subarray(0, -40),
    read: [['a.evtx', RECORDS], LAST_READ],
    told: 'no readable directory',
  },
  { what: '100,000 entries', bytes: many, read: [LAST_READ], told: null },
  {
    what: 'names that come twice',
    bytes: () => writeZip([packed('a.evtx'), packed('a.evtx', soundLog(30)), LAST]),
    read: [['a.evtx', RECORDS], ['a.evtx (2)', 60], LAST_READ],
    told: null,
  },
]

test('what becomes of each', async () => {
  const open = archiveOutcomes(folder)
  const lines: string[] = []
  for (const { what, bytes, password = null, read, told } of ROWS) {
    const found = await open('a.zip', await bytes(), password)
    const said = [...found.flaws, ...found.problems]
    const logs = found.read.map(([name, records]) => `${name} (${records})`).join(', ')
    lines.push(`${what.padEnd(26)}| ${logs.padEnd(58)}| ${said.join(' ') || 'nothing to tell'}`)
    expect.soft(found.read, what).toEqual(read)
    expect.soft(said, what).toEqual(told === null ? [] : [expect.stringContaining(told)])
  }
  console.log(['archive                   | read (records)', ...lines].join('\n'))
}, 120_000)
