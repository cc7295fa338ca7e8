import { u32 } from '../../electron/core/bytes/little-endian'
import { CHUNK_SIZE, FILE_HEADER_SIZE } from '../../electron/core/evtx/layout'
import { KLEE, logoff538, logoff551, logon528 } from '../fixtures/evt-writer/legacy-events'
import { writeEvt } from '../fixtures/evt-writer/write-evt'
import type { FixtureRecord } from '../fixtures/evtx-writer/fixture-record'
import { writeEvtx } from '../fixtures/evtx-writer/write-evtx'
import type { Random } from '../fixtures/sample-case/random'
import { everyBuilder } from '../unit/fixtures/every-builder'
import { mutatedChunk, recordsOf } from './mutate'
import { pick } from './random-content'

export type FileKind = 'evtx' | 'image' | 'evt'

/** Sound files that whole-file mutations begin with. */
export interface BaseFiles {
  readonly evtx: readonly Uint8Array[]
  readonly evt: readonly Uint8Array[]
}

type Mutation = (file: Uint8Array, random: Random) => Uint8Array

const EDGES = [0, 1, 27, 28, 0x7f, 0x80, 0xff, 0xffff, 0x10000, 0x7fffffff, 0x80000000, 0xffffffff]
/** Words of an EVT that its reader goes by: sizes, signatures, the end-of-file record. */
const EVT_WORDS = [0x28, 0x30, 0x38, 0x27, 0x654c664c, 0x11111111, 0x44444444]

/** Logs of two to four chunks in the writer's styles, a ring among them, and legacy logs around the end of the file. */
export function baseFiles(): BaseFiles {
  const records = everyBuilder()
    .files()
    .flatMap((file) => file.records)
    .slice(0, 48)
  const text = records.map((record): FixtureRecord => ({ ...record, style: 'text' }))
  const story = Array.from({ length: 12 }, (_, i) => {
    const desk = { account: KLEE, logonId: 0x1000 + i }
    const time = (minute: number): string => new Date(Date.UTC(2005, 5, 1, i, minute)).toISOString()
    return [logon528(time(0), desk), logoff551(time(30), desk), logoff538(time(31), desk)]
  }).flat()
  return {
    evtx: [
      writeEvtx(records, { recordsPerChunk: 16 }),
      writeEvtx(records, { recordsPerChunk: 24, noCrc: true, emptyChunks: 1 }),
      writeEvtx(text, { recordsPerChunk: 16, wrapped: 1, dirty: true }),
    ],
    evt: [
      writeEvt(story).bytes,
      writeEvt(story, { fileSize: 4000, keepFree: 900 }).bytes,
      writeEvt(story, { fileSize: 4004, dirty: true }).bytes,
      writeEvt(story, { fileSize: 5000, withoutEof: true }).bytes,
    ],
  }
}

/** File number `index` of a seed's files: one to five mutations of a sound one, or of an image that has parts of one in it. */
export function mutatedFile(bases: BaseFiles, random: Random): { kind: FileKind; bytes: Uint8Array } {
  const choice = random.next()
  const kind: FileKind = choice < 0.5 ? 'evtx' : choice < 0.75 ? 'evt' : 'image'
  const base = pick(random, kind === 'evt' ? bases.evt : bases.evtx)
  let bytes = kind === 'image' ? imageOf(base, random) : base.slice()
  const mutations = kind === 'evt' ? EVT_MUTATIONS : EVTX_MUTATIONS
  for (let n = random.integer(1, 6); n > 0; n--) bytes = pick(random, mutations)(bytes, random)
  return { kind, bytes }
}

const setU32 = (bytes: Uint8Array, at: number, value: number): void => {
  if (at >= 0 && at + 4 <= bytes.length)
    new DataView(bytes.buffer, bytes.byteOffset).setUint32(at, value >>> 0, true)
}

const word = (random: Random, file: Uint8Array): number =>
  random.next() < 0.5 ? pick(random, EDGES) : random.integer(0, file.length)

/** Chunks in their slots. */
const chunkStarts = (file: Uint8Array): number[] =>
  Array.from(
    { length: Math.max(1, Math.floor((file.length - FILE_HEADER_SIZE) / CHUNK_SIZE)) },
    (_, i) => FILE_HEADER_SIZE + i * CHUNK_SIZE,
  )

const chunkAt = (file: Uint8Array, at: number): Uint8Array => file.subarray(at, at + CHUNK_SIZE)

/** The file's bytes with those of [at, at + length) replaced, put in or taken out. */
function spliced(file: Uint8Array, at: number, length: number, more: Uint8Array): Uint8Array {
  return new Uint8Array(Buffer.concat([file.subarray(0, at), more, file.subarray(at + length)]))
}

/** Parts of a log among noise, as in unallocated space: no file header, chunks and records at any byte. */
function imageOf(log: Uint8Array, random: Random): Uint8Array {
  const parts: Uint8Array[] = []
  for (let n = random.integer(1, 6); n > 0; n--) {
    parts.push(noise(random.integer(0, 3000), random))
    const chunk = chunkAt(log, pick(random, chunkStarts(log)))
    const records = recordsOf(chunk)
    if (random.next() < 0.5 || records.length === 0) parts.push(chunk)
    else {
      const at = pick(random, records)
      const size = u32(chunk, at + 4)
      parts.push(chunk.subarray(at, at + (random.next() < 0.7 ? size : random.integer(0, size * 4))))
    }
  }
  parts.push(noise(64, random))
  return new Uint8Array(Buffer.concat(parts))
}

