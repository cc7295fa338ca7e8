/** What becomes of every kind of archive that a person may open: each with the outcome that is expected. */
import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { BlobReader, BlobWriter, ZipWriter, type ZipWriterConstructorOptions } from '@zip.js/zip.js'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { archiveOutcomes } from '../../fixtures/archive-outcomes'
import { soundLog } from '../../fixtures/bad-input'
import { archiveOptions, readArchive } from '../../fixtures/read-archive'
import { writeTar } from '../../fixtures/tar-writer'
import { writeZip, type ZipEntryPlan } from '../../fixtures/zip-writer'

const LOG = soundLog(300)
const OTHER = soundLog(20)
const RECORDS = 600
let folder = ''
let open: ReturnType<typeof archiveOutcomes>

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'sojourn-archives-'))
  open = archiveOutcomes(folder)
})
afterAll(() => rmSync(folder, { recursive: true }))

const zip = (entries: readonly ZipEntryPlan[], options?: Parameters<typeof writeZip>[1]): Buffer =>
  writeZip(entries, options)
const packed = (name: string, data: Uint8Array = LOG): ZipEntryPlan => ({ name, data, deflate: true })

async function encrypted(options: ZipWriterConstructorOptions): Promise<Uint8Array> {
  const writer = new ZipWriter(new BlobWriter(), { useWebWorkers: false, ...options })
  await writer.add('Security.evtx', new BlobReader(new Blob([Buffer.from(LOG)])))
  await writer.add('System.evtx', new BlobReader(new Blob([Buffer.from(OTHER)])))
  return new Uint8Array(await (await writer.close()).arrayBuffer())
}

describe('sound archives', () => {
  test.each<[string, () => Uint8Array, string]>([
    ['a.zip', () => zip([packed('logs/Security.evtx')]), 'logs/Security.evtx'],
    ['a.zip', () => zip([{ name: 'Security.evtx', data: LOG }]), 'Security.evtx'],
    ['a.zip', () => zip([packed('Security.evtx')], { wide: true }), 'Security.evtx'],
    ['a.zip', () => zip([{ ...packed('Security.evtx'), follows: true }]), 'Security.evtx'],
    [
      'a.zip',
      () => Buffer.concat([zip([packed('before')]), zip([packed('Security.evtx')])]),
      'Security.evtx',
    ],
    ['Security.evtx.gz', () => gzipSync(LOG), 'Security.evtx'],
    [
      'a.tar',
      () => writeTar([{ name: `${'deep/'.repeat(30)}Security.evtx`, data: LOG }]),
      `${'deep/'.repeat(30)}Security.evtx`,
    ],
    ['a.tgz', () => gzipSync(writeTar([{ name: 'Security.evtx', data: LOG }])), 'Security.evtx'],
    ['named-like-nothing', () => zip([packed('also-nothing')]), 'also-nothing'],
  ])('%s #%# is read whole', async (name, bytes, shown) => {
    expect(await open(name, bytes())).toEqual({ read: [[shown, RECORDS]], flaws: [], problems: [] })
  })
})

/** A bit of the packed bytes of the first entry turned. */
function flipped(bytes: Buffer, at: number): Buffer {
  const copy = Buffer.from(bytes)
  copy[at]! ^= 1
  return copy
}

