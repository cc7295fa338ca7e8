/** 7z archives: what 7-Zip packs is read as it was, and what is wrong with one is told. */
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as limits from '../../../electron/worker/archives/limits'
import { archiveOutcomes } from '../../fixtures/archive-outcomes'
import { soundLog } from '../../fixtures/bad-input'
import { archiveOptions, readArchive } from '../../fixtures/read-archive'
import { findProgram } from '../../fixtures/servers/process'
import { type SevenZipOptions, type SevenZipPlan, writeSevenZip } from '../../fixtures/seven-zip-writer'

const SEVEN_ZIP = findProgram('7-Zip', ['/usr/bin/7zz', '/usr/bin/7z'])
const LOG = soundLog(300)
const OTHER = soundLog(20)
const AND_OTHER = ['System.evtx', 40] as const
/** Of soundLog(25) and soundLog(20), packed once by 7-Zip 26.02; the password is `infected`. */
const sample = (name: 'lzma' | 'lzma2' | 'aes'): Buffer =>
  readFileSync(join(import.meta.dirname, `../../fixtures/archives/${name}.7z`))
const IN_SAMPLE = [['Application.evtx', 50], AND_OTHER]

let folder = ''
let open: ReturnType<typeof archiveOutcomes>
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'sojourn-7z-'))
  open = archiveOutcomes(folder)
})
afterAll(() => rmSync(folder, { recursive: true }))

const log = (name: string, data: Uint8Array = LOG): SevenZipPlan => ({ name, data })
const TWO = [log('Security.evtx'), log('System.evtx', OTHER)]
const READ_TWO = { read: [['Security.evtx', 600], AND_OTHER], flaws: [], problems: [] }
const pack = (plans: readonly SevenZipPlan[], options?: SevenZipOptions): Buffer =>
  writeSevenZip(plans, options)

describe('what 7-Zip packs', () => {
  test.each(['lzma', 'lzma2'] as const)('%s, as it was packed once', async (name) => {
    expect(await open('a.7z', sample(name))).toEqual({ read: IN_SAMPLE, flaws: [], problems: [] })
  })

  test('encrypted with its directory: the password is needed to see anything', async () => {
    expect(await open('a.7z', sample('aes'), 'infected')).toEqual({
      read: IN_SAMPLE,
      flaws: [],
      problems: [],
    })
    expect((await open('a.7z', sample('aes'))).problems).toEqual([
      ': It is encrypted. Nothing of it was read. Give the password of the archive.',
    ])
    expect((await open('a.7z', sample('aes'), 'wrong')).problems).toEqual([
      expect.stringContaining('The password does not fit, or the archive is damaged.'),
    ])
  })

  // 7-Zip is what packs these; where it is absent, a line says so.
  test
    .skipIf(SEVEN_ZIP === null)
    .each([
      '-m0=LZMA2',
      '-m0=LZMA',
      '-m0=LZMA:lc=4:lp=0:pb=0:d=64k',
      '-m0=LZMA2:d=64k -mmt=2',
      '-mx=0',
      '-m0=Deflate',
      '-ms=off',
      '-m0=BCJ -m1=LZMA2',
      '-m0=Delta:4 -m1=LZMA',
      '-pinfected',
      '-pinfected -mhe=on',
      '-pinfected -mx=0',
      '-pinfected -ms=off -m0=Deflate',
    ])('as it is packed today: %s', async (options) => {
    const { read, flaws, problems } = await open('a.7z', packedBySevenZip(options.split(' ')), 'infected')
    expect(read).toEqual([['Security.evtx', 600], AND_OTHER, ['program.evtx', 0]])
    expect(flaws).toEqual([expect.stringContaining('Not a Windows event log')])
    expect(problems).toEqual([])
  })

  // As above.
  test.skipIf(SEVEN_ZIP === null).each([
    ['BZip2', ['-m0=BZip2']],
    ['PPMd', ['-m0=PPMd']],
    ['Deflate64', ['-m0=Deflate64']],
  ])('%s is not read, and each log says what to do', async (name, options) => {
    const { read, problems } = await open('a.7z', packedBySevenZip(options))
    expect(read).toEqual([])
    expect(problems).toHaveLength(3)
    expect(problems[0]).toBe(
      `Security.evtx: It is packed with ${name}, which is not read here. It was not read. Unpack it with 7-Zip and open the result.`,
    )
  })
})