const noise = (length: number, random: Random): Uint8Array =>
  Uint8Array.from({ length }, () => random.integer(0, 256))

const ANY_MUTATIONS: readonly Mutation[] = [
  function cut(file, random) {
    return random.next() < 0.4 ? file.slice(0, random.integer(0, file.length + 1)) : file
  },
  function zeros(file, random) {
    const at = random.integer(0, file.length + 1)
    return file.fill(random.next() < 0.8 ? 0 : 0xff, at, at + random.integer(0, 9000))
  },
  function flips(file, random) {
    for (let n = random.integer(1, 40); n > 0 && file.length > 0; n--) {
      const at = random.integer(0, file.length)
      file[at] = file[at]! ^ (1 << random.integer(0, 8))
    }
    return file
  },
  function copied(file, random) {
    const from = random.integer(0, file.length + 1) & ~3
    const part = file.slice(from, from + random.integer(0, 5000))
    return spliced(file, random.integer(0, file.length + 1) & ~3, random.next() < 0.5 ? part.length : 0, part)
  },
]

const EVTX_MUTATIONS: readonly Mutation[] = [
  ...ANY_MUTATIONS,
  function fileHeader(file, random) {
    if (random.next() < 0.2) return file.fill(0, 0, random.integer(1, FILE_HEADER_SIZE))
    setU32(file, pick(random, [0, 8, 16, 24, 32, 36, 40, 120, 124]), word(random, file))
    return file
  },
  function chunkHeader(file, random) {
    const at = pick(random, chunkStarts(file))
    if (random.next() < 0.2) file.fill(0, at, at + random.integer(1, 512))
    else
      setU32(
        file,
        at + pick(random, [0, 4, 8, 24, 40, 44, 48, 52, 120, 124]),
        random.next() < 0.7 ? random.integer(0, CHUNK_SIZE + 64) : word(random, file),
      )
    return file
  },
  function freeSpace(file, random) {
    const at = pick(random, chunkStarts(file))
    const records = recordsOf(chunkAt(file, at))
    if (records.length > 0) setU32(file, at + 48, pick(random, records))
    return file
  },
  function recordFrame(file, random) {
    const at = pick(random, chunkStarts(file))
    const chunk = chunkAt(file, at)
    const records = recordsOf(chunk)
    if (records.length === 0) return file
    const record = at + pick(random, records)
    const size = u32(file, record + 4)
    const place = pick(random, [record, record + 4, record + 8, record + 20, record + size - 4])
    setU32(file, place, random.next() < 0.4 ? size + 8 * random.integer(-3, 4) : word(random, file))
    return file
  },
  function templateOffsets(file, random) {
    const at = pick(random, chunkStarts(file))
    const records = recordsOf(chunkAt(file, at))
    if (records.length === 0) return file
    const instance = at + pick(random, records) + 28
    const other = at + pick(random, records) + 28
    if (other + 14 > file.length) return file
    setU32(
      file,
      instance + pick(random, [2, 6]),
      u32(file, random.next() < 0.5 ? other + 6 : instance + 2) + (random.next() < 0.2 ? 8 : 0),
    )
    return file
  },
  function chunkBytes(file, random) {
    const at = pick(random, chunkStarts(file))
    const chunk = chunkAt(file, at)
    if (chunk.length < CHUNK_SIZE) return file
    file.set(mutatedChunk(chunk, chunkAt(file, FILE_HEADER_SIZE), random).subarray(0, chunk.length), at)
    return file
  },
  function chunkTwice(file, random) {
    const from = pick(random, chunkStarts(file))
    const to = pick(random, chunkStarts(file))
    file.copyWithin(to, from, from + CHUNK_SIZE)
    return file
  },
  function shifted(file, random) {
    return spliced(
      file,
      random.integer(0, file.length + 1),
      random.next() < 0.5 ? random.integer(0, 600) : 0,
      noise(random.integer(0, 600), random),
    )
  },
]

/** Offsets of what looks like a legacy record. */
function legacyRecords(file: Uint8Array): number[] {
  const found: number[] = []
  for (let at = 48; at + 8 <= file.length; at += 4) if (u32(file, at + 4) === 0x654c664c) found.push(at)
  return found
}

const EVT_MUTATIONS: readonly Mutation[] = [
  ...ANY_MUTATIONS,
  function headerWord(file, random) {
    setU32(file, 4 * random.integer(0, 12), word(random, file))
    return file
  },
  function recordField(file, random) {
    const records = legacyRecords(file)
    if (records.length > 0) {
      const fields = [0, 8, 12, 20, 24, 26, 36, 40, 44, 48, 52]
      setU32(file, pick(random, records) + pick(random, fields), word(random, file))
    }
    return file
  },
  function sizeCopy(file, random) {
    const records = legacyRecords(file)
    if (records.length === 0) return file
    const at = pick(random, records)
    setU32(file, at + u32(file, at) - 4, random.next() < 0.5 ? 0 : u32(file, at) + 4 * random.integer(-2, 3))
    return file
  },
  function knownWord(file, random) {
    setU32(file, random.integer(0, file.length) & ~3, pick(random, EVT_WORDS))
    return file
  },
  function endOfFile(file, random) {
    const at = random.integer(48, Math.max(49, file.length - 40)) & ~3
    const words = [
      40,
      0x11111111,
      0x22222222,
      0x33333333,
      0x44444444,
      word(random, file),
      random.next() < 0.5 ? at : word(random, file),
      1,
      1,
      40,
    ]
    words.forEach((value, i) => setU32(file, at + 4 * i, value))
    return file
  },
]