describe('archives that are not as they should be', () => {
  const SOUND = zip([packed('Security.evtx'), packed('System.evtx', OTHER)])
  const AND_OTHER: readonly [string, number] = ['System.evtx', 40]

  test('a flipped byte in a stored entry: it is read, and told by its checksum', async () => {
    const bytes = flipped(zip([{ name: 'Security.evtx', data: LOG }, packed('System.evtx', OTHER)]), 200_000)
    const { read, flaws, problems } = await open('a.zip', bytes)
    expect(read.map(([name]) => name)).toEqual(['Security.evtx', 'System.evtx'])
    expect(flaws).toHaveLength(1)
    expect(flaws[0]).toContain('checksum (CRC-32) is not the one in the archive')
    expect(problems).toEqual([])
  })

  test('a flipped byte in a packed entry: what was unpacked before is read, the others whole', async () => {
    const { read, flaws } = await open('a.zip', flipped(SOUND, 9000))
    expect(read[1]).toEqual(AND_OTHER)
    expect(flaws[0]).toMatch(/packed bytes \(\d+\) are damaged|checksum|there are more/)
  })

  test('cut off: entries are found by their own headers', async () => {
    const { read, flaws, problems } = await open('a.zip', SOUND.subarray(0, SOUND.length - 40))
    expect(read).toEqual([['Security.evtx', RECORDS], AND_OTHER])
    expect(flaws).toEqual([])
    expect(problems).toEqual([expect.stringContaining('no readable directory')])
  })

  test('cut off inside an entry whose sizes follow it', async () => {
    const bytes = zip([
      { ...packed('System.evtx', OTHER), follows: true },
      { ...packed('Security.evtx'), follows: true },
    ])
    const { read, flaws, problems } = await open('a.zip', bytes.subarray(0, bytes.length / 2))
    expect(read.find(([name]) => name === 'System.evtx')).toEqual(AND_OTHER)
    expect(flaws.join()).toContain('length and checksum of this entry are not known')
    expect(flaws.join()).toContain('damaged or cut off')
    expect(problems).toHaveLength(1)
  })

  test('a wrong length, either way', async () => {
    const long = await open('a.zip', zip([{ ...packed('Security.evtx'), claims: { size: LOG.length + 1 } }]))
    expect(long.read).toEqual([['Security.evtx', RECORDS]])
    expect(long.flaws).toEqual([
      expect.stringContaining(`ends after ${LOG.length} of ${LOG.length + 1} bytes`),
    ])
    const short = await open('a.zip', zip([{ ...packed('Security.evtx'), claims: { size: 200_000 } }]))
    expect(short.flaws).toEqual([
      expect.stringContaining('The archive says 200000 bytes, and there are more.'),
    ])
    expect(short.read[0]![1]).toBeGreaterThan(200)
  })

  test('names that would leave the folder are text', async () => {
    const names = [
      '../../etc/Security.evtx',
      '/etc/System.evtx',
      'C:\\Windows\\Setup.evtx',
      'a:b.evtx',
      'CON.evtx',
      '[..]/[..]/etc/Security.evtx',
    ]
    const { read, problems } = await open(
      'a.zip',
      zip(names.map((name, i) => packed(name, soundLog(20 + i)))),
    )
    expect(read.map(([name]) => name)).toEqual([
      'C:/Windows/Setup.evtx',
      'CON.evtx',
      '[..]/[..]/etc/Security.evtx',
      '[..]/[..]/etc/Security.evtx (2)',
      'a:b.evtx',
      'etc/System.evtx',
    ])
    expect(problems).toEqual([])
  })

  test('names that come twice, and twice the same content', async () => {
    const { read } = await open('a.zip', zip([packed('x.evtx'), packed('x.evtx', OTHER), packed('X.evtx')]))
    expect(read).toEqual([
      ['X.evtx', RECORDS],
      ['x.evtx', 0],
      ['x.evtx (2)', 40],
    ])
  })

  test('a bomb of 1000 to 1 is stopped', async () => {
    const bomb = Buffer.alloc(72 * 1024 * 1024)
    bomb.set(LOG)
    const { read, flaws } = await open(
      'a.zip',
      zip([packed('bomb.evtx', bomb), packed('System.evtx', OTHER)]),
    )
    expect(read).toContainEqual(['System.evtx', 40])
    expect(flaws).toEqual([expect.stringContaining('more than 200 times its packed size')])
    const gz = await open('bomb.evtx.gz', gzipSync(bomb))
    expect(gz.flaws).toEqual([expect.stringContaining('more than 200 times its packed size')])
  })

  test('entries that lie over one another are not read', async () => {
    const { read, problems } = await open(
      'a.zip',
      zip([packed('a.evtx'), { ...packed('b.evtx'), sameAs: 0 }, packed('System.evtx', OTHER)]),
    )
    expect(read).toEqual([AND_OTHER])
    expect(problems).toHaveLength(2)
    expect(problems[0]).toContain('are those of another entry too')
  })

  test('a method that is not known', async () => {
    const { read, problems } = await open(
      'a.zip',
      zip([{ ...packed('a.evtx'), method: 14 }, packed('System.evtx', OTHER)]),
    )
    expect(read).toEqual([AND_OTHER])
    expect(problems).toEqual([expect.stringContaining('a.evtx: It is packed with LZMA')])
  })

  test('nothing inside, and no log inside', async () => {
    expect((await open('a.zip', zip([]))).problems).toEqual([
      expect.stringContaining('holds no Windows event logs'),
    ])
    const { read, problems } = await open(
      'a.zip',
      zip([
        packed('notes.txt', Buffer.from('notes')),
        packed('._Security.evtx', Buffer.from([0, 5, 22, 7, 0])),
      ]),
    )
    expect(read).toEqual([])
    expect(problems).toEqual([expect.stringContaining('holds no Windows event logs')])
  })

  test('a log by name that is none is told', async () => {
    const { read, flaws } = await open(
      'a.zip',
      zip([packed('Security.evtx', Buffer.from('nothing of that kind'))]),
    )
    expect(read).toEqual([['Security.evtx', 0]])
    expect(flaws[0]).toContain('Not a Windows event log')
  })

  test('a flipped byte in a header of a tar: its entry is told of, and those behind it are read', async () => {
    const tar = writeTar([
      { name: 'System.evtx', data: OTHER },
      { name: 'lost.evtx', data: soundLog(30) },
      { name: 'Security.evtx', data: LOG },
    ])
    const second = 512 + Math.ceil(OTHER.length / 512) * 512
    for (const bytes of [flipped(tar, second), gzipSync(flipped(tar, second + 150))]) {
      const { read, flaws, problems } = await open('a.tar', bytes)
      expect(read).toEqual([['Security.evtx', RECORDS], AND_OTHER])
      expect(flaws).toEqual([])
      expect(problems).toEqual([expect.stringContaining('Entries before and behind it are.')])
    }
  })

  test('a tar and a gzip that are cut off', async () => {
    const tar = writeTar([
      { name: 'System.evtx', data: OTHER },
      { name: 'Security.evtx', data: LOG },
    ])
    const cut = await open('a.tar', tar.subarray(0, 200_000))
    expect(cut.read[1]).toEqual(AND_OTHER)
    expect(cut.flaws[0]).toContain('The archive is cut off inside it.')
    const gz = gzipSync(LOG)
    const half = await open('a.gz', gz.subarray(0, gz.length / 2))
    expect(half.flaws[0]).toContain('The gzip stream is damaged or cut off')
  })
})