/** The two logs and a program, which filters of programs change. */
function packedBySevenZip(options: readonly string[]): Buffer {
  const place = mkdtempSync(join(folder, 'packed-'))
  const files = { 'Security.evtx': LOG, 'System.evtx': OTHER, 'program.evtx': x86() }
  mkdirSync(join(place, 'in'))
  for (const [name, bytes] of Object.entries(files)) writeFileSync(join(place, 'in', name), bytes)
  const archive = join(place, 'a.7z')
  const args = ['a', '-bso0', ...options, archive, ...Object.keys(files)]
  const { status, stderr } = spawnSync(SEVEN_ZIP!, args, { cwd: join(place, 'in'), encoding: 'utf8' })
  if (status !== 0) throw new Error(`7-Zip failed: ${stderr}`)
  return readFileSync(archive)
}

/** Calls and jumps near, far, and over one another. */
function x86(): Buffer {
  const bytes = Buffer.alloc(40_000)
  for (let at = 0, seed = 1; at < bytes.length; at++) {
    seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0
    bytes[at] = [0xe8, 0xe9, 0x00, 0xff, seed >>> 24, 0x0f][(seed >>> 16) % 6]!
  }
  return bytes
}

describe('every outcome', () => {
  test.each<[string, Uint8Array, unknown]>([
    ['stored', pack(TWO), READ_TWO],
    ['in one block', pack(TWO, { solid: true, deflate: true }), READ_TWO],
    [
      'folders and empty files',
      pack([{ name: 'logs', data: null }, log('empty.txt', Buffer.alloc(0)), ...TWO]),
      READ_TWO,
    ],
    [
      'nothing inside',
      pack([]),
      { read: [], flaws: [], problems: [expect.stringContaining('holds no Windows event logs')] },
    ],
    [
      'names that would leave the folder, and the same twice',
      pack([log('../../Security.evtx'), log('../../Security.evtx', OTHER)]),
      {
        read: [
          ['[..]/[..]/Security.evtx', 600],
          ['[..]/[..]/Security.evtx (2)', 40],
        ],
        flaws: [],
        problems: [],
      },
    ],
    [
      'another checksum',
      pack([{ ...TWO[0]!, claims: { crc: 1 } }, TWO[1]!], { solid: true, deflate: true }),
      { ...READ_TWO, flaws: [expect.stringContaining('checksum (CRC-32) is not the one in the archive')] },
    ],
    [
      'sizes beyond the block',
      pack([TWO[0]!, { ...TWO[1]!, claims: { size: OTHER.length + 1 } }], { solid: true }),
      { ...READ_TWO, flaws: [expect.stringContaining('ends 1 bytes too early')] },
    ],
    [
      'a method that is not known',
      pack(TWO, { coder: { method: '04f71101' } }),
      {
        read: [],
        flaws: [],
        problems: TWO.map(
          ({ name }) => expect.stringContaining(`${name}: It is packed with Zstandard`) as unknown,
        ),
      },
    ],
    [
      'a dictionary beyond the limit',
      pack([{ ...log('a.evtx'), claims: { size: 2 ** 33 } }], {
        coder: { method: '21', properties: Buffer.of(40) },
      }),
      {
        read: [],
        flaws: [],
        problems: [expect.stringContaining(`more than ${limits.MAX_DICTIONARY_BYTES}`)],
      },
    ],
    ['as many methods one behind the other as may be', pack(TWO, { coders: limits.MAX_STREAMS }), READ_TWO],
    [
      'one method more',
      pack(TWO, { coders: limits.MAX_STREAMS + 1 }),
      { read: [], flaws: [], problems: [expect.stringContaining('directory of the 7z archive is damaged')] },
    ],
    [
      'more files than its directory has',
      pack(TWO, { count: 5000 }),
      { read: [], flaws: [], problems: [expect.stringContaining('directory of the 7z archive is damaged')] },
    ],
    [
      'more files than any collection has',
      pack(TWO, { count: limits.MAX_ARCHIVE_ENTRIES + 1 }),
      {
        read: [],
        flaws: [],
        problems: [expect.stringContaining(`more than ${limits.MAX_ARCHIVE_ENTRIES} entries`)],
      },
    ],
    [
      'cut off',
      pack(TWO).subarray(0, 100_000),
      {
        read: [],
        flaws: [],
        problems: [expect.stringContaining('is cut off, or the first of several parts')],
      },
    ],
    [
      'in another, four levels',
      pack([log('x', pack([log('x', pack([log('x', pack([log('y.evtx', OTHER)]))]))]))]),
      { read: [['x/x/x/y.evtx', 40]], flaws: [], problems: [] },
    ],
  ])('%s', async (_, bytes, expected) => {
    expect(await open('a.7z', bytes)).toEqual(expected)
  })

  test('a key that takes as long to make as may be, and one that takes longer', async () => {
    const keyed = (power: number): Buffer =>
      pack([log('Security.evtx')], { coder: { method: '06f10701', properties: Buffer.of(power) } })
    const { problems } = await open('a.7z', keyed(limits.MAX_KEY_POWER), 'wrong')
    expect(problems).toEqual([expect.stringContaining('The password does not fit')])
    const beyond = await open('a.7z', keyed(limits.MAX_KEY_POWER + 1), 'wrong')
    expect(beyond.problems).toEqual([expect.stringContaining('encrypted in a way that is not known')])
  })

  test('damage in a block: what came before is read, what lies behind is told', async () => {
    const bytes = sample('lzma2')
    bytes.fill(0xff, 1000, 1100)
    const { read, flaws, problems } = await open('a.7z', bytes)
    expect(read).toEqual([['Application.evtx', expect.any(Number)]])
    expect(read[0]![1]).toBeLessThan(50)
    expect(flaws).toEqual([expect.stringContaining('packed bytes make no sense')])
    expect(problems).toEqual([expect.stringContaining('System.evtx: It lies behind damage in a block')])
  })

  test('a bomb of 1000 to 1 is stopped, and what lies behind it is read', async () => {
    const bomb = Buffer.alloc(72 * 1024 * 1024)
    bomb.set(LOG)
    const { read, flaws } = await open(
      'a.7z',
      pack([log('bomb.evtx', bomb), TWO[1]!], { solid: true, deflate: true }),
    )
    expect(read).toContainEqual(AND_OTHER)
    expect(flaws).toEqual([expect.stringContaining('more than 200 times its packed size')])
  })

  test('100,000 entries are gone through, and the one log among them is found', async () => {
    const notes = Array.from({ length: 100_000 }, (_, i) => log(`file-${i}.txt`, Buffer.from('notes')))
    const { read, problems } = await open(
      'a.7z',
      pack([...notes, log('late.bin', OTHER)], { solid: true, deflate: true }),
    )
    expect([read, problems]).toEqual([[['late.bin', 40]], []])
  }, 180_000)

  test('a stored log is read where it lies', async () => {
    const path = join(folder, 'stored.7z')
    writeFileSync(path, pack(TWO))
    const { sources } = await readArchive([path], archiveOptions(join(folder, 'none')))
    expect(sources.map(({ records }) => records.decoded)).toEqual([600, 40])
    expect(() => readFileSync(join(folder, 'none'))).toThrow('ENOENT')
  })
})

test('changed bytes anywhere end in an outcome', async () => {
  let seed = 7
  const random = (below: number): number => {
    seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0
    return Math.floor((seed / 2 ** 32) * below)
  }
  const bases = [sample('lzma'), sample('lzma2'), pack(TWO, { solid: true, deflate: true })]
  let told = 0
  for (let round = 0; round < 80; round++) {
    const bytes = Buffer.from(bases[round % bases.length]!)
    // Mostly the packed bytes, sometimes the directory, whose checksum stands before it.
    for (let n = 1 + random(4); n > 0; n--) bytes[32 + random(bytes.length - 32)] = random(256)
    const { flaws, problems } = await open('a.7z', bytes)
    if (flaws.length + problems.length > 0) told++
  }
  expect(told).toBeGreaterThan(65)
}, 180_000)