describe('archives in archives', () => {
  const inside = (depth: number, inner: (bytes: Uint8Array) => Uint8Array): Uint8Array => {
    let bytes: Uint8Array = LOG
    for (let level = 0; level < depth; level++) bytes = inner(bytes)
    return bytes
  }

  test.each<[string, (bytes: Uint8Array) => Uint8Array]>([
    ['stored', (data) => zip([{ name: 'x', data }])],
    ['packed', (data) => zip([packed('x', data)])],
    ['in tars', (data) => gzipSync(writeTar([{ name: 'x', data }]))],
  ])('four levels, %s, and not a fifth', async (_, inner) => {
    expect(await open('a.zip', inside(4, inner))).toEqual({
      read: [['x/x/x/x', RECORDS]],
      flaws: [],
      problems: [],
    })
    const { read, problems } = await open('a.zip', inside(5, inner))
    expect(read).toEqual([])
    expect(problems[0]).toContain('deeper than collections go')
  })

  test('one that is damaged loses nothing else', async () => {
    const { read, problems } = await open(
      'a.zip',
      zip([
        packed('bad.zip', zip([packed('x')]).subarray(0, 3000)),
        packed('bad2.zip', Buffer.from('PK\x03\x04nothing')),
        packed('System.evtx', OTHER),
      ]),
    )
    expect(read).toContainEqual(['System.evtx', 40])
    expect(problems.filter((problem) => problem.includes('no readable directory'))).toHaveLength(2)
  })
})

describe('encrypted zips', () => {
  test.each<[string, ZipWriterConstructorOptions]>([
    ['ZipCrypto', { zipCrypto: true, password: 'infected' }],
    ['AES-128', { encryptionStrength: 1, password: 'infected' }],
    ['AES-256', { encryptionStrength: 3, password: 'infected' }],
    ['AES-256, stored', { encryptionStrength: 3, password: 'infected', level: 0 }],
    ['a password of other letters', { encryptionStrength: 3, password: 'Schlüssel 鍵' }],
  ])('%s', async (_, options) => {
    const bytes = await encrypted(options)
    expect(await open('a.zip', bytes, options.password as string)).toEqual({
      read: [
        ['Security.evtx', RECORDS],
        ['System.evtx', 40],
      ],
      flaws: [],
      problems: [],
    })
    const without = await open('a.zip', bytes)
    expect(without.read).toEqual([])
    expect(without.problems).toEqual([
      ': 2 of 2 entries are encrypted and were not opened. It is encrypted. Nothing of it was read. Give the password of the archive.',
    ])
  })

  test('a wrong password is told, and plain entries beside are read', async () => {
    const bytes = await encrypted({ encryptionStrength: 3, password: 'right' })
    const { read, problems } = await open('a.zip', bytes, 'wrong')
    expect(read).toEqual([])
    expect(problems).toEqual([expect.stringContaining('The password does not fit.')])
  })

  test('changed bytes of an AES entry are told by its authentication code', async () => {
    const bytes = Buffer.from(await encrypted({ encryptionStrength: 3, password: 'right', level: 0 }))
    const { read, flaws } = await open('a.zip', flipped(bytes, 100_000), 'right')
    expect(read).toHaveLength(2)
    expect(flaws[0]).toContain('authentication code is not the one in the archive')
  })
})

describe('collections', () => {
  const collected = [
    packed('uploads/auto/C%3A/Windows/System32/winevt/Logs/Security.evtx'),
    packed('uploads/ntfs/%5C%5C.%5CC%3A/Windows/System32/winevt/Logs/System.evtx', OTHER),
    packed(
      'uploads/ntfs_vss/%5C%5C%3F%5CGLOBALROOT%5CDevice%5CHarddiskVolumeShadowCopy3/Windows/System32/winevt/Logs/System.evtx',
      soundLog(25),
    ),
    packed('uploads/auto/C%3A/50%25.bin', soundLog(26)),
    packed('C/Windows/50%25.evtx', soundLog(27)),
    packed('VSS2/Windows/System32/winevt/Logs/System.evtx', soundLog(28)),
    packed('results/Windows.Sys.Users.json', Buffer.from('{"Uid":1}\n')),
  ]

  test('names of Velociraptor and KAPE are shown as paths, shadow copies apart', async () => {
    const { read, flaws, problems } = await open('Collection-HOST.zip', zip(collected))
    expect(read.map(([name]) => name)).toEqual([
      'C/Windows/50%25.evtx',
      'VSS2/Windows/System32/winevt/Logs/System.evtx [shadow copy 2]',
      'uploads/auto/C:/50%.bin',
      'uploads/auto/C:/Windows/System32/winevt/Logs/Security.evtx',
      'uploads/ntfs/\\\\.\\C:/Windows/System32/winevt/Logs/System.evtx',
      'uploads/ntfs_vss/\\\\?\\GLOBALROOT\\Device\\HarddiskVolumeShadowCopy3/Windows/System32/winevt/Logs/System.evtx [shadow copy 3]',
    ])
    expect([flaws, problems]).toEqual([[], []])
  })

  test('in a folder archives are found beside logs, and those without logs passed over', async () => {
    const place = join(folder, 'walked')
    mkdirSync(place)
    writeFileSync(join(place, 'a.zip'), zip(collected))
    writeFileSync(
      join(place, 'letter.docx'),
      zip([packed('word/document.xml', Buffer.from('<w:document/>'))]),
    )
    writeFileSync(join(place, 'none.zip'), zip([packed('notes.txt', Buffer.from('notes'))]))
    const { sources, failures } = await readArchive([place], archiveOptions(join(folder, 'walked-cache')))
    expect(sources).toHaveLength(6)
    expect(failures).toEqual([])
    rmSync(join(place, 'a.zip'))
    const empty = await readArchive([place], archiveOptions(join(folder, 'walked-cache')))
    expect(empty.failures).toEqual([
      { path: place, message: expect.stringContaining('The folder holds no Windows event logs') as string },
    ])
  })

  test('a stored log is read where it lies: no copy of it is made', async () => {
    const path = join(folder, 'stored.zip')
    const cache = join(folder, 'stored-cache')
    writeFileSync(path, zip([{ name: 'Security.evtx', data: LOG }]))
    const { sources } = await readArchive([path], archiveOptions(cache))
    expect(sources[0]).toMatchObject({
      status: 'done',
      size: LOG.length,
      sha256: createHash('sha256').update(LOG).digest('hex'),
    })
    expect(() => statSync(cache)).toThrow()
  })
})
